"""rstring: parsing, replacing, searching, builders."""

from rpython.rlib.rarithmetic import string_to_int
from rpython.rlib.rstring import (
    ByteListBuilder, NumberStringParser, ParseStringError, SEARCH_COUNT, SEARCH_FIND, SEARCH_RFIND, replace,
    replace_count, rsplit, search, split)


def numbers_and_text():
    print(replace_count('aXbXc', 'X', '--'), replace_count('abc', '', '.'), replace_count('aXbX', 'X', '', 1), replace('aaa', 'a', 'b', 2))
    print(search('banana', 'an', 0, 6, SEARCH_COUNT), search('banana', 'an', 0, 6, SEARCH_FIND), search('banana', 'an', 0, 6, SEARCH_RFIND))
    b = ByteListBuilder(10)
    b.append('hello'); b.append_slice('world', 1, 3); b.append_multiple_char('!', 2)
    print(b.build(), b.getlength())
    for s, base, u in [('1_000', 10, True), ('1_000', 10, False), ('0x_ff', 16, True), ('_1', 10, True), ('1__0', 10, True), ('1_', 10, True), ('017', 0, False), ('0', 0, False), ('0b101', 0, False), ('-0x1f', 0, False), (' 12 ', 10, False), ('9'*25, 10, False)]:
        try:
            print(s, string_to_int(s, base, u))
        except ParseStringError as e:
            print(e.msg)
        except Exception:
            print('overflow')
    p = NumberStringParser('12345', '12345', 10, 'int')
    total = 0
    while True:
        d = p.next_digit()
        if d < 0: break
        total += d
    print(total, p.prev_digit(), p.prev_digit())


def entry_point(argv):
    numbers_and_text()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
