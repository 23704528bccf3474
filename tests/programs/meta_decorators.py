"""Decorators that register, replace and annotate functions."""

COMMANDS = {}
HELP = []


def command(name, help_text):
    def register(function):
        COMMANDS[name] = function
        HELP.append((name, help_text))
        return function
    return register


class CallLog:
    def __init__(self):
        self.count = 0


call_log = CallLog()


def counted(function):
    def wrapper(n):
        call_log.count += 1
        return function(n)
    return wrapper


def clamped(low, high):
    def decorate(function):
        def wrapper(n):
            result = function(n)
            if result < low:
                return low
            if result > high:
                return high
            return result
        return wrapper
    return decorate


@command('double', 'twice the number')
def double(n):
    return n * 2


@command('square', 'the number times itself, up to 100')
@clamped(0, 100)
def square(n):
    return n * n


@command('fib', 'a Fibonacci number')
@counted
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def entry_point(argv):
    for name, help_text in HELP:
        print(name + ': ' + help_text)
    for name in ['double', 'square', 'fib']:
        for n in [0, 3, 12]:
            print(f'{name} {n} = {COMMANDS[name](n)}')
    print(str(call_log.count))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
