"""and, or and not, with values and with side effects."""


class Log:
    def __init__(self):
        self.entries = []

    def yes(self, name):
        self.entries.append(name)
        return True

    def no(self, name):
        self.entries.append(name.upper())
        return False


def xor(a, b):
    return (a and not b) or (b and not a)


def implies(a, b):
    return not a or b


def first_nonzero(a, b, c):
    return a or b or c


def last_if_all(a, b, c):
    return a and b and c


def entry_point(argv):
    for a in [False, True]:
        for b in [False, True]:
            print(f'{a} {b} {a and b} {a or b} {not a} {xor(a, b)} '
                  f'{implies(a, b)} {a == b} {a != b} {a & b} {a | b} {a ^ b}')
    log = Log()
    print(str(log.yes('a') and log.no('b') and log.yes('c')))
    print(str(log.no('d') or log.yes('e') or log.no('f')))
    print(str((log.yes('g') or log.no('h')) and not log.no('i')))
    print(','.join(log.entries))
    print(str(first_nonzero(0, 0, 7)))
    print(str(first_nonzero(0, 4, 7)))
    print(str(first_nonzero(0, 0, 0)))
    print(str(last_if_all(1, 2, 3)))
    print(str(last_if_all(1, 0, 3)))
    name = ''
    print(name or 'anonymous')
    words = ['x'] if name else ['y', 'z']
    print(words[0] if words and len(words) > 1 else '-')
    print(str(int(True) + int(False)))
    total = 0
    for flag in [True, False, True]:
        total += int(flag)
    print(str(total))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
