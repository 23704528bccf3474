"""Declared types of parameters and results, in RPython's way. Type hints say the same."""


def signature(*parameters, returns=None):
    """Declare the types of all parameters, and of the result, with the functions of `rpython.rlib.types`.

    The translator reports a call with anything else. A type that is left open is inferred.
    """
    def decorate(function):
        names = function.__code__.co_varnames[:function.__code__.co_argcount]
        if len(parameters) != len(names):
            raise TypeError(f'{function.__name__} has {len(names)} parameters, and the signature {len(parameters)}')
        for name, declared in zip(names, parameters):
            if declared is not None:
                function.__annotations__[name] = declared
        if returns is not None:
            function.__annotations__['return'] = returns
        return function
    return decorate
