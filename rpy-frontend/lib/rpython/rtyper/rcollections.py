"""`collections`: the dicts that are more than dicts."""

import collections

from rpython.rlib import objectmodel
from rpython.rlib.objectmodel import import_from_mixin, instantiate, specialize
from rpython.rtyper.annlowlevel import static_class
from rpython.rtyper.rclass import generic_copy, stands_for
from rpython.rtyper.rdictforms import popitem_first, reversed_dict
from rpython.rtyper.registration import prebuilt_converters, refuse, replaces
from rpython.rtyper.runpack import is_mapping


class _Mapping:
    """What they have in common. `_dict` holds the items."""

    def __len__(self) -> int:
        return len(self._dict)

    def __bool__(self) -> bool:
        return len(self._dict) > 0

    def __contains__(self, key) -> bool:
        return key in self._dict

    def __setitem__(self, key, value):
        self._dict[key] = value

    def __iter__(self):
        for key in self._dict:
            yield key

    def __reversed__(self):
        return reversed_dict(self._dict)

    def keys(self):
        return self._dict.keys()

    def values(self):
        return self._dict.values()

    def items(self):
        return self._dict.items()

    @specialize.call_location()
    def get(self, key, default=None):
        return self._dict.get(key, default)

    @specialize.call_location()
    def pop(self, key, *default):
        return self._dict.pop(key, *default)

    def setdefault(self, key, default):
        return self._dict.setdefault(key, default)

    def clear(self):
        self._dict.clear()

    def _with(self, items):
        """Return another one like this, with other items."""
        result = instantiate(static_class(self))
        result._dict = items
        return result


_SHARED = ('__len__', '__bool__', '__contains__', '__setitem__', '__iter__', '__reversed__')


@specialize.call_location()
def _add_all(mapping, source):
    if is_mapping(source):
        for key in source:
            mapping[key] = source[key]
    elif isinstance(source, (OrderedDict, DefaultDict, Counter)):
        for key, value in source.items():
            mapping[key] = value
    else:
        for key, value in source:
            mapping[key] = value


# ____________________________________________________________
# OrderedDict


@replaces(collections.OrderedDict)
@stands_for(collections.OrderedDict)
class OrderedDict:
    """A dict whose order can be changed, and matters when two are compared."""

    _generic_ = True
    import_from_mixin(_Mapping, _SHARED)

    @specialize.call_location()
    def __init__(self, source=()):
        self._dict = {}
        _add_all(self._dict, source)

    def __getitem__(self, key):
        return self._dict[key]

    def __delitem__(self, key):
        del self._dict[key]

    def move_to_end(self, key, last: bool = True):
        objectmodel.move_to_end(self._dict, key, last)

    def popitem(self, last: bool = True):
        if not self._dict:
            raise KeyError('dictionary is empty')
        return self._dict.popitem() if last else popitem_first(self._dict)

    @specialize.call_location()
    def update(self, source):
        _add_all(self._dict, source)

    def copy(self):
        return self._with(self._dict.copy())

    def __eq__(self, other) -> bool:
        if self._dict != other._dict:
            return False
        for mine, theirs in zip(self._dict, other._dict):
            if mine != theirs:
                return False
        return True

    def __repr__(self) -> str:
        return 'OrderedDict(' + (repr(list(self._dict.items())) if self._dict else '') + ')'


# ____________________________________________________________
# defaultdict


@replaces(collections.defaultdict)
@stands_for(collections.defaultdict)
class DefaultDict:
    """A dict that makes the values of keys that are not there."""

    _generic_ = True
    import_from_mixin(_Mapping, _SHARED)

    @specialize.call_location()
    def __init__(self, default_factory, source=()):
        self.default_factory = default_factory
        self._dict = {}
        _add_all(self._dict, source)

    def __getitem__(self, key):
        if key in self._dict:
            return self._dict[key]
        value = self.default_factory()
        self._dict[key] = value
        return value

    def __delitem__(self, key):
        del self._dict[key]

    def popitem(self):
        return self._dict.popitem()

    @specialize.call_location()
    def update(self, source):
        _add_all(self._dict, source)

    def copy(self):
        result = self._with(self._dict.copy())
        result.default_factory = self.default_factory
        return result

    def __eq__(self, other) -> bool:
        return self._dict == other._dict

    def __repr__(self) -> str:
        refuse('{} has no text: what it is made with has none; show its items', self)
        return ''


