"""What generated code may refer to at one place, and the dice."""

import random

from generate.types import (BOOL, BYTES, FLOAT, INT, KEYS, SCALARS, STR, UINT, Type, dict_of, instance_of, list_of, optional,
                            set_of, tuple_of)


class Dice:
    """Random choices, reproducible from a seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self, low, high):
        return self.random.randint(low, high)

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def pick(self, choices):
        return self.random.choice(list(choices))

    def weighted(self, choices):
        """One of (weight, thing) pairs."""
        things = [thing for _, thing in choices]
        return self.random.choices(things, [weight for weight, _ in choices])[0]


class Program:
    """The functions and classes of a program made so far; names begin with `prefix`."""

    def __init__(self, prefix, dice):
        self.prefix = prefix
        self.dice = dice
        self.classes = {}
        self.functions = []
        self.generators = []   # functions that yield: Function, whose result is the type of what it yields
        self.counter = 0

    def fresh(self, stem):
        self.counter += 1
        return f'{stem}{self.counter}'

    def random_type(self, depth=2):
        """A type for a variable, field or parameter."""
        dice = self.dice
        choices = [(10, INT), (4, FLOAT), (3, BOOL), (7, STR), (1, UINT), (1, BYTES)]
        if depth > 0:
            choices += [(6, 'list'), (4, 'dict'), (3, 'tuple'), (1, 'set')]
            if self.classes:
                choices += [(5, 'instance'), (3, 'optional')]
        kind = dice.weighted(choices)
        if isinstance(kind, Type):
            return kind
        if kind == 'list':
            return list_of(self.random_type(depth - 1))
        if kind == 'set':
            return set_of(dice.pick(KEYS))
        if kind == 'dict':
            return dict_of(dice.pick([*KEYS, INT, STR, tuple_of(INT, STR)]), self.random_type(depth - 1))
        if kind == 'tuple':
            return tuple_of(*[self.random_type(depth - 1) for _ in range(dice.number(2, 3))])
        name = dice.pick(self.classes)
        return instance_of(name) if kind == 'instance' else optional(instance_of(name))

    def scalar(self):
        return self.dice.pick(SCALARS)

    def subclasses(self, name):
        return [known for known in self.classes.values() if known.derives_from(name)]


class Scope:
    """The variables in sight. Scopes nest as blocks do: what is assigned inside is not seen behind."""

    def __init__(self, program, outer=None, function=None):
        self.program = program
        self.dice = program.dice
        self.outer = outer
        self.function = function or (outer.function if outer else None)
        self.variables = {}
        self.protected = set()   # loop variables and parameters that must keep their values
        self.loops = outer.loops if outer else 0
        self.catches = outer.catches if outer else False   # an enclosing `try` expects exceptions
        self.yields = outer.yields if outer else None   # in a generator: the type of what it yields
        self.nesting = outer.nesting + 1 if outer else 0

    def inner(self):
        return Scope(self.program, self)

    def declare(self, name, type, protected=False):
        self.variables[name] = type
        if protected:
            self.protected.add(name)
        return name

    def all_variables(self):
        found = dict(self.outer.all_variables()) if self.outer else {}
        found.update(self.variables)
        return found

    def protect(self, name):
        """Let a variable of an enclosing scope keep its value here."""
        self.protected.add(name)

    def is_protected(self, name):
        if name in self.protected:
            return True
        return name not in self.variables and self.outer is not None and self.outer.is_protected(name)

    def function_variables(self):
        """The variables of the function this scope is in: all that a nested function can declare nonlocal."""
        return self.all_variables()

    def named(self, type):
        """The variables of exactly this type."""
        return [name for name, known in self.all_variables().items() if known == type]

    def of_kind(self, *kinds):
        return [(name, known) for name, known in self.all_variables().items() if known.kind in kinds]
