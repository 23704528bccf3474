"""Constants decide which code exists: the other branch is never compiled."""

from rpython.rlib.objectmodel import we_are_translated


class Config:
    use_cache = True
    trace = False
    word_size = 64
    backends = ['native']

    def _freeze_(self):
        # What is read from it while translating never changes.
        return True


config = Config()
DEBUG = False

if config.word_size == 64:
    def mask(n):
        return n & 0x7fffffff
else:
    def mask(n):
        return n & 0xffff


class Cache:
    def __init__(self):
        self.data = {}
        self.hits = 0


cache = Cache()


def compute(n):
    if DEBUG:
        # Not in the language, and not compiled.
        print([*range(n), 'mixed', None], sep='/')
    if config.use_cache:
        if n in cache.data:
            cache.hits += 1
            return cache.data[n]
    result = n * n % 1009
    if config.use_cache:
        cache.data[n] = result
    return result


def entry_point(argv):
    if not we_are_translated():
        import random
        random.seed(1)
    total = 0
    for i in range(1000):
        total += compute(i * 7 % 50)
    print(f'{total} {cache.hits}')
    print(str(mask(0x12345678)))
    if len(config.backends) == 1:
        print(config.backends[0])
    if config.trace and undefined_name:  # noqa: F821
        print('never')
    assert not DEBUG
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
