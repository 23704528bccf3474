"""Functions made by closures while the program is imported."""


def make_adder(n):
    def adder(x):
        return x + n
    return adder


def make_repeater(text, times):
    def repeater():
        return text * times
    return repeater


def compose(f, g):
    def composed(x):
        return f(g(x))
    return composed


add_one = make_adder(1)
add_ten = make_adder(10)
dashes = make_repeater('-', 20)
both = compose(add_one, add_ten)
thrice = compose(both, compose(both, both))

# One function for each name; the loop runs at import.
CHECKS = {}


def define_check(name, low, high):
    def check(n):
        return low <= n < high
    CHECKS[name] = check


for _name, _low, _high in [('small', 0, 10), ('medium', 10, 100),
                           ('large', 100, 1000)]:
    define_check(_name, _low, _high)


def make_class(name, factor):
    class Unit:
        def __init__(self, amount):
            self.amount = amount

        def in_base(self):
            return self.amount * factor

        def text(self):
            return f'{self.amount} {name}'
    return Unit


Minutes = make_class('min', 60)
Hours = make_class('h', 3600)


def entry_point(argv):
    print(f'{add_one(5)} {add_ten(5)} {both(5)} {thrice(0)}')
    print(dashes())
    for n in [-1, 0, 10, 500, 5000]:
        print(str(n) + ': ' + ' '.join([
            name for name, check in CHECKS.items() if check(n)]))
    minutes = Minutes(5)
    hours = Hours(2)
    print(f'{minutes.text()} {minutes.in_base()}')
    print(f'{hours.text()} {hours.in_base()}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
