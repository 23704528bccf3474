def apply(function, value):
    return function(value)


def one(a):
    return a


class Empty:
    pass


def deep():
    x = 1

    def middle():
        y = x

        def inner():
            nonlocal x
            x += y
            return x
        return inner
    return middle


def outer(n):
    class_like = {'a': n}
    get = class_like.get
    return get('a', 0)


def swap(f, g, flag):
    if flag:
        f, g = g, f
    return f(2) - g(2)


def unpack(pairs):
    for name, function in pairs:
        print(name, function(3))


def entry_point(argv):
    n = len(argv)
    m = deep()()
    print(m(), m())
    print(outer(5))
    print(swap(lambda x: x * n, lambda x: x + 10, n > 0))
    unpack([('a', one), ('b', lambda x: x - n), ('c', abs)])
    functions = {}
    functions.setdefault('k', []).append(one)
    functions['k'].append(lambda v: v * 3)
    print([f(4) for f in functions['k']])
    t = (one, lambda x: x + n)
    print(t[0](1), t[1](1))
    acc = []
    emit = acc.append
    for i in range(3):
        emit(i)
    print(acc)
    text = 'a-b'
    print(list(map(text.split, ['-'])), sorted(['b', 'a'], key=lambda s: s.upper()))
    cond = (lambda: 'yes') if n > 0 else (lambda: 'no')
    print(cond())
    while True:
        stop = lambda: n > 0
        if stop():
            break
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
