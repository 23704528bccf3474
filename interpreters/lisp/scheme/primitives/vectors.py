"""Vectors."""

from scheme.primitives.arguments import (
    as_index, as_integer, as_range, as_vector, bad_argument)
from scheme.primitives.registry import primitive, variadic
from scheme.values import (
    W_Integer, W_Vector, items_of, list_from, w_unspecified)

MAX_LENGTH = 1 << 28


@variadic('vector', 0)
def vector(args_w):
    return W_Vector(args_w[:])


@variadic('make-vector', 1, 2)
def make_vector(args_w):
    length = as_integer(args_w[0], 'make-vector')
    if not 0 <= length <= MAX_LENGTH:
        raise bad_argument('make-vector', 'a length', args_w[0])
    w_fill = args_w[1] if len(args_w) == 2 else w_unspecified
    return W_Vector([w_fill] * length)


@primitive('vector-length', 1)
def vector_length(w_vector):
    return W_Integer(len(as_vector(w_vector, 'vector-length').items_w))


@primitive('vector-ref', 2)
def vector_ref(w_vector, w_index):
    items_w = as_vector(w_vector, 'vector-ref').items_w
    return items_w[as_index(w_index, len(items_w), 'vector-ref')]


@primitive('vector-set!', 3)
def vector_set(w_vector, w_index, w_value):
    items_w = as_vector(w_vector, 'vector-set!').items_w
    items_w[as_index(w_index, len(items_w), 'vector-set!')] = w_value
    return w_unspecified


@primitive('vector-fill!', 2)
def vector_fill(w_vector, w_value):
    items_w = as_vector(w_vector, 'vector-fill!').items_w
    for i in range(len(items_w)):
        items_w[i] = w_value
    return w_unspecified


@primitive('vector->list', 1)
def vector_to_list(w_vector):
    return list_from(as_vector(w_vector, 'vector->list').items_w)


@primitive('list->vector', 1)
def list_to_vector(w_list):
    return W_Vector(items_of(w_list, 'list->vector'))


@variadic('vector-copy', 1, 3)
def vector_copy(args_w):
    items_w = as_vector(args_w[0], 'vector-copy').items_w
    start, end = as_range(args_w, 1, len(items_w), 'vector-copy')
    return W_Vector(items_w[start:end])
