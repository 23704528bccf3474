"""`os.environ` and its relatives."""

import os


def entry_point(argv):
    os.environ['WEFT_TEST_VARIABLE'] = 'a value'
    print(os.environ['WEFT_TEST_VARIABLE'], os.getenv('WEFT_TEST_VARIABLE'))
    print('WEFT_TEST_VARIABLE' in os.environ, 'WEFT_TEST_ABSENT' in os.environ)
    print(os.environ.get('WEFT_TEST_ABSENT'), os.environ.get('WEFT_TEST_ABSENT', 'x'), os.getenv('WEFT_TEST_ABSENT', 'y'))
    for name in sorted(os.environ.keys()):
        if name.startswith('WEFT_TEST'):
            print(name)
    for name, value in os.environ.items():
        if name.startswith('WEFT_TEST'):
            print(name, value)
    del os.environ['WEFT_TEST_VARIABLE']
    print('WEFT_TEST_VARIABLE' in os.environ)
    try:
        print(os.environ['WEFT_TEST_VARIABLE'])
    except KeyError as error:
        print('KeyError', str(error))
    os.environ['WEFT_TEST_OTHER'] = ''
    print(repr(os.environ['WEFT_TEST_OTHER']), os.environ.pop('WEFT_TEST_OTHER'), os.environ.pop('WEFT_TEST_OTHER', None))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
