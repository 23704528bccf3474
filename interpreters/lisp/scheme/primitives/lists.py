"""Pairs and lists, and the equivalences."""

from scheme.errors import SchemeError
from scheme.primitives.arguments import as_integer, as_pair, bad_argument
from scheme.primitives.registry import primitive, variadic
from scheme.values import (
    W_Integer, W_Pair, boolean, items_of, list_from, w_false, w_null,
    w_unspecified)


@primitive('cons', 2)
def cons(w_car, w_cdr):
    return W_Pair(w_car, w_cdr)


@primitive('car', 1)
def car(w_pair):
    return as_pair(w_pair, 'car').w_car


@primitive('cdr', 1)
def cdr(w_pair):
    return as_pair(w_pair, 'cdr').w_cdr


def define_accessor(path):
    """Define the composition of car and cdr that a name such as cadr says."""
    name = 'c' + path + 'r'
    steps = path[::-1]

    @primitive(name, 1)
    def accessor(w_value):
        for step in steps:
            w_pair = as_pair(w_value, name)
            if step == 'a':
                w_value = w_pair.w_car
            else:
                w_value = w_pair.w_cdr
        return w_value


for _path in ['aa', 'ad', 'da', 'dd', 'aad', 'add', 'dad', 'ddd', 'addd']:
    define_accessor(_path)


@primitive('set-car!', 2)
def set_car(w_pair, w_value):
    as_pair(w_pair, 'set-car!').w_car = w_value
    return w_unspecified


@primitive('set-cdr!', 2)
def set_cdr(w_pair, w_value):
    as_pair(w_pair, 'set-cdr!').w_cdr = w_value
    return w_unspecified


@variadic('list', 0)
def make_list(args_w):
    return list_from(args_w)


@variadic('cons*', 1)
def make_improper_list(args_w):
    last = len(args_w) - 1
    return list_from(args_w[:last], args_w[last])


@primitive('length', 1)
def length(w_list):
    result = 0
    w_rest = w_list
    while isinstance(w_rest, W_Pair):
        result += 1
        w_rest = w_rest.w_cdr
    if w_rest is not w_null:
        raise bad_argument('length', 'a list', w_list)
    return W_Integer(result)


@variadic('append', 0)
def append(args_w):
    if len(args_w) == 0:
        return w_null
    w_result = args_w[-1]
    for i in range(len(args_w) - 2, -1, -1):
        w_result = list_from(items_of(args_w[i], 'append'), w_result)
    return w_result


@primitive('reverse', 1)
def reverse(w_list):
    w_result = w_null
    w_rest = w_list
    while isinstance(w_rest, W_Pair):
        w_result = W_Pair(w_rest.w_car, w_result)
        w_rest = w_rest.w_cdr
    if w_rest is not w_null:
        raise bad_argument('reverse', 'a list', w_list)
    return w_result


def tail_of(w_list, count, who):
    w_rest = w_list
    for i in range(count):
        if not isinstance(w_rest, W_Pair):
            raise SchemeError('%s: the list is too short for %d' % (
                who, count))
        w_rest = w_rest.w_cdr
    return w_rest


@primitive('list-tail', 2)
def list_tail(w_list, w_count):
    return tail_of(w_list, as_integer(w_count, 'list-tail'), 'list-tail')


@primitive('list-ref', 2)
def list_ref(w_list, w_index):
    w_rest = tail_of(w_list, as_integer(w_index, 'list-ref'), 'list-ref')
    return as_pair(w_rest, 'list-ref').w_car


@primitive('list?', 1)
def is_list(w_value):
    w_slow = w_value
    while True:
        for i in range(2):
            if not isinstance(w_value, W_Pair):
                return boolean(w_value is w_null)
            w_value = w_value.w_cdr
        if isinstance(w_slow, W_Pair):
            w_slow = w_slow.w_cdr
        if w_slow is w_value:
            return w_false


# ____________________________________________________________
# Equivalence and searching


@primitive('eq?', 2)
def is_eq(w_a, w_b):
    return boolean(w_a.is_same(w_b))


@primitive('eqv?', 2)
def is_eqv(w_a, w_b):
    return boolean(w_a.is_same(w_b))


@primitive('equal?', 2)
def is_equal(w_a, w_b):
    return boolean(w_a.is_equal(w_b, 0))


@primitive('not', 1)
def is_false(w_value):
    return boolean(not w_value.is_true())


@primitive('memv', 2)
def memv(w_key, w_list):
    while isinstance(w_list, W_Pair):
        if w_key.is_same(w_list.w_car):
            return w_list
        w_list = w_list.w_cdr
    return w_false


primitive('memq', 2)(memv)


@primitive('member', 2)
def member(w_key, w_list):
    while isinstance(w_list, W_Pair):
        if w_key.is_equal(w_list.w_car, 0):
            return w_list
        w_list = w_list.w_cdr
    return w_false


@primitive('assv', 2)
def assv(w_key, w_list):
    while isinstance(w_list, W_Pair):
        w_entry = as_pair(w_list.w_car, 'assv')
        if w_key.is_same(w_entry.w_car):
            return w_entry
        w_list = w_list.w_cdr
    return w_false


primitive('assq', 2)(assv)


@primitive('assoc', 2)
def assoc(w_key, w_list):
    while isinstance(w_list, W_Pair):
        w_entry = as_pair(w_list.w_car, 'assoc')
        if w_key.is_equal(w_entry.w_car, 0):
            return w_entry
        w_list = w_list.w_cdr
    return w_false
