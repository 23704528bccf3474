# test: not --stackless
"""Small functions that call themselves, which the translator puts into themselves: in all the places a call can be."""


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def count_down(n, seen):
    """No result, and the call is not the last thing."""
    if n >= 0:
        seen.append(n)
        count_down(n - 1, seen)
        seen.append(-n)


def first_failure(n):
    """The recursive call is tried; each level handles another error than it raises."""
    try:
        if n == 0:
            raise KeyError(str(n))
        return first_failure(n - 1) + 1
    except KeyError as error:
        if n % 3 == 2:
            raise IndexError('index %d' % n)
        return 100
    except IndexError as error:
        if n % 4 == 3:
            raise KeyError('key')
        return 1000 + n


def unwind(n, log):
    try:
        if n == 0:
            raise ValueError('bottom')
        unwind(n - 1, log)
    finally:
        log.append(n)


def deepest(n):
    """Never ends but by the end of the stack."""
    return deepest(n + 1) + 1 if n >= 0 else 0


def depth_of(text, position):
    """In a loop."""
    depth = 0
    while position < len(text) and text[position] == '(':
        inner, position = depth_of(text, position + 1)
        if inner + 1 > depth:
            depth = inner + 1
    return depth, position + 1


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


def power(x, n):
    """Twice in different branches."""
    if n == 0:
        return 1
    if n & 1:
        return x * power(x, n - 1)
    return power(x * x, n >> 1)


class Tree:
    def __init__(self, value, left, right):
        self.value = value
        self.left = left
        self.right = right

    def total(self):
        if self.left is None or self.right is None:
            return self.value
        return self.left.total() + self.value + self.right.total()

    def mirrored(self):
        if self.left is None or self.right is None:
            return self
        return Tree(self.value, self.right.mirrored(), self.left.mirrored())

    def text(self):
        if self.left is None or self.right is None:
            return str(self.value)
        return '(' + self.left.text() + ' ' + str(self.value) + ' ' + self.right.text() + ')'


def grow(depth, value):
    if depth == 0:
        return Tree(value, None, None)
    return Tree(value, grow(depth - 1, 2 * value), grow(depth - 1, 2 * value + 1))


def outcome(n):
    try:
        return str(first_failure(n))
    except KeyError:
        return 'KeyError'
    except IndexError as error:
        return 'IndexError ' + str(error)


def entry_point(argv):
    print(fibonacci(20), ackermann(2, 9), gcd(1071, 462), gcd(17, 360360), power(3, 13), power(2, 30))
    seen = []
    count_down(5, seen)
    print(seen)
    for n in range(14):
        print(n, outcome(n))
    log = []
    try:
        unwind(6, log)
    except ValueError as error:
        print(error, log)
    for text in ['', '()', '(())()', '((()())(()))', '(' * 20 + ')' * 20]:
        print(text, depth_of(text, 0)[0])
    tree = grow(4, 1)
    print(tree.total(), tree.mirrored().total())
    print(grow(3, 1).mirrored().text())
    try:
        print(deepest(0))
    except RecursionError:
        print('too deep')
    print(deepest(-1), fibonacci(15))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
