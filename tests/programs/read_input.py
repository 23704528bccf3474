"""Reading standard input in small pieces, and working on its lines."""

import os


class Reader:
    def __init__(self, fd, size):
        self.fd = fd
        self.size = size
        self.buffer = ''
        self.reads = 0

    def line(self):
        """Return the next line with its end; '' when there is no more."""
        end = self.buffer.find('\n')
        while end < 0:
            data = os.read(self.fd, self.size)
            self.reads += 1
            if not data:
                rest = self.buffer
                self.buffer = ''
                return rest
            self.buffer += data.decode('latin-1')
            end = self.buffer.find('\n')
        result = self.buffer[:end + 1]
        self.buffer = self.buffer[end + 1:]
        return result


def entry_point(argv):
    reader = Reader(0, 7)
    number = 0
    words = 0
    longest = ''
    while True:
        line = reader.line()
        if not line:
            break
        number += 1
        words += len(line.split())
        line = line.rstrip('\n')
        if len(line) > len(longest):
            longest = line
        print(f'{number}: {line.upper()}')
    print(f'{number} lines, {words} words')
    print('longest: ' + longest)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
