import re

NUMBER = re.compile('[0-9]+')


def entry_point(argv):
    if NUMBER.match(argv[0]):
        return 1
    return 0


def target(driver, args):
    return entry_point
