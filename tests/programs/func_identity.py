class Button:
    def __init__(self, name):
        self.name = name

    def press(self):
        return 'press ' + self.name

    def release(self):
        return 'release ' + self.name


def plain():
    return 'plain'


def other():
    return 'other'


def maker(n):
    def made():
        return 'made %d' % n
    return made


def entry_point(argv):
    a, b = Button('a'), Button('b')
    m1, m2 = maker(1), maker(2)
    print(m1 is m1, m1 is m2, m1 == m2, m1 != m2)
    values = [plain, a.press, m1, b.release]
    for value in values:
        print(value(), value is plain, value is m1, value == plain)
    count = {}
    for function in [plain, other, plain]:
        if function in count:
            count[function] += 1
        else:
            count[function] = 1
    print(count[plain], count[other], len(count))
    chosen = plain if len(argv) > 0 else other
    print(chosen is plain, chosen is other, chosen in [plain, other])
    listeners = [m1, m2]
    listeners.remove(m1)
    print(len(listeners), listeners[0](), m2 in listeners, m1 in listeners)
    optional = [None, plain, m1, None]
    print([f is None for f in optional], [f() for f in optional if f is not None])
    print(a.press == a.press, a.press == b.press, a.press != a.release)
    handler = a.press
    print(handler == a.press, handler == b.press, handler is None)
    pressed = [a.press, b.press]
    print([f == b.press for f in pressed])
    fallback = optional[0] or plain
    print(fallback())
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
