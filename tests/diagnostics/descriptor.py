class Constant:
    def __init__(self, value):
        self.value = value

    def __get__(self, instance, owner):
        return self.value

    def __set__(self, instance, value):
        raise AttributeError('constant')


class Machine:
    speed = Constant(100)


def entry_point(argv):
    machine = Machine()
    print(machine.speed)
    machine.speed = 5
    return 0


def target(driver, args):
    return entry_point
