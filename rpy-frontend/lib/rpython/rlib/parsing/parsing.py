"""The parser: what a rule matches at a place is found once and remembered.

So the time is in proportion to the length of the text, whatever the grammar.
Alternatives are tried in their order; the first that matches is taken.
(Ford, "Packrat parsing: simple, powerful, lazy, linear time", ICFP 2002.)
"""

from rpython.rlib.parsing.lexer import SourcePos, located_message
from rpython.rlib.parsing.tree import KEEP, Nonterminal, Symbol

NO_MATCH = -1


class ErrorInformation:
    """How far a parser came, and the tokens that could have gone on."""

    def __init__(self, pos: int, expected):
        self.pos = pos
        self.expected = expected


class ParseError(Exception):
    """The text is not in the grammar's language."""

    def __init__(self, source_pos, errorinformation, found: str):
        self.source_pos = source_pos
        self.errorinformation = errorinformation
        self.found = found

    def message(self) -> str:
        """Return what was found and what was expected."""
        expected = self.errorinformation.expected
        result = 'ParseError: unexpected ' + self.found
        if len(expected) == 1:
            return result + ', expected ' + expected[0]
        if len(expected) > 1:
            last = len(expected) - 1
            return result + ', expected one of ' + ', '.join(expected[:last]) + ' or ' + expected[last]
        return result

    def nice_error_message(self, filename: str = '<unknown>', source: str = '') -> str:
        """Return the message with the line that it is about."""
        return located_message(self.message(), self.source_pos, filename, source)

    def __str__(self):
        return self.message()


# ____________________________________________________________
# What rules are made of


class Expression:
    """Matches tokens from a position on, and collects the nodes for them."""

    def match(self, state, position: int, children, marks) -> int:
        """Return the position behind what matches, or NO_MATCH."""
        raise NotImplementedError

    # For checks at import time.

    def parts(self):
        """Return the expressions inside."""
        return []

    def first_rules(self, may_be_empty):
        """Return the rules that may be entered before a token is read."""
        return []

    def is_empty(self, may_be_empty) -> bool:
        """May it match without reading a token?"""
        return False


class TokenExpression(Expression):
    """One token, by name."""

    def __init__(self, name: str, shown: str, mark: int = KEEP):
        self.name = name
        self.shown = shown
        self.mark = mark

    def match(self, state, position: int, children, marks) -> int:
        tokens = state.tokens
        if position < len(tokens) and tokens[position].name == self.name:
            token = tokens[position]
            children.append(Symbol(self.name, token.source, token))
            marks.append(self.mark)
            return position + 1
        state.expect(position, self.shown)
        return NO_MATCH


class RuleExpression(Expression):
    """What another rule matches, by the rule's number."""

    def __init__(self, name: str, mark: int = KEEP):
        self.name = name
        self.mark = mark
        self.number = -1

    def match(self, state, position: int, children, marks) -> int:
        result = state.match_rule(self.number, position)
        if result is None:
            return NO_MATCH
        children.append(result.node)
        marks.append(self.mark)
        return result.end

    def first_rules(self, may_be_empty):
        return [self.name]

    def is_empty(self, may_be_empty):
        return self.name in may_be_empty


class Sequence(Expression):
    """One after the other."""

    def __init__(self, items):
        self.items = items

    def match(self, state, position: int, children, marks) -> int:
        for item in self.items:
            position = item.match(state, position, children, marks)
            if position == NO_MATCH:
                return NO_MATCH
        return position

    def parts(self):
        return self.items

    def first_rules(self, may_be_empty):
        result = []
        for item in self.items:
            result += item.first_rules(may_be_empty)
            if not item.is_empty(may_be_empty):
                break
        return result

    def is_empty(self, may_be_empty):
        return all(item.is_empty(may_be_empty) for item in self.items)


class Choice(Expression):
    """The first of several that matches."""

    def __init__(self, items):
        self.items = items

    def match(self, state, position: int, children, marks) -> int:
        length = len(children)
        for item in self.items:
            end = item.match(state, position, children, marks)
            if end != NO_MATCH:
                return end
            forget(children, marks, length)
        return NO_MATCH

    def parts(self):
        return self.items

    def first_rules(self, may_be_empty):
        return [name for item in self.items for name in item.first_rules(may_be_empty)]

    def is_empty(self, may_be_empty):
        return any(item.is_empty(may_be_empty) for item in self.items)


class Repetition(Expression):
    """As often as it matches, but `least` times at least; once at most unless `many`."""

    def __init__(self, item, least: int, many: bool):
        self.item = item
        self.least = least
        self.many = many

    def match(self, state, position: int, children, marks) -> int:
        count = 0
        while count == 0 or self.many:
            length = len(children)
            end = self.item.match(state, position, children, marks)
            if end == NO_MATCH:
                forget(children, marks, length)
                break
            count += 1
            if end == position:
                break
            position = end
        return position if count >= self.least else NO_MATCH

    def parts(self):
        return [self.item]

    def first_rules(self, may_be_empty):
        return self.item.first_rules(may_be_empty)

    def is_empty(self, may_be_empty):
        return self.least == 0 or self.item.is_empty(may_be_empty)


