# sanitize: undefined
# options: --unchecked
# report: index 10 out of bounds for type
def item(numbers, index):
    return numbers[index]  # here


def entry_point(argv):
    numbers = [len(argv)] * 10
    print(item(numbers, 9 + len(argv)))
    return 0


def target(driver, args):
    return entry_point
