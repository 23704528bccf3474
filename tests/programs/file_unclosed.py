# test: also --gc=incminimark --gc-stress --gc-debug
# test: also --gc=semispace --gc-stress --roots=shadowstack
# test: not --target=wasm32-wasi: it has no processes
"""What files that nobody closes hold back is written when the program ends."""

import os


def write(path, leaves):
    """Write in a child that ends in one of several ways."""
    if os.fork() == 0:
        first = open(path, 'w')
        first.write('first\n')
        second = open(path + '-2', 'w')
        second.write('second\n')
        third = open(path + '-3', 'w')
        third.write('third\n')
        third.close()
        if leaves:
            os._exit(0)
        return False
    os.wait()
    for suffix in ('', '-2', '-3'):
        with open(path + suffix) as f:
            print(repr(f.read()))
        os.unlink(path + suffix)
    return True


def entry_point(argv):
    path = 'unclosed'
    if not write(path, False):
        return 0
    write(path, True)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
