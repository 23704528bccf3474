"""A regular expression matcher: parser, syntax tree, backtracking by generators, and an automaton from sets of states."""

import functools
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple


class RegexError(ValueError):
    def __init__(self, message, position):
        super().__init__(f'{message} at {position}')
        self.position = position


class Span(NamedTuple):
    start: int
    end: int

    @property
    def length(self):
        return self.end - self.start

    def of(self, text):
        return text[self.start:self.end]


class Greed(Enum):
    GREEDY = auto()
    LAZY = auto()

    def __invert__(self):
        return Greed.LAZY if self is Greed.GREEDY else Greed.GREEDY


class Node:
    """A part of an expression."""
    precedence = 3

    def ends(self, text, at, groups):
        """Generate the places where a match that starts here can end."""
        raise NotImplementedError(type(self).__name__)

    def __add__(self, other):
        return Sequence([self, other])

    def __or__(self, other):
        return Choice(self, other)

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    def inside(self, precedence):
        text = str(self)
        return text if self.precedence >= precedence else f'({text})'

    @functools.cached_property
    def width(self):
        return self.least()

    def least(self):
        return 0


class Empty(Node):
    def ends(self, text, at, groups):
        yield at

    def __str__(self):
        return ''


class Char(Node):
    def __init__(self, char):
        self.char = char

    def ends(self, text, at, groups):
        if at < len(text) and text[at] == self.char:
            yield at + 1

    def __str__(self):
        return '\\' + self.char if self.char in '\\.[]()*+?|^$' else self.char

    def least(self):
        return 1


class Any(Node):
    def ends(self, text, at, groups):
        if at < len(text):
            yield at + 1

    def __str__(self):
        return '.'

    def least(self):
        return 1


class Class(Node):
    def __init__(self, chars, negated=False):
        self.chars = frozenset(chars)
        self.negated = negated

    def __contains__(self, char):
        return (char in self.chars) != self.negated

    def ends(self, text, at, groups):
        if at < len(text) and text[at] in self:
            yield at + 1

    def __str__(self):
        return f"[{'^' if self.negated else ''}{''.join(sorted(self.chars))}]"

    def least(self):
        return 1


class Anchor(Node):
    def __init__(self, is_end):
        self.is_end = is_end

    def ends(self, text, at, groups):
        if at == (len(text) if self.is_end else 0):
            yield at

    def __str__(self):
        return '$' if self.is_end else '^'


class Sequence(Node):
    precedence = 1

    def __init__(self, parts):
        self.parts = []
        for part in parts:
            if isinstance(part, Sequence):
                self.parts.extend(part.parts)
            elif not isinstance(part, Empty):
                self.parts.append(part)

    def ends(self, text, at, groups):
        yield from self.ends_from(0, text, at, groups)

    def ends_from(self, index, text, at, groups):
        if index == len(self.parts):
            yield at
            return
        for middle in self.parts[index].ends(text, at, groups):
            yield from self.ends_from(index + 1, text, middle, groups)

    def __str__(self):
        return ''.join([part.inside(2) for part in self.parts])

    def least(self):
        return sum(part.width for part in self.parts)


class Choice(Node):
    precedence = 0

    def __init__(self, left, right):
        self.left, self.right = left, right

    def ends(self, text, at, groups):
        for side in (self.left, self.right):
            yield from side.ends(text, at, groups)

    def __str__(self):
        return f'{self.left}|{self.right}'

    def least(self):
        return min(self.left.width, self.right.width)


class Repeat(Node):
    precedence = 2

    def __init__(self, what, least, most=-1, greed=Greed.GREEDY):
        self.what = what
        self.at_least = least
        self.at_most = most
        self.greed = greed

    def ends(self, text, at, groups):
        yield from self.again(0, text, at, groups)

    def again(self, count, text, at, groups):
        enough = count >= self.at_least
        if enough and self.greed is Greed.LAZY:
            yield at
        if count != self.at_most:
            for end in self.what.ends(text, at, groups):
                if end > at or not enough:
                    yield from self.again(count + 1, text, end, groups)
        if enough and self.greed == Greed.GREEDY:
            yield at

    def __str__(self):
        match (self.at_least, self.at_most):
            case (0, -1):
                mark = '*'
            case (1, -1):
                mark = '+'
            case (0, 1):
                mark = '?'
            case (low, -1):
                mark = '{%d,}' % low
            case (low, high):
                mark = '{%d,%d}' % (low, high) if low != high else '{%d}' % low
        return self.what.inside(3) + mark + ('?' if self.greed is Greed.LAZY else '')

    def least(self):
        return self.what.width * self.at_least


class Group(Node):
    def __init__(self, number, what):
        self.number = number
        self.what = what

    def ends(self, text, at, groups):
        for end in self.what.ends(text, at, groups):
            before = groups.get(self.number)
            groups[self.number] = Span(at, end)
            yield end
            if before is None:
                del groups[self.number]
            else:
                groups[self.number] = before

    def __str__(self):
        return f'({self.what})'

    def least(self):
        return self.what.width


