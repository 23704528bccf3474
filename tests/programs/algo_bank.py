"""Accounts with commands, history, errors and a report."""
# test: checked-only


class BankError(Exception):
    message = 'unknown problem'


class NoSuchAccount(BankError):
    message = 'no such account'


class InsufficientFunds(BankError):
    message = 'insufficient funds'

    def __init__(self, missing):
        self.missing = missing


class Account:
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0
        self.history = []

    def change(self, amount, note):
        if self.balance + amount < self.limit():
            raise InsufficientFunds(self.limit() - self.balance - amount)
        self.balance += amount
        self.history.append((note, amount))

    def limit(self):
        return 0


class CreditAccount(Account):
    def __init__(self, owner, credit):
        super().__init__(owner)
        self.credit = credit

    def limit(self):
        return -self.credit


class Bank:
    def __init__(self):
        self.accounts = {}
        self.commands = {
            'open': self.open,
            'credit': self.credit,
            'deposit': self.deposit,
            'transfer': self.transfer,
        }

    def account(self, owner):
        if owner not in self.accounts:
            raise NoSuchAccount
        return self.accounts[owner]

    def open(self, words):
        self.accounts[words[1]] = Account(words[1])

    def credit(self, words):
        self.accounts[words[1]] = CreditAccount(words[1], int(words[2]))

    def deposit(self, words):
        self.account(words[1]).change(int(words[2]), 'deposit')

    def transfer(self, words):
        source = self.account(words[1])
        goal = self.account(words[2])
        amount = int(words[3])
        source.change(-amount, 'to ' + goal.owner)
        goal.change(amount, 'from ' + source.owner)

    def execute(self, line):
        words = line.split()
        try:
            self.commands[words[0]](words)
        except InsufficientFunds as error:
            print(f'{line}: {error.message}, {error.missing} missing')
        except BankError as error:
            print(line + ': ' + error.message)
        except KeyError:
            print(line + ': what?')
        except (ValueError, IndexError):
            print(line + ': malformed')


SCRIPT = '''open ann
credit bob 50
deposit ann 100
transfer ann bob 30
transfer bob ann 60
transfer bob ann 30
transfer ann carl 1
steal bob 1000
deposit bob many
deposit ann
transfer ann bob 160'''


def entry_point(argv):
    bank = Bank()
    for line in SCRIPT.split('\n'):
        bank.execute(line)
    for owner, account in bank.accounts.items():
        print(f'{owner} has {account.balance}')
        for note, amount in account.history:
            print(f'  {amount:+d} {note}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
