"""Tuples: immutable structs with fields `item0`, `item1`, ...

The `make_...` functions run while translating. Each returns a function for
tuples whose items are handled by the given functions, always the same one
for the same arguments; None stands for the operation of primitive items.
"""

# Some of these names are for the generated functions.
from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import GcStruct, Signed, malloc
from rpython.rtyper.registration import specialize_helper
from rpython.rtyper.rhash import ll_hash_primitive
from rpython.rtyper.rlist import item_less, items_equal
from rpython.rtyper.rstr import STRINGS, ll_concat_array

_tuple_types = {}
_functions = {}


def tuple_type(ITEMS):
    """Return the type of tuples with these items."""
    key = tuple(ITEMS)
    if key not in _tuple_types:
        fields = tuple((f'item{i}', ITEM) for i, ITEM in enumerate(key))
        _tuple_types[key] = GcStruct(
            'tuple', *fields, hints={'immutable_fields': tuple(name for name, _ in fields)})
    return _tuple_types[key]


@always_inline
def hash_item(item, hashfn):
    """Hash an item; `hashfn` is a function or None."""
    if hashfn is None:
        return ll_hash_primitive(item)
    else:
        return hashfn(item)


@always_inline
def mix_hash(hash, item_hash):
    """Add an item's hash to a tuple's, as `compute_hash` does."""
    return llop.int_mul(Signed, hash ^ item_hash, 1000003)


def _generate(kind: str, functions, lines):
    """Define a function from its lines; `f0`, `f1`, ... are the functions."""
    name = f'll_tuple_{kind}'
    scope = dict(globals())
    scope.update((f'f{i}', function) for i, function in enumerate(functions))
    source = '\n'.join(lines) + '\n'
    exec(compile(source, f'<{name} {len(_functions)}>', 'exec'), scope)
    specialize_helper(scope[name])
    return scope[name]


def _memoised(kind: str, functions, make_lines):
    key = (kind, tuple(functions))
    if key not in _functions:
        _functions[key] = _generate(kind, key[1], make_lines(len(key[1])))
    return _functions[key]


def make_eq(functions):
    """Return `t1 == t2`; either may be null."""
    def lines(count):
        yield 'def ll_tuple_eq(t1, t2):'
        yield '    if t1 == t2:'
        yield '        return True'
        yield '    if not t1 or not t2:'
        yield '        return False'
        for i in range(count):
            yield f'    if not items_equal(t1.item{i}, t2.item{i}, f{i}):'
            yield '        return False'
        yield '    return True'
    return _memoised('eq', functions, lines)


def make_hash(functions):
    """Return the hash of a tuple, 0 for null."""
    def lines(count):
        yield 'def ll_tuple_hash(t):'
        yield '    if not t:'
        yield '        return 0'
        yield '    hash = 0x345678'
        for i in range(count):
            yield f'    hash = mix_hash(hash, hash_item(t.item{i}, f{i}))'
        yield '    return hash'
    return _memoised('hash', functions, lines)


def make_lt(functions):
    """Return `t1 < t2`."""
    def lines(count):
        yield 'def ll_tuple_lt(t1, t2):'
        for i in range(count):
            yield f'    if item_less(t1.item{i}, t2.item{i}, f{i}):'
            yield '        return True'
            if i < count - 1:
                yield f'    if item_less(t2.item{i}, t1.item{i}, f{i}):'
                yield '        return False'
        yield '    return False'
    return _memoised('lt', functions, lines)


def make_repr(functions):
    """Return `repr(t)`; each function makes a string of an item."""
    def lines(count):
        yield 'def ll_tuple_repr(t):'
        yield '    if not t:'
        yield "        return llstr('None')"
        yield f'    pieces = malloc(STRINGS, {2 * count + 1})'
        yield "    pieces[0] = llstr('(')"
        for i in range(count):
            yield f'    pieces[{2 * i + 1}] = f{i}(t.item{i})'
            if i < count - 1:
                yield f"    pieces[{2 * i + 2}] = llstr(', ')"
        if count > 0:
            yield f"    pieces[{2 * count}] = llstr('{',)' if count == 1 else ')'}')"
        else:
            yield "    return llstr('()')"
        yield '    return ll_concat_array(pieces)'
    return _memoised('repr', functions, lines)
