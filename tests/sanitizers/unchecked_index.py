# sanitize: address
# options: --unchecked
# report: use-after-poison
def item(numbers, index):
    return numbers[index]  # here


def entry_point(argv):
    numbers = [len(argv)] * 10
    print(item(numbers, 999 + len(argv)))
    return 0


def target(driver, args):
    return entry_point
