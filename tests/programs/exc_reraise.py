"""Raising again, and raising something else instead."""


class Failure(Exception):
    def __init__(self, reason):
        self.reason = reason
        self.trail = []


class Fatal(Exception):
    pass


def work(n):
    if n % 3 == 0:
        raise Failure('three')
    if n % 5 == 0:
        raise ZeroDivisionError
    return n


def middle(n, log):
    try:
        return work(n)
    except Failure as failure:
        failure.trail.append('middle')
        log.append('saw ' + failure.reason)
        raise
    except ZeroDivisionError:
        log.append('translated')
        raise Failure('zero')


def outer(n, log):
    try:
        return middle(n, log)
    except Failure as failure:
        failure.trail.append('outer')
        if n > 8:
            raise Fatal
        if failure.reason == 'three':
            raise failure
        return -1


def entry_point(argv):
    log = []
    for n in range(1, 11):
        try:
            print(f'{n}: {outer(n, log)}')
        except Failure as failure:
            print(f'{n}: ' + failure.reason + ' via '
                  + ' '.join(failure.trail))
        except Fatal:
            print(f'{n}: fatal')
    print('; '.join(log))
    saved = Failure('nothing')
    try:
        work(3)
    except Failure as failure:
        saved = failure
    print(saved.reason)
    try:
        raise saved
    except Failure as failure:
        print(str(failure is saved))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
