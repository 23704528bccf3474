"""Coroutines, for an interpreter that is translated with `--stackless`.

    (define c (make-coroutine (lambda (first) ...)))
    (coroutine-resume c value)      the value that it suspends itself with, or its result
    (coroutine-suspend value)       the value that it is resumed with
    (coroutine-finished? c)

The interpreter is suspended in the middle of whatever it does; no other part of
it knows.
"""

from rpython.rlib.rcoroutine import Coroutine, CoroutineError
from rpython.rlib.rstacklet import CannotSwitch
from rpython.rlib.rthread import ThreadLocalReference

from scheme.errors import SchemeError
from scheme.nodes import call_stack, force
from scheme.primitives.arguments import bad_argument
from scheme.primitives.registry import primitive
from scheme.values import W_Root, boolean


def call_procedure(coroutine, w_value):
    return force(running.get().w_procedure.call([w_value]))


class W_Coroutine(W_Root):
    def __init__(self, w_procedure):
        self.w_procedure = w_procedure
        self.coroutine = Coroutine(call_procedure)

    def write_to(self, parts, quoted, depth):
        parts.append('#<coroutine>')


running = ThreadLocalReference(W_Coroutine)
"""The coroutine that a thread runs; None where it began."""


def as_coroutine(w_value, who):
    if isinstance(w_value, W_Coroutine):
        return w_value
    raise bad_argument(who, 'a coroutine', w_value)


@primitive('make-coroutine', 1)
def make_coroutine(w_procedure):
    return W_Coroutine(w_procedure)


@primitive('coroutine-resume', 2)
def resume(w_coroutine, w_value):
    outer, depth = running.get(), call_stack.depth
    w_coroutine = as_coroutine(w_coroutine, 'coroutine-resume')
    running.set(w_coroutine)
    try:
        return w_coroutine.coroutine.resume(w_value)
    except (CoroutineError, CannotSwitch) as e:
        raise SchemeError('coroutine-resume: ' + str(e))
    finally:
        running.set(outer)
        call_stack.depth = depth


@primitive('coroutine-suspend', 1)
def suspend(w_value):
    w_coroutine, depth = running.get(), call_stack.depth
    if w_coroutine is None:
        raise SchemeError('coroutine-suspend: this is no coroutine')
    w_value = w_coroutine.coroutine.suspend(w_value)
    call_stack.depth = depth
    return w_value


@primitive('coroutine-finished?', 1)
def is_finished(w_coroutine):
    return boolean(as_coroutine(w_coroutine, 'coroutine-finished?').coroutine.is_finished())
