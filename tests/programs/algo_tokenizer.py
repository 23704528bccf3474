"""A tokenizer for a small language, with positions and errors."""


class Token:
    def __init__(self, kind, text, line, column):
        self.kind = kind
        self.text = text
        self.line = line
        self.column = column

    def describe(self):
        return f'{self.line}:{self.column} {self.kind} {self.text}'


class LexError(Exception):
    def __init__(self, message, line, column):
        self.message = message
        self.line = line
        self.column = column


KEYWORDS = ['if', 'while', 'print']
DOUBLE = ['==', '<=', '>=', '!=']
SINGLE = '+-*/<>=(){};'


class Lexer:
    def __init__(self, text):
        self.text = text
        self.pos = 0
        self.line = 1
        self.line_start = 0

    def peek(self):
        if self.pos < len(self.text):
            return self.text[self.pos]
        return '\0'

    def tokens(self):
        result = []
        while True:
            token = self.next()
            if token is None:
                return result
            result.append(token)

    def make(self, kind, start):
        return Token(kind, self.text[start:self.pos], self.line,
                     start - self.line_start + 1)

    def next(self):
        while self.peek() in ' \t\n#':
            if self.peek() == '\n':
                self.line += 1
                self.line_start = self.pos + 1
            elif self.peek() == '#':
                while self.peek() not in '\n\0':
                    self.pos += 1
                continue
            self.pos += 1
        start = self.pos
        c = self.peek()
        if c == '\0':
            return None
        if c.isalpha() or c == '_':
            while self.peek().isalnum() or self.peek() == '_':
                self.pos += 1
            word = self.text[start:self.pos]
            return self.make('keyword' if word in KEYWORDS else 'name', start)
        if c.isdigit():
            while self.peek().isdigit():
                self.pos += 1
            return self.make('number', start)
        if c == '"':
            self.pos += 1
            while self.peek() != '"':
                if self.peek() in '\n\0':
                    raise LexError('unterminated string', self.line,
                                   start - self.line_start + 1)
                self.pos += 1
            self.pos += 1
            return self.make('string', start)
        if self.text[start:start + 2] in DOUBLE:
            self.pos += 2
            return self.make('operator', start)
        if c in SINGLE:
            self.pos += 1
            return self.make('operator', start)
        raise LexError('unexpected ' + c, self.line,
                       start - self.line_start + 1)


def entry_point(argv):
    for text in ['x = 1;\nwhile x <= 10 {  # count\n  print("x"); x = x+1;\n}',
                 'if (a_1 != b2) { }', 'a $ b', 'x\n  "open\n', '']:
        try:
            for token in Lexer(text).tokens():
                print(token.describe())
        except LexError as error:
            print(f'{error.line}:{error.column} error: {error.message}')
        print('--')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
