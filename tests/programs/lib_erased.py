"""Values of several types behind one: a table of handles, and a variant record."""

from rpython.rlib.rerased import erase_int, new_erasing_pair, unerase_int

erase_list, unerase_list = new_erasing_pair('list of floats')
erase_dict, unerase_dict = new_erasing_pair('dict')
erase_pair, unerase_pair = new_erasing_pair('pair')
erase_function, unerase_function = new_erasing_pair('function')

INTEGER, LIST, DICT, PAIR, FUNCTION = range(5)


class Handle:
    def __init__(self, kind, erased):
        self.kind = kind
        self.erased = erased


def text(handle):
    if handle.kind == INTEGER:
        return 'integer %d' % unerase_int(handle.erased)
    if handle.kind == LIST:
        return 'list %s' % ' '.join([str(x) for x in unerase_list(handle.erased)])
    if handle.kind == DICT:
        d = unerase_dict(handle.erased)
        return 'dict %s' % ' '.join([key + str(d[key]) for key in sorted(d)])
    if handle.kind == PAIR:
        name, number = unerase_pair(handle.erased)
        return 'pair %s %d' % (name, number)
    return 'function %d' % unerase_function(handle.erased)(20)


def double(n):
    return 2 * n


def square(n):
    return n * n


PREBUILT = [Handle(INTEGER, erase_int(-7)), Handle(LIST, erase_list([0.5, 1.5])), Handle(PAIR, erase_pair(('p', 1)))]


def entry_point(argv):
    handles = PREBUILT + [Handle(DICT, erase_dict({'a': 1, 'b': 2})), Handle(FUNCTION, erase_function(double)),
                          Handle(FUNCTION, erase_function(square)), Handle(INTEGER, erase_int(len(argv)))]
    unerase_list(PREBUILT[1].erased).append(2.5)
    unerase_dict(handles[3].erased)['c'] = 3
    for handle in handles:
        print(text(handle))
    try:
        unerase_int(PREBUILT[1].erased)
    except AssertionError as e:
        print('AssertionError', e)
    print(handles[0].erased is PREBUILT[0].erased)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
