"""Write the larger brainfuck programs, from a small assembler.

Usage: generate.py [DIRECTORY]

The assembler names cells, and emits one commented line for each statement.
Cells are addressed relative to where a block starts, so that the same code
can work on each record of a row. Plain Python, not part of the interpreter.
"""

import contextlib
import os
import sys
import textwrap


class Assembler:
    """Emit brainfuck; `position` is the cell the code is now at."""

    def __init__(self, title):
        self.lines = [title, '']
        self.position = 0
        self.depth = 0
        self.pending = ''

    def emit(self, code):
        self.pending += code

    def note(self, text):
        """Start a new line of output, with a comment above."""
        assert not set(text) & set('+-<>[].,'), text
        self.flush()
        self.lines.append('  ' * self.depth + text)

    def flush(self):
        if self.pending:
            indent = '  ' * self.depth + '    '
            self.lines += textwrap.wrap(
                self.pending, 76 - len(indent), initial_indent=indent,
                subsequent_indent=indent, break_on_hyphens=False)
            self.pending = ''

    def text(self):
        self.flush()
        return '\n'.join(self.lines) + '\n'

    # ____ statements ____

    def to(self, cell):
        distance = cell - self.position
        self.emit('>' * distance if distance > 0 else '<' * -distance)
        self.position = cell

    def add(self, cell, amount):
        self.to(cell)
        self.emit('+' * amount if amount > 0 else '-' * -amount)

    def clear(self, cell):
        self.to(cell)
        self.emit('[-]')

    def set(self, cell, value):
        self.clear(cell)
        self.add(cell, value if value <= 128 else value - 256)

    @contextlib.contextmanager
    def loop(self, cell):
        """While the cell is not 0."""
        self.to(cell)
        self.emit('[')
        self.flush()
        self.depth += 1
        yield
        self.to(cell)
        self.emit(']')
        self.flush()
        self.depth -= 1

    @contextlib.contextmanager
    def repeat(self, cell):
        """While counting the cell down to 0."""
        with self.loop(cell):
            yield
            self.add(cell, -1)

    @contextlib.contextmanager
    def when(self, cell):
        """If the cell is not 0; it is 0 afterwards."""
        with self.loop(cell):
            yield
            self.clear(cell)

    @contextlib.contextmanager
    def each_record(self, size, marker=0):
        """For the records from here to the right, until a marker is 0."""
        self.to(marker)
        self.emit('[')
        self.flush()
        self.depth += 1
        yield
        self.to(marker)
        self.emit('>' * size + ']')
        self.flush()
        self.depth -= 1

    def back_to_start(self, size):
        """Skip back over records, to the marker that is 0 on the left."""
        self.emit('<' * size + '[' + '<' * size + ']')

    def move(self, source, *targets):
        """Add a cell to others, and leave it 0."""
        self.to(source)
        self.emit('[')
        self.add(source, -1)
        for target in targets:
            self.add(target, 1)
        self.to(source)
        self.emit(']')

    def copy(self, source, target, scratch):
        """Add a cell to another and keep it. The scratch cell is 0."""
        self.move(source, target, scratch)
        self.move(scratch, source)

    def put(self, cell):
        self.to(cell)
        self.emit('.')

    def divide(self, n):
        """Divide n by n+1: then n is 0, n+2 the remainder, n+3 the quotient.

        Cells n+2 to n+5 are 0 before, n+1 holds the divisor minus the
        remainder after.
        """
        self.to(n)
        self.emit('[->-[>+>>]>[+[-<+>]>+>>]<<<<<]')

    def print_number(self, n):
        """Print the number in a cell, destroying the eight after it."""
        hundreds, tens, ones = n + 6, n + 7, n + 8
        self.add(n + 1, 10)
        self.divide(n)
        self.move(n + 2, ones)
        self.clear(n + 1)
        self.add(n + 1, 10)
        self.move(n + 3, n)
        self.divide(n)
        self.move(n + 2, tens)
        self.move(n + 3, hundreds)
        self.clear(n + 1)
        # Is there anything to print in front of this digit?
        self.copy(hundreds, n, n + 2)
        with self.when(n):
            self.add(tens, 48)
            self.add(hundreds, 48)
            self.put(hundreds)
            self.put(tens)
            self.clear(tens)
        self.clear(hundreds)
        with self.when(tens):
            self.add(tens, 48)
            self.put(tens)
        self.add(ones, 48)
        self.put(ones)
        self.clear(ones)


