"""Many operations on small and middling numbers: Collatz, Ackermann's values, continued fractions, partitions."""

from rpython.rlib.rbigint import NULLRBIGINT, ONERBIGINT, rbigint


def collatz(n):
    steps = 0
    highest = n
    while not n.int_eq(1):
        n = n.int_mul(3).int_add(1) if n.is_odd() else n.rshift(1)
        if n.gt(highest):
            highest = n
        steps += 1
    return steps, highest


def partitions(count):
    """Euler's pentagonal numbers."""
    result = [ONERBIGINT]
    for n in range(1, count + 1):
        total = NULLRBIGINT
        k = 1
        while True:
            first = n - k * (3 * k - 1) // 2
            if first < 0:
                break
            part = result[first]
            second = n - k * (3 * k + 1) // 2
            if second >= 0:
                part = part.add(result[second])
            total = total.add(part) if k & 1 else total.sub(part)
            k += 1
        result.append(total)
    return result


def convergents(count):
    """Of the square root of two."""
    p, q = ONERBIGINT, ONERBIGINT
    result = []
    for i in range(count):
        p, q = p.add(q.lshift(1)), p.add(q)
        result.append((p, q))
    return result


def binomial(n, k):
    result = ONERBIGINT
    for i in range(k):
        result = result.int_mul(n - i).int_floordiv(i + 1)
    return result


def digits_sum(n):
    total = 0
    while n.tobool():
        n, digit = n.int_divmod(10)
        total += digit.toint()
    return total


def entry_point(argv):
    for text in ('27', '97', '837799', '63728127', '9780657630', '123456789012345678901234567890'):
        steps, highest = collatz(rbigint.fromdecimalstr(text))
        print(text, steps, highest.str())
    numbers = partitions(300)
    print(numbers[10].str(), numbers[100].str(), numbers[300].str())
    for p, q in convergents(120)[::20]:
        print(p.str(), q.str(), p.truediv(q))
    print(binomial(200, 100).str(), digits_sum(rbigint.fromint(2).int_pow(1000)))
    total = NULLRBIGINT
    for i in range(200):
        total = total.xor(rbigint.fromint(i).int_pow(i % 40)).lshift(i % 3).int_sub(i)
    print(total.str(), total.bit_count())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
