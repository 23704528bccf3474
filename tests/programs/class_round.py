"""round() of objects."""


class Amount:
    def __init__(self, cents):
        self.cents = cents

    def __round__(self):
        return self.cents // 100


def main():
    print(round(Amount(1250)))
    print(round(2.5), round(3.5), round(7), round(True), round(1234, -2), round(2.675, 2))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
