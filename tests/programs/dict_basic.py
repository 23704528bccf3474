"""Dictionaries: reading, writing, deleting, asking."""


def show(d):
    print(', '.join([f'{key}={value}' for key, value in d.items()]))


def entry_point(argv):
    ages = {'ann': 30, 'bob': 25}
    ages['carl'] = 41
    ages['bob'] = 26
    ages['ann'] += 1
    show(ages)
    print(str(len(ages)) + ' ' + str(ages['carl']))
    print(str('ann' in ages) + str('dora' in ages) + str('eve' not in ages))
    print(str(ages.get('ann', 0)) + ' ' + str(ages.get('dora', -1)))
    try:
        print(str(ages['dora']))
    except KeyError:
        print('no dora')
    print(str(ages.pop('bob')))
    print(str(ages.pop('bob', -1)))
    try:
        ages.pop('bob')
    except KeyError:
        print('no bob')
    del ages['ann']
    try:
        del ages['ann']
    except KeyError:
        print('no ann')
    show(ages)
    print(str(ages.setdefault('dora', 5)))
    print(str(ages.setdefault('dora', 6)))
    ages.update({'eve': 1, 'carl': 2})
    show(ages)
    copy = ages.copy()
    copy['zoe'] = 3
    print(str(len(ages)) + str(len(copy)))
    ages.clear()
    print(str(len(ages)) + str(not ages) + str(bool(copy)))
    squares = {}
    for i in range(100):
        squares[i] = i * i
    for i in range(0, 100, 2):
        del squares[i]
    print(str(len(squares)) + ' ' + str(squares[99]) + ' '
          + str(sum(list(squares.values()))))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
