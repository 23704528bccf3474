"""Procedures, errors, escapes, and the program's surroundings."""

import time

from rpython.rlib.rthread import get_ident

from scheme.errors import SchemeError, SchemeExit
from scheme.nodes import call_stack, force
from scheme.primitives.arguments import as_integer, bad_argument
from scheme.primitives.registry import primitive, variadic
from scheme.values import (
    W_Boolean, W_Character, W_ErrorObject, W_Float, W_Pair,
    W_Procedure, W_String, W_Symbol, W_Vector, arguments, boolean,
    items_of, list_from, to_text, w_false, w_null, w_true, w_unspecified)


def define_predicate(name, cls):
    """Define the procedure that asks for a class of values."""
    @primitive(name, 1)
    def predicate(w_value):
        return boolean(isinstance(w_value, cls))


define_predicate('pair?', W_Pair)
define_predicate('symbol?', W_Symbol)
define_predicate('string?', W_String)
define_predicate('char?', W_Character)
define_predicate('boolean?', W_Boolean)
define_predicate('vector?', W_Vector)
define_predicate('procedure?', W_Procedure)
define_predicate('error-object?', W_ErrorObject)


@primitive('null?', 1)
def is_null(w_value):
    return boolean(w_value is w_null)


@variadic('apply', 2)
def apply(args_w):
    """Call with arguments of which the last is a list. A tail call."""
    last = len(args_w) - 1
    return args_w[0].call(args_w[1:last] + items_of(args_w[last], 'apply'))


# ____________________________________________________________
# Errors


@variadic('error', 1)
def error(args_w):
    w_message = args_w[0]
    if isinstance(w_message, W_String):
        message = w_message.text
    else:
        message = to_text(w_message, True) + ':'
    w_error = W_ErrorObject(message, list_from(args_w[1:]))
    raise SchemeError(w_error.describe(), None, w_error)


@primitive('raise', 1)
def raise_value(w_value):
    if isinstance(w_value, W_ErrorObject):
        raise SchemeError(w_value.describe(), None, w_value)
    raise SchemeError('uncaught value: ' + to_text(w_value, True), None,
                      w_value)


def as_error(w_value, who):
    if isinstance(w_value, W_ErrorObject):
        return w_value
    raise bad_argument(who, 'an error object', w_value)


@primitive('error-object-message', 1)
def error_object_message(w_error):
    return W_String(as_error(w_error, 'error-object-message').message)


@primitive('error-object-irritants', 1)
def error_object_irritants(w_error):
    return as_error(w_error, 'error-object-irritants').w_irritants


# ____________________________________________________________
# Escapes


class Escape(Exception):
    """On its way to the call/cc that made the continuation."""

    def __init__(self, w_continuation, w_value):
        self.w_continuation = w_continuation
        self.w_value = w_value


class W_Continuation(W_Procedure):
    """Leaves a call/cc that is still running."""

    def __init__(self):
        self.active = True
        self.thread = get_ident()

    def get_name(self):
        return 'continuation'

    def call(self, args_w):
        if len(args_w) != 1:
            raise self.wrong_count(arguments(1, 1), len(args_w))
        if not self.active:
            raise SchemeError(
                'this continuation was left already; it can only escape')
        if self.thread != get_ident():
            raise SchemeError('this continuation belongs to another thread')
        raise Escape(self, args_w[0])


@primitive('call/cc', 1)
def call_cc(w_function):
    """Call with a continuation that can be used to escape."""
    w_continuation = W_Continuation()
    depth = call_stack.depth
    try:
        w_result = force(w_function.call1(w_continuation))
    except Escape as escape:
        if escape.w_continuation is not w_continuation:
            raise
        call_stack.depth = depth
        w_result = escape.w_value
    finally:
        w_continuation.active = False
    return w_result


primitive('call-with-current-continuation', 1)(call_cc)


# ____________________________________________________________
# Surroundings


class Surroundings:
    """The arguments of the program."""

    def __init__(self):
        self.arguments = []


surroundings = Surroundings()


@primitive('command-line', 0)
def command_line():
    return list_from([W_String(text) for text in surroundings.arguments])


@variadic('exit', 0, 1)
def exit_program(args_w):
    if len(args_w) == 0 or args_w[0] is w_true:
        raise SchemeExit(0)
    if args_w[0] is w_false:
        raise SchemeExit(1)
    raise SchemeExit(as_integer(args_w[0], 'exit') & 255)


@primitive('current-time', 0)
def current_time():
    """Seconds, for measuring."""
    return W_Float(time.time())


@primitive('void', 0)
def void():
    return w_unspecified
