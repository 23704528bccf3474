"""Strings, symbols and characters."""

from rpython.rlib.rstring import StringBuilder

from scheme.errors import SchemeError
from scheme.primitives.arguments import (
    as_character, as_index, as_integer, as_range, as_symbol, as_text,
    bad_argument)
from scheme.primitives.registry import primitive, variadic
from scheme.values import (
    W_Character, W_Integer, W_String, boolean, intern, items_of,
    list_from, symbol_table, w_false)


@primitive('string-length', 1)
def string_length(w_string):
    return W_Integer(len(as_text(w_string, 'string-length')))


@primitive('string-ref', 2)
def string_ref(w_string, w_index):
    text = as_text(w_string, 'string-ref')
    return W_Character(text[as_index(w_index, len(text), 'string-ref')])


@variadic('substring', 2, 3)
def substring(args_w):
    text = as_text(args_w[0], 'substring')
    start, end = as_range(args_w, 1, len(text), 'substring')
    return W_String(text[start:end])


@variadic('string-append', 0)
def string_append(args_w):
    builder = StringBuilder()
    for w_arg in args_w:
        builder.append(as_text(w_arg, 'string-append'))
    return W_String(builder.build())


@variadic('string', 0)
def string(args_w):
    return W_String(''.join([as_character(w_arg, 'string')
                             for w_arg in args_w]))


@primitive('make-string', 2)
def make_string(w_length, w_character):
    length = as_integer(w_length, 'make-string')
    if length < 0:
        raise bad_argument('make-string', 'a length', w_length)
    builder = StringBuilder(length)
    builder.append_multiple_char(as_character(w_character, 'make-string'),
                                 length)
    return W_String(builder.build())


@primitive('string->list', 1)
def string_to_list(w_string):
    text = as_text(w_string, 'string->list')
    return list_from([W_Character(c) for c in text])


@primitive('list->string', 1)
def list_to_string(w_list):
    return W_String(''.join([as_character(w_item, 'list->string')
                             for w_item in items_of(w_list, 'list->string')]))


@primitive('string->symbol', 1)
def string_to_symbol(w_string):
    return intern(as_text(w_string, 'string->symbol'))


@primitive('symbol->string', 1)
def symbol_to_string(w_symbol):
    return W_String(as_symbol(w_symbol, 'symbol->string').name)


@variadic('gensym', 0, 0)
def gensym(args_w):
    return symbol_table.generate()


@primitive('string-upcase', 1)
def string_upcase(w_string):
    return W_String(as_text(w_string, 'string-upcase').upper())


@primitive('string-downcase', 1)
def string_downcase(w_string):
    return W_String(as_text(w_string, 'string-downcase').lower())


@primitive('string-index', 2)
def string_index(w_string, w_character):
    text = as_text(w_string, 'string-index')
    found = text.find(as_character(w_character, 'string-index'))
    if found < 0:
        return w_false
    return W_Integer(found)


@variadic('string-search', 2, 3)
def string_search(args_w):
    """Find a part in a string, from a position on; #f if it is not there."""
    part = as_text(args_w[0], 'string-search')
    text = as_text(args_w[1], 'string-search')
    start, _ = as_range(args_w, 2, len(text), 'string-search')
    found = text.find(part, start)
    if found < 0:
        return w_false
    return W_Integer(found)


def define_string_comparison(name, relation):
    @primitive(name, 2)
    def comparison(w_a, w_b):
        return boolean(relation(as_text(w_a, name), as_text(w_b, name)))


define_string_comparison('string=?', lambda a, b: a == b)
define_string_comparison('string<?', lambda a, b: a < b)
define_string_comparison('string>?', lambda a, b: a > b)


@primitive('char=?', 2)
def is_char_equal(w_a, w_b):
    return boolean(as_character(w_a, 'char=?') == as_character(w_b, 'char=?'))


@primitive('char<?', 2)
def is_char_less(w_a, w_b):
    return boolean(as_character(w_a, 'char<?') < as_character(w_b, 'char<?'))


@primitive('char->integer', 1)
def char_to_integer(w_character):
    return W_Integer(ord(as_character(w_character, 'char->integer')))


@primitive('integer->char', 1)
def integer_to_char(w_integer):
    value = as_integer(w_integer, 'integer->char')
    if not 0 <= value < 256:
        raise SchemeError('integer->char: %d is not from 0 to 255' % value)
    return W_Character(chr(value))


@primitive('char-upcase', 1)
def char_upcase(w_character):
    return W_Character(as_character(w_character, 'char-upcase').upper()[0])


@primitive('char-downcase', 1)
def char_downcase(w_character):
    return W_Character(as_character(w_character, 'char-downcase').lower()[0])


@primitive('char-alphabetic?', 1)
def is_char_alphabetic(w_character):
    return boolean(as_character(w_character, 'char-alphabetic?').isalpha())


@primitive('char-numeric?', 1)
def is_char_numeric(w_character):
    return boolean(as_character(w_character, 'char-numeric?').isdigit())


@primitive('char-whitespace?', 1)
def is_char_whitespace(w_character):
    return boolean(as_character(w_character, 'char-whitespace?').isspace())
