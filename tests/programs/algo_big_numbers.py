"""Arithmetic on numbers of any size, kept as lists of digits."""

BASE = 10000


class Big:
    """A natural number; the least significant digit comes first."""

    def __init__(self, digits):
        while len(digits) > 1 and digits[-1] == 0:
            digits.pop()
        self.digits = digits

    def add(self, other):
        result = []
        carry = 0
        for i in range(max(len(self.digits), len(other.digits))):
            total = carry
            if i < len(self.digits):
                total += self.digits[i]
            if i < len(other.digits):
                total += other.digits[i]
            result.append(total % BASE)
            carry = total // BASE
        if carry:
            result.append(carry)
        return Big(result)

    def multiply(self, other):
        result = [0] * (len(self.digits) + len(other.digits))
        for i, a in enumerate(self.digits):
            carry = 0
            for j, b in enumerate(other.digits):
                total = result[i + j] + a * b + carry
                result[i + j] = total % BASE
                carry = total // BASE
            result[i + len(other.digits)] += carry
        return Big(result)

    def divide_small(self, n):
        result = [0] * len(self.digits)
        rest = 0
        for i in range(len(self.digits) - 1, -1, -1):
            rest = rest * BASE + self.digits[i]
            result[i] = rest // n
            rest %= n
        return Big(result), rest

    def text(self):
        parts = [str(self.digits[-1])]
        for i in range(len(self.digits) - 2, -1, -1):
            parts.append('%04d' % self.digits[i])
        return ''.join(parts)


def small(n):
    digits = [n % BASE]
    while n >= BASE:
        n //= BASE
        digits.append(n % BASE)
    return Big(digits)


def factorial(n):
    result = small(1)
    for i in range(2, n + 1):
        result = result.multiply(small(i))
    return result


def fibonacci(n):
    a = small(0)
    b = small(1)
    for i in range(n):
        a, b = b, a.add(b)
    return a


def entry_point(argv):
    print(factorial(5).text())
    print(factorial(60).text())
    print(fibonacci(200).text())
    quotient, rest = factorial(30).divide_small(9973)
    print(quotient.text() + ' ' + str(rest))
    power = small(1)
    for i in range(20):
        power = power.multiply(small(12345678))
    print(power.text())
    print(small(0).text() + ' ' + small(10000).text())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
