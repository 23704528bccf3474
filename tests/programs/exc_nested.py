"""try inside of handlers, loops, and other tries."""


class Retry(Exception):
    pass


class GiveUp(Exception):
    pass


class Service:
    def __init__(self, failures):
        self.failures = failures
        self.calls = 0

    def call(self):
        self.calls += 1
        if self.failures > 0:
            self.failures -= 1
            raise Retry
        return self.calls


def patient(service, limit):
    attempts = 0
    while True:
        try:
            return service.call()
        except Retry:
            attempts += 1
            if attempts >= limit:
                raise GiveUp


def in_handler(a, b):
    try:
        return 10 // a
    except ZeroDivisionError:
        try:
            return 20 // b
        except ZeroDivisionError:
            return 0
        finally:
            print('second')


def deep(n):
    try:
        if n == 0:
            raise KeyError
        deep(n - 1)
    except KeyError:
        if n % 2 == 0:
            raise ValueError
        raise
    except ValueError:
        if n % 3 == 0:
            return
        raise KeyError


def sum_valid(texts):
    total = 0
    bad = 0
    for text in texts:
        try:
            total += int(text)
        except ValueError:
            bad += 1
            continue
        if total > 100:
            break
    return total, bad


def entry_point(argv):
    for failures in range(5):
        service = Service(failures)
        try:
            print(f'{patient(service, 3)} calls')
        except GiveUp:
            print(f'gave up after {service.calls}')
    print(f'{in_handler(2, 3)} {in_handler(0, 5)} {in_handler(0, 0)}')
    for n in range(8):
        try:
            deep(n)
            print('fine')
        except KeyError:
            print('key')
        except ValueError:
            print('value')
    total, bad = sum_valid(['1', 'x', '50', '', '60', '70'])
    print(f'{total} {bad}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
