def numbers(limit):
    def squares():
        for i in range(limit):
            yield i * i
    return squares


def tagged(prefix):
    def tag(items):
        for item in items:
            yield prefix + item
    return tag


def running():
    total = 0

    def add(n):
        nonlocal total
        total += n
        return total

    for i in range(4):
        yield add(i)


def makers(n):
    for i in range(n):
        yield lambda x, i=i: x + i


def entry_point(argv):
    squares = numbers(4)
    print(list(squares()), sum(squares()))
    print([text for text in tagged('<')(['a', 'b'])])
    print([value for value in running()])
    print([f(10) for f in makers(3)])
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
