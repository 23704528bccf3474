# test: checked-only
"""Every way to use None, an index or a key that is not there is an exception to catch."""


class A:
    def __init__(self):
        self.x = 1

    def f(self):
        return self.x


class B(A):
    def g(self):
        return 2


class Sub(A):
    def f(self):
        return 3


def pick(n):
    if n > 100:
        return None
    return A()


def some_list(n):
    if n > 100:
        return None
    return [1, 2, n]


def some_str(n):
    if n > 100:
        return None
    return 'abc%d' % n


def some_dict(n):
    if n > 100:
        return None
    return {'a': n}


def func(n):
    return n + 1


def some_func(n):
    if n > 100:
        return None
    return func


def run(which, n):
    if which == 0:
        return [1, 2, 3][n]
    if which == 1:
        return [1, 2, 3][-n]
    if which == 2:
        l = [1, 2, 3]
        l[n] = 4
        return l[0]
    if which == 3:
        return ord('abc'[n])
    if which == 4:
        return pick(n).x
    if which == 5:
        return pick(n).f()
    if which == 6:
        a = pick(n)
        a.x = 5
        return a.x
    if which == 7:
        return len(some_list(n))
    if which == 8:
        return some_list(n)[0]
    if which == 9:
        return len(some_str(n))
    if which == 10:
        return ord(some_str(n)[0])
    if which == 11:
        return some_dict(n)['a']
    if which == 12:
        return len(some_dict(n))
    if which == 13:
        return some_func(n)(1)
    if which == 14:
        return 1 // (n - 200)
    if which == 15:
        return 1 % (n - 200)
    if which == 16:
        return 1 << (n - 201)
    if which == 17:
        return 1 >> (n - 201)
    if which == 18:
        return int(1.0 / (n - 200))
    if which == 19:
        l = []
        if n < 100:
            l.append(1)
        return l.pop()
    if which == 21:
        return {5: 1}[n]
    if which == 22:
        del [1, 2, 3][n]
    if which == 23:
        l = [1, 2, 3]
        l.remove(n)
    if which == 24:
        return [1, 2, 3].index(n)
    if which == 28:
        some_list(n).append(1)
    if which == 29:
        s = some_str(n) + 'x'
        return len(s)
    if which == 31:
        return int(some_str(n) or 'zz')
    if which == 32:
        return ord('ab' * (n - 199))
    if which == 33:
        a, b = [1] * (n - 199)
        return a
    if which == 34:
        l = some_list(n)
        l.sort()
    if which == 35:
        return some_str(n).find('a')
    if which == 36:
        return 'abc'.find(some_str(n))
    if which == 37:
        return 'abc'.startswith(some_str(n))
    if which == 38:
        return len('a'.join([some_str(n)]))
    if which == 39:
        return len([1] + some_list(n))
    if which == 40:
        return some_list(n)[1:][0]
    if which == 41:
        return ord(some_str(n)[1:][0])
    if which == 42:
        l = [1]
        l.extend(some_list(n))
    if which == 43:
        d = {'a': 1}
        d.update(some_dict(n))
    if which == 44:
        return 5 in some_list(n)
    if which == 45:
        return 'a' in some_dict(n)
    if which == 46:
        return 'a' in some_str(n)
    if which == 47:
        some_dict(n)['x'] = 1
    if which == 48:
        del some_dict(n)['x']
    if which == 49:
        assert n == 4
    if which == 50:
        return len(list(some_dict(n).keys()))
    if which == 51:
        return len(some_str(n).split(','))
    if which == 54:
        a = pick(5)
        assert isinstance(a, B)
        return a.g()
    if which == 55:
        d = {1: 2, 3: 4}
        for k in d:
            d[k + 10] = 1
    if which == 56:
        l = [3, 1, 2]
        return l[1:n:n - 200][0]
    if which == 57:
        raise KeyError('boo')
    if which == 58:
        return some_str(n) < 'x'
    if which == 59:
        return len(some_str(n).upper())
    if which == 60:
        return some_str(n) * 2 == 'x'
    if which == 64:
        del some_list(n)[0:2]
    if which == 65:
        some_list(n)[0:2] = [1]
    if which == 69:
        return int(3.0 // (n - 200))
    if which == 71:
        some_list(n).insert(0, 1)
    if which == 72:
        some_list(n).reverse()
    return 0


def describe(which, n):
    try:
        return str(run(which, n))
    except IndexError:
        return 'IndexError'
    except KeyError:
        return 'KeyError'
    except TypeError:
        return 'TypeError'
    except AttributeError:
        return 'AttributeError'
    except ZeroDivisionError:
        return 'ZeroDivisionError'
    except ValueError:
        return 'ValueError'
    except AssertionError:
        return 'AssertionError'
    except RuntimeError:
        return 'RuntimeError'


def entry_point(argv):
    for which in range(73):
        if which != 14:
            print(which, describe(which, 200))
    print(describe(14, 200), describe(14, 201))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
