"""Format specifications, `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

Those known while translating are read then, by the same code: a mistake in
one is a diagnostic there, and ValueError at run time.
"""

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.rformat import (
    NOTHING, ll_format_float_spec, ll_format_int_spec, ll_format_str)

# Widths and precisions above this are refused.
_LARGEST = 2147483647


class FormatSpecification:
    """The parts; characters that are not given are NOTHING, numbers -1.

    `kind` names the type of what is formatted: str, int or float.
    """

    def __init__(self, text: str, kind: str):
        self._kind = kind
        self.fill = NOTHING
        self.align = NOTHING
        self.sign = NOTHING
        self.positive_zero = False
        self.alternate = False
        self.zero = False
        self.width = -1
        self.grouping = NOTHING
        self.precision = -1
        self.type = NOTHING
        self._text = text
        self._position = 0
        self._parse()

    def _peek(self, distance: int = 0):
        position = self._position + distance
        return self._text[position] if position < len(self._text) else NOTHING

    def _accept(self, c: str) -> bool:
        if self._position < len(self._text) and self._text[self._position] == c:
            self._position += 1
            return True
        return False

    def _number(self) -> int:
        if not '0' <= self._peek() <= '9':
            return -1
        number = 0
        while '0' <= self._peek() <= '9':
            number = number * 10 + ord(self._peek()) - ord('0')
            if number > _LARGEST:
                raise ValueError('Too many decimal digits in format string')
            self._position += 1
        return number

    def _parse(self):
        if _is_align(self._peek(1)):
            self.fill = self._peek()
            self.align = self._peek(1)
            self._position = 2
        elif _is_align(self._peek()):
            self.align = self._peek()
            self._position = 1
        c = self._peek()
        if c == '+' or c == '-' or c == ' ':
            self.sign = c
            self._position += 1
        self.positive_zero = self._accept('z')
        self.alternate = self._accept('#')
        self.zero = self._accept('0')
        self.width = self._number()
        if self._accept(','):
            self.grouping = ','
        if self._accept('_'):
            if self.grouping != NOTHING:
                raise ValueError("Cannot specify both ',' and '_'.")
            self.grouping = '_'
        if self._accept(','):
            raise ValueError("Cannot specify both ',' and '_'.")
        if self._accept('.'):
            self.precision = self._number()
            if self.precision < 0:
                raise ValueError('Format specifier missing precision')
        if self._position < len(self._text):
            self.type = self._peek()
            self._position += 1
        if self._position < len(self._text):
            raise ValueError("Invalid format specifier '" + self._text + "' for object of type '"
                             + self._kind + "'")

    def _unknown_type(self):
        raise ValueError("Unknown format code '" + self.type + "' for object of type '"
                         + self._kind + "'")

    def _check_grouping(self, default: str):
        """Separators are for decimal numbers, '_' for digits in other bases too."""
        type_ = default if self.type == NOTHING else self.type
        if self.grouping == NOTHING or type_ == 'd' or _is_float_type(type_):
            return
        if self.grouping == '_' and _is_digits_type(type_):
            return
        raise ValueError("Cannot specify '" + self.grouping + "' with '" + type_ + "'.")

    def check_str(self):
        """Refuse what is not for strings."""
        self._check_grouping('s')
        if self.type != NOTHING and self.type != 's':
            self._unknown_type()
        if self.sign == ' ':
            raise ValueError('Space not allowed in string format specifier')
        if self.sign != NOTHING:
            raise ValueError('Sign not allowed in string format specifier')
        if self.positive_zero:
            raise ValueError('Negative zero coercion (z) not allowed in string format specifier')
        if self.alternate:
            raise ValueError('Alternate form (#) not allowed in string format specifier')
        if self.align == '=':
            raise ValueError("'=' alignment not allowed in string format specifier")

    def check_int(self):
        """Refuse what is not for integers."""
        self._check_grouping('d')
        type_ = self.type
        if _is_float_type(type_):
            return
        if not (type_ == NOTHING or type_ == 'd' or type_ == 'n' or type_ == 'c' or _is_digits_type(type_)):
            self._unknown_type()
        if self.precision >= 0:
            raise ValueError('Precision not allowed in integer format specifier')
        if self.positive_zero:
            raise ValueError('Negative zero coercion (z) not allowed in integer format specifier')
        if type_ == 'c':
            if self.sign != NOTHING:
                raise ValueError("Sign not allowed with integer format specifier 'c'")
            if self.alternate:
                raise ValueError("Alternate form (#) not allowed with integer format specifier 'c'")

    def check_float(self):
        """Refuse what is not for floats."""
        self._check_grouping('g')
        if self.type != NOTHING and self.type != 'n' and not _is_float_type(self.type):
            self._unknown_type()


def _is_align(c: str) -> bool:
    return c == '<' or c == '>' or c == '=' or c == '^'


def _is_float_type(c: str) -> bool:
    return c == 'f' or c == 'F' or c == 'e' or c == 'E' or c == 'g' or c == 'G' or c == '%'


def _is_digits_type(c: str) -> bool:
    return c == 'x' or c == 'X' or c == 'o' or c == 'b'


def format_str(s: str, text: str) -> str:
    """`format(s, text)`."""
    spec = FormatSpecification(text, 'str')
    spec.check_str()
    fill = '0' if spec.zero and spec.fill == NOTHING else spec.fill
    return hlstr(ll_format_str(llstr(s), fill[0], spec.align[0], spec.width, spec.precision))


@specialize.argtype(0)
def format_int(i, text: str) -> str:
    """`format(i, text)` of an integer of any type."""
    spec = FormatSpecification(text, 'int')
    spec.check_int()
    return hlstr(ll_format_int_spec(
        i, spec.fill[0], spec.align[0], spec.sign[0], spec.positive_zero, spec.alternate, spec.zero,
        spec.width, spec.grouping[0], spec.precision, spec.type[0]))


def format_float(x: float, text: str) -> str:
    """`format(x, text)`."""
    if len(text) == 0:
        return str(x)
    spec = FormatSpecification(text, 'float')
    spec.check_float()
    return hlstr(ll_format_float_spec(
        x, spec.fill[0], spec.align[0], spec.sign[0], spec.positive_zero, spec.alternate, spec.zero,
        spec.width, spec.grouping[0], spec.precision, spec.type[0]))


# ____________________________________________________________
# For the typer


def ll_format_str_at_run_time(s, text):
    return llstr(format_str(hlstr(s), hlstr(text)))


def ll_format_int_at_run_time(i, text):
    return llstr(format_int(i, hlstr(text)))


def ll_format_float_at_run_time(x, text):
    return llstr(format_float(x, hlstr(text)))
