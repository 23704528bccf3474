# test: also --gc=generational
# test: also --gc=incminimark --gc-stress --gc-debug
# test: also --gc=immix --gc-debug
"""Pinned objects stay where they are, and the others do not mind."""

from rpython.rlib import rgc


def text(i):
    return 'text %d' % i


def churn(count):
    """Fill a nursery around what is pinned."""
    words = {}
    for i in range(count):
        words[text(i)] = [i, i + 1]
    total = 0
    for word in words:
        total += words[word][1]
    return total


def hold(count):
    """Pin several strings while there are collections."""
    held = []
    pinned = []
    for i in range(count):
        held.append(text(i * 1000))
        text(i)
        pinned.append(rgc.pin(held[i]))
    print(churn(500))
    for generation in range(3):
        rgc.collect(generation)
        for i in range(count):
            if pinned[i] and rgc.can_move(held[i]):
                print('pinned, and may move', i)
        print(churn(300))
    print(','.join(held))
    for i in range(count):
        if pinned[i]:
            rgc.unpin(held[i])
    rgc.collect()
    print(churn(300))
    print(','.join(held))


def hold_briefly():
    for i in range(2000):
        word = text(i)
        if rgc.pin(word):
            rgc.unpin(word)
        if i % 500 == 0:
            print(word)


def entry_point(argv):
    hold(1)
    hold(7)
    hold_briefly()
    hold(3)
    return 0


def target(*args):
    return entry_point, None
