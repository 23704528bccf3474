"""Searching in strings."""


def occurrences(text, part):
    result = []
    start = text.find(part)
    while start >= 0:
        result.append(str(start))
        start = text.find(part, start + 1)
    return ','.join(result)


def entry_point(argv):
    text = 'abracadabra'
    for part in ['a', 'abra', 'ra', 'x', '', 'abracadabra', 'abracadabrab',
                 'cad']:
        print(f'{part}: {text.find(part)} {text.rfind(part)} '
              f'{text.count(part)} {part in text} {part not in text} '
              f'{text.startswith(part)} {text.endswith(part)}')
    print(occurrences(text, 'a'))
    print(occurrences(text, 'abra'))
    print(occurrences('aaaa', 'aa'))
    print(str('aaaa'.count('aa')))
    print(str(text.find('a', 1)) + ' ' + str(text.find('a', 1, 3)))
    print(str(text.rfind('a', 0, 10)) + ' ' + str(text.find('b', 9)))
    print(str(text.count('a', 3)) + ' ' + str(text.count('a', 3, 6)))
    print(str(text.index('cad')))
    try:
        text.index('z')
    except ValueError:
        print('no such part')
    print(str(text.startswith('bra', 1)) + str(text.startswith('bra', 2)))
    print(str('c' in text) + str('z' in text))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
