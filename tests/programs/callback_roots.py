"""Callbacks that allocate, and call C again, while the callers of C hold on to objects."""
# test: also --target=aarch64-linux-gnu --gc-stress --gc-debug
# test: also --gc=semispace --gc-stress --roots=shadowstack
# test: also --gc=semispace --gc-stress --roots=stackmap
# test: also --gc=marksweep --gc-stress --gc-debug --roots=stackmap -O0

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import ExternalCompilationInfo

CALLBACK = rffi.CCallback([rffi.LONG], rffi.LONG)
info = ExternalCompilationInfo(
    includes=['stddef.h'],
    separate_module_sources=['''
long call_times(long (*function)(long), long times) {
  long sum = 0;
  for (long i = 0; i < times; ++i) sum += function(i);
  return sum;
}
'''])
call_times = rffi.llexternal('call_times', [CALLBACK, rffi.LONG], rffi.LONG, compilation_info=info)


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


def make_list(length, start):
    result = None
    for i in range(length):
        result = Node(start + i, result)
    return result


def total(node):
    result = 0
    while node is not None:
        result += node.value
        node = node.next
    return result


def innermost(i):
    return total(make_list(5, int(i)))


def inner(i):
    """Hold on to objects while C calls `innermost`, then let go of them."""
    first = make_list(10, int(i))
    second = make_list(20, int(i))
    third = make_list(30, int(i))
    called = call_times(innermost, 3)
    called += total(first) - total(second) + total(third)
    return called + total(make_list(40, int(i)))


def middle(i):
    """Call C at different depths: the second time without objects of its own."""
    if i % 2 == 0:
        kept = make_list(7, int(i))
        return call_times(inner, 2) + total(kept)
    return total(make_list(50, int(i)))


def recurse(depth):
    kept = make_list(3, depth)
    if depth == 0:
        return call_times(middle, 6)
    result = recurse(depth - 1)
    return result + total(kept)


def outer(i):
    return recurse(int(i))


def entry_point(argv):
    kept = [make_list(length, 100) for length in range(10)]
    print(call_times(outer, 12))
    print([total(node) for node in kept])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
