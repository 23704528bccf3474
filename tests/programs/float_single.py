"""r_singlefloat: rounded to 32 bits, in variables, constants, attributes and lists."""

from rpython.rlib.rarithmetic import r_singlefloat


CONST = r_singlefloat(2.5)
class A:
    def __init__(self, x): self.x = x
def f(x: r_singlefloat) -> float:
    return float(x) * 2.0


def rounding():
    x = r_singlefloat(0.1)
    y = r_singlefloat(1e300)
    print(float(x), float(y), float(r_singlefloat(-3)), x == r_singlefloat(0.1), x == y)


def places():
    x = r_singlefloat(0.1)
    y = r_singlefloat(1e300)
    print(float(x), float(y), float(r_singlefloat(-3)), x == r_singlefloat(0.1), x == y, x != y)
    a = A(x)
    l = [x, y, CONST]
    print([float(z) for z in l], float(a.x), float(CONST), str(CONST), CONST in l, {1: x}[1] == x)


def contracts():
    print(f(r_singlefloat(0.1)), hash('b') == hash(str('abc')[1:2]), float(r_singlefloat(r_singlefloat(0.3))))


def entry_point(argv):
    rounding()
    places()
    contracts()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
