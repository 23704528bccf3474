class Event:
    def __init__(self):
        self.handlers = []

    def subscribe(self, handler):
        self.handlers.append(handler)
        return lambda: self.handlers.remove(handler)

    def fire(self, value):
        for handler in self.handlers:
            handler(value)


class Account:
    interest = 2

    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance
        self.history = []
        self.on_change = None

    def transaction(self, amount):
        def undo():
            self.balance -= amount
            self.history.pop()
        self.balance += amount
        self.history.append(amount)
        if self.on_change is not None:
            self.on_change(self.owner, self.balance)
        return undo

    def projection(self):
        return [lambda years, rate=rate: self.balance + self.balance * rate * years // 100
                for rate in range(1, 1 + self.interest)]

    def watcher(self):
        seen = 0

        def watch(owner, balance):
            nonlocal seen
            seen += 1
            print(seen, owner, balance, self is not None)
        return watch


class Savings(Account):
    interest = 3

    def transaction(self, amount):
        undo = super().transaction(amount)

        def undo_loudly():
            print('undo', amount)
            undo()
        return undo_loudly


def entry_point(argv):
    event = Event()
    log = []
    cancel = event.subscribe(log.append)
    event.subscribe(lambda value: log.append(value * 100))
    event.fire(1)
    event.fire(2)
    print(log)
    accounts = [Account('ann', 100), Savings('bob', 200)]
    for account in accounts:
        account.on_change = accounts[0].watcher()
        undo = account.transaction(50)
        print(account.balance, account.history)
        undo()
        print(account.balance, account.history, [project(10) for project in account.projection()])
    del cancel
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