@dataclass
class Parser:
    text: str
    at: int = 0
    groups: int = 0
    seen: list[str] = field(default_factory=list)

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ''

    def take(self):
        if not (char := self.peek()):
            raise RegexError('unexpected end', self.at)
        self.at += 1
        return char

    def accept(self, char):
        if self.peek() == char:
            self.at += 1
            return True
        return False

    def parse(self):
        node = self.choice()
        if self.at < len(self.text):
            raise RegexError(f'unexpected {self.peek()!r}', self.at)
        return node

    def choice(self):
        node = self.sequence()
        while self.accept('|'):
            node |= self.sequence()
        return node

    def sequence(self):
        node = Empty()
        while self.peek() and self.peek() not in '|)':
            node += self.repeated()
        return node

    def repeated(self):
        node = self.atom()
        while self.peek() and self.peek() in '*+?{':
            self.seen.append(mark := self.take())
            least, most = {'*': (0, -1), '+': (1, -1), '?': (0, 1)}.get(mark, (0, 0))
            if mark == '{':
                least = self.number()
                most = least
                if self.accept(','):
                    most = self.number() if self.peek() != '}' else -1
                if not self.accept('}'):
                    raise RegexError("expected '}'", self.at)
            greed = ~Greed.GREEDY if self.accept('?') else Greed.GREEDY
            node = Repeat(node, least, most, greed=greed) if most >= 0 else Repeat(node, least, greed=greed)
        return node

    def number(self):
        digits = ''
        while self.peek().isdigit():
            digits += self.take()
        try:
            return int(digits)
        except ValueError:
            raise RegexError('a number is missing', self.at) from None

    def atom(self):
        char = self.take()
        if char == '(':
            self.groups += 1
            number = self.groups
            what = self.choice()
            if not self.accept(')'):
                raise RegexError("expected ')'", self.at)
            return Group(number, what)
        if char == '[':
            return self.char_class()
        if char == '.':
            return Any()
        if char in '^$':
            return Anchor(char == '$')
        if char in '*+?{':
            raise RegexError(f'nothing to repeat before {char!r}', self.at - 1)
        if char == '\\':
            char = self.take()
            if char == 'd':
                return Class(list('0123456789'))
            if char == 'w':
                return Class([chr(c) for c in range(128) if chr(c).isalnum()] + ['_'])
        return Char(char)

    def char_class(self):
        negated = self.accept('^')
        chars = []
        while not self.accept(']'):
            first = self.take()
            if self.peek() == '-' and self.text[self.at + 1:self.at + 2] not in ('', ']'):
                self.take()
                chars += [chr(c) for c in range(ord(first), ord(self.take()) + 1)]
            else:
                chars.append(first)
        return Class(chars, negated)


@functools.lru_cache(maxsize=None)
def parse(text):
    return Parser(text).parse()


def search(pattern, text):
    node = parse(pattern)
    for start in range(len(text) - node.width + 1):
        groups = {}
        for end in node.ends(text, start, groups):
            return Span(start, end), [groups.get(i) for i in range(1, 1 + max(groups, default=0))]
    return None, []


CASES = [
    ('a+b', 'xaaab'), ('(a|b)*c', 'ababcab'), ('[a-c]+?x', 'abcx'), (r'(\d+)-(\d+)', 'tel 555-1234 x'),
    ('^$', ''), ('^a', 'ba'), ('x{2,3}', 'axxxxb'), ('x{2}?y', 'xxy'), ('(a*)(ab)*b', 'aaabb'), ('[^ ]+$', 'one two'),
    (r'\w+@\w+\.(com|org)', 'mail me@example.org now'), ('', 'abc'), ('(x)|(y)', 'y'), ('a.c', 'abbc'), ('.{3,}', 'ab'),
]
MISTAKES = ['(a', 'a)', '*a', 'a{', 'a{2', '[abc', '\\', 'a{x}']


def main():
    for pattern, text in CASES:
        span, groups = search(pattern, text)
        shown = ', '.join([g.of(text) if g is not None else '-' for g in groups])
        print(f'{str(parse(pattern)):<36}{text!r:<26}', end='')
        print('no match' if span is None else f'{span.start}..{span.end} {span.of(text)!r} ({shown}) {span.length}')
    for pattern in MISTAKES:
        try:
            print(parse(pattern))
        except RegexError as error:
            print(repr(pattern), 'is wrong:', error, error.position)
    made = Char('a') + (Char('b') | Class(list('xyz'))) + Repeat(Any(), 1)
    print(made, made == parse('a(b|[xyz]).+'), hash(made) == hash(parse(str(made))), made.width)
    nodes = {parse('a|b'): 'first', Choice(Char('a'), Char('b')): 'second', Char('a'): 'third'}
    print(len(nodes), sorted(nodes.values()), [str(node) for node in nodes])
    print(parse('ab') is parse('ab'), 'b' in Class(list('abc')))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
