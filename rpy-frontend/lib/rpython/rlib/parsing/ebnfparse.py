"""Grammars as text, read when the specification is imported.

    NUMBER: "[0-9]+";             a token, in capitals: a regular expression
    IGNORE: " |\\t|\\n";            tokens that are left out
    sum: product ("+" product)*;  a rule: tokens, texts, rules, ( ) | * + ?
    atom: <NUMBER> | ["("] >sum< [")"];

In the transformed tree `[x]` is left out, `<x>` takes the place of the whole
rule's node, and of `>x<` only the children stay. The first rule is the one to
start with. `#` begins a comment.
"""

import re

from rpython.rlib.parsing.lexer import Lexer
from rpython.rlib.parsing.parsing import (
    Choice, GrammarError, PackratParser, Repetition, Rule, RuleExpression, Sequence, TokenExpression)
from rpython.rlib.parsing.regexparse import quote
from rpython.rlib.parsing.tree import DROP, KEEP, REPLACE, SPLICE, ToAST

_TOKENS = re.compile(r'''(?P<space>\s+|\#[^\n]*)|(?P<name>[A-Za-z_]\w*)'''
                     r'''|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<sign>[:;|()*+?\[\]<>])''', re.DOTALL)
_ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'f': '\f', 'v': '\v', '0': '\0'}


class _GrammarParser:
    """Reads a grammar's text."""

    def __init__(self, text: str):
        self.text = text
        self.tokens = []
        position = 0
        while position < len(text):
            match = _TOKENS.match(text, position)
            if match is None:
                self.fail(f'unexpected {text[position]!r}', position)
            if match.lastgroup != 'space':
                self.tokens.append((match.lastgroup, match.group(), position))
            position = match.end()
        self.tokens.append(('end', 'the end', len(text)))
        self.index = 0
        self.regexs = []
        self.definitions = []
        self.literals = {}
        self.token_names = set()

    def fail(self, message: str, position=None):
        if position is None:
            position = self.tokens[self.index][2]
        line = self.text.count('\n', 0, position) + 1
        column = position - (self.text.rfind('\n', 0, position) + 1) + 1
        source = self.text.splitlines()[line - 1] if self.text else ''
        raise GrammarError(f'{message} in line {line}, column {column} of the grammar:\n{source}\n{" " * (column - 1)}^')

    def peek(self) -> str:
        return self.tokens[self.index][1]

    def at_end(self) -> bool:
        return self.tokens[self.index][0] == 'end'

    def at_sign(self, signs: str) -> bool:
        return self.tokens[self.index][0] == 'sign' and self.peek() in signs

    def next(self, kind=None, what: str = ''):
        found, text, _ = self.tokens[self.index]
        if found == 'end' or (kind is not None and found != kind):
            self.fail(f'expected {what or kind}, not {text}')
        self.index += 1
        return text

    def expect(self, sign: str) -> None:
        if self.tokens[self.index][:2] != ('sign', sign):
            self.fail(f'expected `{sign}`, not {self.peek()}')
        self.index += 1

    def parse(self) -> None:
        # Which names are tokens has to be known before rules are read.
        for (kind, text, _), (_, following, _) in zip(self.tokens, self.tokens[1:]):
            if kind == 'name' and following == ':' and text.isupper():
                self.token_names.add(text)
        while not self.at_end():
            name = self.next('name', 'the name of a token or rule')
            self.expect(':')
            if name.isupper():
                self.regexs.append((name, _regex_text(self.next('text', 'a regular expression in quotes'))))
            else:
                self.definitions.append(Rule(name, self.alternatives()))
            self.expect(';')
        if not self.definitions:
            self.fail('there is no rule')

    def alternatives(self):
        items = [self.sequence()]
        while self.at_sign('|'):
            self.index += 1
            items.append(self.sequence())
        return items[0] if len(items) == 1 else Choice(items)

    def sequence(self):
        items = []
        while not (self.at_end() or self.at_sign('|;)]')):
            items.append(self.repeated())
        return items[0] if len(items) == 1 else Sequence(items)

    def repeated(self):
        return self.with_repetitions(self.enclosed())

    def with_repetitions(self, item):
        while self.at_sign('*+?'):
            sign = self.next()
            item = Repetition(item, 1 if sign == '+' else 0, sign != '?')
        return item

    def enclosed(self):
        kind, text, _ = self.tokens[self.index]
        if kind != 'sign':
            return self.atom(KEEP)
        self.index += 1
        if text == '(':
            inner = self.alternatives()
            self.expect(')')
            return inner
        if text == '[':
            return self.marked(DROP, ']')
        if text == '<':
            return self.marked(REPLACE, '>')
        if text == '>':
            return self.marked(SPLICE, '<')
        self.index -= 1
        self.fail(f'unexpected `{text}`')

    def marked(self, mark: int, close: str):
        """What is enclosed: one item or, where they are left out, several."""
        items = [self.with_repetitions(self.atom(mark))]
        while mark == DROP and self.peek() != close:
            items.append(self.with_repetitions(self.atom(mark)))
        self.expect(close)
        return items[0] if len(items) == 1 else Sequence(items)

    def atom(self, mark: int):
        kind, text, _ = self.tokens[self.index]
        if kind == 'text':
            self.index += 1
            literal = _literal_text(text)
            if not literal:
                self.fail('an empty text matches nothing')
            name = self.literals.setdefault(literal, f'__{len(self.literals)}_{literal}')
            return TokenExpression(name, repr(literal), mark)
        name = self.next('name', 'a text, a token or a rule')
        if name == 'EOF':
            return TokenExpression(name, 'the end', mark)
        if name in self.token_names:
            return TokenExpression(name, name, mark)
        if name.isupper():
            self.index -= 1
            self.fail(f'the token {name} is not defined')
        return RuleExpression(name, mark)


def _regex_text(quoted: str) -> str:
    """Remove the quotes. A backslash in front of a quote belongs to them, others to the expression."""
    return quoted[1:-1].replace('\\' + quoted[0], quoted[0])


def _literal_text(quoted: str) -> str:
    return re.sub(r'\\(.)', lambda match: _ESCAPES.get(match.group(1), match.group(1)), quoted[1:-1], flags=re.DOTALL)


def parse_ebnf(s: str):
    """Read a grammar: return expressions and names of its tokens, its rules, and its ToAST class."""
    parser = _GrammarParser(s)
    parser.parse()
    # Texts in rules come first: of two equally long matches a keyword wins over a name.
    literals = [(name, quote(literal)) for literal, name in parser.literals.items()]
    return literals + parser.regexs, parser.definitions, ToAST


def make_parse_function(regexs, rules, eof: bool = False):
    """Return a function from text to tree, which raises LexerError and ParseError.

    With `eof` the tokens end with one named EOF, which the grammar must mention.
    """
    names = [name for name, _ in regexs]
    lexer = Lexer([regex for _, regex in regexs], names, ignore=['IGNORE'])
    parser = PackratParser(rules, rules[0].nonterminal)

    def parse(s: str):
        return parser.parse(lexer.tokenize(s, eof))

    return parse
