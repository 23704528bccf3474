"""Functions whose source is made while the program is imported."""

FIELDS = ['red', 'green', 'blue']


def make_record(name, fields):
    lines = ['class %s:' % name]
    lines.append('    def __init__(self, %s):' % ', '.join(fields))
    for field in fields:
        lines.append('        self.%s = %s' % (field, field))
    lines.append('    def total(self):')
    lines.append('        return %s' % ' + '.join(
        ['self.' + field for field in fields]))
    lines.append('    def text(self):')
    lines.append('        return %s' % " + ' ' + ".join(
        ['str(self.%s)' % field for field in fields]))
    namespace = {}
    exec('\n'.join(lines), namespace)
    return namespace[name]


Color = make_record('Color', FIELDS)
Point = make_record('Point', ['x', 'y'])


def make_polynomial(coefficients):
    source = 'def polynomial(x):\n    return '
    terms = []
    for i, c in enumerate(coefficients):
        terms.append(' * '.join([str(c)] + ['x'] * i))
    namespace = {}
    exec(source + ' + '.join(terms), namespace)
    return namespace['polynomial']


parabola = make_polynomial([1, 0, 2])
cubic = make_polynomial([5, -1, 0, 1])
square = eval('lambda n: n * n')


def entry_point(argv):
    color = Color(10, 20, 30)
    print(color.text() + ': ' + str(color.total()))
    point = Point(3, 4)
    point.x += 1
    print(point.text() + ': ' + str(point.total()))
    for x in range(-3, 4):
        print(f'{parabola(x)} {cubic(x)} {square(x)}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
