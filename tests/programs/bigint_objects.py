"""Big integers as attributes, list items, dict values, prebuilt constants, defaults and results that may be None."""

from rpython.rlib.listsort import make_timsort_class
from rpython.rlib.objectmodel import r_dict
from rpython.rlib.rbigint import NULLRBIGINT, ONENEGATIVERBIGINT, ONERBIGINT, rbigint

POWERS = [rbigint.fromlong(10 ** (10 * i)) for i in range(6)]
NAMED = {'googol': rbigint.fromlong(10 ** 100), 'minus': rbigint.fromlong(-2 ** 64), 'zero': NULLRBIGINT}


class Account:
    total = ONERBIGINT

    def __init__(self, owner, balance=NULLRBIGINT):
        self.owner = owner
        self.balance = balance
        self.largest = None

    def deposit(self, amount):
        self.balance = self.balance.add(amount)
        if self.largest is None or amount.gt(self.largest):
            self.largest = amount


def big_eq(a, b):
    return a.eq(b)


def big_hash(a):
    return a.hash()


BigSort = make_timsort_class(lt=lambda a, b: a.lt(b))


def parsed(text):
    """None if the text is no number."""
    for c in text:
        if not c.isdigit():
            return None
    return rbigint.fromdecimalstr(text)


def entry_point(argv):
    print([n.str() for n in POWERS])
    print([key + '=' + NAMED[key].str() for key in sorted(NAMED)])
    account = Account('a')
    print(account.balance.str(), account.largest is None, Account.total.str())
    for n in POWERS:
        account.deposit(n.int_mul(3))
    print(account.balance.str(), account.largest.str())
    rich = Account('b', NAMED['googol'])
    rich.deposit(ONENEGATIVERBIGINT)
    print(rich.balance.str())
    seen = r_dict(big_eq, big_hash)
    n = rbigint.fromint(7)
    count = 0
    while n not in seen:
        seen[n] = count
        n = n.mul(n).int_add(1).mod(POWERS[1])
        count += 1
    print(count, seen[n], n.str())
    items = [rbigint.fromint(i * 7919 % 101 - 50).mul(POWERS[i % 4]) for i in range(30)]
    BigSort(items).sort()
    print([item.str() for item in items])
    for text in ('123', '12345678901234567890123', 'x'):
        found = parsed(text)
        print('none' if found is None else found.str())
    POWERS.append(POWERS[5].mul(POWERS[5]))
    print(POWERS[-1].str(), len(POWERS))
    add = rbigint.add
    int_mul = rbigint.int_mul
    print(add(POWERS[1], ONERBIGINT).str(), int_mul(POWERS[1], 5).str())
    for name, operation in [('add', rbigint.add), ('sub', rbigint.sub), ('xor', rbigint.xor)]:
        print(name, operation(POWERS[2], POWERS[1]).str())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
