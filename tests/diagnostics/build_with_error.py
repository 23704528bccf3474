# weft: weft build SPEC -o OUTPUT --quiet
def entry_point(argv):
    return len(argv) + 'x'


def target(driver, args):
    return entry_point
