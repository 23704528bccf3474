"""A step of zero raises ValueError, known or not."""


def steps(step):
    result = []
    for i in range(0, 10, step):
        result.append(i)
    return result


def zero():
    for i in range(0, 10, 0):
        print(i)


def main():
    for step in [3, -1, 0, 5]:
        try:
            print(steps(step))
        except ValueError as error:
            print(error)
    try:
        zero()
    except ValueError as error:
        print(error)
    try:
        print(list(range(5, 0, 0)))
    except ValueError as error:
        print(error)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
