"""The codecs against Python's."""

import random

import pytest

from rpython.rlib import runicode, rutf8

ERRORS = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass']


def raw(text: str) -> str:
    """Return the text as UTF-8 in a str."""
    return text.encode('utf-8', 'surrogatepass').decode('latin-1')


def text_of(utf8: str) -> str:
    return utf8.encode('latin-1').decode('utf-8', 'surrogatepass')


def outcome(compute):
    try:
        return compute()
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        return type(error).__name__, error.start, error.end, error.reason
    except (IndexError, LookupError) as error:
        return type(error).__name__


DECODERS = {
    'utf-8': runicode.str_decode_utf_8,
    'ascii': runicode.str_decode_ascii,
    'utf-16': runicode.str_decode_utf_16,
    'utf-16-le': lambda s, errors: runicode.str_decode_utf_16(s, errors, True, -1),
    'utf-16-be': lambda s, errors: runicode.str_decode_utf_16(s, errors, True, 1),
    'utf-32': runicode.str_decode_utf_32,
    'utf-32-le': lambda s, errors: runicode.str_decode_utf_32(s, errors, True, -1),
    'utf-32-be': lambda s, errors: runicode.str_decode_utf_32(s, errors, True, 1),
    'raw-unicode-escape': runicode.str_decode_raw_unicode_escape,
    'unicode-escape': runicode.str_decode_unicode_escape,
}

ENCODERS = {
    'utf-8': runicode.unicode_encode_utf_8,
    'ascii': runicode.unicode_encode_ascii,
    'latin-1': runicode.unicode_encode_latin_1,
    'utf-16': runicode.unicode_encode_utf_16,
    'utf-16-le': lambda s, errors: runicode.unicode_encode_utf_16(s, errors, -1),
    'utf-16-be': lambda s, errors: runicode.unicode_encode_utf_16(s, errors, 1),
    'utf-32': runicode.unicode_encode_utf_32,
    'utf-32-le': lambda s, errors: runicode.unicode_encode_utf_32(s, errors, -1),
    'utf-32-be': lambda s, errors: runicode.unicode_encode_utf_32(s, errors, 1),
}


def samples(encoding):
    yield from (b'', b'abc', b'\xff\xfe', b'\xfe\xff\x00a', b'\x00\x00\xfe\xffabc', b'\xff\xfe\x00\x00')
    yield from ('a\xe9\u20ac\U0001f600z'.encode(encoding, 'replace'),)
    rng = random.Random(encoding)
    pieces = [b'a', b'\x80', b'\xbf', b'\xc0', b'\xc2', b'\xe0', b'\xa0', b'\xed', b'\xef', b'\xf0', b'\x90', b'\xf4',
              b'\xf5', b'\xff', b'\x00', b'\xd8', b'\xdc', b'\\', b'u', b'U', b'x', b'0', b'1f', b'N{x}', b'n', b'\n',
              b'\xe2\x82\xac', b'\xed\xa0\x80', b'\x11\x00', b'0010']
    for _ in range(600):
        yield b''.join(rng.choice(pieces) for _ in range(rng.randrange(9)))


@pytest.mark.parametrize('encoding', DECODERS)
@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_decode(encoding):
    for errors in ERRORS:
        for data in samples(encoding):
            if b'N' in data and encoding == 'unicode-escape':
                continue
            got = outcome(lambda: text_of(DECODERS[encoding](data.decode('latin-1'), errors)[0]))
            assert got == outcome(lambda: data.decode(encoding, errors)), (data, errors)


@pytest.mark.parametrize('encoding', ENCODERS)
def test_encode(encoding):
    rng = random.Random(encoding)
    pieces = ['a', '\x7f', '\x80', '\xff', '\u0100', '\u20ac', '\ud800', '\udc80', '\udcff', '\udfff', '\U0001f600']
    for errors in [*ERRORS, 'xmlcharrefreplace']:
        for _ in range(400):
            text = ''.join(rng.choice(pieces) for _ in range(rng.randrange(6)))
            got = outcome(lambda: ENCODERS[encoding](raw(text), errors).encode('latin-1'))
            assert got == outcome(lambda: text.encode(encoding, errors)), (text, errors)


def test_encode_escapes():
    for text in ('', 'a\n\r\t\\\'"\x00\x7f\x80\xff\u20ac\ud800\U0001f600',):
        assert runicode.unicode_encode_unicode_escape(raw(text)).encode('latin-1') == text.encode('unicode-escape')
        plain = text.replace('\\', '')
        assert runicode.unicode_encode_raw_unicode_escape(raw(plain)).encode('latin-1') == plain.encode('raw-unicode-escape')


