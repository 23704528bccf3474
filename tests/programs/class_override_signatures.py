# Overrides that take arguments of their own, and other defaults.
class Writer:
    def put(self, text, width=8):
        return text.ljust(width) + '|'

    def log(self, text):
        return 'log ' + text

    def repeat(self, text, times, sep='-'):
        return sep.join([text] * times)


class Wide(Writer):
    def put(self, text, width=20):
        return text.rjust(width) + '|'

    def log(self, text, level=3):
        return 'wide ' + text + ' ' + str(level)

    def repeat(self, text, times=2, sep='+', end=''):
        return sep.join([text] * times) + end


class Loud(Wide):
    def log(self, text, level=9, *rest):
        return 'loud ' + text + ' ' + str(level) + ' ' + str(len(rest))


class Quiet(Writer):
    pass


def main():
    for w in [Writer(), Wide(), Loud(), Quiet()]:
        print(w.put('x'), w.put('y', 3), w.put(width=4, text='z'))
        print(w.log('a'), w.repeat('b', 3), w.repeat('c', sep='*', times=2))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
