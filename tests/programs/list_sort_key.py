"""Sorting by a key function; equal keys keep their order."""


class Person:
    def __init__(self, name, age):
        self.name = name
        self.age = age


def by_age(person):
    return person.age


def by_name(person):
    return person.name


def show(people):
    print(' '.join([f'{person.name}({person.age})' for person in people]))


def entry_point(argv):
    people = [Person('Carl', 31), Person('Ann', 25), Person('Bob', 31),
              Person('Dora', 19), Person('Eve', 25)]
    people.sort(key=by_age)
    show(people)
    people.sort(key=by_name)
    show(people)
    show(sorted(people, key=lambda person: -person.age))
    people.sort(key=by_age, reverse=True)
    show(people)
    words = 'the quick brown fox jumps'.split()
    print(' '.join(sorted(words, key=lambda word: len(word))))
    oldest = max([person.age for person in people])
    print(str(oldest))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
