"""Make a failing specification smaller while it fails in the same way.

Works on the syntax tree, largest pieces first, until nothing more can go: statements are removed, compound
statements are replaced by their bodies, expressions by their parts. See R. Hodován, A. Kiss: "Modernizing
hierarchical delta debugging" (2016).
"""

import ast
import copy

BODIES = ('body', 'orelse', 'finalbody', 'handlers', 'cases')


def statement_lists(tree):
    """Every list of statements in the tree, outermost first."""
    for node in ast.walk(tree):
        for field in BODIES:
            found = getattr(node, field, None)
            if isinstance(found, list) and found:
                yield found


def without_slices(tree, size):
    """Variants of the tree with `size` neighbouring statements removed."""
    for number, statements in enumerate(statement_lists(tree)):
        for start in range(0, len(statements), size):
            variant = copy.deepcopy(tree)
            target = list(statement_lists(variant))[number]
            del target[start:start + size]
            yield repaired(variant)


def repaired(tree):
    """Give what has lost its body a `pass`, and drop `try` without handlers."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.If, ast.For, ast.While, ast.With, ast.Try,
                             ast.ExceptHandler, ast.match_case)) and not node.body:
            node.body = [ast.Pass()]
        if isinstance(node, ast.Try) and not node.handlers and not node.finalbody:
            node.orelse = []
            node.finalbody = [ast.Pass()]
    return tree


def hoisted(tree):
    """Variants in which a compound statement is replaced by one of its bodies."""
    for number, statements in enumerate(statement_lists(tree)):
        for place, statement in enumerate(statements):
            if not isinstance(statement, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
                continue
            for field in ('body', 'orelse', 'finalbody'):
                if getattr(statement, field, None):
                    variant = copy.deepcopy(tree)
                    target = list(statement_lists(variant))[number]
                    target[place:place + 1] = getattr(target[place], field)
                    yield repaired(variant)


class Replace(ast.NodeTransformer):
    """Replaces the expression that is the `number`th in the tree."""

    def __init__(self, number, make):
        self.left = number
        self.make = make

    def visit(self, node):
        if isinstance(node, ast.expr):
            if self.left == 0:
                self.left = -1
                return self.make(node)
            self.left -= 1
        return self.generic_visit(node) if self.left >= 0 else node


def simpler(expression):
    """What an expression could be replaced by, simplest first."""
    if isinstance(getattr(expression, 'ctx', None), (ast.Store, ast.Del)) or isinstance(expression, ast.Constant):
        return
    for constant in (0, '', 1.0, True):
        yield ast.Constant(constant)
    if isinstance(expression, ast.List):
        for place in range(len(expression.elts)):
            yield ast.List(expression.elts[:place] + expression.elts[place + 1:], ast.Load())
    for child in ast.iter_child_nodes(expression):
        if isinstance(child, ast.expr):
            yield child


def simplified(tree):
    """Variants in which one expression is simpler."""
    expressions = [node for node in Order().all(tree)]
    for number, expression in enumerate(expressions):
        for position in range(len(list(simpler(expression)))):
            yield Replace(number, lambda node, position=position: list(simpler(node))[position]).visit(copy.deepcopy(tree))


class Order(ast.NodeVisitor):
    """Expressions in the order in which Replace counts them."""

    def __init__(self):
        self.found = []

    def all(self, tree):
        self.visit(tree)
        return self.found

    def visit(self, node):
        if isinstance(node, ast.expr):
            self.found.append(node)
        self.generic_visit(node)


def text_of(tree):
    return ast.unparse(ast.fix_missing_locations(tree)) + '\n'


def shrink(text, still_fails, budget=1500, report=lambda text: None):
    """The smallest text found for which `still_fails(text)` holds; tries at most `budget` variants."""
    best = text_of(ast.parse(text))
    tried = {best}
    if not still_fails(best):
        return text
    improved = True
    while improved and budget > 0:
        improved = False
        for variants in (lambda tree: without_slices(tree, 8), lambda tree: without_slices(tree, 3),
                         lambda tree: without_slices(tree, 1), hoisted, simplified):
            again = True
            while again and budget > 0:
                again = False
                for variant in variants(ast.parse(best)):
                    candidate = text_of(variant)
                    if candidate in tried or len(candidate) >= len(best):
                        continue
                    tried.add(candidate)
                    budget -= 1
                    if still_fails(candidate):
                        best = candidate
                        report(best)
                        improved = again = True
                        break
                    if budget <= 0:
                        break
    return best
