"""Dictionaries iterate in the order of insertion."""


def keys_of(d):
    return ' '.join([str(key) for key in d])


def entry_point(argv):
    d = {}
    for key in [5, 3, 9, 1, 7]:
        d[key] = key * 10
    print(keys_of(d))
    d[3] = 0
    print(keys_of(d))
    del d[9]
    d[9] = 1
    print(keys_of(d))
    del d[5]
    print(keys_of(d))
    for key in d:
        print(f'{key}: {d[key]}')
    for value in d.values():
        print(str(value))
    for key, value in d.items():
        print(f'{key} -> {value}')
    print(' '.join([str(key) for key in list(d.keys())]))
    print(' '.join([str(key) for key in sorted(d)]))
    for key in list(d.keys()):
        if key > 4:
            del d[key]
    print(keys_of(d))
    key, value = d.popitem()
    print(f'{key} {value} {len(d)}')
    words = {}
    for word in 'one two three four five six seven eight nine ten'.split():
        words[word] = len(words)
    for i in range(50):
        del words['one' if i == 0 else 'x' + str(i - 1)]
        words['x' + str(i)] = i
    print(' '.join(words.keys()))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
