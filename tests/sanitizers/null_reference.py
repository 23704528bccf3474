# sanitize: undefined
# options: --unchecked
# report: load of null pointer of type
class Node:
    def __init__(self, value):
        self.value = value


def first(nodes, wanted):
    for node in nodes:
        if node.value == wanted:
            return node
    return None


def entry_point(argv):
    print(first([Node(1), Node(2)], 2 + len(argv)).value)  # here
    return 0


def target(driver, args):
    return entry_point
