"""Bound methods as values."""


class Counter:
    def __init__(self, step):
        self.step = step
        self.value = 0

    def up(self):
        self.value += self.step
        return self.value

    def down(self):
        self.value -= self.step
        return self.value


class DoubleCounter(Counter):
    def up(self):
        Counter.up(self)
        return Counter.up(self)


def repeat(action, times):
    result = 0
    for i in range(times):
        result = action()
    return result


class Machine:
    def __init__(self):
        self.log = []
        self.commands = {'a': self.do_a, 'b': self.do_b}

    def do_a(self, n):
        self.log.append('a' + str(n))

    def do_b(self, n):
        self.log.append('b' + str(n * 2))

    def run(self, text):
        for i in range(len(text)):
            command = self.commands[text[i]]
            command(i)


class Button:
    def __init__(self, handler):
        self.handler = handler

    def press(self):
        return self.handler()


def entry_point(argv):
    one = Counter(1)
    ten = Counter(10)
    double = DoubleCounter(3)
    actions = [one.up, ten.up, double.up, ten.down, one.up, double.down]
    print(' '.join([str(action()) for action in actions]))
    print(str(repeat(one.up, 5)) + ' ' + str(repeat(double.up, 2)))
    machine = Machine()
    machine.run('abba')
    print(' '.join(machine.log))
    buttons = [Button(one.down), Button(ten.up)]
    for button in buttons:
        print(str(button.press()))
    f = one.up if one.value > 3 else ten.up
    f()
    print(f'{one.value} {ten.value} {double.value}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