def primes(limit, rounds):
    """Search the primes up to a limit, many times; print the last round."""
    asm = Assembler(f'Trial division up to {limit} done {rounds} times')
    number, count, is_prime, divisor, todo = 1, 2, 3, 4, 5
    n, scratch, rounds_left, not_last = 6, 15, 0, 16
    asm.note(f'rounds left is {rounds}')
    asm.set(rounds_left, rounds)
    with asm.repeat(rounds_left):
        asm.note('number is 1 and as many follow as there are to test')
        asm.set(number, 1)
        asm.set(count, limit - 1)
        with asm.repeat(count):
            asm.add(number, 1)
            asm.set(is_prime, 1)
            asm.note('try every divisor below the number')
            asm.set(divisor, 1)
            asm.copy(number, todo, scratch)
            asm.add(todo, -2)
            with asm.repeat(todo):
                asm.add(divisor, 1)
                asm.copy(number, n, scratch)
                asm.copy(divisor, n + 1, scratch)
                asm.divide(n)
                asm.clear(n + 1)
                asm.clear(n + 3)
                asm.note('a remainder of 0 means that it is not prime')
                asm.add(n, 1)
                with asm.when(n + 2):
                    asm.add(n, -1)
                with asm.when(n):
                    asm.clear(is_prime)
            asm.note('print it in the last round')
            asm.copy(rounds_left, not_last, scratch)
            asm.add(not_last, -1)
            with asm.when(not_last):
                asm.clear(is_prime)
            with asm.when(is_prime):
                asm.copy(number, n, scratch)
                asm.print_number(n)
                asm.set(n, 10)
                asm.put(n)
                asm.clear(n)
    return asm.text()


def rule110(width, shown, counters):
    """Run the cellular automaton 110 on a row; print some generations."""
    total = 1
    for counter in counters:
        total *= counter
    asm = Assembler(
        f'Rule 110 on {width} cells: the first {shown} generations and then '
        f'the last of {total} more')
    size = 6
    mark, cell, new, a, b, c = range(size)
    first = 12  # records start here, after the counters and an empty record

    def show():
        asm.note('show the row')
        asm.to(first)
        asm.position = 0
        with asm.each_record(size):
            asm.copy(cell, a, b)
            asm.add(c, 46)
            with asm.when(a):
                asm.add(c, -11)
            asm.put(c)
            asm.clear(c)
        asm.add(c, 10)
        asm.put(c)
        asm.clear(c)
        asm.to(mark)
        asm.back_to_start(size)
        asm.position = first - size

    def step():
        asm.note('compute each new cell from three old ones')
        asm.to(first)
        asm.position = 0
        with asm.each_record(size):
            asm.copy(cell, a, b)
            with asm.when(a):
                asm.add(new, 1)
            asm.copy(cell + size, a, b)
            with asm.when(a):
                asm.set(new, 1)
            asm.copy(cell - size, a, b)
            with asm.when(a):
                asm.copy(cell, b, c)
                with asm.when(b):
                    asm.add(c, 1)
                asm.to(c)
                with asm.when(c):
                    # Borrow the neighbour's scratch cells.
                    asm.copy(cell + size, a + size, b + size)
                    with asm.when(a + size):
                        asm.clear(new)
        asm.to(mark)
        asm.back_to_start(size)
        asm.position = first - size
        asm.note('the new cells become the old ones')
        asm.to(first)
        asm.position = 0
        with asm.each_record(size):
            asm.clear(cell)
            asm.move(new, cell)
        asm.back_to_start(size)
        asm.position = first - size

    asm.note('mark the records of the row')
    for i in range(width):
        asm.add(first + i * size + mark, 1)
    asm.note('only the last cell lives at first')
    asm.add(first + (width - 1) * size + cell, 1)
    asm.note('generations that are shown')
    asm.set(0, shown)
    with asm.repeat(0):
        show()
        step()
    asm.note('and many that are not')
    with contextlib.ExitStack() as loops:
        for i, counter in enumerate(counters):
            asm.set(i, counter)
            loops.enter_context(asm.repeat(i))
        step()
    show()
    return asm.text()


def main(argv):
    directory = argv[1] if len(argv) > 1 else os.path.dirname(argv[0])
    programs = {
        'primes-small.b': primes(20, 1),
        'primes.b': primes(251, 3),
        'rule110-small.b': rule110(16, 16, [2]),
        'rule110.b': rule110(60, 30, [20, 100, 100]),
    }
    for name, text in programs.items():
        with open(os.path.join(directory, name), 'w') as output:
            output.write(text)


if __name__ == '__main__':
    main(sys.argv)
