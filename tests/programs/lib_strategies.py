"""Storage strategies: a list that keeps integers and strings unwrapped as long as it can."""

from rpython.rlib.rerased import erase_int, new_static_erasing_pair, unerase_int


class W_Object:
    pass


class W_Int(W_Object):
    def __init__(self, value):
        self.value = value

    def text(self):
        return str(self.value)


class W_Str(W_Object):
    def __init__(self, value):
        self.value = value

    def text(self):
        return repr(self.value)


class W_List(W_Object):
    def __init__(self):
        self.strategy = EmptyStrategy.instance
        self.storage = EmptyStrategy.instance.no_storage()

    def append(self, w_item):
        self.strategy.append(self, w_item)

    def getitem(self, i):
        return self.strategy.getitem(self, i)

    def setitem(self, i, w_item):
        self.strategy.setitem(self, i, w_item)

    def length(self):
        return self.strategy.length(self)

    def text(self):
        items = [self.getitem(i).text() for i in range(self.length())]
        return self.strategy.name + '[' + ', '.join(items) + ']'


class Strategy:
    """How a list keeps its items. One instance of each class is enough."""

    name = '?'

    def generalize(self, w_list):
        w_items = [self.getitem(w_list, i) for i in range(self.length(w_list))]
        w_list.strategy = ObjectStrategy.instance
        w_list.storage = ObjectStrategy.instance.erase(w_items)


class EmptyStrategy(Strategy):
    name = 'empty'
    erase, unerase = new_static_erasing_pair('empty')

    def no_storage(self):
        return self.erase(None)

    def length(self, w_list):
        return 0

    def getitem(self, w_list, i):
        raise IndexError

    def setitem(self, w_list, i, w_item):
        raise IndexError

    def append(self, w_list, w_item):
        if isinstance(w_item, W_Int):
            w_list.strategy = IntStrategy.instance
            w_list.storage = IntStrategy.instance.erase([])
        elif isinstance(w_item, W_Str):
            w_list.strategy = StrStrategy.instance
            w_list.storage = StrStrategy.instance.erase([])
        else:
            self.generalize(w_list)
        w_list.append(w_item)


class IntStrategy(Strategy):
    name = 'int'
    erase, unerase = new_static_erasing_pair('int')

    def length(self, w_list):
        return len(self.unerase(w_list.storage))

    def getitem(self, w_list, i):
        return W_Int(self.unerase(w_list.storage)[i])

    def setitem(self, w_list, i, w_item):
        if isinstance(w_item, W_Int):
            self.unerase(w_list.storage)[i] = w_item.value
        else:
            self.generalize(w_list)
            w_list.setitem(i, w_item)

    def append(self, w_list, w_item):
        if isinstance(w_item, W_Int):
            self.unerase(w_list.storage).append(w_item.value)
        else:
            self.generalize(w_list)
            w_list.append(w_item)


class StrStrategy(Strategy):
    name = 'str'
    erase, unerase = new_static_erasing_pair('str')

    def length(self, w_list):
        return len(self.unerase(w_list.storage))

    def getitem(self, w_list, i):
        return W_Str(self.unerase(w_list.storage)[i])

    def setitem(self, w_list, i, w_item):
        if isinstance(w_item, W_Str):
            self.unerase(w_list.storage)[i] = w_item.value
        else:
            self.generalize(w_list)
            w_list.setitem(i, w_item)

    def append(self, w_list, w_item):
        if isinstance(w_item, W_Str):
            self.unerase(w_list.storage).append(w_item.value)
        else:
            self.generalize(w_list)
            w_list.append(w_item)


class ObjectStrategy(Strategy):
    name = 'object'
    erase, unerase = new_static_erasing_pair('object')

    def length(self, w_list):
        return len(self.unerase(w_list.storage))

    def getitem(self, w_list, i):
        return self.unerase(w_list.storage)[i]

    def setitem(self, w_list, i, w_item):
        self.unerase(w_list.storage)[i] = w_item

    def append(self, w_list, w_item):
        self.unerase(w_list.storage).append(w_item)


for cls in (EmptyStrategy, IntStrategy, StrStrategy, ObjectStrategy):
    cls.instance = cls()


def entry_point(argv):
    numbers = W_List()
    print(numbers.text())
    for i in range(10):
        numbers.append(W_Int(i * i))
    print(numbers.text())
    numbers.setitem(3, W_Int(-1))
    print(numbers.text())
    words = W_List()
    for word in ('a', 'list', 'of', 'words'):
        words.append(W_Str(word))
    print(words.text())
    numbers.setitem(5, W_Str('five'))
    words.append(W_Int(5))
    print(numbers.text(), words.text())
    nested = W_List()
    nested.append(numbers)
    nested.append(words)
    print(nested.text())
    try:
        W_List().getitem(0)
    except IndexError:
        print('empty')
    print(unerase_int(erase_int(41)) + 1)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
