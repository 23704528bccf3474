"""Files taken apart and put together: a RIFF header, a bitmap, records of a run-time format."""

from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formatiterator import PackFormatIterator, UnpackFormatIterator, calcsize
from rpython.rlib.rstruct.ieee import pack_float
from rpython.rlib.rstruct.integers import read_unsigned, write_integer
from rpython.rlib.rstruct.runpack import runpack


class Cell:
    """A number or a text."""

    def __init__(self, number, text):
        self.number = number
        self.text = text


class Record(UnpackFormatIterator):
    def __init__(self, input):
        UnpackFormatIterator.__init__(self, input)
        self.cells = []

    def append_int(self, value):
        self.cells.append(Cell(float(value), None))

    def append_float(self, value):
        self.cells.append(Cell(value, None))

    def append_str(self, value):
        self.cells.append(Cell(0.0, value))


class Writer(PackFormatIterator):
    def __init__(self, cells):
        PackFormatIterator.__init__(self)
        self.cells = cells
        self.next = 0

    def take(self):
        if self.next == len(self.cells):
            raise StructError('too few values')
        self.next += 1
        return self.cells[self.next - 1]

    def accept_int(self):
        return int(self.take().number)

    def accept_float(self):
        return self.take().number

    def accept_str(self):
        text = self.take().text
        if text is None:
            raise StructError('a text is needed')
        return text


def wave_header(samples, rate):
    builder = StringBuilder()
    builder.append('RIFF')
    write_integer(builder, 36 + 2 * samples, 4, False)
    builder.append('WAVEfmt ')
    for value, size in [(16, 4), (1, 2), (1, 2), (rate, 4), (2 * rate, 4), (2, 2), (16, 2)]:
        write_integer(builder, value, size, False)
    builder.append('data')
    write_integer(builder, 2 * samples, 4, False)
    return builder.build()


def entry_point(argv):
    header = wave_header(1000, 44100)
    riff, size, wave, fmt, fmt_size, kind, channels, rate, byte_rate, align, bits, data, data_size = runpack(
        '<4sI4s4sIHHIIHH4sI', header)
    print(riff, size, wave, fmt, fmt_size, kind, channels, rate, byte_rate, align, bits, data, data_size)
    print(read_unsigned(header, 24, 4, False), read_unsigned('\xff' * 8, 0, 8, True))
    for fmt in ('>hh5sd', '<b2x3sf', '!2i', 'c' * 3 + 'h', '=6pb'):
        cells = [Cell(float(7 * i - 3), 'text%d' % i) for i in range(6)]
        if fmt[0] == 'c':
            cells = [Cell(5.0, 'q') for i in range(4)]
        writer = Writer(cells)
        writer.interpret(fmt)
        data = writer.build()
        record = Record(data)
        record.interpret(fmt)
        print(fmt, calcsize(fmt), len(data),
              [repr(cell.text) if cell.text is not None else str(cell.number) for cell in record.cells])
    for fmt in ('<3i', '<5s'):
        try:
            Writer([Cell(1.0, None)]).interpret(fmt)
        except StructError as e:
            print(e.msg)
    builder = StringBuilder()
    for i in range(5):
        pack_float(builder, 1.0 / (i + 1), 4, True)
    first, second, third, fourth, fifth = runpack(">5f", builder.build())
    print(first, second, third, fourth, fifth)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
