"""`rpython.rlib.runistr`: strings of Unicode characters."""

from rpython.rlib.runistr import (
    EMPTY, decode, unicode_of_code, unicode_of_codes, unicode_of_latin_1, unicode_of_utf8)

greeting = unicode_of_utf8('Gr\xc3\xbc\xc3\x9fe, \xce\xba\xcf\x8c\xcf\x83\xce\xbc\xce\xb5!')  # made while importing


def entry_point(argv):
    print(len(greeting), greeting.encode('utf-16-le') != '', greeting.is_ascii())
    print(greeting.upper().codes())
    print(greeting.lower().codes(), greeting.title() == greeting)
    print(greeting.code_at(2), greeting.code_at(-1), greeting[3].codes(), greeting.slice(2, 4).codes())
    comma = unicode_of_utf8(',')
    parts = greeting.split(comma)
    print([part.codes() for part in parts], comma.join(parts) == greeting, greeting.find(comma), comma in greeting)
    words = unicode_of_utf8(' one\xe2\x80\x83two \xc2\xa0 three ').split()
    print([word.codes() for word in words])
    table = {greeting: 1, comma: 2}
    table[unicode_of_code(44)] = 3
    print(len(table), table[comma], table[greeting + EMPTY])
    names = [unicode_of_latin_1('\xe9t\xe9'), unicode_of_codes([0x20ac]), unicode_of_latin_1('zoo')]
    names.sort(key=lambda name: name.utf8())
    print([name.codes() for name in names], names[0] < names[1], names[2] >= names[1])
    print((comma * 3).utf8(), greeting.replace(comma, EMPTY).codes() == greeting.codes())
    for text in ('abc', '123', '\xd9\xa3', 'a b', '', '\xc3\x89T\xc3\x89', '_x'):
        u = unicode_of_utf8(text)
        print(u.isalpha(), u.isdigit(), u.isalnum(), u.isspace(), u.isupper(), u.islower(), u.isidentifier())
    total = 0
    for character in unicode_of_utf8('\xe2\x82\xac' * 200):
        total += character.code_at(0)
    print(total, unicode_of_utf8('\xe2\x82\xac' * 200).code_at(150))
    print([line.codes() for line in decode('a\nb\r\nc\x85d', 'latin-1').splitlines()])
    print(repr(unicode_of_utf8("it's \xe2\x82\xac\x00")).encode('latin-1'), str(comma))
    try:
        greeting.code_at(100)
    except IndexError as error:
        print(str(error))
    try:
        decode('\xff')
    except UnicodeDecodeError as error:
        print(str(error))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
