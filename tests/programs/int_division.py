"""Division and remainder round towards minus infinity."""

from rpython.rlib.rarithmetic import maxint


def show(a, b):
    quotient = a // b
    rest = a % b
    print(f'{a} // {b} = {quotient}, {a} % {b} = {rest}')
    assert quotient * b + rest == a


def entry_point(argv):
    values = [0, 1, 2, 7, 8, -1, -2, -7, -8, 1000003, -1000003]
    for a in values:
        for b in values:
            if b != 0:
                show(a, b)
    big = maxint
    for d in [1, 2, 3, 10, -1, -2, -3, -10, big]:
        show(big, d)
        show(-big, d)
    # Constant operands are folded or strength-reduced.
    for n in range(-9, 10):
        print(f'{n}: {n // 2} {n % 2} {n // 8} {n % 8} {n // -4} {n % -4} '
              f'{n // 7} {n % 7}')
    # Augmented forms.
    n = -100
    n //= 7
    print(str(n))
    n %= 4
    print(str(n))
    q, r = divmod(-17, 5)
    print(f'{q} {r}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
