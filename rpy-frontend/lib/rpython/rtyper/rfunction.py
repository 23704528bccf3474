"""Function objects: what a callable value is where it is more than one of several plain functions.

A function object is an instance of a class of its own, derived from `FunctionObject`, whose `__call__` is what it does.
Calling one of several is a dynamic call of `__call__`. The classes are made while translating:

* for a nested function that captures run-time values, by the flow builder: `__call__` is the nested function, and
  what it captures are attributes;
* for a plain function, class or builtin that meets such values, `constant_class`: there is one object of it, prebuilt;
* for a bound method, `bound_class`: the attribute `receiver` is what the method is bound to.
"""

import functools
import inspect
import operator
import struct


class FunctionObject:
    """What all function objects have in common: they are called, and have a name."""

    called_name = ''


def closure_class(function, attributes):
    """The class of the objects that each execution of a nested function's definition makes."""
    members = {'__call__': function, '_immutable_fields_': list(attributes)}
    return _make_class(function.__qualname__, function, members)


def cell_class(function, variable):
    """The class of the cells of a variable that a function shares with its nested functions."""
    return type(variable, (), {'__module__': function.__module__, '__qualname__': f'{function.__qualname__}.{variable}'})


def prebuilt_cell(cell, variable, function):
    """The object that stands for one of Python's cells, with a variable that changes at run time."""
    if id(cell) not in _prebuilt_cells:
        made = cell_class(function, variable)()
        try:
            setattr(made, variable, cell.cell_contents)
        except ValueError:  # not assigned while importing
            pass
        _prebuilt_cells[id(cell)] = cell, made
    return _prebuilt_cells[id(cell)][1]


_prebuilt_cells = {}  # by identity: the cell, which must stay alive, and its object


def constant_class(target):
    """The class of the one object that calls `target`, which is its attribute `instance`."""
    if id(target) not in _constant_classes:
        name = getattr(target, '__qualname__', None) or type(target).__name__
        parameters, arguments, names = _parameters(*_called_by(target))
        names['target'] = target
        call = _compile(name, target, parameters, f'target({arguments})', names)
        created = _make_class(name, target, {'__call__': call})
        created.instance = created()
        _constant_classes[id(target)] = target, created
    return _constant_classes[id(target)][1]


_constant_classes = {}  # by identity: the target, which must stay alive, and its class


def bound_class(method_name, function, by_name):
    """A class of objects that call a method of their attribute `receiver`: the one of that name, or `function`. Its
    parameters are those of the function."""
    parameters, arguments, names = _parameters(function, skipped=1)
    if by_name:
        result = f'function_object.receiver.{method_name}({arguments})'
    else:
        names['target'] = function
        result = f'target(function_object.receiver, {arguments})'
    name = method_name if function is None else function.__qualname__
    call = _compile(name, function, parameters, result, names)
    return _make_class(name, function, {'__call__': call, '_immutable_fields_': ['receiver']})


def constant_method(function, receiver):
    """The bound method, the same object each time."""
    return _constant_methods.setdefault((id(function), id(receiver)), function.__get__(receiver))


_constant_methods = {}


def bind(bound, receiver):
    """The prebuilt object of a class made by `bound_class` that is bound to `receiver`."""
    known = bound.__dict__.get('prebuilt_objects')
    if known is None:
        known = bound.prebuilt_objects = {}
    if id(receiver) not in known:
        known[id(receiver)] = made = bound()
        made.receiver = receiver
    return known[id(receiver)]


def _make_class(name, target, members):
    called_name = name.rpartition('.')[2]
    members.update(__module__=_module_of(target), __qualname__=name, called_name=called_name)
    return type(called_name, (FunctionObject,), members)


def _module_of(target):
    return getattr(target, '__module__', None) or 'builtins'


def _called_by(target):
    """The function in Python, if there is one, that a call of `target` calls, and how many arguments it adds."""
    if inspect.isclass(target):
        return (target.__init__, 1) if inspect.isfunction(target.__init__) else (None, 0)
    if inspect.ismethod(target):
        return target.__func__, 1
    return (target, 0) if inspect.isfunction(target) else (None, 0)


def _parameters(function, skipped=0):
    """The parameter list of a function that passes all its arguments on to `function`, the arguments, and what the
    names in the parameter list mean."""
    if function is None:
        return '*arguments', '*arguments', {}
    parameters, arguments, names = [], [], {}
    is_keyword_only = False
    for position, parameter in enumerate(inspect.signature(function).parameters.values()):
        if position < skipped:
            continue
        text = parameter.name
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            is_keyword_only = True
            text = '*' + text
        elif parameter.kind is inspect.Parameter.VAR_KEYWORD:
            text = '**' + text
        elif parameter.kind is inspect.Parameter.KEYWORD_ONLY and not is_keyword_only:
            is_keyword_only = True
            parameters.append('*')
        is_named = parameter.kind is inspect.Parameter.KEYWORD_ONLY
        arguments.append(f'{text}={text}' if is_named else text)
        if parameter.default is not inspect.Parameter.empty:
            names[f'default_{position}'] = parameter.default
            text += f'=default_{position}'
        parameters.append(text)
    return ', '.join(parameters), ', '.join(arguments), names


def _compile(name, target, parameters, result, names):
    """A function with that body, named after what it calls."""
    source = f'def __call__(function_object, {parameters}):\n    return {result}\n'
    exec(compile(source, f'<call of {name}>', 'exec'), names)
    call = names['__call__']
    call.__module__ = _module_of(target)
    call.__qualname__ = name if inspect.isfunction(target) else name + '.__call__'
    return call


