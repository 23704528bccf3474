"""`match` over sequences, mappings and nested patterns."""


def shape(items):
    match items:
        case []:
            return 'empty'
        case [x]:
            return f'one {x}'
        case [0, *rest]:
            return f'zero then {rest}'
        case [x, y]:
            return f'two {x} {y}'
        case [first, *_, last] if first == last:
            return f'same ends {first}'
        case [first, *middle, last]:
            return f'{first} {middle} {last}'


def point(p):
    match p:
        case (0, 0):
            return 'origin'
        case (0, y):
            return f'y={y}'
        case (x, 0):
            return f'x={x}'
        case (x, y) if x == y:
            return f'diagonal {x}'
        case (x, y):
            return f'{x},{y}'


def command(words):
    match words:
        case ['go', ('north' | 'south') as direction]:
            return 'going ' + direction
        case ['go', other]:
            return 'can not go ' + other
        case ['take', thing, 'from', place]:
            return thing + ' out of ' + place
        case ['drop', *things]:
            return 'dropping ' + ' and '.join(things)
        case _:
            return 'what?'


def config(options):
    match options:
        case {'kind': 1, 'size': size}:
            return size
        case {'kind': 2, **rest}:
            return len(rest) * 100
        case {}:
            return -1


def nested(tree):
    match tree:
        case (name, [a, b]):
            return f'{name}: {a}+{b}'
        case (name, []):
            return name
        case (name, [*items]):
            return f'{name} {len(items)}'


def maybe(items):
    match items:
        case None:
            return 'none'
        case [a, *_]:
            return f'starts {a}'
        case _:
            return 'nothing'


def entry_point(argv):
    for items in [[], [5], [0, 1, 2], [3, 4], [1, 2, 1], [1, 2, 3, 4]]:
        print(shape(items))
    for p in [(0, 0), (0, 3), (4, 0), (5, 5), (1, 2)]:
        print(point(p))
    for line in ['go north', 'go west', 'take lamp from box', 'drop a b', 'drop', 'sing']:
        print(command(line.split()))
    print(config({'kind': 1, 'size': 7}), config({'kind': 2, 'a': 1, 'b': 2}), config({'other': 3}))
    print(nested(('sum', [1, 2])), nested(('nil', [])), nested(('many', [1, 2, 3])))
    print(maybe(None), maybe([1, 2]), maybe([]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