def test_incremental():
    data = raw('a\u20ac')
    assert runicode.str_decode_utf_8(data[:-1], 'strict', False) == ('a', 1)
    assert runicode.str_decode_utf_16('a\0\x3d\xd8', 'strict', False, -1) == ('a', 2)
    assert runicode.str_decode_utf_32('a\0\0\0b', 'strict', False, -1) == ('a', 4)


def test_own_handlers():
    def question(errors, encoding, reason, s, start, end):
        return f'<{errors} {encoding} {start}-{end}>', end

    assert runicode.str_decode_ascii('a\xffb', 'mine', question)[0] == 'a<mine ascii 1-2>b'

    def names(errors, encoding, reason, utf8, start, end):
        return runicode.BytesReplacement(f'[{end - start}]', False, end)

    assert runicode.unicode_encode_ascii(raw('x\xe9\u20acy'), 'mine', names) == 'x[2]y'
    with pytest.raises(IndexError):
        runicode.str_decode_ascii('\xff', 'mine', lambda *arguments: ('', 5))
    with pytest.raises(LookupError):
        runicode.decode('\xff', 'utf-8', 'nonsense')


def test_by_name():
    for encoding in ('utf-8', 'UTF_8', 'latin-1', 'ascii', 'utf-16', 'utf-16-le', 'utf-32-be'):
        assert runicode.decode(runicode.encode('abc', encoding), encoding) == 'abc'
    with pytest.raises(LookupError):
        runicode.encode('a', 'klingon')


TEXTS = ['', 'abc', 'a\xe9\u20ac\U0001f600z' * 40, '\ud800', '\U0010ffff\x00']


@pytest.mark.parametrize('text', TEXTS)
def test_positions(text):
    utf8 = raw(text)
    assert rutf8.check_utf8(utf8, True) == rutf8.codepoints_in_utf8(utf8) == len(text)
    assert list(rutf8.Utf8StringIterator(utf8)) == [ord(c) for c in text] == runicode.codes_of_utf8(utf8)
    assert runicode.utf8_of_codes([ord(c) for c in text]) == utf8
    assert rutf8.reverse_utf8(utf8) == raw(text[::-1])
    index = rutf8.create_utf8_index_storage(utf8, len(text))
    for i, c in enumerate(text):
        assert rutf8.codepoint_at_index(utf8, index, i) == ord(c)
        position = rutf8.codepoint_position_at_index(utf8, index, i)
        assert position == len(raw(text[:i]))
        assert rutf8.codepoint_index_at_byte_position(utf8, index, position, len(text)) == i
        following = rutf8.next_codepoint_pos(utf8, position)
        assert rutf8.prev_codepoint_pos(utf8, following) == position
        assert rutf8.codepoint_before_pos(utf8, following) == ord(c)
        assert rutf8.isspace(utf8, position) == c.isspace()
    assert rutf8.codepoint_position_at_index(utf8, index, len(text)) == len(utf8)


def test_space():
    for code in range(0x10000):
        if not rutf8.is_surrogate(code):
            assert rutf8.isspace(rutf8.unichr_as_utf8(code), 0) == chr(code).isspace(), hex(code)


def test_check():
    for bad in ('\x80', '\xc0\x80', '\xe2\x82', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\xff', 'ab\xe9'):
        with pytest.raises(rutf8.CheckError):
            rutf8.check_utf8(bad, False)
    assert rutf8.check_utf8('\xed\xa0\x80', True) == 1
    with pytest.raises(rutf8.CheckError) as caught:
        rutf8.check_ascii('ab\xe9')
    assert caught.value.pos == 2
    for code in (-1, 0x110000, 0xd800):
        with pytest.raises(rutf8.OutOfRange):
            rutf8.unichr_as_utf8(code)
    assert rutf8.surrogate_in_utf8('a\xed\xa0\x80') == 1
    assert rutf8.surrogate_in_utf8(raw('a\ud7ff')) == -1


def test_builder():
    builder = rutf8.Utf8StringBuilder()
    builder.append(raw('\u20ac'))
    builder.append_code(0x1f600)
    builder.append_char('x')
    builder.append_multiple_char(raw('\xe9'), 3)
    builder.append_slice(raw('a\xe9b'), 1, 4)
    assert builder.getlength() == 8
    assert text_of(builder.build()) == '\u20ac\U0001f600x\xe9\xe9\xe9\xe9b'
    assert rutf8.utf8_in_chars(raw('\u20ac'), 0, raw('ab\u20ac'))
    assert not rutf8.utf8_in_chars(raw('\u20ac'), 0, raw('ab\u20ad'))
