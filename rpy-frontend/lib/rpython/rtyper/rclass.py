"""Enumerations, named tuples and dataclasses: what their classes do in C or by generated code.

The functions here run while translating. They take a live class and return
what stands for a part of it in translated code: a list, a dict or a function
in the language. The same class always gives the same object, so that it is
annotated once.
"""

import dataclasses
import enum
import functools
import linecache
import sys
import types
import typing

from rpython.rlib.objectmodel import copy_function, specialize
from rpython.rtyper.annlowlevel import hlstr, llstr, static_class
from rpython.rtyper.registration import replaces, specialize_helper


class PlainClass:
    """A class made by a class statement, to tell others from."""


def refine(cls, value):
    """Return `value`, known to be an instance of `cls`, which derives from its type."""
    return value


def define_function(name: str, source: str, **namespace):
    """Return the function that `source` defines; its source can be found again."""
    file_name = f'<weft {name} {len(linecache.cache)}>'
    linecache.cache[file_name] = (len(source), None, source.splitlines(True), file_name)
    exec(compile(source, file_name, 'exec'), namespace)
    return namespace[name]


# ____________________________________________________________
# Generic classes


def generic_copy(cls):
    """Return a class like `cls`, a class with `_generic_`, whose instances hold values of a type of their own.

    It derives from `cls` and has functions of its own.
    """
    body = {name: copy_function(value) if isinstance(value, types.FunctionType) else value
            for name, value in vars(cls).items() if name not in ('_generic_', '__dict__', '__weakref__')}
    body['_generic_copy_'] = True
    copy = type(cls.__name__, (cls,), body)
    copy.__qualname__ = cls.__qualname__
    return copy


def stands_for(original):
    """Decorate a class of the library that messages call by the name of Python's class."""
    def decorate(cls):
        cls.__module__, cls.__name__, cls.__qualname__ = original.__module__, original.__name__, original.__qualname__
        return cls
    return decorate


# ____________________________________________________________
# Enumerations


def is_enumeration(cls) -> bool:
    """Is this a class with members, which its name stands for in loops and calls?"""
    return isinstance(cls, enum.EnumMeta) and len(cls) > 0


@functools.lru_cache(maxsize=None)
def members(cls) -> list:
    return list(cls)


@functools.lru_cache(maxsize=None)
def member_names(cls) -> dict:
    return dict(cls.__members__)


@functools.lru_cache(maxsize=None)
def value_to_member(cls):
    """Return the function that `cls(value)` is."""
    table = {member._value_: member for member in cls.__members__.values()}
    if issubclass(cls, enum.Flag):
        table = _flag_values(cls)
    class_name = cls.__qualname__

    def enum_of_value(value):
        try:
            return table[value]
        except KeyError:
            raise ValueError(repr(value) + ' is not a valid ' + class_name)
    return enum_of_value


def _flag_values(cls) -> dict:
    """Return a flag's members by value, with all combinations of them."""
    values = {0}
    for member in cls.__members__.values():
        values |= {value | member._value_ for value in values}
    return {value: cls(value) for value in sorted(values)}


@replaces(enum.Enum.__repr__)
def enum_repr(self):
    return '<' + self.__class__.__name__ + '.' + self._name_ + ': ' + repr(self._value_) + '>'


def _flag_operation(name: str, expression: str):
    """Return a function that makes the operator methods of flag classes."""
    @functools.lru_cache(maxsize=None)
    def make(cls):
        everything = 0
        for member in cls.__members__.values():
            everything |= member._value_
        parameters = 'self' if name == '__invert__' else 'self, other'
        return define_function('flag_operation', f'def flag_operation({parameters}):\n'
                       f'    return of_value({expression})\n',
                       of_value=value_to_member(cls), everything=everything)
    return make


_FLAG_OPERATIONS = {
    '__or__': _flag_operation('__or__', 'self._value_ | other._value_'),
    '__and__': _flag_operation('__and__', 'self._value_ & other._value_'),
    '__xor__': _flag_operation('__xor__', 'self._value_ ^ other._value_'),
    '__invert__': _flag_operation('__invert__', 'everything & ~self._value_'),
}


@replaces(enum.Flag.__contains__)
def flag_contains(self, other):
    return other._value_ & self._value_ == other._value_


@replaces(enum.Flag.__bool__)
def flag_bool(self):
    return self._value_ != 0


@replaces(enum.Flag.__repr__)
def flag_repr(self):
    name = self._name_
    if name is None:
        return '<' + self.__class__.__name__ + ': ' + repr(self._value_) + '>'
    return '<' + self.__class__.__name__ + '.' + name + ': ' + repr(self._value_) + '>'


