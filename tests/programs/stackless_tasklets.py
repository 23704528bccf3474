# test: always --stackless
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=immix -O0
# test: also --target=armv6-linux-gnueabi --gc=incminimark
"""Tasklets and channels: turns, who waits for whom, exceptions, everybody waiting."""

from rpython.rlib.rtasklet import Channel, Tasklet, TaskletError, getcurrent, run, schedule


class Counting(Tasklet):
    def __init__(self, name, times):
        Tasklet.__init__(self)
        self.name = name
        self.times = times

    def run(self):
        for i in range(self.times):
            print(self.name, i, getcurrent() is self)
            schedule()


class Generate(Tasklet):
    """All integers, for the sieve."""

    def __init__(self, output, limit):
        Tasklet.__init__(self)
        self.output = output
        self.limit = limit

    def run(self):
        for i in range(2, self.limit):
            self.output.send(i)
        self.output.send(-1)


class Filter(Tasklet):
    def __init__(self, prime, input, output):
        Tasklet.__init__(self)
        self.prime = prime
        self.input = input
        self.output = output

    def run(self):
        while True:
            n = self.input.receive()
            if n < 0 or n % self.prime != 0:
                self.output.send(n)
            if n < 0:
                return


def new_channel():
    return Channel()


def primes(limit):
    found = []
    channel = new_channel()
    Generate(channel, limit).start()
    while True:
        prime = channel.receive()
        if prime < 0:
            return found
        found.append(prime)
        onward = new_channel()
        Filter(prime, channel, onward).start()
        channel = onward


class Talking(Tasklet):
    def __init__(self, words, channel):
        Tasklet.__init__(self)
        self.words = words
        self.channel = channel

    def run(self):
        for word in self.words:
            self.channel.send(word)
            print('sent', word)


class Failing(Tasklet):
    def run(self):
        schedule()
        raise ValueError('in a tasklet')


class Waiting(Tasklet):
    def __init__(self, channel):
        Tasklet.__init__(self)
        self.channel = channel

    def run(self):
        print('received', self.channel.receive())


def entry_point(argv):
    tasks = [Counting('a', 3), Counting('b', 1), Counting('c', 2)]
    for each in tasks:
        each.start()
    run()
    print([each.is_alive() for each in tasks])
    try:
        tasks[0].start()
    except TaskletError as e:
        print(str(e))

    print(primes(100))

    words = Channel()
    Talking(['one', 'two', 'three'], words).start()
    Talking(['four'], words).start()
    schedule()
    print(words.balance())
    for i in range(4):
        print('got', words.receive())
    run()

    Failing().start()
    try:
        run()
    except ValueError as e:
        print(str(e))

    empty = Channel()
    for i in range(2):
        Waiting(empty).start()
    schedule()
    print(empty.balance())
    try:
        empty.receive()
    except TaskletError as e:
        print(str(e))
    empty.send('late')
    run()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
