"""Attributes, arguments and results that may be None."""


class Employee:
    def __init__(self, name, boss=None):
        self.name = name
        self.boss = boss
        self.assistant = None

    def top(self):
        person = self
        while person.boss is not None:
            person = person.boss
        return person

    def chain(self):
        if self.boss is None:
            return self.name
        return self.name + ' < ' + self.boss.chain()


def find(people, name):
    for person in people:
        if person.name == name:
            return person
    return None


def name_of(person):
    return 'nobody' if person is None else person.name


def entry_point(argv):
    ann = Employee('Ann')
    bob = Employee('Bob', ann)
    carl = Employee('Carl', bob)
    dora = Employee('Dora', boss=bob)
    people = [ann, bob, carl, dora]
    for person in people:
        print(person.chain() + '; ' + person.top().name + '; '
              + name_of(person.boss) + '; ' + name_of(person.assistant))
    ann.assistant = carl
    print(name_of(ann.assistant))
    print(name_of(find(people, 'Dora')) + ' ' + name_of(find(people, 'Eve')))
    found = find(people, 'Bob')
    if found:
        print('found ' + found.name)
    missing = find(people, 'Zoe')
    if not missing:
        print('missing')
    ann.assistant = None
    print(str(ann.assistant is None) + str(bob.boss == ann)
          + str(bob.boss is carl.boss) + str(dora.boss != None))
    last = None
    for person in people:
        if last is not None:
            print(last.name + ' before ' + person.name)
        last = person
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
