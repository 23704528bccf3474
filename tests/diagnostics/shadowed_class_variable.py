class Counter:
    count = 0

    def start(self):
        self.count = 1

    def note(self):
        Counter.count += 1


def entry_point(argv):
    counter = Counter()
    counter.start()
    counter.note()
    return Counter.count


def target(driver, args):
    return entry_point