@replaces(enum.Flag.__str__)
def flag_str(self):
    name = self._name_
    if name is None:
        return self.__class__.__name__ + '(' + repr(self._value_) + ')'
    return self.__class__.__name__ + '.' + name


# ____________________________________________________________
# Classes whose instances are integers, strings or tuples: IntEnum, StrEnum, NamedTuple


@functools.lru_cache(maxsize=None)
def _member_name(cls):
    """Return the function that finds a member's name; hints make it one for members and plain values."""
    if issubclass(cls, int):
        names = {int(member): member._name_ for member in cls}

        def name_of_integer(self: int) -> str:
            return names[self]
        return name_of_integer

    words = {str.__str__(member): member._name_ for member in cls}

    def name_of_string(self: str) -> str:
        return words[self]
    return name_of_string


@functools.lru_cache(maxsize=None)
def _tuple_item(position: int):
    item = define_function('item', f'def item(self):\n    return self[{position}]\n')
    item._annspecialcase_ = 'specialize:argtype(0)'
    return item


def _plain_integer(self):
    return int(self)


def _plain_string(self):
    return '' + self


def _repr_of_integer(value: int) -> str:
    return repr(value)


def _repr_of_string(value: str) -> str:
    return repr(value)


def refined_attribute(cls, name: str):
    """Return how instances have the attribute: a pair of a word and an object, or None.

    'get' goes with a function to call with the instance, 'method' with one to
    bind to it, 'value' with the value itself.
    """
    if issubclass(cls, enum.Enum):
        if name in ('name', '_name_'):
            return 'get', _member_name(cls)
        if name in ('value', '_value_'):
            return 'get', _plain_integer if issubclass(cls, int) else _plain_string
    elif name in cls._fields:
        return 'get', _tuple_item(cls._fields.index(name))
    if name == '__class__':
        return 'value', cls
    for base in cls.__mro__:
        if name not in base.__dict__:
            continue
        found = base.__dict__[name]
        if isinstance(found, property):
            return 'get', found.fget
        if isinstance(found, (staticmethod, classmethod)):
            return 'value', getattr(cls, name)
        if hasattr(found, '__code__'):
            if base.__dict__.get('_fields') and name in _TUPLE_METHODS:
                found = _TUPLE_METHODS[name](cls)
            return 'method', found
        if hasattr(type(found), '__get__'):
            return None
        return 'value', found
    return None


def _own_method(cls, name: str):
    """Return the method if a class of the program defines it."""
    for base in cls.__mro__:
        if name in base.__dict__:
            found = base.__dict__[name]
            return found if hasattr(found, '__code__') and base.__module__ not in ('enum', 'typing') else None
    return None


@functools.lru_cache(maxsize=None)
def refined_repr(cls, item_reprs):
    """Return repr() of instances over their low-level form; `item_reprs` are those of a tuple's items."""
    own = _own_method(cls, '__repr__')
    if own is not None and issubclass(cls, enum.Enum):
        return _text_by(cls, own)
    if issubclass(cls, enum.Enum):
        class_name = cls.__name__
        name_of = _member_name(cls)
        plain_repr = _repr_of_integer if issubclass(cls, int) else _repr_of_string

        def enum_text(value):
            return '<' + class_name + '.' + name_of(value) + ': ' + plain_repr(value) + '>'
        return _text_by(cls, enum_text)
    parts = []
    namespace = {'llstr': llstr, 'concat': _concat}
    for i, (name, item_repr) in enumerate(zip(cls._fields, item_reprs)):
        namespace[f'repr{i}'] = item_repr
        parts.append(f"    text = concat(text, llstr({', ' if i else ''!r} + {name + '='!r}), repr{i}(t.item{i}))\n")
    function = define_function('ll_named_tuple_repr', (
        'def ll_named_tuple_repr(t):\n'
        "    if not t:\n        return llstr('None')\n"
        f"    text = llstr({cls.__name__ + '('!r})\n" + ''.join(parts)
        + "    return concat(text, llstr(')'), llstr(''))\n"), **namespace)
    specialize_helper(function)
    return function


@functools.lru_cache(maxsize=None)
def refined_str(cls):
    """Return str() of instances where their class defines it, else None."""
    own = _own_method(cls, '__str__') if issubclass(cls, enum.Enum) else None
    return None if own is None else _text_by(cls, own)


def _concat(a, b, c):
    from rpython.rtyper.rstr import ll_strconcat3
    return ll_strconcat3(a, b, c)


