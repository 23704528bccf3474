"""From text to data, keeping positions."""

from rpython.rlib.rarithmetic import string_to_int
from rpython.rlib.rstring import ParseStringError, ParseStringOverflowError

from scheme.errors import IncompleteInput, Position, SchemeError
from scheme.values import (
    W_Character, W_Float, W_Integer, W_SourcePair, W_String, W_Vector, intern,
    w_false, w_null, w_true)

MAX_NESTING = 500
DELIMITERS = ' \t\n\r\x0c()[]";\''
QUOTES = {
    "'": 'quote',
    '`': 'quasiquote',
    ',': 'unquote',
    ',@': 'unquote-splicing',
}
CHARACTERS = {
    'space': ' ',
    'newline': '\n',
    'tab': '\t',
    'return': '\r',
    'null': '\x00',
    'nul': '\x00',
}
CLOSING = {'(': ')', '[': ']'}


class Reader:
    """Read one datum after the other from a text."""

    def __init__(self, text, file, first_line=1):
        self.text = text
        self.file = file
        self.index = 0
        self.line = first_line
        self.line_start = 0
        self.depth = 0

    def position(self):
        return Position(self.file, self.line,
                        self.index - self.line_start + 1)

    def at_end(self):
        """Skip to the next datum; is there none?"""
        self.skip_blanks()
        return self.index >= len(self.text)

    def read(self):
        """Return the next datum. There must be one."""
        if self.at_end():
            raise IncompleteInput('unexpected end of input', self.position())
        position = self.position()
        c = self.text[self.index]
        if c == '(' or c == '[':
            return self.read_list(c)
        if c == ')' or c == ']':
            raise SchemeError("unexpected '" + c + "'", position)
        if c == "'" or c == '`' or c == ',':
            return self.read_quoted()
        if c == '"':
            return self.read_string()
        if c == '#':
            return self.read_hash()
        return self.read_atom()

    # ____ blanks and comments ____

    def advance(self):
        """Step over one character."""
        if self.text[self.index] == '\n':
            self.line += 1
            self.line_start = self.index + 1
        self.index += 1

    def looking_at(self, part):
        return self.text.startswith(part, self.index)

    def skip_blanks(self):
        while self.index < len(self.text):
            c = self.text[self.index]
            if c == ';':
                while (self.index < len(self.text)
                       and self.text[self.index] != '\n'):
                    self.index += 1
            elif self.looking_at('#|'):
                self.skip_block_comment()
            elif self.looking_at('#;'):
                self.index += 2
                self.read()
            elif c == ' ' or '\t' <= c <= '\r':
                self.advance()
            else:
                break

    def skip_block_comment(self):
        start = self.position()
        depth = 0
        while self.index < len(self.text):
            if self.looking_at('#|'):
                depth += 1
                self.index += 2
            elif self.looking_at('|#'):
                depth -= 1
                self.index += 2
                if depth == 0:
                    return
            else:
                self.advance()
        raise IncompleteInput('this comment is never closed', start)

    # ____ compound data ____

    def enter(self, position):
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise SchemeError('nested too deeply', position)

    def read_list(self, opening):
        start = self.position()
        self.enter(start)
        self.index += 1
        closing = CLOSING[opening]
        items_w = []
        positions = []
        w_tail = w_null
        while True:
            if self.at_end():
                raise IncompleteInput("this '%s' is never closed" % opening,
                                      start)
            c = self.text[self.index]
            if c == ')' or c == ']':
                if c != closing:
                    raise SchemeError("expected '%s' here, for the '%s' at %s"
                                      % (closing, opening, start.describe()),
                                      self.position())
                self.index += 1
                break
            if self.at_dot():
                if not items_w:
                    raise SchemeError("nothing before the '.'",
                                      self.position())
                self.index += 1
                w_tail = self.read()
                if self.at_end():
                    raise IncompleteInput(
                        "this '%s' is never closed" % opening, start)
                if self.text[self.index] != closing:
                    raise SchemeError("expected '%s' after the last item"
                                      % closing, self.position())
                self.index += 1
                break
            positions.append(self.position())
            items_w.append(self.read())
        self.depth -= 1
        w_result = w_tail
        for i in range(len(items_w) - 1, -1, -1):
            w_result = W_SourcePair(items_w[i], w_result, positions[i])
        return w_result

    def at_dot(self):
        if self.text[self.index] != '.':
            return False
        after = self.index + 1
        return after >= len(self.text) or self.text[after] in DELIMITERS

    def read_quoted(self):
        position = self.position()
        self.enter(position)
        mark = self.text[self.index]
        if self.looking_at(',@'):
            mark = ',@'
        self.index += len(mark)
        self.skip_blanks()
        inner = self.position()
        w_datum = self.read()
        self.depth -= 1
        return W_SourcePair(intern(QUOTES[mark]),
                            W_SourcePair(w_datum, w_null, inner), position)

    # ____ atoms ____

    def read_string(self):
        start = self.position()
        self.index += 1
        parts = []
        while self.index < len(self.text):
            c = self.text[self.index]
            if c == '"':
                self.index += 1
                return W_String(''.join(parts))
            if c == '\\':
                position = self.position()
                self.index += 1
                if self.index >= len(self.text):
                    break
                c = self.text[self.index]
                if c == 'n':
                    c = '\n'
                elif c == 't':
                    c = '\t'
                elif c == 'r':
                    c = '\r'
                elif c != '"' and c != '\\':
                    raise SchemeError("unknown escape '\\%s'" % c, position)
                self.index += 1
            else:
                self.advance()
            parts.append(c)
        raise IncompleteInput('this string is never closed', start)

    def read_token(self):
        start = self.index
        while (self.index < len(self.text)
               and self.text[self.index] not in DELIMITERS):
            self.index += 1
        return self.text[start:self.index]

    def read_hash(self):
        position = self.position()
        if self.looking_at('#('):
            self.index += 1
            w_list = self.read_list('(')
            items_w = []
            while isinstance(w_list, W_SourcePair):
                items_w.append(w_list.w_car)
                w_list = w_list.w_cdr
            if w_list is not w_null:
                raise SchemeError("a '.' in a vector", position)
            return W_Vector(items_w)
        if self.looking_at('#\\'):
            return self.read_character()
        token = self.read_token()
        if token == '#t' or token == '#true':
            return w_true
        if token == '#f' or token == '#false':
            return w_false
        raise SchemeError("what is '%s'?" % token, position)

    def read_character(self):
        position = self.position()
        self.index += 2
        if self.index >= len(self.text):
            raise IncompleteInput('a character is missing', position)
        # The first one is taken even if it is a delimiter.
        first = self.text[self.index]
        self.advance()
        name = first + self.read_token()
        if len(name) == 1:
            return W_Character(name[0])
        if name in CHARACTERS:
            return W_Character(CHARACTERS[name])
        raise SchemeError("there is no character '%s'" % name, position)

    def read_atom(self):
        position = self.position()
        token = self.read_token()
        try:
            w_number = parse_number(token)
        except ParseStringOverflowError:
            raise SchemeError('the integer is too big', position)
        if w_number is not None:
            return w_number
        return intern(token)


def looks_numeric(text):
    """Does the text consist of what numbers are made of?"""
    start = 0
    if text[0] == '+' or text[0] == '-':
        start = 1
    if start < len(text) and text[start] == '.':
        start += 1
    if start >= len(text) or not text[start].isdigit():
        return False
    for c in text:
        if not (c.isdigit() or c in '+-.eE'):
            return False
    return True


def parse_number(text):
    """Return a number, or None if the text is none.

    Raise ParseStringOverflowError if it is an integer but too big.
    """
    if text == '+inf.0':
        return W_Float(1e200 * 1e200)
    if text == '-inf.0':
        return W_Float(-1e200 * 1e200)
    if not text or not looks_numeric(text):
        return None
    if '.' not in text and 'e' not in text and 'E' not in text:
        try:
            return W_Integer(string_to_int(text))
        except ParseStringError:
            return None
    try:
        return W_Float(float(text))
    except ValueError:
        return None
