"""The types that meet were made far away."""


class Token:
    def __init__(self, text, number):
        self.text = text
        self.number = number


class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)


def parse(text):
    return Token(text, len(text))


def value_of(token):
    if token.number > 3:
        return token.number
    return -1


def name_of(token):
    name = token.text
    return name


def entry_point(argv):
    stack = Stack()
    for text in argv:
        token = parse(text)
        stack.push(name_of(token))
        stack.push(value_of(token))
    return 0


def target(driver, args):
    return entry_point
