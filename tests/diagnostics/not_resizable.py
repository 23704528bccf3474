from rpython.rlib.debug import make_sure_not_resized


def entry_point(argv):
    registers = [0] * 8
    make_sure_not_resized(registers)
    registers.append(len(argv))
    return registers[0]


def target(driver, args):
    return entry_point
