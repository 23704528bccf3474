"""What bigint.py does, with Python's own integers."""

import sys
import time


def decimal_digits(count: int, seed: int) -> int:
    parts = []
    for _ in range(count // 10):
        seed = (seed * 1103515245 + 12345) % 2147483648
        parts.append(str(1000000000 + seed))
    return int(''.join(parts))


def measure(operation: str, digits: int, repetitions: int) -> None:
    a, b, modulus = decimal_digits(digits, 1), decimal_digits(digits, 2), decimal_digits(digits, 4)
    product, text, result = a * b, str(a), a
    started = time.perf_counter()
    if operation == 'mul':
        for _ in range(repetitions):
            result = a * b
    elif operation == 'div':
        for _ in range(repetitions):
            result = product // modulus
    elif operation == 'str':
        for _ in range(repetitions):
            text = str(a)
    elif operation == 'parse':
        for _ in range(repetitions):
            result = int(text)
    elif operation == 'pow':
        for _ in range(repetitions):
            result = pow(a, b, modulus)
    else:
        for _ in range(repetitions):
            result = pow(a, 5, modulus)
    seconds = time.perf_counter() - started
    print(operation, digits, seconds / repetitions, hash(result), len(text))


if __name__ == '__main__':
    sys.set_int_max_str_digits(0)
    for position in range(1, len(sys.argv), 3):
        measure(sys.argv[position], int(sys.argv[position + 1]), int(sys.argv[position + 2]))
