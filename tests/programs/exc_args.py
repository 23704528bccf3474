# e.args is the tuple of what the exception was made with.
class Located(Exception):
    pass


class Other(Exception):
    pass


def fail(n):
    if n == 0:
        raise Located('first', 10)
    raise Located('second', n)


def main():
    for n in range(3):
        try:
            fail(n)
        except Located as e:
            message, line = e.args
            print(message, line, e.args, len(e.args), e.args[0])
    try:
        raise Other(5)
    except Other as e:
        print(e.args, e.args[0] + 1)
    e = Other(8)
    print(e.args)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
