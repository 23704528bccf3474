"""The work of `containers.cpp` with Python's lists, dicts and strings.

    containers [ROUNDS] [NAME...]

Prints, for each task, its name, the least processor time of the rounds in
seconds, and a checksum. Runs untranslated, too.
"""

import time

from rpython.rlib.rstring import StringBuilder

COUNT = 200000
MASK = (1 << 31) - 1


class Task:
    """What is measured: `prepare` once, `run` in each round."""

    name = ''

    def prepare(self):
        pass

    def run(self):
        return 0


def random_numbers(count, seed):
    result = []
    state = seed
    for i in range(count):
        state = (state * 1103515245 + 12345) & MASK
        result.append(state ^ (state >> 15))
    return result


def texts(numbers):
    return ['key' + str(n) for n in numbers]


# ____________________________________________________________
# dict[int]


class IntDict(Task):
    def prepare(self):
        self.keys = random_numbers(COUNT, 1)
        self.others = random_numbers(COUNT, 2)
        self.table = {}
        for key in self.keys:
            self.table[key] = key & 1023


class IntInsert(IntDict):
    name = 'dict int insert'

    def run(self):
        table = {}
        for key in self.keys:
            table[key] = key & 1023
        return len(table)


class IntHit(IntDict):
    name = 'dict int hit'

    def run(self):
        total = 0
        table = self.table
        for key in self.keys:
            total += table[key]
        return total


class IntMiss(IntDict):
    name = 'dict int miss'

    def run(self):
        found = 0
        table = self.table
        for key in self.others:
            if key in table:
                found += 1
        return found


class IntDelete(IntDict):
    name = 'dict int delete'

    def run(self):
        table = {}
        for key in self.keys:
            table[key] = 1
        for key in self.keys:
            if key in table:
                del table[key]
        return len(table)


class IntIterate(IntDict):
    name = 'dict int iterate'

    def run(self):
        total = 0
        for i in range(5):
            for key, value in self.table.items():
                total += key & value
        return total


class IntCount(IntDict):
    name = 'dict int count'

    def run(self):
        counts = {}
        for key in self.keys:
            small = key & 4095
            counts[small] = counts.get(small, 0) + 1
        return len(counts) + counts.get(7, 0)


# ____________________________________________________________
# dict[str]


class StrDict(Task):
    def prepare(self):
        numbers = random_numbers(COUNT, 1)
        self.keys = texts(numbers)
        self.again = texts(numbers)
        self.others = texts(random_numbers(COUNT, 2))
        self.table = {}
        for key in self.keys:
            self.table[key] = len(key)


class StrInsert(StrDict):
    name = 'dict str insert'

    def run(self):
        table = {}
        for key in self.keys:
            table[key] = len(key)
        return len(table)


class StrHit(StrDict):
    name = 'dict str hit'

    def run(self):
        total = 0
        table = self.table
        for key in self.again:
            total += table[key]
        return total


class StrMiss(StrDict):
    name = 'dict str miss'

    def run(self):
        found = 0
        table = self.table
        for key in self.others:
            if key in table:
                found += 1
        return found


class StrDelete(StrDict):
    name = 'dict str delete'

    def run(self):
        table = {}
        for key in self.keys:
            table[key] = 1
        for key in self.again:
            if key in table:
                del table[key]
        return len(table)


class StrIterate(StrDict):
    name = 'dict str iterate'

    def run(self):
        total = 0
        for i in range(5):
            for key, value in self.table.items():
                total += len(key) + value
        return total


# ____________________________________________________________
# list


class Append(Task):
    name = 'list append'

    def run(self):
        total = 0
        for i in range(10):
            numbers = []
            for k in range(COUNT):
                numbers.append(k)
            total += len(numbers)
        return total


class Index(Task):
    name = 'list index'

    def prepare(self):
        self.numbers = random_numbers(COUNT, 3)
        self.places = [n % COUNT for n in random_numbers(COUNT, 4)]

    def run(self):
        total = 0
        numbers = self.numbers
        for i in range(5):
            for place in self.places:
                total += numbers[place] & 255
                numbers[place] += 1
        return total


class SumAll(Task):
    name = 'list sum'

    def prepare(self):
        self.numbers = [n & 255 for n in random_numbers(COUNT, 3)]

    def run(self):
        total = 0
        for i in range(20):
            for n in self.numbers:
                total += n
        return total


