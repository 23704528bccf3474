# Properties: read, assigned, inherited, overridden, in augmented assignments.
class Celsius:
    def __init__(self, degrees):
        self._degrees = degrees
        self.writes = 0

    @property
    def degrees(self):
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273:
            raise ValueError('below absolute zero')
        self.writes += 1
        self._degrees = value

    @property
    def fahrenheit(self):
        return self._degrees * 9 // 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.degrees = (value - 32) * 5 // 9

    def get_half(self):
        return self._degrees // 2

    half = property(get_half)


class Cold(Celsius):
    @property
    def degrees(self):
        return self._degrees - 100

    @degrees.setter
    def degrees(self, value):
        self._degrees = value + 100


class Base:
    @property
    def kind(self):
        return 'base'

    def show(self):
        return 'I am ' + self.kind


class Derived(Base):
    @property
    def kind(self):
        return 'derived'


class Data(Base):
    kind = 'data'


def main():
    c = Celsius(100)
    print(c.degrees, c.fahrenheit, c.half)
    c.degrees = 20
    c.degrees += 5
    c.fahrenheit = 212
    print(c.degrees, c.writes)
    try:
        c.degrees = -300
    except ValueError as e:
        print('refused:', e)
    temperatures = [Celsius(1), Cold(2)]
    for t in temperatures:
        t.degrees = t.degrees + 7
        print(t.degrees, t._degrees)
    for b in [Base(), Derived()]:
        print(b.kind, b.show())


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