def forget(children, marks, length: int) -> None:
    """Take back the nodes that a failed attempt has collected."""
    while len(children) > length:
        children.pop()
        marks.pop()


class Rule:
    """A name for an expression."""

    def __init__(self, nonterminal: str, expression):
        self.nonterminal = nonterminal
        self.expression = expression

    def __repr__(self):
        return f'Rule({self.nonterminal!r})'


# ____________________________________________________________
# The parser


class GrammarError(ValueError):
    """A grammar can not be used."""


class Result:
    """What a rule matched at a place: a node, and the position behind it."""

    def __init__(self, node, end: int):
        self.node = node
        self.end = end


class PackratParser:
    """Parses lists of tokens."""

    def __init__(self, rules, startsymbol: str, check_for_left_recursion: bool = True):
        self.rules = rules
        names = [rule.nonterminal for rule in rules]
        for name in names:
            if names.count(name) > 1:
                raise GrammarError(f'the rule {name} is defined more than once')
        if startsymbol not in names:
            raise GrammarError(f'there is no rule {startsymbol} to start with')
        self.start = names.index(startsymbol)
        for rule in rules:
            _number_rules(rule.expression, names, rule)
        if check_for_left_recursion:
            _refuse_left_recursion(rules)

    def parse(self, tokens):
        """Return the tree for all of the tokens, or raise ParseError."""
        state = ParserState(self.rules, tokens)
        result = state.match_rule(self.start, 0)
        if result is not None:
            if result.end == len(tokens):
                return result.node
            state.expect(result.end, 'the end')
        raise state.error()


class ParserState:
    """One text's tokens, and what is known of them so far."""

    def __init__(self, rules, tokens):
        self.rules = rules
        self.tokens = tokens
        self.results = {}
        self.farthest = 0
        self.expected = []

    def match_rule(self, number: int, position: int):
        """Return the Result of a rule at a position, or None."""
        key = position * len(self.rules) + number
        if key in self.results:
            return self.results[key]
        rule = self.rules[number]
        children = []
        marks = []
        end = rule.expression.match(self, position, children, marks)
        result = None
        if end != NO_MATCH:
            result = Result(Nonterminal(rule.nonterminal, children, marks), end)
        self.results[key] = result
        return result

    def expect(self, position: int, shown: str) -> None:
        """Note a token that would have matched."""
        if position > self.farthest:
            self.farthest = position
            self.expected = []
        if position == self.farthest and shown not in self.expected:
            self.expected.append(shown)

    def error(self):
        """Return the exception that says how far the text was good."""
        if self.farthest < len(self.tokens):
            token = self.tokens[self.farthest]
            found = repr(token.source) if token.name != 'EOF' else 'end of the text'
            source_pos = token.source_pos
        else:
            found = 'end of the text'
            source_pos = end_of(self.tokens)
        return ParseError(source_pos, ErrorInformation(self.farthest, self.expected), found)


def end_of(tokens):
    """Return the place behind the last token."""
    if not tokens:
        return SourcePos(0, 0, 0)
    last = tokens[len(tokens) - 1]
    start = last.source_pos
    lineno = start.lineno
    columnno = start.columnno
    for c in last.source:
        columnno += 1
        if c == '\n':
            lineno += 1
            columnno = 0
    return SourcePos(start.i + len(last.source), lineno, columnno)


# ____________________________________________________________
# Checks at import time


def _number_rules(expression, names, rule) -> None:
    if isinstance(expression, RuleExpression):
        if expression.name not in names:
            raise GrammarError(f'the rule {rule.nonterminal} uses {expression.name}, which is not defined')
        expression.number = names.index(expression.name)
    for part in expression.parts():
        _number_rules(part, names, rule)


def _refuse_left_recursion(rules) -> None:
    may_be_empty = set()
    while True:
        found = {rule.nonterminal for rule in rules if rule.expression.is_empty(may_be_empty)}
        if found == may_be_empty:
            break
        may_be_empty = found
    first = {rule.nonterminal: rule.expression.first_rules(may_be_empty) for rule in rules}
    for rule in rules:
        path = _path_to(rule.nonterminal, rule.nonterminal, first, set())
        if path:
            raise GrammarError('left recursion: ' + ' -> '.join([rule.nonterminal, *path]))


def _path_to(goal, name, first, seen):
    for following in first[name]:
        if following == goal:
            return [goal]
        if following not in seen:
            seen.add(following)
            path = _path_to(goal, following, first, seen)
            if path:
                return [following, *path]
    return None
