"""Lists, and dicts, whose items are of the type that they are of themselves: text and equality."""


def numeral(n):
    """Return the list of all smaller numbers, each a list made likewise."""
    result = []
    for i in range(n):
        result.append(numeral(i))
    return result


PAIR = [[]]
PAIR.append(PAIR[0])
LOOP = []
LOOP.append(LOOP)


def main():
    for i in range(4):
        print(numeral(i), str(numeral(i)), f'{numeral(i)!r}')
    print(numeral(3) == numeral(3), numeral(3) == numeral(2), numeral(2) in numeral(3), numeral(3).index(numeral(1)))
    print(numeral(2) < numeral(3), numeral(3) < numeral(2))
    print(len(LOOP), LOOP[0] is LOOP, len(PAIR))
    print((numeral(2), 'x'), {'a': numeral(1)})


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
