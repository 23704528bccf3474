"""What a generator function returns when it is translated.

The translator turns each version of a generator function into a class of its
own. An object of it keeps the function's variables from one `yield` to the
next; the body of the function becomes the class's `__next__`, which begins by
jumping to where it stopped. `state` says where that is. A state is odd where
nothing in the function waits for an exception: `throw` and `close` need not
run the body then.
"""

import types

NOT_STARTED = 0
FINISHED = -1
RUNNING = -2


def make_class(function):
    """Make the class for one version of a generator function, and its body.

    The body is only a name for the translator, which builds it itself.
    """
    body = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, None,
        function.__closure__)
    body.__qualname__ = function.__qualname__
    body.__module__ = function.__module__

    class Generator:
        _is_generator_ = True
        state = NOT_STARTED
        thrown = None
        was_sent = False

        def __iter__(self):
            return self

        __next__ = body

        def send(self, value):
            if self.state == NOT_STARTED and value is not None:
                raise TypeError("can't send non-None value to a just-started generator")
            self.was_sent = True
            self.sent = value
            return self.__next__()

        def throw(self, exception):
            if self.state == RUNNING:
                raise ValueError('generator already executing')
            if self.state == NOT_STARTED or self.state & 1:
                self.state = FINISHED
                raise exception
            self.thrown = exception
            return self.__next__()

        def close(self):
            if self.state == RUNNING:
                raise ValueError('generator already executing')
            if self.state == NOT_STARTED or self.state & 1:
                self.state = FINISHED
                return
            self.thrown = GeneratorExit()
            try:
                self.__next__()
            except GeneratorExit:
                return
            except StopIteration:
                return
            raise RuntimeError('generator ignored GeneratorExit')

    Generator.__module__ = function.__module__
    Generator.__qualname__ = function.__qualname__ + '.generator'
    Generator.__name__ = 'generator'
    return Generator, body


def make_stop_iteration():
    """Make the class of the exception that carries a generator's `return value`."""
    class GeneratorStop(StopIteration):
        pass
    GeneratorStop.__name__ = GeneratorStop.__qualname__ = 'StopIteration'
    GeneratorStop.__module__ = 'builtins'
    return GeneratorStop


def make_common_base():
    """Make the class that different generators have in common when they meet in one variable."""
    class AnyGenerator:
        _is_generator_ = True
        _is_common_base_ = True

        def __iter__(self):
            return self

        def __next__(self):
            raise StopIteration

        def close(self):
            pass

    AnyGenerator.__name__ = AnyGenerator.__qualname__ = 'generator'
    AnyGenerator.__module__ = 'builtins'
    return AnyGenerator


def not_suspended(state):
    """Say why a generator can not go on: it runs already, or has come to its end."""
    if state == RUNNING:
        raise ValueError('generator already executing')
    raise StopIteration


def inner_generator(iterator):
    """The generator that `yield from` runs over, or None where it is something else.

    Known to the annotator: which of the two it is is known while translating.
    """
    return iterator


def refuse_sent_value():
    """A value was sent to a generator that is in `yield from`: it can not be passed on."""
    raise RuntimeError('send() to a generator that is in `yield from`')


def nothing_sent(sent):
    """The value of `yield` when the generator was resumed with next().

    Known to the annotator: None where `sent`, a value of the type that is
    sent to this generator, can be None.
    """
    return None


def ll_nothing_sent():
    raise TypeError('next() resumed a generator that waits for a value: use send()')
