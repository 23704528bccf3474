import re


class Stack(list):
    def push(self, item):
        self.append(item)


class Money(int):
    def __add__(self, other):
        return Money(int(self) + int(other))


PRICE = Money(5)
DIGITS = re.compile('[0-9]+')


def entry_point(argv):
    stack = Stack()
    stack.push(PRICE + 1)
    if DIGITS.match(argv[0]):
        return 1
    return 0


def target(driver, args):
    return entry_point
