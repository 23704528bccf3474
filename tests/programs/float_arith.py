"""Arithmetic and comparison of floats."""


def mean(values):
    total = 0.0
    for value in values:
        total += value
    return total / float(len(values))


def variance(values):
    middle = mean(values)
    return mean([(value - middle) * (value - middle) for value in values])


def sqrt(x):
    guess = x
    for i in range(60):
        guess = (guess + x / guess) / 2.0
    return guess


def entry_point(argv):
    a = 7.5
    b = -2.25
    print(str(a + b))
    print(str(a - b))
    print(str(a * b))
    print(str(a / b))
    print(str(a // b))
    print(str(a % b))
    print(str(-a))
    print(str(abs(b)))
    print(str(2.0 ** 10.0))
    print(str(2.0 ** 0.5))
    print(f'{a < b} {a <= b} {a == b} {a != b} {a > b} {a >= b}')
    values = [1.0, 2.5, 4.0, 8.125]
    print(str(mean(values)))
    print(str(variance(values)))
    print(str(sqrt(2.0)))
    print(str(0.1 + 0.2))
    print(str(1.0 / 3.0))
    print(str(max(a, b)))
    print(str(min(a, b)))
    inf = 1e308 * 10.0
    print(f'{inf > 1e308} {inf == inf} {inf - inf == 0.0}')
    nan = inf - inf
    print(f'{nan == nan} {nan != nan} {nan < 1.0} {nan > 1.0}')
    try:
        print(str(a / (b - b)))
    except ZeroDivisionError:
        print('division by zero')
    print('true' if a else 'false')
    print('true' if a - a else 'false')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
