"""Unpacking and patterns, as far as they are ordinary code."""

from rpython.rlib.objectmodel import specialize


def sequence(value):
    """What `a, b = value` takes apart: `value` itself if it can be indexed, otherwise a list of its items.

    Known to the annotator: which of the two it is is known while translating.
    """
    return value


def is_sequence(value):
    """Can a sequence pattern match the value? Known to the annotator."""
    return isinstance(value, (list, tuple))


def is_mapping(value):
    """Can a mapping pattern match the value? Known to the annotator."""
    return isinstance(value, dict)


@specialize.call_location()
def at_least(items, count):
    """The items as a list of its own, for a target like `a, *b`."""
    result = list(items)
    if len(result) < count:
        raise ValueError('not enough values to unpack (expected at least '
                         + str(count) + ', got ' + str(len(result)) + ')')
    return result


@specialize.call_location()
def contains(items, wanted):
    """`wanted in items` for what can only be looped over."""
    for item in items:
        if item == wanted:
            return True
    return False


@specialize.call_location()
def rest_of_mapping(mapping, keys):
    """What `**rest` of a mapping pattern gets."""
    rest = dict(mapping)
    for key in keys:
        del rest[key]
    return rest


@specialize.call_location()
def dict_from_keys(keys, value=None):
    """`dict.fromkeys(keys, value)`."""
    result = {}
    for key in keys:
        result[key] = value
    return result


@specialize.call_location()
def iterate_until(function, sentinel):
    """`iter(function, sentinel)`."""
    while True:
        value = function()
        if value == sentinel:
            return
        yield value
