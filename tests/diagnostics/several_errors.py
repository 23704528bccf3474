class Account:
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0


def deposit(account, amount):
    account.balanse += amount


def describe(account):
    return 'owner: ' + account.balance


def report(accounts):
    lines = [0]
    for account in accounts:
        lines.append(describe(account))
    return len(lines)


def transfer(giver, taker):
    deposit(taker)
    return 0


def entry_point(argv):
    first = Account('Ada')
    second = Account('Grace')
    deposit(first, 10)
    transfer(first, second)
    return report([first, second])


def target(driver, args):
    return entry_point
