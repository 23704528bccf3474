class Base:
    def __init__(self):
        self.count = 0


class Recorder(Base):
    def __getattr__(self, name):
        return len(name)


def total(objects):
    result = 0
    for each in objects:
        result += each.count
    return result


def entry_point(argv):
    return total([Base(), Recorder()])


def target(driver, args):
    return entry_point