# ____________________________________________________________
# Counter


@specialize.call_location()
def _count_all(counts, source, sign):
    if is_mapping(source):
        for key in source:
            counts[key] = counts.get(key, 0) + sign * source[key]
    elif isinstance(source, Counter):
        for key, value in source.items():
            counts[key] = counts.get(key, 0) + sign * value
    else:
        for key in source:
            counts[key] = counts.get(key, 0) + sign




@replaces(collections.Counter)
@stands_for(collections.Counter)
class Counter:
    """How often there is each key: as often as it was counted, or 0 times."""

    _generic_ = True
    import_from_mixin(_Mapping, _SHARED)

    @specialize.call_location()
    def __init__(self, source=()):
        self._dict = {}
        _count_all(self._dict, source, 1)

    def __getitem__(self, key) -> int:
        return self._dict.get(key, 0)

    def __delitem__(self, key):
        if key in self._dict:
            del self._dict[key]

    def popitem(self):
        return self._dict.popitem()

    @specialize.call_location()
    def update(self, source):
        _count_all(self._dict, source, 1)

    @specialize.call_location()
    def subtract(self, source):
        _count_all(self._dict, source, -1)

    @specialize.call_location()
    def most_common(self, n=None):
        ordered = [(key, count) for key, count in self._dict.items()]
        ordered.sort(key=lambda item: item[1], reverse=True)
        return ordered if n is None else ordered[:max(n, 0)]

    def elements(self):
        for key, count in self._dict.items():
            for _ in range(count):
                yield key

    def total(self) -> int:
        result = 0
        for count in self._dict.values():
            result += count
        return result

    def copy(self):
        return self._with(self._dict.copy())

    def __add__(self, other):
        counts = {}
        for key, count in self._dict.items():
            _keep(counts, key, count + other[key])
        for key, count in other.items():
            if key not in self._dict:
                _keep(counts, key, count)
        return self._with(counts)

    def __sub__(self, other):
        counts = {}
        for key, count in self._dict.items():
            _keep(counts, key, count - other[key])
        for key, count in other.items():
            if key not in self._dict:
                _keep(counts, key, -count)
        return self._with(counts)

    def __or__(self, other):
        counts = {}
        for key, count in self._dict.items():
            _keep(counts, key, max(count, other[key]))
        for key, count in other.items():
            if key not in self._dict:
                _keep(counts, key, count)
        return self._with(counts)

    def __and__(self, other):
        counts = {}
        for key, count in self._dict.items():
            _keep(counts, key, min(count, other[key]))
        return self._with(counts)

    def __eq__(self, other) -> bool:
        for key, count in self._dict.items():
            if count != other[key]:
                return False
        for key, count in other.items():
            if count != self[key]:
                return False
        return True

    def __repr__(self) -> str:
        if not self._dict:
            return 'Counter()'
        items = [repr(key) + ': ' + str(count) for key, count in self.most_common()]
        return 'Counter({' + ', '.join(items) + '})'


@specialize.call_location()
def _keep(counts, key, count):
    """Of the results of operators only positive counts are kept."""
    if count > 0:
        counts[key] = count


# ____________________________________________________________
# Those that are there before the program starts


def _prebuilt_ordered_dict(live):
    return generic_copy(OrderedDict)(list(live.items()))


def _prebuilt_default_dict(live):
    return generic_copy(DefaultDict)(live.default_factory, list(live.items()))


def _prebuilt_counter(live):
    return generic_copy(Counter)(dict(live))


prebuilt_converters[collections.OrderedDict] = _prebuilt_ordered_dict
prebuilt_converters[collections.defaultdict] = _prebuilt_default_dict
prebuilt_converters[collections.Counter] = _prebuilt_counter
