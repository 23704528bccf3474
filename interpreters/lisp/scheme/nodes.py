"""Compiled programs: trees of nodes that evaluate themselves.

A variable is resolved when its function is compiled: it lives in a slot of
the frame of the function that binds it, some number of frames outwards.

Tail calls: `evaluate` returns a value. `evaluate_tail`, used where nothing
is left to do afterwards, may also return a Frame, which is a call that is
still to be made. `run` makes such calls one after the other in a loop, so
a chain of tail calls needs no stack.
"""

from rpython.rlib.debug import make_sure_not_resized
from rpython.rlib.jit import JitDriver, promote, unroll_safe
from rpython.rlib.rthread import ThreadLocalField

from scheme.errors import SchemeError
from scheme.values import (
    W_ErrorObject, W_Pair, W_Procedure, W_Root, W_Vector, arguments, items_of,
    list_from, w_false, w_null, w_unspecified)


class Frame(W_Root):
    """The variables of one call of a function.

    It is a W_Root only to be returned by `evaluate_tail`; programs never see
    one.
    """

    _immutable_fields_ = ['slots', 'outer', 'code']

    def __init__(self, slots, outer, code):
        self.slots = make_sure_not_resized(slots)
        self.outer = outer
        self.code = code


class Code:
    """A compiled lambda. The body is set once it is compiled."""

    _immutable_fields_ = ['name', 'required', 'has_rest', 'exact']

    def __init__(self, name, required, has_rest, position):
        self.name = name
        self.required = required
        self.has_rest = has_rest
        self.exact = -1 if has_rest else required
        self.position = position
        self.frame_size = 0
        self.body = None


# ____________________________________________________________
# The loop


class CallStack:
    """How deep the calls of each thread are nested that are not tail calls."""

    def __init__(self):
        self.limit = 10000

    @property
    def depth(self):
        return depth_of_calls.getraw()

    @depth.setter
    def depth(self, depth):
        depth_of_calls.setraw(depth)


depth_of_calls = ThreadLocalField(fieldname='depth')

call_stack = CallStack()


def get_printable_location(code):
    if code.position is None:
        return code.name
    return code.name + ' at ' + code.position.describe()


jitdriver = JitDriver(greens=['code'], reds=['frame'],
                      get_printable_location=get_printable_location)


def too_deep():
    """The error when calls are nested too deeply for our limit, or for the machine's stack."""
    return SchemeError('the recursion is too deep')


def run(frame):
    """Make a call, and the tail calls it ends in; return the value."""
    depth = call_stack.depth
    if depth >= call_stack.limit:
        raise too_deep()
    call_stack.depth = depth + 1
    code = frame.code
    while True:
        jitdriver.jit_merge_point(code=code, frame=frame)
        w_result = code.body.evaluate_tail(frame)
        if not isinstance(w_result, Frame):
            break
        frame = w_result
        code = promote(frame.code)
        jitdriver.can_enter_jit(code=code, frame=frame)
    # An error leaves the depth as it is; who catches it restores it.
    call_stack.depth = depth
    return w_result


def force(w_result):
    """Return the value of what `evaluate_tail` or a call returned."""
    if isinstance(w_result, Frame):
        return run(w_result)
    return w_result


class W_Closure(W_Procedure):
    """A function together with the frame it was made in."""

    _immutable_fields_ = ['code', 'frame']

    def __init__(self, code, frame):
        self.code = code
        self.frame = frame

    def get_name(self):
        return self.code.name

    def call(self, args_w):
        code = self.code
        given = len(args_w)
        required = code.required
        if given < required or (given > required and not code.has_rest):
            raise self.argument_error(given)
        slots = [None] * code.frame_size
        for i in range(required):
            slots[i] = args_w[i]
        if code.has_rest:
            slots[required] = list_from(args_w[required:])
        return Frame(slots, self.frame, code)

    def call0(self):
        code = self.code
        if code.exact != 0:
            return self.call([])
        return Frame([None] * code.frame_size, self.frame, code)

    def call1(self, w_a):
        code = self.code
        if code.exact != 1:
            return self.call([w_a])
        slots = [None] * code.frame_size
        slots[0] = w_a
        return Frame(slots, self.frame, code)

    def call2(self, w_a, w_b):
        code = self.code
        if code.exact != 2:
            return self.call([w_a, w_b])
        slots = [None] * code.frame_size
        slots[0] = w_a
        slots[1] = w_b
        return Frame(slots, self.frame, code)

    def call3(self, w_a, w_b, w_c):
        code = self.code
        if code.exact != 3:
            return self.call([w_a, w_b, w_c])
        slots = [None] * code.frame_size
        slots[0] = w_a
        slots[1] = w_b
        slots[2] = w_c
        return Frame(slots, self.frame, code)

    def argument_error(self, given):
        code = self.code
        return self.wrong_count(
            arguments(code.required, -1 if code.has_rest else code.required),
            given)


# ____________________________________________________________
# Nodes