def as_function(target):
    """The function in Python that does what calling `target` does, one of Python's own callable objects, or None."""
    if id(target) not in _functions:
        _functions[id(target)] = target, _make_function(target)
    return _functions[id(target)][1]


_functions = {}  # by identity: the object, which must stay alive, and its function or None


def _make_function(target):
    if isinstance(target, functools.partial):
        return _partial_function(target)
    if isinstance(target, (operator.itemgetter, operator.attrgetter, operator.methodcaller)):
        made, arguments = target.__reduce__()[0], target.__reduce__()[1]
        return _getter_function(target, made, arguments)
    if inspect.ismethoddescriptor(target) and isinstance(getattr(target, '__objclass__', None), type):
        return _method_function(target)
    owner = getattr(target, '__self__', None)
    if inspect.ismethod(target) and target.__name__ == '_make' and hasattr(owner, '_fields'):
        from rpython.rtyper.rclass import tuple_from_items
        return tuple_from_items(owner)
    if isinstance(owner, struct.Struct):
        from rpython.rtyper.rstructforms import struct_method
        return struct_method(target)
    return _operators.get(target) if isinstance(target, type(len)) else None


def _function(name, source, names):
    """A function of a lambda's text, specialised by the types of its arguments."""
    exec(compile(f'made = {source}\n', f'<{name}>', 'exec'), names)
    made = names['made']
    made.__name__ = made.__qualname__ = name
    made.__module__ = 'rpython.rtyper.rfunction'
    made._annspecialcase_ = 'specialize:argtype(0, 1)'
    return made


def _method_function(target):
    return _function(target.__name__, f'lambda receiver, *arguments: receiver.{target.__name__}(*arguments)', {})


def _partial_function(target):
    bound = [f'argument_{position}' for position in range(len(target.args))]
    if inspect.isfunction(target.func):
        parameters, arguments, names = _parameters(target)
    else:
        parameters, arguments, names = '*arguments', '*arguments', {}
        for keyword, value in target.keywords.items():
            names[f'keyword_{keyword}'] = value
            arguments += f', {keyword}=keyword_{keyword}'
    names.update(zip(bound, target.args), target=target.func)
    return _function('partial', f"lambda {parameters}: target({', '.join(bound + [arguments])})", names)


@functools.lru_cache(maxsize=None)
def builtin_with_tuple(target, count, keywords):
    """The function that a call of `target` with a tuple's items goes through: `target` gets its parameters."""
    positional = [f'argument_{position}' for position in range(count)]
    passed = [*positional, *(f'{name}={name}' for name in keywords)]
    made = _function(target.__name__, f"lambda {', '.join([*positional, *keywords])}: target({', '.join(passed)})",
                     {'target': target})
    made._annspecialcase_ = 'specialize:call_location'
    return made


@functools.lru_cache(maxsize=None)
def method_with_tuple(name, count):
    """The same for a method of a built-in type: `items.insert(*t)`."""
    arguments = ', '.join(f'argument_{position}' for position in range(count))
    made = _function(name, f'lambda receiver, {arguments}: receiver.{name}({arguments})', {})
    made._annspecialcase_ = 'specialize:call_location'
    return made


def partial_maker(count, keywords):
    """A function that makes what functools.partial(function, <count arguments>, <keywords>) gives."""
    key = count, tuple(keywords)
    if key not in _partial_makers:
        bound = [f'argument_{position}' for position in range(count)]
        named = [f'{keyword}=keyword_{keyword}' for keyword in keywords]
        parameters = ['function', *bound, *(f'keyword_{keyword}' for keyword in keywords)]
        passed = [*bound, '*arguments', *named, '**others']
        source = f"lambda {', '.join(parameters)}: lambda *arguments, **others: function({', '.join(passed)})"
        made = _partial_makers[key] = _function('partial', source, {})
        made._annspecialcase_ = 'specialize:call_location'
    return _partial_makers[key]


_partial_makers = {}


def _getter_function(target, made, arguments):
    names = {}
    if made is operator.methodcaller:
        name, *rest = arguments
        parts = [f'argument_{position}' for position in range(len(rest))]
        names.update(zip(parts, rest))
        return _function('methodcaller', f"lambda item: item.{name}({', '.join(parts)})", names)
    if made is operator.attrgetter:
        parts = [f'item.{name}' for name in arguments]
    else:
        parts = [f'item[{index!r}]' for index in arguments]
    return _function(made.__name__, f"lambda item: {', '.join(parts) if len(parts) == 1 else '(' + ', '.join(parts) + ')'}",
                     names)


def _operator_functions():
    binary = {'add': '+', 'sub': '-', 'mul': '*', 'truediv': '/', 'floordiv': '//', 'mod': '%', 'pow': '**',
              'lshift': '<<', 'rshift': '>>', 'and_': '&', 'or_': '|', 'xor': '^', 'eq': '==', 'ne': '!=', 'lt': '<',
              'le': '<=', 'gt': '>', 'ge': '>=', 'is_': 'is', 'is_not': 'is not'}
    functions = {getattr(operator, name): _function(name, f'lambda a, b: a {symbol} b', {})
                 for name, symbol in binary.items()}
    for name, source in {'neg': 'lambda a: -a', 'pos': 'lambda a: +a', 'invert': 'lambda a: ~a',
                         'not_': 'lambda a: not a', 'truth': 'lambda a: bool(a)',
                         'getitem': 'lambda a, b: a[b]', 'contains': 'lambda a, b: b in a',
                         'concat': 'lambda a, b: a + b'}.items():
        functions[getattr(operator, name)] = _function(name, source, {})
    return functions


_operators = _operator_functions()
