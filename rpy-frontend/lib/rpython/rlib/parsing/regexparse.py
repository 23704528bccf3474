"""Regular expressions: parsed and turned into automata at import time.

Characters stand for themselves; `.` is any but a newline, `[a-z_]` and
`[^"]` are sets, `*`, `+`, `?`, `{2}`, `{2,}` and `{2,5}` repeat, `|` chooses,
parentheses group. `\\d`, `\\w` and `\\s` are digits, letters and white space
(`\\D`, `\\W`, `\\S` all others), `\\n`, `\\t`, `\\r`, `\\f`, `\\v`, `\\0` and `\\x41`
characters; any other character after a backslash stands for itself.
"""

from rpython.rlib.parsing.automaton import Deterministic, Nondeterministic, determinize

ALL = frozenset(range(256))
_DIGITS = frozenset(range(ord('0'), ord('9') + 1))
_LETTERS = frozenset(map(ord, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_'))
_SPACES = frozenset(map(ord, ' \t\n\r\f\v'))
_CLASSES = {'d': _DIGITS, 'w': _LETTERS | _DIGITS, 's': _SPACES,
            'D': ALL - _DIGITS, 'W': ALL - _LETTERS - _DIGITS, 'S': ALL - _SPACES}
_ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'f': '\f', 'v': '\v', '0': '\0'}


class RegexError(ValueError):
    """A regular expression is malformed."""


class _Parser:
    """Builds the automaton for one expression while reading it."""

    def __init__(self, text: str, automaton: Nondeterministic):
        self.text = text
        self.position = 0
        self.automaton = automaton

    def fail(self, message: str):
        raise RegexError(f'{message} at position {self.position} of the regular expression {self.text!r}')

    def peek(self) -> str:
        return self.text[self.position:self.position + 1]

    def next(self) -> str:
        c = self.peek()
        if not c:
            self.fail('unexpected end')
        self.position += 1
        return c

    # Each of these returns what adds the automaton's states: a function from start to end state.

    def alternatives(self):
        parts = [self.sequence()]
        while self.peek() == '|':
            self.position += 1
            parts.append(self.sequence())
        if len(parts) == 1:
            return parts[0]

        def build(start):
            end = self.automaton.new_state()
            for part in parts:
                self.automaton.add_move(part(start), None, end)
            return end
        return build

    def sequence(self):
        parts = []
        while self.peek() and self.peek() not in '|)':
            parts.append(self.repeated())

        def build(start):
            for part in parts:
                start = part(start)
            return start
        return build

    def repeated(self):
        part = self.atom()
        while self.peek() and self.peek() in '*+?{':
            c = self.next()
            least, most = {'*': (0, None), '+': (1, None), '?': (0, 1)}.get(c) or self.bounds()
            part = self.repetition(part, least, most)
        return part

    def bounds(self):
        close = self.text.find('}', self.position)
        if close < 0:
            self.fail('`{` without `}`')
        least, comma, most = self.text[self.position:close].partition(',')
        if not least.isdigit() or (most and not most.isdigit()):
            self.fail('`{}` must hold one or two numbers')
        self.position = close + 1
        if not comma:
            return int(least), int(least)
        if most and int(most) < int(least):
            self.fail('the bounds of a repetition are the wrong way round')
        return int(least), int(most) if most else None

    def repetition(self, part, least, most):
        def build(start):
            for _ in range(least):
                start = part(start)
            if most is None:
                loop = self.automaton.new_state()
                self.automaton.add_move(start, None, loop)
                self.automaton.add_move(part(loop), None, loop)
                end = self.automaton.new_state()
                self.automaton.add_move(loop, None, end)
                return end
            end = self.automaton.new_state()
            for _ in range(most - least):
                self.automaton.add_move(start, None, end)
                # A state of its own, which a repetition inside may return to.
                inner = self.automaton.new_state()
                self.automaton.add_move(start, None, inner)
                start = part(inner)
            self.automaton.add_move(start, None, end)
            return end
        return build

    def atom(self):
        c = self.next()
        if c == '(':
            inner = self.alternatives()
            if self.peek() != ')':
                self.fail('`(` without `)`')
            self.position += 1
            return inner
        if c in '*+?{':
            self.fail(f'nothing to repeat with `{c}`')
        if c == '[':
            return self.reading(self.set())
        if c == '.':
            return self.reading(ALL - {ord('\n')})
        if c == '\\':
            return self.reading(self.escape())
        return self.reading(self.code(c))

    def code(self, c: str):
        if ord(c) > 255:
            self.fail(f'{c!r} is not one byte')
        return frozenset([ord(c)])

    def reading(self, characters):
        def build(start):
            end = self.automaton.new_state()
            self.automaton.add_move(start, characters, end)
            return end
        return build

    def escape(self):
        c = self.next()
        if c in _CLASSES:
            return _CLASSES[c]
        if c == 'x':
            digits = self.text[self.position:self.position + 2]
            try:
                code = int(digits, 16)
            except ValueError:
                self.fail('two hexadecimal digits belong after `\\x`')
            self.position += 2
            return frozenset([code])
        return self.code(_ESCAPES.get(c, c))

    def set(self):
        negated = self.peek() == '^'
        self.position += negated
        characters = set()
        is_first = True
        while is_first or self.peek() != ']':
            is_first = False
            item = self.set_item()
            if self.peek() == '-' and self.text[self.position + 1:self.position + 2] not in ('', ']'):
                self.position += 1
                last = self.set_item()
                if len(item) != 1 or len(last) != 1 or min(last) < min(item):
                    self.fail('a range goes from one character up to another')
                item = range(min(item), min(last) + 1)
            characters.update(item)
        self.position += 1
        return ALL - characters if negated else frozenset(characters)

    def set_item(self):
        c = self.next()
        return self.escape() if c == '\\' else self.code(c)


def parse_regexes(texts) -> Deterministic:
    """Return one automaton for several expressions, numbered from 0."""
    automaton = Nondeterministic()
    start = automaton.new_state()
    finals = {}
    for number, text in enumerate(texts):
        parser = _Parser(text, automaton)
        build = parser.alternatives()
        if parser.peek():
            parser.fail(f'unexpected `{parser.peek()}`')
        first = automaton.new_state()
        automaton.add_move(start, None, first)
        finals[build(first)] = number
    return determinize(automaton, start, finals)


def parse_regex(text: str) -> Deterministic:
    """Return the automaton for one expression."""
    return parse_regexes([text])


def make_runner(regex):
    """Return an object whose `recognize(s)` says whether the expression matches all of `s`."""
    return Runner(parse_regex(regex) if isinstance(regex, str) else regex)


class Runner:
    """Runs an automaton."""

    def __init__(self, automaton: Deterministic):
        self.table = automaton.table
        self.accepts = automaton.accepts

    def recognize(self, s: str) -> bool:
        """Does the expression match all of the string?"""
        state = 0
        for c in s:
            state = self.table[state * 256 + ord(c)]
            if state < 0:
                return False
        return self.accepts[state] >= 0

    def match_length(self, s: str, start: int) -> int:
        """Return how many characters from `start` on match at most, or -1."""
        state = 0
        result = 0 if self.accepts[0] >= 0 else -1
        for i in range(start, len(s)):
            state = self.table[state * 256 + ord(s[i])]
            if state < 0:
                break
            if self.accepts[state] >= 0:
                result = i + 1 - start
        return result


def quote(text: str) -> str:
    """Return an expression that matches just this text."""
    return ''.join(c if c.isalnum() else '\\' + c if c > ' ' else f'\\x{ord(c):02x}' for c in text)
