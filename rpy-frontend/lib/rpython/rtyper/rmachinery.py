"""What classes do by means that only Python's interpreter has.

The functions here run while translating, on live classes. Some find what can
not be translated; the others make something in the language that stands for
an object of Python's C code.
"""

import abc
import functools
import inspect
import types

from rpython.rtyper.rclass import define_function

# Whose special methods the translator knows.
_KNOWN_MODULES = frozenset(['abc', 'builtins', 'collections.abc', 'enum', 'typing'])
_KNOWN_METACLASSES = frozenset(['abc', 'builtins', 'enum', 'typing'])


def _is_known(cls) -> bool:
    return cls.__module__ in _KNOWN_MODULES or cls.__module__.startswith('rpython.')


def _holder(cls, name: str):
    """Return the class of the program, at or above `cls`, whose body has the name; None if there is none."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return None if _is_known(base) else base
    return None


def _obstacle(holder, name: str, message: str, help_text: str):
    """Return what a diagnostic needs: message, help, and the function that is in the way or None."""
    value = holder.__dict__.get(name)
    function = getattr(value, '__func__', value)
    is_shown = isinstance(function, types.FunctionType) and holder.__module__ not in _KNOWN_MODULES
    return message.format(holder=holder.__qualname__, name=name), help_text, function if is_shown else None


def _is_frozen_dataclass_method(holder, name: str) -> bool:
    function = holder.__dict__[name]
    return '__dataclass_params__' in holder.__dict__ and function.__code__.co_filename == '<string>'


_ACCESS = ('__getattribute__', '__getattr__', '__setattr__', '__delattr__')


@functools.lru_cache(maxsize=None)
def instance_obstacle(cls, is_made: bool):
    """Return why instances can not be translated, or None; `is_made` if the program makes some at run time."""
    base = _builtin_base(cls)
    if base is not None and not hasattr(cls, '_fields') and not hasattr(cls, '__members__'):
        return (f'`{cls.__qualname__}` derives from the built-in class {base.__name__}, which only named tuples and '
                'enumerations can do', f'write a class with an attribute of the type {base.__name__}', None)
    for name in _ACCESS:
        holder = _holder(cls, name)
        if holder is None or not isinstance(holder.__dict__[name], types.FunctionType):
            continue
        if name in ('__setattr__', '__delattr__') and _is_frozen_dataclass_method(holder, name):
            continue
        return _obstacle(holder, name, '`{holder}` defines `{name}`, which decides about attributes at run time',
                         'use a property or a method; objects that are only used as constants can have `_freeze_`')
    if not is_made:
        return None
    holder = _holder(cls, '__new__')
    if holder is not None and not issubclass(cls, tuple):
        return _obstacle(holder, '__new__', '`{holder}` defines `__new__`, which makes instances at run time',
                         'use `__init__` to prepare instances, and a function to choose between them')
    metaclass = _metaclass_with(cls, '__call__')
    if metaclass is not None:
        return _obstacle(metaclass, '__call__',
                         f'`{cls.__qualname__}` has the metaclass `{{holder}}`, whose `__call__` makes its instances',
                         'call a function that does what the metaclass does')
    return None


_BUILTIN_VALUES = (int, float, str, bytes, tuple, list, dict, set, frozenset, bytearray)


def _builtin_base(cls):
    return next((base for base in _BUILTIN_VALUES if issubclass(cls, base)), None)


@functools.lru_cache(maxsize=None)
def value_obstacle(cls):
    """Return why a constant of this class, which derives from int or the like, is not just an int; or None.

    The methods of the class are unknown to the translator; where they are
    special ones, Python would call them for operators.
    """
    if hasattr(cls, '__members__') or hasattr(cls, '_fields') or hasattr(cls, 'BITS'):
        return None
    for base in cls.__mro__:
        if _is_known(base):
            continue
        for name, value in base.__dict__.items():
            is_special = name.startswith('__') and isinstance(value, types.FunctionType)
            if is_special and name not in ('__new__', '__init__', '__init_subclass__', '__getnewargs__'):
                kind = _builtin_base(cls).__name__
                return _obstacle(base, name, f'`{{holder}}` derives from {kind} and defines `{{name}}`: its instances '
                                 f'would be plain objects of the type {kind}',
                                 f'write a class with an attribute of the type {kind}')
    return None


def _metaclass_with(cls, *names):
    """Return the metaclass of the program that defines one of the special methods, or None."""
    for metaclass in type(cls).__mro__:
        if metaclass.__module__ not in _KNOWN_METACLASSES and any(name in metaclass.__dict__ for name in names):
            return metaclass
    return None


def class_value_obstacle(cls, names: tuple):
    """Return why a class can not be used as a value for which a method of the metaclass is called, or None."""
    metaclass = _metaclass_with(cls, *names)
    if metaclass is None:
        return None
    name = next(name for name in names if name in metaclass.__dict__)
    return _obstacle(metaclass, name,
                     f'`{cls.__qualname__}` has the metaclass `{{holder}}`, which defines `{{name}}` for classes',
                     'call a function with the class instead')


def _is_registered(cls) -> bool:
    """Have classes been registered with this one or one below it?"""
    if not isinstance(cls, abc.ABCMeta):
        return False
    registry = abc._get_dump(cls)[0]
    return len(registry) > 0 or any(_is_registered(each) for each in type.__subclasses__(cls))


@functools.lru_cache(maxsize=None)
def test_obstacle(cls):
    """Return why isinstance() and issubclass() with this class can not be translated, or None."""
    help_text = 'give the classes that are meant a common base class, and test for that'
    for name in ('__instancecheck__', '__subclasscheck__'):
        metaclass = _metaclass_with(cls, name)
        if metaclass is not None:
            return _obstacle(metaclass, name,
                             f'`{cls.__qualname__}` has the metaclass `{{holder}}`, whose `{{name}}` decides what '
                             'is an instance', help_text)
    if getattr(cls, '_is_protocol', False):
        return (f'`{cls.__qualname__}` is a protocol: what is an instance depends on its methods only', help_text, None)
    for base in cls.__mro__:
        if base is not object and '__subclasshook__' in base.__dict__ and base.__module__ != 'typing':
            return _obstacle(base, '__subclasshook__', '`{holder}` decides by its `__subclasshook__` what is an instance',
                             help_text)
    if _is_registered(cls):
        return (f'classes that do not derive from `{cls.__qualname__}` have been registered with it',
                'derive from it instead of registering', None)
    return None


def descriptor_obstacle(cls, name: str, value):
    """Return why reading or assigning this attribute of the class can not be translated, or None."""
    kind = type(value)
    if kind.__module__ in ('builtins', 'functools') or not hasattr(kind, '__get__'):
        return None
    method = '__get__' if hasattr(kind, '__get__') else '__set__'
    return _obstacle(kind, method, f'attribute `{name}` of `{cls.__qualname__}` is a descriptor: `{{holder}}` defines '
                     '`{name}`', 'use a property')


@functools.lru_cache(maxsize=None)
def _allowed_attributes(cls):
    """Return the names that instances can have, or None when they can have any.

    `__slots__` holds for a class if all its bases have it, too; `_attrs_`,
    which Python knows nothing of, for the class that has it.
    """
    allowed = set()
    if '_attrs_' in cls.__dict__:
        for base in cls.__mro__:
            for declaration in ('_attrs_', '__slots__'):
                names = base.__dict__.get(declaration, ())
                allowed.update([names] if isinstance(names, str) else names)
            allowed.update(name for name in base.__dict__ if not name.startswith('__'))
        return allowed
    if cls.__dictoffset__ != 0:
        return None
    for base in cls.__mro__:
        allowed.update(name for name, value in base.__dict__.items() if inspect.isdatadescriptor(value))
    return allowed


def allows_attribute(cls, name: str) -> bool:
    allowed = _allowed_attributes(cls)
    return allowed is None or name in allowed


def is_unhashable(cls) -> bool:
    """Has the class an equality and no hash that goes with it?"""
    return cls.__hash__ is None


# ____________________________________________________________
# functools


@functools.lru_cache(maxsize=None)
def cached_property_form(holder, name: str, cached):
    """Return the property that stands for a `functools.cached_property`: it keeps the value in two attributes."""
    stored, is_stored = _storage(name)
    setattr(holder, is_stored, False)
    getter = define_function('value', (
        f'def value(self):\n'
        f'    if not self.{is_stored}:\n'
        f'        self.{stored} = compute(self)\n'
        f'        self.{is_stored} = True\n'
        f'    return self.{stored}\n'), compute=cached.func)
    setter = define_function('store', (
        f'def store(self, value):\n'
        f'    self.{stored} = value\n'
        f'    self.{is_stored} = True\n'))
    for function in (getter, setter):
        function.__qualname__ = f'{holder.__qualname__}.{name}'
        function.__module__ = holder.__module__
    return property(getter, setter)


def _storage(name: str):
    return f'_value_of_{name}', f'_has_value_of_{name}'


@functools.lru_cache(maxsize=None)
def _cached_properties(cls) -> list:
    return [name for base in cls.__mro__ for name, value in base.__dict__.items()
            if isinstance(value, functools.cached_property)]


def store_cached_values(instance) -> None:
    """Move values that import has computed to where translated code finds them."""
    for name in _cached_properties(type(instance)):
        if name in instance.__dict__:
            stored, is_stored = _storage(name)
            instance.__dict__[stored] = instance.__dict__.pop(name)
            instance.__dict__[is_stored] = True


_cache_forms: dict = {}


def cache_form(cache):
    """Return the function that stands for what `functools.lru_cache` made, or None for one it can not be made for."""
    if id(cache) not in _cache_forms:
        _cache_forms[id(cache)] = cache, _make_cache_form(cache)
    return _cache_forms[id(cache)][1]


def _make_cache_form(cache):
    function = cache.__wrapped__
    parameters = list(inspect.signature(function).parameters.values())
    is_plain = all(each.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD for each in parameters)
    if not is_plain or cache.cache_parameters()['typed']:
        return None
    names = [each.name for each in parameters]
    most = cache.cache_parameters()['maxsize']
    arguments = ', '.join(names)
    key = arguments if len(names) == 1 else f'({arguments})' if names else '0'
    lines = [f'def cached({arguments}):', f'    _key = {key}']
    if most != 0:
        lines += ['    if _key in _table:']
        if most is None:
            lines += ['        return _table[_key]']
        else:  # the entry that was used last is the last one
            lines += ['        _result = _table[_key]', '        del _table[_key]', '        _table[_key] = _result',
                      '        return _result']
    lines += [f'    _result = _function({arguments})']
    if most is not None and most != 0:
        lines += [f'    if len(_table) >= {most}:', '        for _oldest in _table:', '            del _table[_oldest]',
                  '            break']
    if most != 0:
        lines += ['    _table[_key] = _result']
    lines += ['    return _result', '']
    form = define_function('cached', '\n'.join(lines), _table={}, _function=function)
    form.__defaults__ = function.__defaults__
    form.__qualname__ = function.__qualname__
    form.__module__ = function.__module__
    return form
