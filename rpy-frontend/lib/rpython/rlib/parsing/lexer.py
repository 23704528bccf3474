"""From text to tokens: the longest match, and of equal ones the first expression."""

from rpython.rlib.parsing.regexparse import parse_regexes


class SourcePos:
    """A place in a text. Lines and columns are counted from 0."""

    _immutable_fields_ = ['i', 'lineno', 'columnno']

    def __init__(self, i: int, lineno: int, columnno: int):
        self.i = i
        self.lineno = lineno
        self.columnno = columnno

    def __repr__(self):
        return f'SourcePos({self.i}, {self.lineno}, {self.columnno})'


class Token:
    """A piece of text that an expression, `name`, matched."""

    _immutable_fields_ = ['name', 'source', 'source_pos']

    def __init__(self, name: str, source: str, source_pos):
        self.name = name
        self.source = source
        self.source_pos = source_pos

    def __repr__(self):
        return f'Token({self.name!r}, {self.source!r}, {self.source_pos!r})'


class LexerError(Exception):
    """No expression matches the text from some place on."""

    def __init__(self, input: str, source_pos):
        self.input = input
        self.source_pos = source_pos

    def nice_error_message(self, filename: str = '<unknown>') -> str:
        """Return the message with the line that it is about."""
        c = self.input[self.source_pos.i]
        return located_message('LexerError: unexpected character ' + repr(c), self.source_pos, filename, self.input)

    def __str__(self):
        return self.nice_error_message()


def located_message(message: str, source_pos, filename: str, source: str) -> str:
    """Return a message with the place, the line there, and a mark below."""
    result = '  File ' + filename + ', line ' + str(source_pos.lineno + 1)
    result += ', column ' + str(source_pos.columnno + 1) + '\n'
    start = source_pos.i - source_pos.columnno
    if 0 <= start <= len(source):
        end = source.find('\n', start)
        if end < 0:
            end = len(source)
        result += source[start:end] + '\n' + ' ' * source_pos.columnno + '^\n'
    return result + message


class Lexer:
    """Splits text into tokens.

    `token_regexs` are expressions as texts, `names` the tokens' names, `ignore`
    the names of those to be left out.
    """

    def __init__(self, token_regexs, names, ignore=None):
        automaton = parse_regexes(token_regexs)
        if automaton.accepts[0] >= 0:
            raise ValueError(f'the token {names[automaton.accepts[0]]} matches the empty text')
        self.table = automaton.table
        self.accepts = automaton.accepts
        self.names = list(names)
        ignored = ignore or []
        self.is_ignored = [name in ignored for name in names]

    def tokenize(self, text: str, eof: bool = False):
        """Return the tokens; LexerError where none matches. `eof` adds one named EOF."""
        table = self.table
        accepts = self.accepts
        tokens = []
        position = 0
        lineno = 0
        line_start = 0
        while position < len(text):
            state = 0
            i = position
            found = -1
            end = position
            while i < len(text):
                state = table[state * 256 + ord(text[i])]
                if state < 0:
                    break
                i += 1
                if accepts[state] >= 0:
                    found = accepts[state]
                    end = i
            source_pos = SourcePos(position, lineno, position - line_start)
            if found < 0:
                raise LexerError(text, source_pos)
            if not self.is_ignored[found]:
                tokens.append(Token(self.names[found], text[position:end], source_pos))
            while position < end:
                if text[position] == '\n':
                    lineno += 1
                    line_start = position + 1
                position += 1
        if eof:
            tokens.append(Token('EOF', 'EOF', SourcePos(position, lineno, position - line_start)))
        return tokens
