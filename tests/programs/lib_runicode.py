"""`rpython.rlib.runicode` and `rutf8`: encodings, error handlers, positions."""

from rpython.rlib import runicode, rutf8
from rpython.rlib.runicode import BytesReplacement, decode, encode

TEXT = 'caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80!'  # as UTF-8
ENCODINGS = ['utf-8', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be', 'unicode-escape',
             'raw-unicode-escape']
BROKEN = ['', '\xff', 'a\xe2\x82', '\xed\xa0\x80', 'ok\xc0\x80ok', '\xf4\x90\x80\x80', '\xe2\x28\xa1']
HANDLERS = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'nonsense']


def show(text):
    print(text.encode('latin-1'))


def try_decode(data, encoding, errors):
    try:
        show(decode(data, encoding, errors))
    except UnicodeDecodeError as error:
        print(str(error), error.start, error.end, error.reason)
    except LookupError as error:
        print('LookupError')


def try_encode(utf8, encoding, errors):
    try:
        show(encode(utf8, encoding, errors))
    except UnicodeEncodeError as error:
        print(error.encoding, error.start, error.end, error.reason)
    except LookupError as error:
        print('LookupError')


def count_bytes(errors, encoding, reason, s, start, end):
    return '<%d>' % (end - start), end


def names(errors, encoding, reason, utf8, start, end):
    return BytesReplacement('{%d}' % (end - start), False, end)


def as_bytes(errors, encoding, reason, utf8, start, end):
    return BytesReplacement('\xfe', True, end)


def handlers():
    print(runicode.str_decode_ascii('a\xe9\xe8b', 'mine', count_bytes))
    print(runicode.str_decode_utf_8('a\xe2\x82b', 'mine', True, count_bytes))
    show(runicode.unicode_encode_ascii(TEXT, 'mine', names))
    show(runicode.unicode_encode_latin_1(TEXT, 'mine', as_bytes))


def positions():
    print(rutf8.check_utf8(TEXT, False), rutf8.codepoints_in_utf8(TEXT), len(TEXT))
    index = rutf8.create_utf8_index_storage(TEXT * 50, 50 * rutf8.codepoints_in_utf8(TEXT))
    for i in (0, 3, 64, 100, 449):
        position = rutf8.codepoint_position_at_index(TEXT * 50, index, i)
        print(i, position, rutf8.codepoint_at_pos(TEXT * 50, position),
              rutf8.codepoint_index_at_byte_position(TEXT * 50, index, position, 450))
    for code in rutf8.Utf8StringIterator(TEXT):
        print(code, end=' ')
    print()
    builder = rutf8.Utf8StringBuilder()
    builder.append_code(0x20ac)
    builder.append(TEXT)
    builder.append_multiple_char('x', 3)
    show(builder.build())
    show(rutf8.reverse_utf8(TEXT))
    print(builder.getlength(), rutf8.first_non_ascii_char(TEXT))
    for bad in BROKEN:
        try:
            print(rutf8.check_utf8(bad, False))
        except rutf8.CheckError as error:
            print('bad at', error.pos)
    try:
        rutf8.unichr_as_utf8(0x110000)
    except rutf8.OutOfRange:
        print('out of range')


def entry_point(argv):
    for encoding in ENCODINGS:
        encoded = encode(TEXT, encoding)
        show(encoded)
        print(encoding, decode(encoded, encoding) == TEXT)
    for errors in HANDLERS:
        for data in BROKEN:
            try_decode(data, 'utf-8', errors)
        try_decode('a\xff', 'ascii', errors)
        try_decode('a\x00\x00\xd8b\x00', 'utf-16-le', errors)
        try_decode('\\x4\\u20ac\\U00110000\\n', 'unicode-escape', errors)
        for encoding in ('ascii', 'latin-1', 'utf-8'):
            try_encode('a\xed\xb2\x80' + TEXT, encoding, errors)
    try_encode(TEXT, 'ascii', 'xmlcharrefreplace')
    handlers()
    positions()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
