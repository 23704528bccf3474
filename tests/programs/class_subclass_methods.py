# Methods and attributes that only some subclasses have, reached after a test.
class Animal:
    legs = 4

    def __init__(self, name):
        self.name = name


class Bird(Animal):
    legs = 2

    def fly(self):
        return self.name + ' flies'


class Penguin(Bird):
    def fly(self):
        return self.name + ' swims'


class Dog(Animal):
    def __init__(self, name, tricks):
        Animal.__init__(self, name)
        self.tricks = tricks

    def perform(self):
        return ', '.join(self.tricks)


def describe(a):
    if isinstance(a, Bird):
        return a.fly()
    if isinstance(a, Dog):
        return a.perform()
    return 'just ' + a.name


def legs_of(a):
    return a.legs


def main():
    animals = [Animal('x'), Bird('tweety'), Penguin('pingu'), Dog('rex', ['sit', 'roll'])]
    for a in animals:
        print(describe(a), legs_of(a), type(a).__name__, hasattr(a, 'name'))
    birds = [a for a in animals if isinstance(a, Bird)]
    print(len(birds), [b.fly() for b in birds])
    dogs = [a for a in animals if type(a) is Dog]
    for d in dogs:
        assert isinstance(d, Dog)
        d.tricks.append('bark')
        print(d.tricks)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
