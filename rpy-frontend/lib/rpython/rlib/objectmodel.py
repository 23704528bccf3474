"""Hints to the translator, and operations Python has no spelling for."""

import sys
import types

from rpython import target


def we_are_translated() -> bool:
    """Return False here, and True in translated code.

    The translator folds this while it builds the flow graph, so code behind
    `if not we_are_translated()` may use all of Python.
    """
    return False


# ____________________________________________________________
# Decorators


def sandbox_review(reviewed: bool = False, check_caller: bool = False, abort: bool = False):
    """Say how a function that calls C was reviewed for sandboxing. There is no sandbox: nothing to do."""
    assert reviewed + check_caller + abort == 1, 'exactly one of the three'
    return lambda func: func


def not_rpython(func):
    """Declare that translated code must not reach the function."""
    func._not_rpython_ = True
    return func


NOT_RPYTHON = not_rpython


class _Specialize:
    """Ways to get one copy of a function per kind of call.

    Used as a decorator: `@specialize.arg(0)`.
    """

    def memo(self):
        """Call the function while translating.

        Its arguments are prebuilt constants, of which there may be several;
        the calls become a table.
        """
        return self._tag('specialize:memo')

    def arg(self, *positions):
        """One copy for each value of these arguments, which are constants."""
        return self._tag('specialize:arg' + self._list(positions))

    def arg_or_var(self, *positions):
        """Like `arg`, but arguments that vary share one more copy."""
        return self._tag('specialize:arg_or_var' + self._list(positions))

    def argtype(self, *positions):
        """One copy for each type that these arguments have."""
        return self._tag('specialize:argtype' + self._list(positions))

    def arglltype(self, *positions):
        """One version for each low-level type of these arguments."""
        return self._tag('specialize:arglltype' + self._list(positions))

    def ll(self):
        """One copy for each combination of low-level argument types."""
        return self._tag('specialize:ll')

    def ll_and_arg(self, *positions):
        """`ll` and `arg` at the same time."""
        return self._tag('specialize:ll_and_arg' + self._list(positions))

    def call_location(self):
        """One copy for each place that calls the function."""
        return self._tag('specialize:call_location')

    def default(self):
        """One copy for all callers, as without a decorator."""
        return self._tag('specialize:default')

    @staticmethod
    def _list(positions) -> str:
        if not positions:
            raise TypeError('name the positions to specialise on')
        for position in positions:
            if not isinstance(position, int):
                raise TypeError('argument positions are integers')
        return '(' + ','.join(str(position) for position in positions) + ')'

    @staticmethod
    def _tag(text: str):
        def decorate(func):
            func._annspecialcase_ = text
            return func
        return decorate


specialize = _Specialize()


def always_inline(arg):
    """Inline every call. Use plainly, or as `always_inline('try')`."""
    if arg == 'try':
        def decorate(func):
            func._always_inline_ = 'try'
            return func
        return decorate
    arg._always_inline_ = True
    return arg


def try_inline(func):
    """Inline calls where that is possible; no error where it is not."""
    return always_inline('try')(func)


def dont_inline(func):
    """Never inline calls to the function."""
    func._dont_inline_ = True
    return func


def enforceargs(*types_, **kwds):
    """Declare the types of the arguments; None leaves one open.

    Give them all by position, or some by keyword. The translator reports a
    call with anything else. `typecheck=False` is accepted and ignored.
    """
    kwds.pop('typecheck', None)
    if types_ and kwds:
        raise TypeError('enforceargs takes positions or keywords, not both')

    def decorate(func):
        names = func.__code__.co_varnames[:func.__code__.co_argcount]
        if kwds:
            unknown = set(kwds) - set(names)
            if unknown:
                raise TypeError(f'{func.__name__} has no {sorted(unknown)}')
            func._annenforceargs_ = tuple(kwds.get(name) for name in names)
        else:
            func._annenforceargs_ = types_
        for name, declared in zip(names, func._annenforceargs_):
            if declared is not None:
                func.__annotations__[name] = declared
        return func
    return decorate


