# test: not --target=wasm32-wasi: it has no processes
"""`rpython.rlib.debug`: sections of the log that WEFTLOG asks for."""

import os

from rpython.rlib.debug import (
    debug_flush, debug_offset, debug_print, debug_section, debug_start, debug_stop, have_debug_prints,
    have_debug_prints_for)


def work(n):
    debug_start('gc-collect')
    debug_print('collecting', n, 2.5, [1, 2], None)
    if n > 0:
        with debug_section('jit-trace'):
            debug_print('tracing', n)
            work(n - 1)
    debug_stop('gc-collect')


def run(wanted, path):
    """Log in a child: the log is opened once."""
    if os.fork() == 0:
        os.environ['WEFTLOG'] = wanted
        debug_print('outside')
        work(2)
        if have_debug_prints_for('gc-'):
            debug_print('never')
        debug_flush()
        os._exit(0 if debug_offset() > 0 else 1)
    status = os.wait()[1]
    print(wanted.split(':')[0] if ':' in wanted else 'all', status)
    with open(path) as f:
        for line in f:
            end = line.find('] ')
            print(line[end + 2:].rstrip() if line.startswith('[') and end > 0 else line.rstrip())


def entry_point(argv):
    path = 'log'
    run(':' + path, path)
    run('jit,x:' + path, path)
    run('gc-coll:' + path, path)
    run(path, path)
    os.unlink(path)
    if 'WEFTLOG' in os.environ:
        del os.environ['WEFTLOG']
    debug_start('nothing')
    print(have_debug_prints(), debug_offset())
    debug_print('nowhere')
    debug_stop('nothing')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