class Node:
    """A piece of a compiled program."""

    def evaluate(self, frame):
        """Return the value."""
        raise NotImplementedError

    def evaluate_tail(self, frame):
        """Return the value, or the Frame of the call that will give it."""
        return self.evaluate(frame)


class TailNode(Node):
    """A node that may end in a call: it defines only `evaluate_tail`."""

    def evaluate(self, frame):
        return force(self.evaluate_tail(frame))


class Constant(Node):
    _immutable_fields_ = ['w_value']

    def __init__(self, w_value):
        self.w_value = w_value

    def evaluate(self, frame):
        return self.w_value


class LocalVariable(Node):
    """A variable of the function itself."""

    _immutable_fields_ = ['slot']

    def __init__(self, slot):
        self.slot = slot

    def evaluate(self, frame):
        return frame.slots[self.slot]


class OuterVariable(Node):
    """A variable of an enclosing function."""

    _immutable_fields_ = ['depth', 'slot']

    def __init__(self, depth, slot):
        self.depth = depth
        self.slot = slot

    def evaluate(self, frame):
        return outer_frame(frame, self.depth).slots[self.slot]


class CheckedVariable(Node):
    """A variable of a letrec or an inner define, which may be unset."""

    _immutable_fields_ = ['name', 'depth', 'slot', 'position']

    def __init__(self, name, depth, slot, position):
        self.name = name
        self.depth = depth
        self.slot = slot
        self.position = position

    def evaluate(self, frame):
        w_value = outer_frame(frame, self.depth).slots[self.slot]
        if w_value is None:
            raise SchemeError(self.name + ' is used before it is defined',
                              self.position)
        return w_value


@unroll_safe
def outer_frame(frame, depth):
    for i in range(depth):
        frame = frame.outer
    return frame


class GlobalVariable(Node):
    _immutable_fields_ = ['symbol', 'position']

    def __init__(self, symbol, position):
        self.symbol = symbol
        self.position = position

    def evaluate(self, frame):
        w_value = self.symbol.w_global
        if w_value is None:
            raise SchemeError('undefined variable: ' + self.symbol.name,
                              self.position)
        return w_value


class SetVariable(Node):
    _immutable_fields_ = ['depth', 'slot', 'value']

    def __init__(self, depth, slot, value):
        self.depth = depth
        self.slot = slot
        self.value = value

    def evaluate(self, frame):
        w_value = self.value.evaluate(frame)
        outer_frame(frame, self.depth).slots[self.slot] = w_value
        return w_unspecified


class SetGlobal(Node):
    _immutable_fields_ = ['symbol', 'value', 'position']

    def __init__(self, symbol, value, position):
        self.symbol = symbol
        self.value = value
        self.position = position

    def evaluate(self, frame):
        w_value = self.value.evaluate(frame)
        if self.symbol.w_global is None:
            raise SchemeError('undefined variable: ' + self.symbol.name,
                              self.position)
        self.symbol.w_global = w_value
        return w_unspecified


class DefineGlobal(Node):
    _immutable_fields_ = ['symbol', 'value']

    def __init__(self, symbol, value):
        self.symbol = symbol
        self.value = value

    def evaluate(self, frame):
        self.symbol.w_global = self.value.evaluate(frame)
        return w_unspecified


class Lambda(Node):
    _immutable_fields_ = ['code']

    def __init__(self, code):
        self.code = code

    def evaluate(self, frame):
        return W_Closure(self.code, frame)


class If(TailNode):
    _immutable_fields_ = ['test', 'consequent', 'alternative']

    def __init__(self, test, consequent, alternative):
        self.test = test
        self.consequent = consequent
        self.alternative = alternative

    def evaluate_tail(self, frame):
        if self.test.evaluate(frame).is_true():
            return self.consequent.evaluate_tail(frame)
        return self.alternative.evaluate_tail(frame)


class Sequence(TailNode):
    """Nodes evaluated in order; the last one gives the value."""

    _immutable_fields_ = ['nodes[*]', 'last']

    def __init__(self, nodes):
        self.nodes = nodes[:-1]
        self.last = nodes[-1]

    @unroll_safe
    def evaluate_tail(self, frame):
        for node in self.nodes:
            node.evaluate(frame)
        return self.last.evaluate_tail(frame)


class And(TailNode):
    _immutable_fields_ = ['left', 'right']

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def evaluate_tail(self, frame):
        if not self.left.evaluate(frame).is_true():
            return w_false
        return self.right.evaluate_tail(frame)


class Or(TailNode):
    _immutable_fields_ = ['left', 'right']

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def evaluate_tail(self, frame):
        w_left = self.left.evaluate(frame)
        if w_left.is_true():
            return w_left
        return self.right.evaluate_tail(frame)


