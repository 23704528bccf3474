class Account:
    owner: str
    cents: int

    def __init__(self, owner, cents):
        self.owner = owner
        self.cents = cents


def entry_point(argv):
    account = Account(len(argv), 'many')
    return 0 if account.owner else 1


def target(driver, args):
    return entry_point
