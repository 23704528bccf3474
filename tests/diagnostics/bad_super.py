class Base:
    pass


class Derived(Base):
    def close(self):
        super().close()


def entry_point(argv):
    Derived().close()
    return 0


def target(driver, args):
    return entry_point
