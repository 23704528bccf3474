"""Objects that refer to each other in cycles."""


class Person:
    def __init__(self, name):
        self.name = name
        self.friends = []
        self.partner = None

    def befriend(self, other):
        if other not in self.friends:
            self.friends.append(other)
            other.befriend(self)

    def marry(self, other):
        self.partner = other
        other.partner = self


class City:
    def __init__(self):
        self.people = {}

    def person(self, name):
        if name not in self.people:
            self.people[name] = Person(name)
        return self.people[name]

    def distance(self, a, b):
        goal = self.person(b)
        level = [self.person(a)]
        seen = {a: True}
        distance = 0
        while level:
            if goal in level:
                return distance
            following = []
            for person in level:
                for friend in person.friends:
                    if friend.name not in seen:
                        seen[friend.name] = True
                        following.append(friend)
            level = following
            distance += 1
        return -1


def entry_point(argv):
    city = City()
    for pair in ['ann bob', 'bob carl', 'carl dora', 'dora ann', 'dora eve',
                 'eve fred', 'gil hans']:
        a, b = pair.split(' ')
        city.person(a).befriend(city.person(b))
    for name, person in city.people.items():
        print(name + ': ' + ' '.join([f.name for f in person.friends]))
    for pair in [('ann', 'ann'), ('ann', 'carl'), ('ann', 'fred'),
                 ('bob', 'fred'), ('ann', 'gil')]:
        a, b = pair
        print(f'{a} {b} {city.distance(a, b)}')
    ann = city.person('ann')
    ann.marry(city.person('fred'))
    print(ann.partner.partner.name)
    print(str(ann.partner.partner is ann))
    # Garbage in cycles.
    for i in range(2000):
        a = Person('a')
        b = Person('b')
        a.befriend(b)
        a.marry(b)
    print('done')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
