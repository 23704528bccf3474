"""`contextlib.contextmanager`: a decorated generator function becomes the maker of an object for `with`."""

import contextlib
import inspect

_CODE = contextlib.contextmanager(lambda: None).__code__
_forms: dict = {}


def translated_form(function):
    """Return what stands for a function that contextlib made, None for others."""
    if function.__code__ is not _CODE:
        return None
    if function not in _forms:
        _forms[function] = _make_form(function.__wrapped__)
    return _forms[function]


def _make_form(generator_function):
    class Manager:
        def __init__(self, generator):
            self.generator = generator

        def __enter__(self):
            try:
                return next(self.generator)
            except StopIteration:
                raise RuntimeError("generator didn't yield")

        def __exit__(self, kind, exception, trace):
            if exception is None:
                try:
                    next(self.generator)
                except StopIteration:
                    return False
                raise RuntimeError("generator didn't stop")
            try:
                self.generator.throw(exception)
            except StopIteration as stop:
                return stop is not exception
            except BaseException as error:
                if error is exception:
                    return False
                raise
            raise RuntimeError("generator didn't stop after throw()")

    Manager.__qualname__ = generator_function.__qualname__ + '.manager'
    Manager.__module__ = generator_function.__module__
    return _with_signature_of(generator_function, Manager)


def _with_signature_of(function, manager):
    """Make a function that takes what `function` takes, and gives a manager over its result."""
    parameters = list(inspect.signature(function).parameters.values())
    plain = [each.replace(default=inspect.Parameter.empty, annotation=inspect.Parameter.empty)
             for each in parameters]
    passed = []
    for each in plain:
        if each.kind is inspect.Parameter.VAR_POSITIONAL:
            passed.append('*' + each.name)
        elif each.kind is inspect.Parameter.KEYWORD_ONLY:
            passed.append(f'{each.name}={each.name}')
        else:
            passed.append(each.name)
    text = (f'def form{inspect.Signature(plain)}:\n'
            f'    return _manager(_function({", ".join(passed)}))\n')
    namespace = {'_manager': manager, '_function': function, '__name__': function.__module__}
    exec(compile(text, '<context manager>', 'exec'), namespace)
    form = namespace['form']
    form.__defaults__ = function.__defaults__
    form.__kwdefaults__ = function.__kwdefaults__
    form.__qualname__ = function.__qualname__
    return form
