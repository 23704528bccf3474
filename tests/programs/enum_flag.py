# Flags: combinations are members, too.
from enum import Flag, IntFlag, StrEnum, auto


class Access(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()


class Bits(IntFlag):
    A = 1
    B = 2
    C = 4


class Word(StrEnum):
    IF = 'if'
    WHILE = 'while'

    def upper_name(self):
        return self.name.lower() + '!'


def parse(text):
    return Word(text)


def main():
    rw = Access.READ | Access.WRITE
    n = 3
    print(rw is Access(n), Access.READ in rw, Access.EXECUTE in rw, bool(rw & Access.EXECUTE), rw.value)
    print((rw ^ Access.READ) is Access.WRITE, (rw & Access.READ).name, (~rw) is Access.EXECUTE)
    print(Bits.A | Bits.C, int(Bits.A | 8), (Bits.A | Bits.B) == 3, Bits.B & 6, bool(Bits.A & 2))
    w = parse('wh' + 'ile')
    print(w, w == 'while', w.name, w.upper_name(), len(w), w + '!', [x for x in Word], 'x ' + Word.IF)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
