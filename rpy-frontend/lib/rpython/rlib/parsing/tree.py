"""Syntax trees, and visitors for them."""

from rpython.rlib.unroll import unrolling_iterable

# What becomes of a child in the transformed tree.
KEEP = 0
DROP = 1
REPLACE = 2
SPLICE = 3


class Node:
    """A node, named `symbol`."""

    def getsourcepos(self):
        """Return where the node's text begins, or None for an empty one."""
        raise NotImplementedError

    def dump(self) -> str:
        """Return the tree on one line, in parentheses."""
        raise NotImplementedError


class Symbol(Node):
    """A leaf: a token. `additional_info` is its text."""

    def __init__(self, symbol: str, additional_info: str, token):
        self.symbol = symbol
        self.additional_info = additional_info
        self.token = token

    def getsourcepos(self):
        return self.token.source_pos

    def dump(self) -> str:
        return repr(self.additional_info)

    def __repr__(self):
        return f'Symbol({self.symbol!r}, {self.additional_info!r})'


class Nonterminal(Node):
    """What a rule matched: a list of children."""

    def __init__(self, symbol: str, children, marks=None):
        self.symbol = symbol
        self.children = children
        self.marks = marks

    def getsourcepos(self):
        for child in self.children:
            found = child.getsourcepos()
            if found is not None:
                return found
        return None

    def dump(self) -> str:
        return '(' + ' '.join([self.symbol] + [child.dump() for child in self.children]) + ')'

    def __repr__(self):
        return f'Nonterminal({self.symbol!r}, {self.children!r})'


class ToAST:
    """Applies the annotations of a grammar: `[x]` drops, `<x>` replaces, `>x<` splices."""

    def transform(self, tree):
        """Return the tree that the annotations ask for; the given one stays as it is."""
        if isinstance(tree, Nonterminal):
            children = []
            marks = tree.marks
            for i in range(len(tree.children)):
                mark = marks[i] if marks is not None else KEEP
                if mark == DROP:
                    continue
                child = self.transform(tree.children[i])
                if mark == REPLACE:
                    return child
                if mark == SPLICE and isinstance(child, Nonterminal):
                    children.extend(child.children)
                else:
                    children.append(child)
            return Nonterminal(tree.symbol, children)
        return tree


def _make_dispatch(cls):
    methods = {}
    for base in reversed(cls.__mro__):
        for name, method in vars(base).items():
            if name.startswith('visit_'):
                methods[name[len('visit_'):]] = method
    table = unrolling_iterable(sorted(methods.items()))

    def dispatch(self, node):
        """Call the method for the node's symbol."""
        symbol = node.symbol
        for name, method in table:
            if symbol == name:
                return method(self, node)
        if isinstance(node, Nonterminal):
            return self.general_nonterminal_visit(node)
        return self.general_symbol_visit(node)

    return dispatch


class RPythonVisitor:
    """Base of visitors: `dispatch(node)` calls `visit_SYMBOL(node)`.

    Where there is none, `general_nonterminal_visit` or `general_symbol_visit`.
    All methods of one visitor return things of one type.
    """

    def __init_subclass__(cls):
        cls.dispatch = _make_dispatch(cls)

    def general_nonterminal_visit(self, node):
        """Called for nodes with children that have no method of their own."""
        raise NoVisitMethod(node.symbol)

    def general_symbol_visit(self, node):
        """Called for leaves that have no method of their own."""
        raise NoVisitMethod(node.symbol)


class NoVisitMethod(Exception):
    """A visitor has no method for a node."""

    def __init__(self, symbol: str):
        self.symbol = symbol

    def __str__(self):
        return 'no visit method for ' + self.symbol
