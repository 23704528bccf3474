"""The types that generated programs use."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Type:
    """A type: its kind and what it is made of (item types; parameters and result; a class's name)."""

    kind: str
    parts: tuple = ()

    @property
    def item(self):
        return self.parts[-1]


INT = Type('int')
FLOAT = Type('float')
BOOL = Type('bool')
STR = Type('str')
UINT = Type('uint')
BYTES = Type('bytes')
SCALARS = (INT, FLOAT, BOOL, STR)
KEYS = (INT, STR)


def list_of(item):
    return Type('list', (item,))


def set_of(item):
    return Type('set', (item,))


def dict_of(key, value):
    return Type('dict', (key, value))


def tuple_of(*items):
    return Type('tuple', items)


def instance_of(name):
    return Type('instance', (name,))


def optional(instance):
    """An instance or None."""
    return Type('optional', (instance,))


def function(parameters, result):
    return Type('function', (*parameters, result))


@dataclasses.dataclass
class Function:
    """A function or method that can be called by the code generated after it."""

    name: str
    parameters: list
    result: Type


@dataclasses.dataclass
class Class:
    """A class with what it inherits already in its fields and methods."""

    name: str
    base: 'Class | None'
    fields: dict = dataclasses.field(default_factory=dict)   # name -> Type, in the order of __init__
    methods: dict = dataclasses.field(default_factory=dict)  # name -> Function
    special: set = dataclasses.field(default_factory=set)    # special methods that exist

    def derives_from(self, name):
        return self.name == name or (self.base is not None and self.base.derives_from(name))

    @property
    def root(self):
        return self.base.root if self.base else self
