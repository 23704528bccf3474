"""The result of entry_point is the exit status."""


def check(items):
    problems = 0
    for item in items:
        if item % 2:
            problems += 1
    return problems


def entry_point(argv):
    problems = check([1, 2, 3, 4, 5])
    print(f'{problems} problems in {len(argv)} files')
    if problems:
        return 10 + problems
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
