"""Splitting, joining and stripping."""


def show(parts):
    print(str(len(parts)) + ': ' + '|'.join(parts))


def parse_pairs(text):
    result = []
    for item in text.split(';'):
        if '=' in item:
            key, value = item.split('=', 1)
            result.append(key.strip() + ' is ' + value.strip())
    return result


def entry_point(argv):
    show('a,b,,c,'.split(','))
    show(''.split(','))
    show(','.split(','))
    show('a--b--c'.split('--'))
    show('  one  two\tthree\n four '.split())
    show(''.split())
    show('   '.split())
    show('a b c d'.split(' ', 2))
    show('a b c d'.rsplit(' ', 2))
    show('path/to/file.txt'.rsplit('/', 1))
    show('key: value: more'.split(': ', 1))
    show('line one\nline two\n\nlast'.split('\n'))
    show('line one\nline two\n\nlast\n'.splitlines())
    show(parse_pairs('a=1; b = 2 ;c;d=x=y'))
    for s in ['  both  ', '\tleft', 'right\n', 'none', '   ', '']:
        print('[' + s.strip() + '][' + s.lstrip() + '][' + s.rstrip() + ']')
    print('xxabcxx'.strip('x') + '|' + 'xxabcxx'.lstrip('x') + '|'
          + 'xxabcxx'.rstrip('x'))
    print('/.-a-b.-/'.strip('-./'))
    print('-'.join(['a']) + '-'.join(['a', 'b', 'c']))
    print(''.join(['x', 'y', 'z']))
    empty = ['q']
    empty.pop()
    print('[' + ','.join(empty) + ']')
    print(' '.join([word.strip(',.') for word in 'Hi, you. There,'.split()]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
