#!/usr/bin/python3 -B
"""Write a large specification to standard output, the same in every run.

    generate_large.py program 10000    about as many lines: classes, containers, calls between them
    generate_large.py block 2000       one function with as many calls in a row
    generate_large.py loop 2000        the same calls in a loop of many branches
    generate_large.py chain 2000       a chain of as many functions, each calling the next
    generate_large.py hierarchy 500    as many subclasses of one class, found one after the other

The programs run on plain Python too, and print a checksum.
"""

import random
import sys

PRELUDE = '''\
"""Made by tools/bench/generate_large.py."""


class Problem(Exception):
    def __init__(self, place, text):
        self.place = place
        self.text = text


class Log:
    def __init__(self):
        self.lines = []
        self.count = 0

    def write(self, text):
        self.count += 1
        if len(self.lines) < 100:
            self.lines.append(text)


log = Log()
'''

# One part of a program: a small hierarchy, a container of its own, and functions over them. NUMBER is the part's own,
# OTHER and ANOTHER are parts before it.
PART = '''

class Shape{number}:
    """Base of the shapes of part {number}."""

    kind = 'shape'
    weight = {weight}

    def __init__(self, name, size):
        self.name = name
        self.size = size
        self.parent = None
        self.children = []

    def area(self):
        return self.size * self.weight

    def add(self, child):
        child.parent = self
        self.children.append(child)
        return child

    def total(self):
        result = self.area()
        for child in self.children:
            result += child.total()
        return result

    def path(self):
        parts = []
        shape = self
        while shape is not None:
            parts.append(shape.name)
            shape = shape.parent
        parts.reverse()
        return '/'.join(parts)


class Square{number}(Shape{number}):
    kind = 'square'

    def area(self):
        return self.size * self.size


class Box{number}(Shape{number}):
    kind = 'box'

    def __init__(self, name, size, depth):
        Shape{number}.__init__(self, name, size)
        self.depth = depth

    def area(self):
        if self.depth > {limit}:
            raise Problem(self.name, 'too deep')
        return 2 * self.size * self.depth + {constant}


class Table{number}:
    def __init__(self):
        self.entries = {{}}
        self.order = []
        self.hits = 0

    def put(self, key, value):
        if key not in self.entries:
            self.order.append(key)
        self.entries[key] = value

    def get(self, key, default):
        if key in self.entries:
            self.hits += 1
            return self.entries[key]
        return default

    def longest(self):
        best = ''
        for key in self.order:
            if len(key) > len(best):
                best = key
        return best


def build_{number}(count):
    root = Shape{number}('root{number}', count)
    for i in range(count):
        if i % 3 == 0:
            root.add(Square{number}('square%d' % i, i))
        elif i % 3 == 1:
            root.add(Box{number}('box' + str(i), i, i % 5))
        else:
            child = root.add(Shape{number}('plain', i))
            child.add(Square{number}('inner', i + 1))
    return root


def measure_{number}(root, table):
    total = 0
    for child in root.children:
        try:
            area = child.total()
        except Problem as problem:
            log.write('%s: %s' % (problem.place, problem.text))
            area = 0
        table.put(child.path(), area)
        total += area
    return total


def words_{number}(text):
    found = []
    current = ''
    for character in text:
        if character == ' ' or character == ',':
            if current:
                found.append(current)
            current = ''
        else:
            current += character
    if current:
        found.append(current)
    return found


def count_{number}(words):
    counts = {{}}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    pairs = []
    for word, count in counts.items():
        pairs.append((count, word))
    pairs.sort()
    return pairs


def search_{number}(values, wanted):
    low = 0
    high = len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low if low < len(values) and values[low] == wanted else -1


def step_{number}(state, instruction):
    operation, argument = instruction
    if operation == 'push':
        state.append(argument)
    elif operation == 'add':
        state.append(state.pop() + state.pop())
    elif operation == 'multiply':
        state.append(state.pop() * state.pop() % 9973)
    elif operation == 'jump' and argument > 0:
        return argument
    else:
        log.write('unknown operation ' + operation)
    return 0


def run_{number}(seed):
    table = Table{number}()
    root = build_{number}(seed % 7 + 3)
    total = measure_{number}(root, table)
    names = words_{number}('alpha beta,gamma alpha {number} delta')
    for count, word in count_{number}(names):
        total += count * len(word)
    state = [seed]
    for instruction in [('push', {constant}), ('add', 0), ('push', 3), ('multiply', 0)]:
        step_{number}(state, instruction)
    squares = [i * i for i in range(seed % 11 + 2)]
    total += search_{number}(squares, {limit}) + state[-1]
    label = f'{{root.kind}} {{total}} of {{table.longest()}}'
    log.write(label)
    total += table.get('root{number}/plain', 1)
{calls}    return total % 1000003
'''

