"""Methods of lists, tuples, dicts and sets that need no knowledge of how they are stored."""

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.rbuiltin import list_sort_key
from rpython.rtyper.registration import container_functions, method, tuple_methods
from rpython.rtyper.runpack import contains

container_functions['contains'] = contains
container_functions['list.sort'] = list_sort_key

# ____________________________________________________________
# Lists and tuples


@method(container_functions, 'list.index')
@specialize.call_location()
def list_index(items, wanted, start=0, stop=None):
    length = len(items)
    end = length if stop is None else stop
    if start < 0:
        start = max(start + length, 0)
    if end < 0:
        end += length
    for position in range(start, min(end, length)):
        if items[position] == wanted:
            return position
    raise ValueError('list.index(x): x not in list')


@method(container_functions, 'list.count')
@specialize.call_location()
def list_count(items, wanted):
    count = 0
    for item in items:
        if item == wanted:
            count += 1
    return count


@method(container_functions, 'list.remove')
@specialize.call_location()
def list_remove(items, wanted):
    for position in range(len(items)):
        if items[position] == wanted:
            del items[position]
            return
    raise ValueError('list.remove(x): x not in list')


@method(tuple_methods, 'index')
@specialize.call_location()
def tuple_index(items, wanted):
    position = 0
    for item in items:
        if item == wanted:
            return position
        position += 1
    raise ValueError('tuple.index(x): x not in tuple')


@method(tuple_methods, 'count')
@specialize.call_location()
def tuple_count(items, wanted):
    count = 0
    for item in items:
        if item == wanted:
            count += 1
    return count


# ____________________________________________________________
# Dicts


@method(container_functions, 'dict.update')
@specialize.call_location()
def dict_update(mapping, pairs):
    for key, value in pairs:
        mapping[key] = value


@method(container_functions, 'dict.setdefault')
@specialize.call_location()
def dict_setdefault(mapping, key):
    return mapping.setdefault(key, None)


# ____________________________________________________________
# Sets, with something else to loop over


@method(container_functions, 'set.union')
@specialize.call_location()
def set_union(items, others):
    return items.union(set(others))


@method(container_functions, 'set.intersection')
@specialize.call_location()
def set_intersection(items, others):
    return items.intersection(set(others))


@method(container_functions, 'set.difference')
@specialize.call_location()
def set_difference(items, others):
    return items.difference(set(others))


@method(container_functions, 'set.symmetric_difference')
@specialize.call_location()
def set_symmetric_difference(items, others):
    return items.symmetric_difference(set(others))


@method(container_functions, 'set.intersection_update')
@specialize.call_location()
def set_intersection_update(items, others):
    items.intersection_update(set(others))


@method(container_functions, 'set.difference_update')
@specialize.call_location()
def set_difference_update(items, others):
    items.difference_update(set(others))


@method(container_functions, 'set.symmetric_difference_update')
@specialize.call_location()
def set_symmetric_difference_update(items, others):
    items.symmetric_difference_update(set(others))


@method(container_functions, 'set.isdisjoint')
@specialize.call_location()
def set_isdisjoint(items, others):
    return items.isdisjoint(set(others))


@method(container_functions, 'set.issubset')
@specialize.call_location()
def set_issubset(items, others):
    return items.issubset(set(others))


@method(container_functions, 'set.issuperset')
@specialize.call_location()
def set_issuperset(items, others):
    return items.issuperset(set(others))


# ____________________________________________________________
# Sets, with any number of things to loop over


@method(container_functions, 'set.union.all')
@specialize.call_location()
def set_union_all(items, *others):
    if len(others) == 0:
        return items.copy()
    else:
        return set_union_all(items.union(others[0]), *others[1:])


@method(container_functions, 'set.intersection.all')
@specialize.call_location()
def set_intersection_all(items, *others):
    if len(others) == 0:
        return items.copy()
    else:
        return set_intersection_all(items.intersection(others[0]), *others[1:])


@method(container_functions, 'set.difference.all')
@specialize.call_location()
def set_difference_all(items, *others):
    if len(others) == 0:
        return items.copy()
    else:
        return set_difference_all(items.difference(others[0]), *others[1:])


@method(container_functions, 'set.update.all')
@specialize.call_location()
def set_update_all(items, *others):
    if len(others) > 0:
        items.update(others[0])
        set_update_all(items, *others[1:])


@method(container_functions, 'set.intersection_update.all')
@specialize.call_location()
def set_intersection_update_all(items, *others):
    if len(others) > 0:
        items.intersection_update(others[0])
        set_intersection_update_all(items, *others[1:])


@method(container_functions, 'set.difference_update.all')
@specialize.call_location()
def set_difference_update_all(items, *others):
    if len(others) > 0:
        items.difference_update(others[0])
        set_difference_update_all(items, *others[1:])
