"""A small business program: parsing, classes, dictionaries, a report."""

DATA = '''
item;apple;30;0.25
item;pear;12;0.40
tool;hammer;3;12.50;steel
item;plum;0;0.15
tool;saw;2;18.00;iron
sale;apple;10
sale;saw;1
sale;plum;5
sale;cherry;1
nonsense
'''


class Product:
    tax = 5

    def __init__(self, name, count, price):
        self.name = name
        self.count = count
        self.price = price

    def value(self):
        return float(self.count) * self.price

    def kind(self):
        return 'item'


class Tool(Product):
    tax = 20

    def __init__(self, name, count, price, material):
        Product.__init__(self, name, count, price)
        self.material = material

    def kind(self):
        return self.material + ' tool'


class Inventory:
    def __init__(self):
        self.products = {}
        self.income = 0.0
        self.problems = []

    def load(self, text):
        for number, line in enumerate(text.strip().split('\n')):
            fields = line.split(';')
            try:
                self.process(fields)
            except KeyError:
                self.problems.append(f'line {number + 1}: unknown product')
            except ValueError:
                self.problems.append(f'line {number + 1}: bad value')

    def process(self, fields):
        command = fields[0]
        if command == 'item':
            self.add(Product(fields[1], int(fields[2]), float(fields[3])))
        elif command == 'tool':
            self.add(Tool(fields[1], int(fields[2]), float(fields[3]),
                          fields[4]))
        elif command == 'sale':
            self.sell(self.products[fields[1]], int(fields[2]))
        else:
            raise ValueError

    def add(self, product):
        self.products[product.name] = product

    def sell(self, product, count):
        if product.count < count:
            raise ValueError
        product.count -= count
        self.income += count * product.price * (100 + product.tax) / 100

    def report(self):
        total = 0.0
        for name in sorted(self.products):
            product = self.products[name]
            print('%-8s %-12s %4d x %6.2f = %8.2f' % (
                name, product.kind(), product.count, product.price,
                product.value()))
            total += product.value()
        print(f'total {total:.2f}, income {self.income:.2f}')
        for problem in self.problems:
            print(problem)


def entry_point(argv):
    inventory = Inventory()
    inventory.load(DATA)
    inventory.report()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