def _text_by(cls, function):
    if issubclass(cls, str):
        def ll_refined_string_text(value):
            return llstr(function(refine(cls, hlstr(value))))
        result = ll_refined_string_text
    else:
        def ll_refined_text(value):
            return llstr(function(refine(cls, value)))
        result = ll_refined_text
    specialize_helper(result)
    return result


def is_named_tuple(cls) -> bool:
    return isinstance(cls, type) and issubclass(cls, tuple) and hasattr(cls, '_fields')


@functools.lru_cache(maxsize=None)
def tuple_maker(cls):
    """Return the function that a named tuple's class is when it is called."""
    names = cls._fields
    defaults = {f'default_{name}': value for name, value in cls._field_defaults.items()}
    parameters = [f'{name}=default_{name}' if name in cls._field_defaults else name for name in names]
    items = ', '.join(names) + (',' if len(names) == 1 else '')
    maker = define_function('make', f'def make({", ".join(parameters)}):\n'
                    f'    return refine(cls, ({items}))\n', refine=refine, cls=cls, **defaults)
    hints = typing.get_type_hints(cls)
    if hints:
        maker.__annotations__ = {name: hint for name, hint in hints.items() if name in names}
    else:
        maker._annspecialcase_ = f'specialize:argtype({", ".join(map(str, range(len(names))))})'
    return maker


class _Kept:
    """What stands for a field that `_replace` is not given."""


_KEPT = _Kept()


@functools.lru_cache(maxsize=None)
def _tuple_replace(cls):
    """Return the method `_replace` of a named tuple."""
    items = ''.join(f'self[{i}] if isinstance({name}, Kept) else {name}, ' for i, name in enumerate(cls._fields))
    parameters = ''.join(f', {name}=kept' for name in cls._fields)
    function = define_function('_replace', f'def _replace(self, *{parameters}):\n    return refine(cls, ({items}))\n',
                               refine=refine, cls=cls, Kept=_Kept, kept=_KEPT)
    function._annspecialcase_ = 'specialize:call_location'
    return function


@functools.lru_cache(maxsize=None)
def _tuple_asdict(cls):
    """Return the method `_asdict` of a named tuple, whose items must be of one type."""
    items = ', '.join(f'{name!r}: self[{i}]' for i, name in enumerate(cls._fields))
    function = define_function('_asdict', f'def _asdict(self):\n    return {{{items}}}\n')
    function._annspecialcase_ = 'specialize:call_location'
    return function


_TUPLE_METHODS = {'_replace': _tuple_replace, '_asdict': _tuple_asdict}


@functools.lru_cache(maxsize=None)
def tuple_from_items(cls):
    """Return the function that `_make` of a named tuple's class is."""
    names = ', '.join(cls._fields) + (',' if len(cls._fields) == 1 else '')
    function = define_function('_make', (
        f'def _make(items):\n    try:\n        {names} = items\n    except ValueError:\n'
        f"        raise TypeError('Expected {len(cls._fields)} arguments')\n"
        f'    return refine(cls, ({names}))\n'), refine=refine, cls=cls)
    function._annspecialcase_ = 'specialize:call_location'
    return function


# ____________________________________________________________
# Dataclasses


def stand_in(cls, name: str, value):
    """Return what translated code uses for the attribute of the class, or `value` itself."""
    code = getattr(value, '__code__', None)
    if code is None:
        return value
    # What shows `...` for an object inside of itself.
    if code.co_filename == dataclasses.__file__ and hasattr(value, '__wrapped__'):
        return value.__wrapped__
    if name in _FLAG_OPERATIONS and isinstance(cls, enum.EnumMeta) and issubclass(cls, enum.Flag):
        if value is getattr(enum.Flag, name, None):
            return _FLAG_OPERATIONS[name](cls)
    is_generated = name == '__init__' and code.co_filename == '<string>' and '__dataclass_fields__' in cls.__dict__
    if is_generated and _has_factories(cls):
        return _dataclass_init(cls)
    return value


def _has_factories(cls) -> bool:
    return any(field.init and field.default_factory is not dataclasses.MISSING
               for field in cls.__dataclass_fields__.values())


