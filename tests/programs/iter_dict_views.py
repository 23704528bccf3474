"""Views of dicts as values, and dicts changed while they are looped over."""


def count_words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def entry_point(argv):
    d = count_words('the cat the dog the end')
    keys = d.keys()
    values = d.values()
    items = d.items()
    print(list(keys), list(values), list(items))
    print(len(keys), len(values), len(items))
    print('cat' in keys, 'cow' in d.keys(), 3 in values, 9 in d.values(), ('the', 3) in items, ('the', 4) in items)
    print(sorted(items), sorted(d.values()), max(d.values()), sum(values))
    d['new'] = 9
    print(len(keys), list(values))
    for k, v in sorted(d.items(), key=lambda pair: (-pair[1], pair[0])):
        print(k, v)
    try:
        for k in d:
            d[k + '!'] = 1
    except RuntimeError as e:
        print(e)
    try:
        for k, v in d.items():
            del d[k]
    except RuntimeError as e:
        print(e)
    s = {1, 2, 3}
    try:
        for x in s:
            s.add(x + 10)
    except RuntimeError as e:
        print('set', e)
    for k in list(d):
        if k.endswith('!'):
            del d[k]
    print(d)
    for k in d:
        d[k] += 1
    print(d)
    for i, (k, v) in enumerate(d.items()):
        print(i, k, v)
    inverse = {v: k for k, v in d.items()}
    print(inverse)
    print(min(d, key=len), [k for k, v in d.items() if v > 2])
    print(dict(zip(d.keys(), range(10))))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
