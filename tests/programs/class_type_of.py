# Classes as values: type(x), __class__, __name__, comparison, instantiation through a variable.
class Animal:
    sound = '...'

    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.name + ' says ' + self.sound

    def same(self):
        return type(self)(self.name + "'s child")


class Dog(Animal):
    sound = 'woof'


class Puppy(Dog):
    def __init__(self, name, age=1):
        Dog.__init__(self, name)
        self.age = age


class Cat(Animal):
    sound = 'meow'


KINDS = [Animal, Dog, Cat, Puppy]
BY_NAME = {'animal': Animal, 'dog': Dog, 'cat': Cat}


def make(cls, name):
    return cls(name)


def name_of(cls):
    return cls.__name__


def main():
    for cls in KINDS:
        a = make(cls, 'x')
        print(a.speak(), type(a).__name__, a.__class__.__name__, cls.__name__, name_of(cls))
        print(a.same().speak(), type(a) is Dog, type(a) == Cat, a.__class__ is cls, cls.sound)
        print(issubclass(cls, Dog), issubclass(cls, (Cat, Puppy)), isinstance(a, Dog))
    for key in ['dog', 'animal', 'cat']:
        print(key, BY_NAME[key](key.upper()).speak())
    d = Dog('rex')
    print(type(d).__name__, type(3).__name__, type('x').__name__, type(2.5).__name__, type(None).__name__)
    print(type([1]).__name__, type({1: 2}).__name__, type((1, 2)).__name__, type(True).__name__)
    print(Dog.__name__, Puppy.__name__, Puppy('p').age)
    kinds = {}
    for a in [Dog('a'), Cat('b'), Dog('c'), Puppy('d')]:
        kinds[type(a)] = kinds.get(type(a), 0) + 1
    print(kinds[Dog], kinds[Cat], kinds[Puppy], Animal in kinds, len(kinds))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
