"""Which variable a name means, decided at compile time.

A function has one frame, with a slot for each parameter and for each
variable that a `let` or an inner `define` in it binds. That is sound since
nothing but a call can evaluate such a form twice.
"""


class Variable:
    """A slot in the frame of a function."""

    def __init__(self, slot, checked):
        self.slot = slot
        self.checked = checked


class FunctionScope:
    """The frame of a function that is being compiled."""

    def __init__(self, outer):
        self.outer = outer
        self.size = 0

    def new_slot(self):
        slot = self.size
        self.size += 1
        return slot


class Scope:
    """The names bound by one form. `outer` is None at the top level."""

    def __init__(self, function, outer):
        self.function = function
        self.outer = outer
        self.variables = {}

    def bind(self, symbol, checked=False):
        """Bind a name; if `checked`, uses check that it has a value."""
        variable = Variable(self.function.new_slot(), checked)
        self.variables[symbol.name] = variable
        return variable

    def inner(self):
        """Return a new scope in the same function."""
        return Scope(self.function, self)

    def for_function(self):
        """Return a new scope in a new function."""
        return Scope(FunctionScope(self), self)

    def find(self, symbol):
        """Return how many frames outwards a variable is, and the variable.

        The variable is None if the name is not bound here: it is global.
        """
        depth = 0
        scope = self
        while scope is not None:
            variable = scope.variables.get(symbol.name)
            if variable is not None:
                return depth, variable
            outer = scope.outer
            if outer is not None and outer.function is not scope.function:
                depth += 1
            scope = outer
        return 0, None


def top_level_scope():
    """Return a scope for one form at the top level, with its own frame."""
    return Scope(FunctionScope(None), None)
