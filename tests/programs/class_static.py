"""Static methods, class methods, and constructors by another name."""


class Temperature:
    def __init__(self, celsius):
        self.celsius = celsius

    @staticmethod
    def convert(fahrenheit):
        return (fahrenheit - 32) * 5 // 9

    @classmethod
    def from_fahrenheit(cls, fahrenheit):
        return cls(cls.convert(fahrenheit))

    def text(self):
        return f'{self.celsius} C'


class Kelvin(Temperature):
    def text(self):
        return f'{self.celsius + 273} K'


class Parser:
    @staticmethod
    def is_digit(c):
        return '0' <= c <= '9'

    def __init__(self, text):
        self.text = text

    def number(self):
        result = 0
        for c in self.text:
            if self.is_digit(c):
                result = result * 10 + Parser.digit(c)
        return result

    @staticmethod
    def digit(c):
        return ord(c) - ord('0')


def entry_point(argv):
    print(str(Temperature.convert(212)))
    print(Temperature(20).text())
    print(Temperature.from_fahrenheit(50).text())
    print(Kelvin.from_fahrenheit(50).text())
    print(str(Kelvin(1).convert(32)))
    print(str(Parser('a1b2c3').number() + Parser.digit('4')))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
