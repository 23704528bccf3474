"""Polynomials with dictionaries of coefficients; tuples as keys."""


class Polynomial:
    def __init__(self, terms):
        self.terms = {}
        for powers, coefficient in terms.items():
            if coefficient != 0:
                self.terms[powers] = coefficient

    def add(self, other):
        terms = self.terms.copy()
        for powers, coefficient in other.terms.items():
            terms[powers] = terms.get(powers, 0) + coefficient
        return Polynomial(terms)

    def multiply(self, other):
        terms = {}
        for (a, b), m in self.terms.items():
            for (c, d), n in other.terms.items():
                key = (a + c, b + d)
                terms[key] = terms.get(key, 0) + m * n
        return Polynomial(terms)

    def derive(self):
        terms = {}
        for (a, b), coefficient in self.terms.items():
            if a > 0:
                terms[(a - 1, b)] = coefficient * a
        return Polynomial(terms)

    def evaluate(self, x, y):
        total = 0
        for (a, b), coefficient in self.terms.items():
            total += coefficient * x ** a * y ** b
        return total

    def text(self):
        parts = []
        for a, b in sorted(self.terms.keys(), reverse=True):
            coefficient = self.terms[a, b]
            part = str(abs(coefficient))
            if part == '1' and (a > 0 or b > 0):
                part = ''
            for name, power in [('x', a), ('y', b)]:
                if power == 1:
                    part += name
                elif power > 1:
                    part += name + '^' + str(power)
            sign = '- ' if coefficient < 0 else '+ '
            parts.append(sign + part)
        return ' '.join(parts) or '0'


def entry_point(argv):
    x_plus_y = Polynomial({(1, 0): 1, (0, 1): 1})
    x_minus_y = Polynomial({(1, 0): 1, (0, 1): -1})
    print(x_plus_y.multiply(x_minus_y).text())
    power = Polynomial({(0, 0): 1})
    for i in range(6):
        print(power.text())
        power = power.multiply(x_plus_y)
    print(power.derive().text())
    print(f'{power.evaluate(1, 1)} {power.evaluate(2, -3)}')
    print(x_plus_y.add(x_minus_y).text())
    print(x_plus_y.add(Polynomial({(1, 0): -1, (0, 1): -1})).text())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
