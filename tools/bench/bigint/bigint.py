"""Times rbigint's operations: OPERATION DIGITS REPETITIONS, or several of those.

Writes the seconds that each took, and a check of its result.
"""

import time

from rpython.rlib.rbigint import rbigint


def decimal_digits(count: int, seed: int):
    """Return a number of so many digits."""
    parts = []
    for i in range(count // 10):
        seed = (seed * 1103515245 + 12345) % 2147483648
        parts.append(str(1000000000 + seed))
    return rbigint.fromdecimalstr(''.join(parts))


def measure(operation, digits, repetitions):
    a = decimal_digits(digits, 1)
    b = decimal_digits(digits, 2)
    modulus = decimal_digits(digits, 4)
    product = a.mul(b)
    text = a.str()
    small = rbigint.fromint(5)
    result = a
    started = time.perf_counter()
    for i in range(repetitions):
        if operation == 'mul':
            result = a.mul(b)
        elif operation == 'div':
            result = product.floordiv(modulus)
        elif operation == 'str':
            text = a.str()
        elif operation == 'parse':
            result = rbigint.fromdecimalstr(text)
        elif operation == 'pow':
            result = a.pow(b, modulus)
        else:
            result = a.pow(small, modulus)
    seconds = time.perf_counter() - started
    print(operation, digits, seconds / float(repetitions), result.hash(), len(text))


def entry_point(argv):
    for i in range(1, len(argv), 3):
        measure(argv[i], int(argv[i + 1]), int(argv[i + 2]))
    return 0


def target(driver, args):
    return entry_point
