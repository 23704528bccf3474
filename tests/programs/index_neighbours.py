"""Neighbouring items of lists and strings: one check of bounds answers for several, and every error is where it was."""

from rpython.rlib.objectmodel import dont_inline

CODE = [3, 1, 4, 1, 5, 9, 2, 6]
TEXT = 'abcdefgh'


@dont_inline
def from_constant(at):
    a = CODE[at]
    b = CODE[at + 1]
    c = CODE[at + 2]
    d = CODE[at + 3]
    return a * 1000 + b * 100 + c * 10 + d


@dont_inline
def from_list(items, at):
    a = items[at + 2]
    b = items[at + 4]
    c = items[at + 3]
    return a * 100 + b * 10 + c


@dont_inline
def from_text(text, at):
    return text[at] + text[at + 2] + text[at + 1]


@dont_inline
def filled(items, at):
    """What was written before an error stays."""
    items[at] = 7
    items[at + 1] = 8
    items[at + 2] = 9


class Reader:
    def __init__(self, code):
        self.code = code
        self.at = 0

    @dont_inline
    def read(self):
        at = self.at
        a = self.code[at]
        b = self.code[at + 1]
        self.at = at + 2
        c = self.code[at + 2]
        return a + b + c


def entry_point(argv):
    for at in [0, 1, 4, 5, 6, 7, 8, 100, 0x7ffffffe, 0x7fffffff]:
        for which in range(4):
            try:
                if which == 0:
                    print(from_constant(at))
                elif which == 1:
                    print(from_list([5, 4, 3, 2, 1, 0, 9], at))
                elif which == 2:
                    print(from_text(TEXT[len(argv) - 1:], at))
                else:
                    items = [0] * (5 + len(argv))
                    try:
                        filled(items, at)
                    finally:
                        print(items)
            except IndexError:
                print('IndexError', which, at if at <= 100 else -1)
    reader = Reader([1, 2, 3, 4, 5, 6])
    try:
        while True:
            print(reader.read(), reader.at)
    except IndexError:
        print('IndexError', reader.at)
    return 0


def target(driver, args):
    return entry_point
