"""A JSON parser and printer: values as a hierarchy of classes."""


class Value:
    def text(self):
        raise NotImplementedError


class Null(Value):
    def text(self):
        return 'null'


class Bool(Value):
    def __init__(self, value):
        self.value = value

    def text(self):
        return 'true' if self.value else 'false'


class Number(Value):
    def __init__(self, value):
        self.value = value

    def text(self):
        return str(self.value)


class String(Value):
    def __init__(self, value):
        self.value = value

    def text(self):
        return '"' + self.value.replace('"', '\\"') + '"'


class Array(Value):
    def __init__(self):
        self.items = []

    def text(self):
        return '[' + ','.join([item.text() for item in self.items]) + ']'


class Object(Value):
    def __init__(self):
        self.fields = {}

    def text(self):
        return '{' + ','.join(['"' + key + '":' + value.text()
                               for key, value in self.fields.items()]) + '}'


class Error(Exception):
    def __init__(self, message, position):
        self.message = message
        self.position = position


class Parser:
    def __init__(self, source):
        self.source = source
        self.i = 0

    def peek(self):
        while self.i < len(self.source) and self.source[self.i].isspace():
            self.i += 1
        return self.source[self.i] if self.i < len(self.source) else ''

    def expect(self, word):
        if not self.source.startswith(word, self.i):
            raise Error('expected ' + word, self.i)
        self.i += len(word)

    def value(self):
        c = self.peek()
        if c == '{':
            return self.object()
        if c == '[':
            return self.array()
        if c == '"':
            return String(self.string())
        if c == 't':
            self.expect('true')
            return Bool(True)
        if c == 'f':
            self.expect('false')
            return Bool(False)
        if c == 'n':
            self.expect('null')
            return Null()
        if c == '-' or c.isdigit():
            start = self.i
            self.i += 1
            while self.i < len(self.source) and self.source[self.i].isdigit():
                self.i += 1
            return Number(int(self.source[start:self.i]))
        raise Error('expected a value', self.i)

    def string(self):
        self.expect('"')
        result = ''
        while not self.source.startswith('"', self.i):
            if self.i >= len(self.source):
                raise Error('unterminated string', self.i)
            if self.source[self.i] == '\\':
                self.i += 1
            result += self.source[self.i]
            self.i += 1
        self.i += 1
        return result

    def array(self):
        result = Array()
        self.expect('[')
        while self.peek() != ']':
            if result.items:
                self.expect(',')
            result.items.append(self.value())
        self.expect(']')
        return result

    def object(self):
        result = Object()
        self.expect('{')
        while self.peek() != '}':
            if result.fields:
                self.expect(',')
                self.peek()
            key = self.string()
            self.peek()
            self.expect(':')
            result.fields[key] = self.value()
        self.expect('}')
        return result


def entry_point(argv):
    for text in ['{"a": [1, -2, {"b": null}], "c": true, "d": "x\\"y"}', '[]',
                 '[ [ ] , { } ]', '42', '[1 2]', '{"a" 1}', '', '"abc',
                 'tru', '[false,]']:
        try:
            print(Parser(text).value().text())
        except Error as error:
            print(f'{error.position}: {error.message}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
