from rpython.rlib.objectmodel import specialize


@specialize.argtype(0)
def repeat(value):
    def times(n):
        result = value
        for i in range(n - 1):
            result = result + value
        return result
    return times


@specialize.argtype(0)
def cell(value):
    def get():
        return value

    def put(other):
        nonlocal value
        value = other
    return get, put


@specialize.arg(0)
def folder(combine, start):
    def fold(items):
        result = start
        for item in items:
            result = combine(result, item)
        return result
    return fold


@specialize.arg(0)
def with_flag(flag, n):
    def run(x):
        if flag:
            return x * n
        return x + n
    return run


@specialize.call_location()
def memoise(function):
    known = {}

    def remembered(key):
        if key not in known:
            known[key] = function(key)
        return known[key]
    return remembered


def joined(a, b):
    return a + '/' + b


def entry_point(argv):
    print(repeat(3)(4), repeat('ab')(2), repeat(0.5)(3), repeat([1])(3))
    get, put = cell(1)
    put(get() + 41)
    print(get())
    get_text, put_text = cell('x')
    put_text(get_text() + 'y')
    print(get_text())
    print(folder(lambda a, b: a + b, 0)([1, 2, 3]), folder(joined, '')(['a', 'b']), folder(max, 0)([3, 9, 2]))
    print(with_flag(True, 5)(6), with_flag(False, 5)(6))
    square = memoise(lambda n: n * n)
    shout = memoise(lambda word: word.upper())
    print(square(7), square(7), shout('a'), shout('a'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
