# test: always --threads=gil
# test: also --threads=free
# test: also --threads=free --gc=marksweep --gc-debug
# test: also --threads=free --gc=immix
# test: also --threads=free --gc=semispace --gc-stress --gc-debug
# test: not --target=wasm32-wasi: it has no threads
"""Threads that change the same lists, dicts, sets and builders: nothing is lost, and nothing comes twice."""

from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rthread import Thread

THREADS = 3


class Key(object):
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return isinstance(other, Key) and self.number == other.number

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return self.number % 7  # many are the same


class Crossing(object):
    """A key whose hash changes another dict."""

    def __init__(self, number, other):
        self.number = number
        self.other = other

    def __eq__(self, other):
        return isinstance(other, Crossing) and self.number == other.number

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        if self.other is not None:
            self.other[Crossing(self.number, None)] = self.number
        return self.number


class Crosser(Thread):
    def __init__(self, mine, other, rounds):
        self.mine = mine
        self.other = other
        self.rounds = rounds

    def run(self):
        for i in range(self.rounds):
            self.mine[Crossing(i, self.other)] = i


class Shared(object):
    def __init__(self):
        self.numbers = []
        self.names = []
        self.queue = []
        self.squares = {}
        self.by_name = {}
        self.by_key = {}
        self.seen = set()
        self.builder = StringBuilder()


PREBUILT = [0]


class Worker(Thread):
    def __init__(self, shared, rank, rounds):
        self.shared = shared
        self.rank = rank
        self.rounds = rounds
        self.taken = []
        self.found = 0

    def run(self):
        shared = self.shared
        for i in range(self.rounds):
            number = i * THREADS + self.rank
            shared.numbers.append(number)
            shared.names.append(str(number))
            PREBUILT.append(number)
            shared.squares[number] = number * number
            shared.by_name[str(number)] = number
            shared.by_key[Key(number)] = str(number)
            shared.seen.add(number)
            shared.builder.append(chr(ord('a') + self.rank) * 2)
            if shared.squares[number] == number * number:
                self.found += 1
            if shared.by_name.get(str(number), -1) == number:
                self.found += 1
            if Key(number) in shared.by_key:
                self.found += 1
            if i % 3 == 2:
                del shared.squares[number]
                del shared.by_name[str(number)]
                shared.seen.remove(number)
            try:
                self.taken.append(shared.queue.pop())
            except IndexError:
                pass


def main(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 300
    shared = Shared()
    for i in range(rounds):
        shared.queue.append(i)
    workers = [Worker(shared, rank, rounds) for rank in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    left = {Crossing(0, None): 0}
    right = {Crossing(0, None): 0}
    crossers = [Crosser(left, right, rounds), Crosser(right, left, rounds)]
    for crosser in crossers:
        crosser.start()
    for crosser in crossers:
        crosser.join()
    print(len(left), len(right))
    total = THREADS * rounds
    print(sorted(shared.numbers) == list(range(total)), len(shared.names), len(PREBUILT))
    print(sorted([int(name) for name in shared.names]) == list(range(total)))
    print(len(shared.squares), len(shared.by_name), len(shared.by_key), len(shared.seen))
    print(sum([worker.found for worker in workers]))
    wrong = [key.number for key in shared.by_key if shared.by_key[key] != str(key.number)]
    print(wrong, sum([len(worker.taken) for worker in workers]), len(shared.queue))
    taken = []
    for worker in workers:
        taken += worker.taken
    print(sorted(taken) == list(range(rounds)))
    text = shared.builder.build()
    print([text.count(chr(ord('a') + rank)) for rank in range(THREADS)], len(text))
    return 0


def target(driver, args):
    return main, None
