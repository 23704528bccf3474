class Stack:
    def __init__(self):
        self.items = [0]

    def push(self, item):
        self.items.append(item)


def entry_point(argv):
    stack = Stack()
    stack.push(len(argv))
    return stack.popp()


def target(driver, args):
    return entry_point
