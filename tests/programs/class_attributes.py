"""Attributes of classes and of instances, and defaults for the latter."""


class Config:
    verbose = False
    name = 'default'
    limits = [1, 2, 3]

    def show(self):
        return f'{self.name} {self.verbose} {len(self.limits)}'


class Loud(Config):
    verbose = True


class Token:
    KINDS = ['number', 'name', 'operator']
    NUMBER = 0
    NAME = 1
    OPERATOR = 2

    def __init__(self, kind, text):
        self.kind = kind
        self.text = text

    def kind_name(self):
        return self.KINDS[self.kind]


class Counter:
    step = 1

    def __init__(self):
        self.value = 0

    def bump(self):
        self.value += self.step
        return self.value


class FastCounter(Counter):
    step = 10


def entry_point(argv):
    config = Config()
    other = Config()
    print(config.show())
    config.name = 'changed'
    config.verbose = True
    print(config.show())
    print(other.show())
    print(Loud().show())
    print(Config.name + str(Loud.verbose) + str(Config.verbose))
    tokens = [Token(Token.NUMBER, '12'), Token(Token.OPERATOR, '+'),
              Token(Token.NAME, 'x')]
    print(' '.join([token.kind_name() + ':' + token.text for token in tokens]))
    counters = [Counter(), FastCounter(), Counter()]
    counters[2].step = 5
    for counter in counters:
        counter.bump()
        print(f'{counter.bump()} {counter.step}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
