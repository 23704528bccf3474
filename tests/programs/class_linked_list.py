"""A linked list: nodes that refer to each other or to None."""
# test: not --gc-stress


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self):
        self.head = None
        self.size = 0

    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1

    def pop(self):
        node = self.head
        if node is None:
            raise IndexError
        self.head = node.next
        self.size -= 1
        return node.value

    def reverse(self):
        previous = None
        node = self.head
        while node is not None:
            following = node.next
            node.next = previous
            previous = node
            node = following
        self.head = previous

    def remove(self, value):
        previous = None
        node = self.head
        while node is not None:
            if node.value == value:
                if previous is None:
                    self.head = node.next
                else:
                    previous.next = node.next
                self.size -= 1
                return True
            previous = node
            node = node.next
        return False

    def text(self):
        parts = []
        node = self.head
        while node is not None:
            parts.append(str(node.value))
            node = node.next
        return ' -> '.join(parts)


def entry_point(argv):
    items = LinkedList()
    for i in range(6):
        items.push(i * i)
    print(items.text())
    items.reverse()
    print(items.text())
    print(f'{items.remove(9)} {items.remove(0)} {items.remove(25)} '
          f'{items.remove(77)}')
    print(items.text() + ' of ' + str(items.size))
    while items.head:
        print(str(items.pop()))
    try:
        items.pop()
    except IndexError:
        print('empty')
    # A long chain is collected without deep recursion.
    chain = LinkedList()
    for i in range(100000):
        chain.push(i)
    print(str(chain.size))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
