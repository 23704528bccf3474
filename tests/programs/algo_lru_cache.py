"""An LRU cache: a dictionary and a doubly linked list."""


class Link:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.previous = None
        self.next = None


class LRUCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.links = {}
        self.head = Link('', 0)
        self.tail = Link('', 0)
        self.head.next = self.tail
        self.tail.previous = self.head
        self.hits = 0
        self.misses = 0

    def _unlink(self, link):
        link.previous.next = link.next
        link.next.previous = link.previous

    def _push_front(self, link):
        link.next = self.head.next
        link.previous = self.head
        self.head.next.previous = link
        self.head.next = link

    def get(self, key, default=-1):
        link = self.links.get(key, None)
        if link is None:
            self.misses += 1
            return default
        self.hits += 1
        self._unlink(link)
        self._push_front(link)
        return link.value

    def put(self, key, value):
        if key in self.links:
            link = self.links[key]
            link.value = value
            self._unlink(link)
        else:
            if len(self.links) >= self.capacity:
                oldest = self.tail.previous
                self._unlink(oldest)
                del self.links[oldest.key]
            link = Link(key, value)
            self.links[key] = link
        self._push_front(link)

    def keys(self):
        result = []
        link = self.head.next
        while link is not self.tail:
            result.append(link.key)
            link = link.next
        return result


def entry_point(argv):
    cache = LRUCache(3)
    for i, key in enumerate(['a', 'b', 'c']):
        cache.put(key, i)
    print(' '.join(cache.keys()))
    print(str(cache.get('a')))
    cache.put('d', 3)
    print(' '.join(cache.keys()))
    print(str(cache.get('b')) + str(cache.get('x', 99)))
    cache.put('c', 22)
    print(' '.join(cache.keys()) + str(cache.get('c')))
    big = LRUCache(50)
    x = 7
    for i in range(5000):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        key = 'k' + str((x >> 12) % 80)
        if big.get(key) < 0:
            big.put(key, i)
    print(f'{big.hits} {big.misses} {len(big.links)} {len(big.keys())}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