class Case(TailNode):
    """Compare a key with constants; the first that is the same decides."""

    _immutable_fields_ = ['key', 'constants_w[*]', 'choices[*]', 'bodies[*]',
                          'otherwise']

    def __init__(self, key, constants_w, choices, bodies, otherwise):
        self.key = key
        self.constants_w = constants_w
        self.choices = choices
        self.bodies = bodies
        self.otherwise = otherwise

    @unroll_safe
    def evaluate_tail(self, frame):
        w_key = self.key.evaluate(frame)
        for i in range(len(self.constants_w)):
            if w_key.is_same(self.constants_w[i]):
                return self.bodies[self.choices[i]].evaluate_tail(frame)
        return self.otherwise.evaluate_tail(frame)


class Fail(Node):
    """An error with a message that is known in advance."""

    def __init__(self, message, position):
        self.message = message
        self.position = position

    def evaluate(self, frame):
        raise SchemeError(self.message, self.position)


class Cons(Node):
    """Make a pair, for quasiquote."""

    def __init__(self, car, cdr):
        self.car = car
        self.cdr = cdr

    def evaluate(self, frame):
        w_car = self.car.evaluate(frame)
        return W_Pair(w_car, self.cdr.evaluate(frame))


class Splice(Node):
    """Copy a list in front of another, for unquote-splicing."""

    def __init__(self, front, rest):
        self.front = front
        self.rest = rest

    def evaluate(self, frame):
        items_w = items_of(self.front.evaluate(frame), 'unquote-splicing')
        return list_from(items_w, self.rest.evaluate(frame))


class ListToVector(Node):
    """Make a vector of a list, for quasiquote."""

    def __init__(self, node):
        self.node = node

    def evaluate(self, frame):
        return W_Vector(items_of(self.node.evaluate(frame), 'quasiquote'))


class Guard(Node):
    """Evaluate a body; on an error put it in a slot and run the handler.

    The handler returns None if no clause of it applies.
    """

    def __init__(self, body, slot, handler):
        self.body = body
        self.slot = slot
        self.handler = handler

    def evaluate(self, frame):
        depth = call_stack.depth
        try:
            return self.body.evaluate(frame)
        except SchemeError as error:
            call_stack.depth = depth
            w_payload = error.w_payload
            if w_payload is None:
                w_payload = W_ErrorObject(error.message, w_null)
            frame.slots[self.slot] = w_payload
            w_result = self.handler.evaluate(frame)
            if w_result is None:
                raise
            return w_result


class NoClause(Node):
    """The end of a handler without else: the error goes on."""

    def evaluate(self, frame):
        return None


# ____________________________________________________________
# Calls


class CallNode(TailNode):
    """A call. It gives errors without a position its own."""

    def evaluate(self, frame):
        try:
            return force(self.invoke(frame))
        except SchemeError as error:
            error.set_position(self.position)
            raise

    def evaluate_tail(self, frame):
        try:
            return self.invoke(frame)
        except SchemeError as error:
            error.set_position(self.position)
            raise

    def invoke(self, frame):
        """Evaluate the operands and make the call."""
        raise NotImplementedError


class Call(CallNode):
    """A call with any number of arguments."""

    _immutable_fields_ = ['function', 'operands[*]', 'position']

    def __init__(self, function, operands, position):
        self.function = function
        self.operands = operands
        self.position = position

    @unroll_safe
    def invoke(self, frame):
        w_function = self.function.evaluate(frame)
        args_w = [operand.evaluate(frame) for operand in self.operands]
        return w_function.call(args_w)


class Call0(CallNode):
    _immutable_fields_ = ['function', 'position']

    def __init__(self, function, position):
        self.function = function
        self.position = position

    def invoke(self, frame):
        return self.function.evaluate(frame).call0()


class Call1(CallNode):
    _immutable_fields_ = ['function', 'a', 'position']

    def __init__(self, function, a, position):
        self.function = function
        self.a = a
        self.position = position

    def invoke(self, frame):
        w_function = self.function.evaluate(frame)
        return w_function.call1(self.a.evaluate(frame))


class Call2(CallNode):
    _immutable_fields_ = ['function', 'a', 'b', 'position']

    def __init__(self, function, a, b, position):
        self.function = function
        self.a = a
        self.b = b
        self.position = position

    def invoke(self, frame):
        w_function = self.function.evaluate(frame)
        w_a = self.a.evaluate(frame)
        return w_function.call2(w_a, self.b.evaluate(frame))


class Call3(CallNode):
    _immutable_fields_ = ['function', 'a', 'b', 'c', 'position']

    def __init__(self, function, a, b, c, position):
        self.function = function
        self.a = a
        self.b = b
        self.c = c
        self.position = position

    def invoke(self, frame):
        w_function = self.function.evaluate(frame)
        w_a = self.a.evaluate(frame)
        w_b = self.b.evaluate(frame)
        return w_function.call3(w_a, w_b, self.c.evaluate(frame))


def make_call(function, operands, position):
    """Return the fitting call node."""
    if len(operands) == 0:
        return Call0(function, position)
    if len(operands) == 1:
        return Call1(function, operands[0], position)
    if len(operands) == 2:
        return Call2(function, operands[0], operands[1], position)
    if len(operands) == 3:
        return Call3(function, operands[0], operands[1], operands[2], position)
    return Call(function, operands, position)