@functools.lru_cache(maxsize=None)
def _dataclass_init(cls):
    """Return `__init__` of a dataclass with None where the generated one has a sentinel.

    The sentinel stands for a missing argument whose value a factory makes.
    """
    namespace = {'set_attribute': object.__setattr__}
    positional, keyword_only, body, annotations = [], [], [], {}
    is_frozen = cls.__dataclass_params__.frozen
    after = []
    for field in cls.__dataclass_fields__.values():
        kind = field._field_type
        if kind is dataclasses._FIELD_CLASSVAR:
            continue
        name = field.name
        value = name
        if field.default_factory is not dataclasses.MISSING:
            namespace[f'factory_{name}'] = field.default_factory
            value = f'factory_{name}() if {name} is None else {name}' if field.init else f'factory_{name}()'
        elif not field.init:
            if field.default is dataclasses.MISSING:
                continue
            namespace[f'default_{name}'] = field.default
            value = f'default_{name}'
        if field.init:
            parameter = name
            if field.default_factory is not dataclasses.MISSING:
                parameter += '=None'
            elif field.default is not dataclasses.MISSING:
                namespace[f'default_{name}'] = field.default
                parameter += f'=default_{name}'
            (keyword_only if field.kw_only else positional).append(parameter)
            annotations[name] = field.type
        if kind is dataclasses._FIELD_INITVAR:
            after.append(name)
        elif is_frozen:
            body.append(f'    set_attribute(self, {name!r}, {value})\n')
        else:
            body.append(f'    self.{name} = {value}\n')
    if hasattr(cls, '__post_init__'):
        body.append(f'    self.__post_init__({", ".join(after)})\n')
    parameters = ['self', *positional]
    if keyword_only:
        parameters += ['*', *keyword_only]
    init = define_function('__init__', f'def __init__({", ".join(parameters)}):\n' + ''.join(body or ['    pass\n']),
                   **namespace)
    module = sys.modules.get(cls.__module__)
    names = dict(vars(module)) if module else {}
    for name, hint in annotations.items():
        try:
            init.__annotations__[name] = eval(hint, names) if isinstance(hint, str) else hint
        except NameError:
            pass
    init.__qualname__ = cls.__qualname__ + '.__init__'
    return init


@functools.lru_cache(maxsize=None)
def dataclass_copier(cls, changed: tuple):
    """Return the function that `dataclasses.replace(instance, **changes)` is."""
    arguments = []
    for field in cls.__dataclass_fields__.values():
        if field._field_type is dataclasses._FIELD_CLASSVAR or not field.init:
            continue
        value = f'new_{field.name}' if field.name in changed else f'self.{field.name}'
        arguments.append(f'{field.name}={value}')
    parameters = ', '.join(['self', *[f'new_{name}' for name in changed]])
    return define_function('replaced', f'def replaced({parameters}):\n    return cls({", ".join(arguments)})\n', cls=cls)


def _converted(hint, value: str, name: str, namespace: dict) -> str:
    """Return an expression that does to a value of the type what `asdict` and `astuple` do (`name`)."""
    if dataclasses.is_dataclass(hint):
        maker = f'{name}_{hint.__name__}_{id(hint)}'
        namespace[maker] = _class_converter(hint, name)
        return f'{maker}({value})'
    origin, arguments = typing.get_origin(hint) or hint, typing.get_args(hint)
    if origin is list and arguments:
        return f'[{_converted(arguments[0], "item", name, namespace)} for item in {value}]'
    if origin is dict and arguments:
        converted = ': '.join(_converted(argument, variable, name, namespace)
                              for argument, variable in zip(arguments, ('key', 'held')))
        return f'{{{converted} for key, held in {value}.items()}}'
    return f'{value}.copy()' if origin in (list, dict, set) else value


@functools.lru_cache(maxsize=None)
def _class_converter(cls, name: str):
    """Return the function that `asdict` or `astuple` is for instances of the class."""
    hints = typing.get_type_hints(cls)
    namespace: dict = {}
    items = []
    for field in dataclasses.fields(cls):
        value = _converted(hints[field.name], f'self.{field.name}', name, namespace)
        items.append(f'{field.name!r}: {value}' if name == 'asdict' else value)
    content = ''.join(item + ', ' for item in items)
    result = f'{{{content}}}' if name == 'asdict' else f'({content})'
    return define_function(name, f'def {name}(self):\n    return {result}\n', **namespace)


@specialize.memo()
def _dict_converter(cls):
    return _class_converter(cls, 'asdict')


@specialize.memo()
def _tuple_converter(cls):
    return _class_converter(cls, 'astuple')


@replaces(dataclasses.asdict)
@specialize.call_location()
def dataclass_asdict(obj):
    return _dict_converter(static_class(obj))(obj)


@replaces(dataclasses.astuple)
@specialize.call_location()
def dataclass_astuple(obj):
    return _tuple_converter(static_class(obj))(obj)
