# Operator methods: binary, reflected, in place, unary, and NotImplemented.
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        if isinstance(other, Vec):
            return Vec(self.x + other.x, self.y + other.y)
        return NotImplemented

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        if isinstance(k, Vec):
            return Vec(self.x * k.x, self.y * k.y)
        return Vec(self.x * k, self.y * k)

    def __rmul__(self, k):
        return self * k

    def __truediv__(self, k):
        return self.x / k

    def __floordiv__(self, k):
        return Vec(self.x // k, self.y // k)

    def __mod__(self, k):
        return Vec(self.x % k, self.y % k)

    def __pow__(self, k):
        return Vec(self.x ** k, self.y ** k)

    def __lshift__(self, k):
        return Vec(self.x << k, self.y << k)

    def __rshift__(self, k):
        return Vec(self.x >> k, self.y >> k)

    def __and__(self, k):
        return Vec(self.x & k, self.y & k)

    def __or__(self, k):
        return Vec(self.x | k, self.y | k)

    def __xor__(self, k):
        return Vec(self.x ^ k, self.y ^ k)

    def __rsub__(self, k):
        return Vec(k - self.x, k - self.y)

    def __radd__(self, k):
        return Vec(k + self.x, k + self.y)

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __pos__(self):
        return self

    def __invert__(self):
        return Vec(~self.x, ~self.y)

    def __abs__(self):
        return abs(self.x) + abs(self.y)

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __bool__(self):
        return self.x != 0 or self.y != 0

    def __repr__(self):
        return f'Vec({self.x}, {self.y})'

    def __int__(self):
        return self.x * 100 + self.y

    def __float__(self):
        return self.x + 0.5

    def __len__(self):
        return 2


class Length:
    def __init__(self, cm):
        self.cm = cm

    def __radd__(self, other):
        if isinstance(other, Vec):
            return other.x + self.cm
        return NotImplemented


def main():
    a = Vec(3, 4)
    b = Vec(1, 2)
    print(a + b, a - b, a * 3, 2 * a, a * b, a / 2, a // 2, a % 2, a ** 2)
    print(a << 1, a >> 1, a & 1, a | 8, a ^ 7, 10 - a, 5 + a)
    print(-a, +a is a, ~a, abs(Vec(-3, 2)))
    c = a
    a += b
    print(a, c is a)
    a *= 2
    a -= b
    print(a, c is a)
    print(bool(a), bool(Vec(0, 0)), not Vec(0, 1), int(a), float(a), len(a))
    if Vec(0, 0):
        print('wrong')
    print(a + Length(5))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