class SortRandom(Task):
    name = 'sort random ints'

    def prepare(self):
        self.numbers = random_numbers(COUNT, 5)

    def run(self):
        numbers = self.numbers[:]
        numbers.sort()
        return numbers[COUNT // 2]


class SortSorted(Task):
    name = 'sort sorted ints'

    def prepare(self):
        self.numbers = random_numbers(COUNT, 5)
        self.numbers.sort()

    def run(self):
        total = 0
        for i in range(10):
            numbers = self.numbers[:]
            numbers.sort()
            total += numbers[COUNT // 2]
        return total


class SortStrings(Task):
    name = 'sort strings'

    def prepare(self):
        self.strings = texts(random_numbers(COUNT // 4, 6))

    def run(self):
        strings = self.strings[:]
        strings.sort()
        return len(strings[100])


# ____________________________________________________________
# str


class Builder(Task):
    name = 'str builder'

    def prepare(self):
        self.pieces = texts(random_numbers(1000, 7))

    def run(self):
        total = 0
        for i in range(200):
            builder = StringBuilder()
            for piece in self.pieces:
                builder.append(piece)
                builder.append(',')
            total += len(builder.build())
        return total


class Join(Task):
    name = 'str join'

    def prepare(self):
        self.pieces = texts(random_numbers(1000, 7))

    def run(self):
        total = 0
        for i in range(200):
            total += len(', '.join(self.pieces))
        return total


class Concatenate(Task):
    name = 'str concatenate'

    def prepare(self):
        self.pieces = texts(random_numbers(COUNT, 7))

    def run(self):
        total = 0
        for piece in self.pieces:
            total += len(piece + '_of_something')
        return total


class AddOn(Task):
    name = 'str +='

    def run(self):
        total = 0
        for i in range(2000):
            text = ''
            for k in range(60):
                text += 'xyz'
            total += len(text)
        return total


class Split(Task):
    name = 'str split'

    def prepare(self):
        self.text = ','.join(texts(random_numbers(1000, 8)))

    def run(self):
        total = 0
        for i in range(100):
            for piece in self.text.split(','):
                total += len(piece)
        return total


class FindText(Task):
    name = 'str find'

    def prepare(self):
        self.text = ' '.join(texts(random_numbers(20000, 9))) + ' needle in it'

    def run(self):
        total = 0
        for i in range(20):
            total += self.text.find('needle')
        return total


class FindChar(Task):
    name = 'str find char'

    def prepare(self):
        self.text = ' '.join(texts(random_numbers(20000, 9))) + '!'

    def run(self):
        total = 0
        for i in range(50):
            total += self.text.find('!')
        return total


class Slice(Task):
    name = 'str slice'

    def prepare(self):
        self.text = ' '.join(texts(random_numbers(20000, 9)))

    def run(self):
        total = 0
        text = self.text
        for i in range(COUNT):
            total += len(text[i:i + 20])
        return total


class Characters(Task):
    name = 'str characters'

    def prepare(self):
        self.text = ' '.join(texts(random_numbers(20000, 9)))

    def run(self):
        total = 0
        for i in range(5):
            for c in self.text:
                if c == ' ':
                    total += 1
                else:
                    total += ord(c) & 1
        return total


TASKS = [IntInsert(), IntHit(), IntMiss(), IntDelete(), IntIterate(), IntCount(),
         StrInsert(), StrHit(), StrMiss(), StrDelete(), StrIterate(),
         Append(), Index(), SumAll(), SortRandom(), SortSorted(), SortStrings(),
         Builder(), Join(), Concatenate(), AddOn(), Split(), FindText(), FindChar(), Slice(), Characters()]


def measure(task, rounds):
    task.prepare()
    best = 1e9
    checksum = 0
    for i in range(rounds):
        started = time.process_time()
        checksum = task.run()
        best = min(best, time.process_time() - started)
    print('%s\t%.6f\t%d' % (task.name, best, checksum))


def entry_point(argv):
    rounds = 3
    if len(argv) > 1:
        rounds = int(argv[1])
    for task in TASKS:
        if len(argv) <= 2 or task.name in argv[2:]:
            measure(task, rounds)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
