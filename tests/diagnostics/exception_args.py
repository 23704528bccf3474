class Failure(Exception):
    pass


def fail(n):
    if n > 1:
        raise Failure('disk')
    raise Failure('disk', 5)


def entry_point(argv):
    try:
        fail(len(argv))
    except Failure as e:
        return len(e.args)
    return 0


def target(driver, args):
    return entry_point
