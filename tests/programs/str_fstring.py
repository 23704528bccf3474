"""Simple f-strings."""


class Item:
    def __init__(self, name, price, count):
        self.name = name
        self.price = price
        self.count = count

    def total(self):
        return self.price * self.count


def entry_point(argv):
    name = 'world'
    n = 42
    print(f'hello {name}')
    print(f'{n} {n + 1} {n * 2}')
    print(f'{name!s} {{braces}} {len(name)}')
    items = [Item('apple', 25, 4), Item('pear', 30, 2), Item('kiwi', 12, 12)]
    for item in items:
        print(f'{item.name}: {item.price} x {item.count} = {item.total()}')
    print(f'total {sum([item.total() for item in items])}')
    print(f'{"yes" if n > 40 else "no"} {name[0]}{name[-1]} {name.upper()}')
    print(f'{n == 42} {1.5} {n / 4}')
    print(f'a{""}b' f'c' 'd')
    print(f'{name}={n}\n\t{items[0].name}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