MAIN = '''

def entry_point(argv):
    total = {start}
{calls}    print(total % 1000003, log.count)
    return 0


def target(driver, args):
    return entry_point
'''


def program(lines):
    """About `lines` lines of everything that specs are made of."""
    choose = random.Random(3)
    parts = []
    length = (PRELUDE + MAIN).count('\n')
    while length < lines:
        number = len(parts)
        calls = ''
        if number:
            for _ in range(2):
                other = choose.randrange(number)
                calls += choose.choice([
                    f'    total += search_{other}(squares, {choose.randrange(50)})\n',
                    f'    total += len(words_{other}(label))\n',
                    f'    for count, word in count_{other}(names):\n        total += count + len(word)\n',
                    f'    total += step_{other}(state, (\'jump\', {choose.randrange(9)}))\n'])
        parts.append(PART.format(number=number, weight=choose.randrange(1, 9), limit=choose.randrange(3, 9),
                                 constant=choose.randrange(100), calls=calls))
        length += parts[-1].count('\n') + 1
    calls = ''.join(f'    total += run_{number}({choose.randrange(100)})\n' for number in range(len(parts)))
    return PRELUDE + ''.join(parts) + MAIN.format(start=0, calls=calls)


def block(count):
    """One basic block with a call of another function in each line."""
    functions = ''.join(f'''

def part_{i}(values, number):
    values.append(number * {i + 1})
    return values[-1] + {i}
''' for i in range(count))
    calls = '    values = [0]\n' + ''.join(f'    total += part_{i}(values, total)\n' for i in range(count))
    return functions.lstrip() + MAIN.format(start=1, calls=calls).replace(', log.count', '')


def loop(count):
    """As `block`, in a loop whose every step may be skipped."""
    functions = ''.join(f'''

def part_{i}(values, number):
    values.append(number * {i + 1})
    return values[-1] + {i}
''' for i in range(count))
    calls = '    values = [0]\n    for i in range(3):\n' + ''.join(
        f'        if i != {i % 5}:\n            total += part_{i}(values, total)\n' for i in range(count))
    return functions.lstrip() + MAIN.format(start=1, calls=calls).replace(', log.count', '')


def chain(count):
    """Functions that call the next one, with what they get and a little more."""
    functions = ''.join(f'''

def part_{i}(values, number, text):
    values.append(number)
    result = part_{i + 1}(values, number + {i}, text)
    return result + len(text)
''' for i in range(count))
    last = f'''

def part_{count}(values, number, text):
    return number + len(values) + len(text)
'''
    calls = "    total += part_%d([0], 1, 'text')\n" % max(0, count - 500)
    return functions.lstrip() + last + MAIN.format(start=1, calls=calls).replace(', log.count', '').replace(
        'return 0', "return 0 if total else part_0([0], 1, '')")


def hierarchy(count):
    """Subclasses with overrides and attributes of their own, each first used by the one before."""
    base = '''
class Node:
    def __init__(self, name):
        self.name = name
        self.next = None

    def evaluate(self, depth):
        return len(self.name)
'''
    classes = ''.join(f'''

class Node{i}(Node):
    def __init__(self, name, value):
        Node.__init__(self, name)
        self.value_{i} = value

    def evaluate(self, depth):
        if self.next is None:
            self.next = Node{i + 1}(self.name, self.value_{i} + 1)
        return self.value_{i} + self.next.evaluate(depth + 1) + len(self.next.name)
''' for i in range(count))
    last = f'''

class Node{count}(Node):
    def __init__(self, name, value):
        Node.__init__(self, name)
        self.value = value
'''
    calls = f"    total += Node{max(0, count - 300)}('name', 1).evaluate(0)\n"
    return base.lstrip() + classes + last + MAIN.format(start=1, calls=calls).replace(', log.count', '').replace(
        'return 0', "return 0 if total else Node0('', 1).evaluate(0)")


def main():
    kinds = {'program': program, 'block': block, 'loop': loop, 'chain': chain, 'hierarchy': hierarchy}
    if len(sys.argv) != 3 or sys.argv[1] not in kinds:
        sys.exit(__doc__.strip())
    sys.stdout.write(kinds[sys.argv[1]](int(sys.argv[2])))


if __name__ == '__main__':
    main()
