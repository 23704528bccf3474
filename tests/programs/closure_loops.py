def in_while(n):
    functions = []
    i = 0
    while i < n:
        j = i * 10
        functions.append(lambda: i + j)
        i += 1
    return functions


def in_for(names):
    table = {}
    for name in names:
        def shout(times):
            return (name + '!') * times
        table[name] = shout
    return table


def in_for_bound(names):
    table = {}
    for name in names:
        def shout(times, name=name):
            return (name + '!') * times
        table[name] = shout
    return table


def comprehensions(n):
    listed = [lambda x: x + i for i in range(n)]
    keyed = {i: lambda x, i=i: x * i for i in range(n)}
    nested = [[lambda: (i, j) for j in range(2)] for i in range(2)]
    return listed, keyed, nested


def with_break(items, limit):
    found = None
    for item in items:
        if item > limit:
            found = lambda: item
            break
    return found


def counted(n):
    total = 0

    def add(k):
        nonlocal total
        total += k

    for i in range(n):
        add(i)
    return total


def helper_in_loop(rows):
    result = []
    for row in rows:
        def cell(i):
            return row[i] * 2
        result.append([cell(i) for i in range(len(row))])
    return result


def entry_point(argv):
    print([f() for f in in_while(4)])
    table = in_for(['a', 'b'])
    print(table['a'](2), table['b'](1))
    bound = in_for_bound(['a', 'b'])
    print(bound['a'](2), bound['b'](1))
    listed, keyed, nested = comprehensions(3)
    print([f(10) for f in listed], [keyed[k](10) for k in keyed])
    print([[f() for f in row] for row in nested])
    found = with_break([1, 5, 9], 3)
    if found is not None:
        print(found())
    print(with_break([1], 3) is None)
    print(counted(10), helper_in_loop([[1, 2], [3]]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
