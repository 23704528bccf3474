"""Every dict method and operator."""


def entry_point(argv):
    d = {'a': 1, 'b': 2}
    d['c'] = 3
    print(d, len(d), d['a'], d.get('x', -1), d.get('a', 0), 'a' in d, 'x' not in d)
    print(d.pop('a'), d.pop('zz', 0), d.setdefault('b', 9), d.setdefault('n', 4), d)
    try:
        d.pop('missing')
    except KeyError as e:
        print('KeyError', e)
    try:
        print(d['missing'])
    except KeyError as e:
        print('KeyError', e)
    d.update({'b': 20, 'z': 26})
    d.update([('p', 1), ('q', 2)])
    print(d, d.popitem(), len(d))
    e = d.copy()
    e['only'] = 1
    print(len(d), len(e), d == e, d != e, d == d.copy())
    e.clear()
    print(e, bool(e), bool(d))
    print({'a': 1} | {'a': 2, 'b': 3}, dict(a=1, b=2), dict([('k', 1)], m=2), dict({'x': 5}))
    d |= {'new': 7}
    print(d)
    print(dict.fromkeys(['a', 'b'], 0), dict.fromkeys('xy', 1), dict(zip('ab', [1, 2])))
    print({1: 'a', 2: 'b'} == {2: 'b', 1: 'a'}, {1: [1]} == {1: [2]})
    print({k: v * v for k, v in zip('abc', range(3))}, {n % 3 for n in range(10)} == {0, 1, 2})
    print(list(d), sorted(d), list(reversed(list(d)))[:1], min(d), max(d.values()))
    by_float = {1.5: 'x', 2.0: 'y'}
    print(by_float[2], by_float.get(1.5, ''), {True: 1}[True])
    nested = {'x': {'y': [1]}}
    nested['x']['y'].append(2)
    nested.setdefault('z', {})['w'] = [3]
    print(nested, len(nested['x']))
    counts = {}
    for c in 'mississippi':
        counts[c] = counts.get(c, 0) + 1
    print(counts, sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
    for k in list(counts):
        if counts[k] == 1:
            del counts[k]
    print(counts, counts.get('m', 0))
    names = {}
    names['first'] = 'ada'
    print(names.get('first'), names.get('last') is None, names.setdefault('mid') is None)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
