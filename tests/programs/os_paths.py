"""`os.path`: taking paths apart and putting them together."""

import os

PATHS = ['', '/', '//', '///', 'a', '/a', 'a/', 'a/b', '/a/b.c', 'a.b/c', '.x', 'a/.x.y', '//a', 'a//b', '...',
         'x.tar.gz', '../a', 'a/../b', '/../a', './a/./b/', 'a/../../b', '/a/b/../../..', '~', '~/x', 'a/~']


def entry_point(argv):
    for path in PATHS:
        head, tail = os.path.split(path)
        root, extension = os.path.splitext(path)
        print(f'{path!r}: {head!r} {tail!r} {root!r} {extension!r} {os.path.isabs(path)} {os.path.normpath(path)!r}')
    print(os.path.join('a', 'b', '/c', 'd/', 'e'), os.path.join('a'), os.path.join('', 'b'))
    print(repr(os.path.commonprefix(['/usr/lib', '/usr/local', '/usr'])), repr(os.path.commonprefix([])))
    print(os.path.commonprefix(['interview', 'internet', 'interval']))
    os.environ['HOME'] = '/home/somebody/'
    for path in ('~', '~/x', 'a/~', '~x'):
        print(os.path.expanduser(path) if path != '~x' else path)
    print(os.path.relpath('/a/b/c', '/a/d'), os.path.relpath('/a', '/a'), os.path.relpath('x/y', 'x'))
    print(os.sep, os.linesep == '\n', os.curdir, os.pardir, os.pathsep, os.devnull)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
