"""The standard files: reading lines of input, writing to output in several ways."""

import sys


class Collector:
    """Something else to print to."""

    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append('<flushed>')


def entry_point(argv):
    print('name?', end=' ')
    name = input()
    print(f'hello {name}')
    print(sys.stdin.readline().strip(), flush=True)
    number = int(input('number: '))
    print(number + 1)
    sys.stdout.write('written, ')
    print('then printed', file=sys.stdout)
    print('to nowhere visible', file=sys.stderr)
    sys.stderr.write('neither is this\n')
    collector = Collector()
    print(1, 2.5, 'x', sep='|', file=collector)
    print('end', end='!', file=collector, flush=True)
    print(collector.parts)
    print(repr(sys.stdin.read(4)))
    for line in sys.stdin:
        print(repr(line))
    try:
        input()
    except EOFError as error:
        print(str(error))
    sys.stdout.flush()
    print(sys.stdout.isatty(), sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno())
    sys.stdout.writelines(['a', 'b\n'])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
