"""Threads, for an interpreter that is translated with `--threads=free` or `--threads=gil`.

    (thread procedure)            call it in a new thread
    (join thread)                 wait for its end; its value, or the error that ended it
    (make-lock)
    (with-lock lock procedure)    call it while no other thread is in the same lock; its value

What threads share, such as global variables, tables and ports, stays whole. Locks
are for what has to change together.
"""

import os

from rpython.rlib import rthread

from scheme.errors import SchemeError, SchemeExit
from scheme.nodes import force, too_deep
from scheme.primitives.arguments import bad_argument
from scheme.primitives.ports import output
from scheme.primitives.registry import primitive
from scheme.values import W_Root


class Evaluation(rthread.Thread):
    def __init__(self, w_procedure):
        self.w_procedure = w_procedure
        self.w_value = None
        self.error = None

    def run(self):
        try:
            self.w_value = force(self.w_procedure.call0())
        except SchemeError as error:
            self.error = error
        except RecursionError:
            self.error = too_deep()
        except SchemeExit as request:
            output.flush()
            os._exit(request.status)


class W_Thread(W_Root):
    def __init__(self, w_procedure):
        self.evaluation = Evaluation(w_procedure)

    def write_to(self, parts, quoted, depth):
        parts.append('#<thread>')


class W_Lock(W_Root):
    def __init__(self):
        self.lock = rthread.RLock()

    def write_to(self, parts, quoted, depth):
        parts.append('#<lock>')


@primitive('thread', 1)
def thread(w_procedure):
    w_thread = W_Thread(w_procedure)
    try:
        w_thread.evaluation.start()
    except rthread.error as error:
        raise SchemeError('thread: ' + str(error))
    return w_thread


@primitive('join', 1)
def join(w_thread):
    if not isinstance(w_thread, W_Thread):
        raise bad_argument('join', 'a thread', w_thread)
    evaluation = w_thread.evaluation
    try:
        evaluation.join()
    except rthread.error as error:
        raise SchemeError('join: ' + str(error))
    error = evaluation.error
    if error is not None:
        raise SchemeError(error.message, error.position, error.w_payload)
    if evaluation.w_value is None:
        raise SchemeError('join: the thread has ended without a value')
    return evaluation.w_value


@primitive('make-lock', 0)
def make_lock():
    return W_Lock()


@primitive('with-lock', 2)
def with_lock(w_lock, w_procedure):
    if not isinstance(w_lock, W_Lock):
        raise bad_argument('with-lock', 'a lock', w_lock)
    with w_lock.lock:
        return force(w_procedure.call0())
