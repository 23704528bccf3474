def area(width, height):
    return width * height


def entry_point(argv):
    sides = {'width': 2}
    sides['height'] = len(argv)
    return area(**sides)


def target(driver, args):
    return entry_point