def import_from_mixin(M, special_methods=('__init__', '__del__')) -> None:
    """Copy the methods and attributes of class `M` into a class body.

    Each class that does so gets functions of its own, hence typed on their
    own. Call it directly in the body.
    """
    body = sys._getframe(1).f_locals
    if '__module__' not in body or '__qualname__' not in body:
        raise TypeError('import_from_mixin is to be called in a class body')
    flattened = {}
    for base in reversed(M.__mro__):
        if base is object:
            continue
        for name, value in base.__dict__.items():
            if isinstance(value, types.FunctionType):
                is_special = name.startswith('__') and name.endswith('__')
                if is_special and name not in special_methods:
                    raise TypeError(f'mixin {M.__name__} defines {name}')
                value = copy_function(value)
            elif isinstance(value, staticmethod):
                value = staticmethod(copy_function(value.__func__))
            elif isinstance(value, classmethod):
                value = classmethod(copy_function(value.__func__))
            elif isinstance(value, property):
                value = property(*[
                    copy_function(f) if f is not None else None
                    for f in (value.fget, value.fset, value.fdel)])
            elif name.startswith('__') and name != '__slots__':
                continue
            flattened[name] = value
    for name, value in flattened.items():
        if name in body:
            raise TypeError(f'{name} is already defined in the class body')
        body[name] = value
    body.setdefault('_mixin_sources_', [])
    body['_mixin_sources_'] = body['_mixin_sources_'] + [M]


def copy_function(func):
    """Return a function that does the same, and is typed on its own."""
    copy = types.FunctionType(func.__code__, func.__globals__, func.__name__,
                              func.__defaults__, func.__closure__)
    copy.__dict__.update(func.__dict__)
    copy.__kwdefaults__ = func.__kwdefaults__
    copy.__annotations__ = dict(func.__annotations__)
    copy.__doc__ = func.__doc__
    copy.__qualname__ = func.__qualname__
    return copy


# ____________________________________________________________
# Identity and hashing


def compute_hash(x) -> int:
    """Hash a string, number, tuple, instance or None.

    Unlike `hash` this is the same in every run and in translated code,
    except for instances, which hash by identity.
    """
    if isinstance(x, str):
        return _hash_string(x)
    if isinstance(x, bool):
        return int(x)
    if isinstance(x, int):
        return _wrap(int(x))
    if isinstance(x, float):
        return _hash_float(x)
    if isinstance(x, tuple):
        return _hash_tuple(x)
    if x is None:
        return 0
    return compute_identity_hash(x)


def compute_identity_hash(x) -> int:
    """Hash an instance by identity, ignoring its `__hash__`."""
    assert x is not None
    return object.__hash__(x)


def compute_unique_id(x) -> int:
    """Return a number no other living object has."""
    return id(x)


def current_object_addr_as_int(x) -> int:
    """Return where the object is now. It may move."""
    return id(x)


def _wrap(n: int) -> int:
    bits = target.LONG_BIT
    n &= (1 << bits) - 1
    return n - (1 << bits) if n >> (bits - 1) else n


def _hash_string(s: str) -> int:
    """FNV-1a over the characters, folded to a word; never -1."""
    x = 0xcbf29ce484222325
    for char in s:
        x = ((x ^ ord(char)) * 0x100000001b3) & 0xffffffffffffffff
    x = _wrap(x ^ (x >> 32))
    return -2 if x == -1 else x


def _hash_float(x: float) -> int:
    if x != x:
        return 0
    if x in (float('inf'), float('-inf')):
        return 314159 if x > 0 else -271828
    return hash_of_number(x)


def hash_of_number(x) -> int:
    """Hash an int of any size or a finite float as Python does whose words are the target's: modulo a prime."""
    prime = (1 << (61 if target.LONG_BIT == 64 else 31)) - 1
    numerator, denominator = abs(x).as_integer_ratio()
    result = numerator * pow(denominator, -1, prime) % prime
    result = -result if x < 0 else result
    return -2 if result == -1 else result


def _hash_tuple(items: tuple) -> int:
    x = 0x345678
    for item in items:
        x = _wrap((x ^ compute_hash(item)) * 1000003)
    return x


# ____________________________________________________________
# Objects and containers


def likely(condition: bool) -> bool:
    """Return the condition, which is nearly always true."""
    return condition


def unlikely(condition: bool) -> bool:
    """Return the condition, which is hardly ever true."""
    return condition


def free_non_gc_object(obj) -> None:
    """Free an object whose class has `_alloc_flavor_ = 'raw'`. The collector takes care of all objects: nothing to do."""


def list_get_physical_size(items) -> int:
    """Return for how many items a list has room."""
    return len(items)


def we_are_translated_to_c() -> bool:
    """The same as `we_are_translated`: there is no other way to translate."""
    return False


running_on_llinterp = False


def instantiate(cls, nonmovable: bool = False):
    """Create an instance without calling `__init__`."""
    return cls.__new__(cls)


def keepalive_until_here(*values) -> None:
    """Keep the values alive at least until this call."""


def newlist_hint(sizehint: int = 0) -> list:
    """Create an empty list that will soon have about `sizehint` items."""
    return []


def resizelist_hint(items: list, sizehint: int) -> None:
    """Reserve space for `sizehint` items in all."""


def prepare_dict_update(d: dict, n_items: int) -> None:
    """Reserve space in a dict for `n_items` more keys."""


