# StopIteration is an exception like others, and carries a value.
class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def stop(n):
    if n > 2:
        raise StopIteration(n)
    return n


def main():
    c = Count(3)
    print([x for x in c])
    try:
        next(c)
    except StopIteration:
        print('done')
    total = 0
    it = iter([1, 2, 3])
    try:
        while True:
            total += next(it)
    except StopIteration as e:
        print('total', total)
    for n in range(5):
        try:
            print(stop(n))
        except StopIteration as e:
            print('stopped with', e.value)
    print(next(Count(9)))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
