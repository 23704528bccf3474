"""`__format__`: in f-strings, format() and str.format, with a specification or none."""


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, specification):
        if specification == 'c':
            return str(self.cents)
        text = f'{self.cents // 100}.{self.cents % 100:02}'
        return '<' + text + '>' if specification == '' else text.rjust(int(specification))

    def __str__(self):
        return 'some money'


class Euro(Money):
    def __format__(self, specification):
        return Money.__format__(self, specification) + ' EUR'


class Plain:
    def __str__(self):
        return 'plain'


def main():
    for money in [Money(1234), Euro(5)]:
        print(f'{money} {money:c} {money:8}')
        print(format(money), format(money, 'c'), '{} and {:c}'.format(money, money))
        print(f'{money!s}', str(money), '%s' % money)
        width = 12
        print(f'{money:{width}}|')
    print(f'{Plain()} {Plain()!s:>8}')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
