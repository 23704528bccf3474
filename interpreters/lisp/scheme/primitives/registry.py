"""How a Python function becomes a Scheme procedure.

    @primitive('car', 1)
    def car(w_pair): ...

    @variadic('list', 0)
    def make_list(args_w): ...

All of this happens while the modules are imported.
"""

from scheme.values import W_Procedure, arguments, intern


class W_Primitive(W_Procedure):
    """A procedure written in Python."""

    def __init__(self, name):
        self.name = name

    def get_name(self):
        return self.name


class W_Primitive0(W_Primitive):
    _immutable_fields_ = ['function']

    def __init__(self, name, function):
        W_Primitive.__init__(self, name)
        self.function = function

    def call(self, args_w):
        if len(args_w) != 0:
            raise self.wrong_count(arguments(0, 0), len(args_w))
        return self.function()

    def call0(self):
        return self.function()


class W_Primitive1(W_Primitive):
    _immutable_fields_ = ['function']

    def __init__(self, name, function):
        W_Primitive.__init__(self, name)
        self.function = function

    def call(self, args_w):
        if len(args_w) != 1:
            raise self.wrong_count(arguments(1, 1), len(args_w))
        return self.function(args_w[0])

    def call1(self, w_a):
        return self.function(w_a)


class W_Primitive2(W_Primitive):
    _immutable_fields_ = ['function']

    def __init__(self, name, function):
        W_Primitive.__init__(self, name)
        self.function = function

    def call(self, args_w):
        if len(args_w) != 2:
            raise self.wrong_count(arguments(2, 2), len(args_w))
        return self.function(args_w[0], args_w[1])

    def call2(self, w_a, w_b):
        return self.function(w_a, w_b)


class W_Primitive3(W_Primitive):
    _immutable_fields_ = ['function']

    def __init__(self, name, function):
        W_Primitive.__init__(self, name)
        self.function = function

    def call(self, args_w):
        if len(args_w) != 3:
            raise self.wrong_count(arguments(3, 3), len(args_w))
        return self.function(args_w[0], args_w[1], args_w[2])

    def call3(self, w_a, w_b, w_c):
        return self.function(w_a, w_b, w_c)


class W_VariadicPrimitive(W_Primitive):
    """A procedure whose function gets the list of arguments."""

    _immutable_fields_ = ['low', 'high', 'function']

    def __init__(self, name, low, high, function):
        W_Primitive.__init__(self, name)
        self.low = low
        self.high = high
        self.function = function

    def call(self, args_w):
        given = len(args_w)
        if given < self.low:
            raise self.wrong_count(arguments(self.low, -1), given)
        if 0 <= self.high < given:
            raise self.wrong_count(arguments(0, self.high), given)
        return self.function(args_w)


CLASSES = [W_Primitive0, W_Primitive1, W_Primitive2, W_Primitive3]


def install(w_procedure):
    """Define a procedure as a global variable."""
    symbol = intern(w_procedure.get_name())
    assert symbol.w_global is None, symbol.name + ' is defined twice'
    symbol.w_global = w_procedure


def primitive(name, count):
    """Register a function with a fixed number of arguments, at most 3."""
    def decorate(function):
        install(CLASSES[count](name, function))
        return function
    return decorate


def variadic(name, low, high=-1):
    """Register a function that gets a list of arguments; -1: any number."""
    def decorate(function):
        install(W_VariadicPrimitive(name, low, high, function))
        return function
    return decorate
