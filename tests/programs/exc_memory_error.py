# test: word 64  What a word can say may be there on smaller machines.
"""What is too big to be made is a MemoryError, and the program goes on.

Sizes are ones that Python refuses too, at once: nothing is really allocated.
"""

from rpython.rlib.rarithmetic import maxint
from rpython.rlib.rstring import StringBuilder

HUGE = maxint // 2 + 1


def times(n):
    return [0] * n


def characters(n):
    return 'abc' * n


def grow(l, n):
    l *= n
    return len(l)


def repeat(l, n):
    return l * n


def pad(s, n):
    return s.ljust(n)




def builder(n):
    result = StringBuilder()
    result.append('ab')
    result.append_multiple_char('c', n)
    return result.build()


def run(which, n):
    if which == 0:
        return len(times(n))
    if which == 1:
        return len(characters(n))
    if which == 2:
        return grow([1, 2, 3], n)
    if which == 3:
        return len(repeat(['a', 'b'], n))
    if which == 4:
        return len(pad('x', n))
    if which == 5:
        return len(characters(n)[:10])
    if which == 6:
        return len(builder(n))
    return len([1.5] * n)


def entry_point(argv):
    for which in range(8):
        for n in (3, HUGE - 1, HUGE, HUGE + 5, HUGE // 2 + 7, HUGE // 4 + 1, maxint):
            try:
                print(which, run(which, n))
            except MemoryError:
                print(which, 'no memory')
            except OverflowError:
                print(which, 'no memory')
    l = [1, 2, 3]
    try:
        l *= HUGE
    except MemoryError:
        l.append(4)
    print(l)
    s = 'abc'
    try:
        s *= HUGE
    except (MemoryError, OverflowError):
        s += 'd'
    print(s)
    try:
        # Four of these make a length of nothing in a machine word.
        print(len('\t\t\t\t'.expandtabs(HUGE)))
    except (MemoryError, OverflowError):
        print('no memory for tabs')
    print(len(times(-5)), len(characters(-HUGE)), grow([1], -HUGE))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