def delitem_if_value_is(d, key, value) -> None:
    """Delete `d[key]` if it is `value`; do nothing otherwise."""
    if key in d and d[key] is value:
        del d[key]


# ____________________________________________________________
# Dicts


def move_to_end(d, key, last: bool = True) -> None:
    """Make a key the last of the dict, or the first, which takes as long as the dict is."""
    if isinstance(d, r_dict):
        d = d._dict
        key = next(own for own in d if own.key_is(key))
    value = d.pop(key)
    if last:
        d[key] = value
    else:
        others = list(d.items())
        d.clear()
        d[key] = value
        d.update(others)


def reversed_dict(d):
    """Iterate over the keys, the newest first."""
    keys = list(d)
    for key in reversed(keys):
        if len(d) != len(keys):
            raise RuntimeError('dictionary changed size during iteration')
        yield key


def _key_hash(d, key) -> int:
    return d.key_hash(key) if isinstance(d, r_dict) else compute_hash(key)


def iterkeys_with_hash(d):
    """Iterate over pairs of a key and its hash."""
    for key in d:
        yield key, _key_hash(d, key)


def iteritems_with_hash(d):
    """Iterate over triples of a key, its value and its hash."""
    for key, value in d.items():
        yield key, value, _key_hash(d, key)


def contains_with_hash(d, key, h: int) -> bool:
    """`key in d`, for a key whose hash in this dict is `h`."""
    assert h == _key_hash(d, key)
    return key in d


def getitem_with_hash(d, key, h: int):
    """`d[key]`, likewise."""
    assert h == _key_hash(d, key)
    return d[key]


def setitem_with_hash(d, key, h: int, value) -> None:
    """`d[key] = value`, likewise."""
    assert h == _key_hash(d, key)
    d[key] = value


def delitem_with_hash(d, key, h: int) -> None:
    """`del d[key]`, likewise."""
    assert h == _key_hash(d, key)
    del d[key]


def dict_to_switch(d: dict):
    """Make a function of a dict that is a constant: `lookup(key)`, a switch in translated code.

    KeyError for any other key. Keys are ints or characters, all of one kind.
    """
    items = unrolling_items(d)

    def lookup(query):
        for key, value in items:
            if key == query:
                return value
        raise KeyError
    return lookup


def unrolling_items(d: dict):
    """Return the items as an iterable that is unrolled while translating."""
    from rpython.rlib.unroll import unrolling_iterable
    return unrolling_iterable(list(d.items()))


class _RKey:
    """A key of an `r_dict`, hashed and compared by the dict's functions."""

    __slots__ = ('owner', 'key', 'hash')

    def __init__(self, owner, key):
        self.owner = owner
        self.key = key
        self.hash = owner.key_hash(key)

    def __hash__(self):
        return self.hash

    def key_is(self, key):
        """Is this the dict's key for `key`?"""
        return self.hash == self.owner.key_hash(key) and self.owner.key_eq(self.key, key)

    def __eq__(self, other):
        return self.hash == other.hash and (
            self.owner.key_eq(self.key, other.key))


class r_dict:
    """A dict with its own key equality and hash functions.

    Like a `dict`, it keeps the order of insertion.
    """

    def __init__(self, key_eq, key_hash, force_non_null: bool = False,
                 simple_hash_eq: bool = False):
        self.key_eq = key_eq
        self.key_hash = key_hash
        self.force_non_null = force_non_null
        self._dict = {}

    def __getitem__(self, key):
        return self._dict[_RKey(self, key)]

    def __setitem__(self, key, value):
        assert not (self.force_non_null and key is None)
        self._dict[_RKey(self, key)] = value

    def __delitem__(self, key):
        del self._dict[_RKey(self, key)]

    def __contains__(self, key):
        return _RKey(self, key) in self._dict

    def __len__(self):
        return len(self._dict)

    def __iter__(self):
        return iter(self.keys())

    def get(self, key, default=None):
        return self._dict.get(_RKey(self, key), default)

    def setdefault(self, key, default):
        return self._dict.setdefault(_RKey(self, key), default)

    def pop(self, key, *default):
        return self._dict.pop(_RKey(self, key), *default)

    def popitem(self):
        rkey, value = self._dict.popitem()
        return rkey.key, value

    def keys(self):
        return [rkey.key for rkey in self._dict]

    def values(self):
        return list(self._dict.values())

    def items(self):
        return [(rkey.key, value) for rkey, value in self._dict.items()]

    def update(self, other):
        for key, value in other.items():
            self[key] = value

    def clear(self):
        self._dict.clear()

    def copy(self):
        result = r_dict(self.key_eq, self.key_hash, self.force_non_null)
        result.update(self)
        return result

    def __repr__(self):
        return f'r_dict({self.items()!r})'


r_ordereddict = r_dict
