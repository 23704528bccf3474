"""Exact fractions: harmonic numbers, Bernoulli numbers, a linear system."""

from rpython.rlib.rbigint import NULLRBIGINT, ONERBIGINT, rbigint


class Fraction:
    def __init__(self, numerator, denominator=ONERBIGINT):
        if denominator.int_lt(0):
            numerator, denominator = numerator.neg(), denominator.neg()
        common = numerator.gcd(denominator)
        self.numerator = numerator.floordiv(common)
        self.denominator = denominator.floordiv(common)

    def add(self, other):
        return Fraction(self.numerator.mul(other.denominator).add(other.numerator.mul(self.denominator)),
                        self.denominator.mul(other.denominator))

    def sub(self, other):
        return self.add(Fraction(other.numerator.neg(), other.denominator))

    def mul(self, other):
        return Fraction(self.numerator.mul(other.numerator), self.denominator.mul(other.denominator))

    def div(self, other):
        return Fraction(self.numerator.mul(other.denominator), self.denominator.mul(other.numerator))

    def is_zero(self):
        return not self.numerator.tobool()

    def text(self):
        if self.denominator.int_eq(1):
            return self.numerator.str()
        return self.numerator.str() + '/' + self.denominator.str()

    def value(self):
        return self.numerator.truediv(self.denominator)


def fraction(n, d=1):
    return Fraction(rbigint.fromint(n), rbigint.fromint(d))


def bernoulli(count):
    """Akiyama and Tanigawa's triangle."""
    row = []
    result = []
    for m in range(count):
        row.append(fraction(1, m + 1))
        for j in range(m, 0, -1):
            row[j - 1] = row[j - 1].sub(row[j]).mul(fraction(j))
        result.append(row[0])
    return result


def solve(rows):
    """Gauss's elimination; each row ends with the right-hand side."""
    n = len(rows)
    for i in range(n):
        pivot = i
        while rows[pivot][i].is_zero():
            pivot += 1
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(n):
            if k != i:
                factor = rows[k][i].div(rows[i][i])
                for j in range(i, n + 1):
                    rows[k][j] = rows[k][j].sub(factor.mul(rows[i][j]))
    return [rows[i][n].div(rows[i][i]) for i in range(n)]


def entry_point(argv):
    total = Fraction(NULLRBIGINT)
    for i in range(1, 101):
        total = total.add(fraction(1, i))
    print(total.text(), total.value())
    for i, b in enumerate(bernoulli(25)):
        print(i, b.text(), b.value())
    # Hilbert's matrix is as bad as can be for floats.
    size = 8
    rows = [[fraction(1, i + j + 1) for j in range(size)] + [fraction(1)] for i in range(size)]
    print([x.text() for x in solve(rows)])
    try:
        fraction(1, 0)
    except ZeroDivisionError as e:
        print('ZeroDivisionError', e)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
