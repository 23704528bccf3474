"""Prebuilt instances that refer to each other in circles."""


class Room:
    def __init__(self, name):
        self.name = name
        self.exits = {}
        self.items = []
        self.visits = 0

    def connect(self, direction, other, back):
        self.exits[direction] = other
        other.exits[back] = self


hall = Room('hall')
kitchen = Room('kitchen')
cellar = Room('cellar')
garden = Room('garden')
hall.connect('north', kitchen, 'south')
kitchen.connect('down', cellar, 'up')
hall.connect('east', garden, 'west')
garden.exits['around'] = garden
kitchen.items.append('knife')
cellar.items.extend(['wine', 'cheese'])


class Ring:
    def __init__(self, value):
        self.value = value
        self.next = self


def make_ring(values):
    first = Ring(values[0])
    last = first
    for value in values[1:]:
        node = Ring(value)
        node.next = first
        last.next = node
        last = node
    return first


RING = make_ring([2, 3, 5, 7])


def walk(room, path):
    bag = []
    for direction in path.split():
        if direction not in room.exits:
            print('no way ' + direction + ' from ' + room.name)
            continue
        room = room.exits[direction]
        room.visits += 1
        while room.items:
            bag.append(room.items.pop())
    print(f'in the {room.name} with ' + ', '.join(bag))


def entry_point(argv):
    walk(hall, 'north down up south east around around west')
    walk(cellar, 'down up west south')
    for room in [hall, kitchen, cellar, garden]:
        print(f'{room.name} {room.visits} {len(room.items)}')
    node = RING
    total = 0
    for i in range(10):
        total += node.value
        node = node.next
    print(str(total) + str(node.next.next is RING))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
