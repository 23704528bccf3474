"""Inheritance: methods found in bases, overridden, and called upwards."""


class Animal:
    legs = 4

    def __init__(self, name):
        self.name = name

    def sound(self):
        return '...'

    def speak(self):
        return self.name + ' says ' + self.sound()

    def describe(self):
        return f'{self.name} on {self.legs} legs'


class Dog(Animal):
    def sound(self):
        return 'woof'


class Puppy(Dog):
    def __init__(self, name, age):
        Dog.__init__(self, name)
        self.age = age

    def sound(self):
        return Dog.sound(self) + '!' * self.age

    def describe(self):
        return Animal.describe(self) + f', {self.age} weeks old'


class Bird(Animal):
    legs = 2

    def sound(self):
        return 'tweet'


class Snake(Animal):
    legs = 0


def count_legs(animals):
    return sum([animal.legs for animal in animals])


def entry_point(argv):
    animals = [Dog('Rex'), Puppy('Bit', 3), Bird('Tip'), Snake('Ssam')]
    for animal in animals:
        print(animal.speak())
        print(animal.describe())
    print(str(count_legs(animals)))
    puppy = Puppy('Bo', 1)
    dog = puppy
    print(dog.sound() + str(puppy.age))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
