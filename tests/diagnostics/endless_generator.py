from rpython.rlib.objectmodel import specialize


@specialize.call_location()
def countdown(n):
    if n == 0:
        yield 0
    else:
        for rest in countdown(n - 1):
            yield rest + 1


def entry_point(argv):
    print(list(countdown(len(argv))))
    return 0


def target(driver, args):
    return entry_point
