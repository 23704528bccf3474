"""A recursive descent parser that computes as it goes."""


class CalcError(Exception):
    def __init__(self, message, position):
        self.message = message
        self.position = position


class Calculator:
    def __init__(self):
        self.text = ''
        self.position = 0
        self.variables = {'ten': 10}

    def evaluate(self, text):
        self.text = text
        self.position = 0
        value = self.assignment()
        if self.position < len(self.text):
            raise CalcError('trailing text', self.position)
        return value

    def peek(self):
        while (self.position < len(self.text)
               and self.text[self.position] == ' '):
            self.position += 1
        if self.position == len(self.text):
            return ''
        return self.text[self.position]

    def accept(self, c):
        if self.peek() == c:
            self.position += 1
            return True
        return False

    def assignment(self):
        start = self.position
        if self.peek().isalpha():
            name = self.name()
            if self.accept('='):
                value = self.assignment()
                self.variables[name] = value
                return value
            self.position = start
        return self.sum()

    def sum(self):
        value = self.product()
        while True:
            if self.accept('+'):
                value += self.product()
            elif self.accept('-'):
                value -= self.product()
            else:
                return value

    def product(self):
        value = self.factor()
        while True:
            if self.accept('*'):
                value *= self.factor()
            elif self.accept('/'):
                position = self.position
                try:
                    value //= self.factor()
                except ZeroDivisionError:
                    raise CalcError('division by zero', position)
            else:
                return value

    def factor(self):
        if self.accept('-'):
            return -self.factor()
        if self.accept('('):
            value = self.assignment()
            if not self.accept(')'):
                raise CalcError('expected )', self.position)
            return value
        c = self.peek()
        if c.isdigit():
            return self.number()
        if c.isalpha():
            start = self.position
            name = self.name()
            try:
                return self.variables[name]
            except KeyError:
                raise CalcError('unknown ' + name, start)
        raise CalcError('expected a value', self.position)

    def number(self):
        start = self.position
        while (self.position < len(self.text)
               and self.text[self.position].isdigit()):
            self.position += 1
        return int(self.text[start:self.position])

    def name(self):
        start = self.position
        while (self.position < len(self.text)
               and self.text[self.position].isalpha()):
            self.position += 1
        return self.text[start:self.position]


def entry_point(argv):
    calculator = Calculator()
    for text in ['1 + 2 * 3', '(1 + 2) * 3', '-4 - -4', 'x = 5', 'x * x - 1',
                 'y = x = ten * 2', 'y + x', '100 / 7 / 2', '2 * (3', '1 + ',
                 'z', '7 / (x - 20)', '1 2', '((((7))))', '--5']:
        try:
            print(text + ' = ' + str(calculator.evaluate(text)))
        except CalcError as error:
            print(text + ': ' + error.message + ' at ' + str(error.position))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
