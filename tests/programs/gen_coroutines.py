"""Coroutines driven by send(): a scheduler, an accumulator, a state machine over characters."""


def task(name, steps, log):
    for step in range(steps):
        log.append(f'{name}{step}')
        yield step
    log.append(name + ' done')


def run_all(tasks):
    waiting = list(tasks)
    rounds = 0
    while waiting:
        rounds += 1
        still = []
        for each in waiting:
            try:
                next(each)
            except StopIteration:
                continue
            still.append(each)
        waiting = still
    return rounds


def counter():
    counts = {}
    word = yield counts
    while word != '':
        counts[word] = counts.get(word, 0) + 1
        word = yield counts


def numbers():
    """Recognise signed integers, a character at a time."""
    accepted = False
    while True:
        c = yield accepted
        if c == '-':
            c = yield False
        while c.isdigit():
            c = yield True
        accepted = False


def accepts(text):
    machine = numbers()
    next(machine)
    result = False
    for c in text:
        result = machine.send(c)
    return result


class Account:
    def __init__(self):
        self.balance = 0

    def ledger(self):
        while True:
            amount = yield self.balance
            if self.balance + amount < 0:
                raise ValueError('overdrawn')
            self.balance += amount


def entry_point(argv):
    log = []
    print(run_all([task('a', 2, log), task('b', 1, log), task('c', 3, log)]))
    print(log)
    c = counter()
    next(c)
    for word in 'to be or not to be'.split():
        counts = c.send(word)
    print(counts)
    try:
        c.send('')
    except StopIteration:
        print('finished')
    print(accepts('-12'), accepts('7'), accepts('a'), accepts('1a'))
    account = Account()
    ledger = account.ledger()
    next(ledger)
    print(ledger.send(10), ledger.send(-3))
    try:
        ledger.send(-100)
    except ValueError as e:
        print(e, account.balance)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
