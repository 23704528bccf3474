def area(width: int, height: int) -> int:
    return width * height


def entry_point(argv):
    return area(len(argv), 'three')


def target(driver, args):
    return entry_point
