"""Generator expressions as functions, made while the translator builds the graph of the function around them."""

import ast
import sys

FIRST = sys.intern('.0')
"""The parameter that holds the iterator over the first iterable: no variable has this name."""


def make_function(node: ast.GeneratorExp, parameters: list, cells: dict, module_globals: dict, qualname: str):
    """Make a generator function of the iterator over the first iterable, and of `parameters`.

    `cells` are the captured variables that are constants. Returns the
    function and its definition as a syntax tree.
    """
    body: ast.stmt = ast.Expr(ast.copy_location(ast.Yield(node.elt), node.elt))
    for position, generator in reversed(list(enumerate(node.generators))):
        for condition in reversed(generator.ifs):
            body = ast.copy_location(ast.If(condition, [body], []), condition)
        iterable = generator.iter
        if position == 0:
            iterable = ast.copy_location(ast.Name(FIRST, ast.Load()), iterable)
        body = ast.copy_location(ast.For(generator.target, iterable, [body], []), node)
    definition = _define('genexpr', [FIRST] + parameters, [body])
    maker = _define('make', list(cells), [definition, ast.Return(ast.Name('genexpr', ast.Load()))])
    for part in (definition, maker):
        ast.copy_location(part, node)
    module = ast.fix_missing_locations(ast.Module([maker], []))
    namespace: dict = {}
    exec(compile(module, '<generator expression>', 'exec'), module_globals, namespace)
    function = namespace['make'](**cells)
    function.__qualname__ = qualname + '.genexpr'
    function.__module__ = module_globals.get('__name__', '?')
    return function, definition


def _define(name: str, parameters: list, body: list) -> ast.FunctionDef:
    arguments = ast.arguments(
        posonlyargs=[], args=[ast.arg(each) for each in parameters], vararg=None,
        kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[])
    return ast.FunctionDef(name=name, args=arguments, body=body, decorator_list=[], returns=None)
