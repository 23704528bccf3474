"""A regular expression engine, and a program that uses it.

Usage: regex.py FILE     (or the commands on standard input)

The file has one command per line, with parts separated by `/` or by any
other character that follows the command:

    match /PATTERN/TEXT/             at the start of the text
    search /PATTERN/TEXT/            anywhere
    all /PATTERN/TEXT/               all matches
    replace /PATTERN/WITH/TEXT/      \\1 and so on stand for groups
    split /PATTERN/TEXT/
    show /PATTERN/                   the compiled program

Supported: . [abc] [^a-z] \\d \\w \\s \\b ^ $ | ( ) (?: ) * + ? {m,n} and the
lazy forms *? +? ??. A pattern is compiled to a little program, which is run
by backtracking.
"""

import os
import sys

MAX_STEPS = 200000
DIGITS = '0123456789'
LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
SPACES = ' \t\n\r'


class RegexError(Exception):
    def __init__(self, message, position):
        self.message = message
        self.position = position


# ---------------------------------------------------------------------------
# Sets of characters


class CharSet:
    """256 booleans."""

    def __init__(self, chars=''):
        self.members = [False] * 256
        for c in chars:
            self.members[ord(c)] = True

    def add_range(self, low, high):
        for i in range(ord(low), ord(high) + 1):
            self.members[i] = True

    def update(self, other):
        self.members = [a or b for a, b in zip(self.members, other.members)]

    def inverted(self):
        result = CharSet()
        result.members = [not member for member in self.members]
        return result

    def has(self, c):
        return self.members[ord(c)]

    def describe(self):
        chars = [chr(i) for i in range(32, 127) if self.members[i]]
        if len(chars) > 50:
            return '[^' + self.inverted().describe()[1:]
        return '[' + ''.join(chars) + ']'


CLASSES = {
    'd': CharSet(DIGITS),
    'w': CharSet(DIGITS + LETTERS + '_'),
    's': CharSet(SPACES),
}
for _name in list(CLASSES):
    CLASSES[_name.upper()] = CLASSES[_name].inverted()
ESCAPES = {'n': '\n', 't': '\t', 'r': '\r'}


# ---------------------------------------------------------------------------
# The syntax tree


class Node:
    pass


class Char(Node):
    def __init__(self, char):
        self.char = char


class Any(Node):
    pass


class OneOf(Node):
    def __init__(self, chars):
        self.chars = chars


class Assertion(Node):
    def __init__(self, kind):
        self.kind = kind


class Concat(Node):
    def __init__(self, parts):
        self.parts = parts


class Alternatives(Node):
    def __init__(self, choices):
        self.choices = choices


class Group(Node):
    def __init__(self, number, body):
        self.number = number
        self.body = body


class Repeat(Node):
    def __init__(self, body, low, high, greedy):
        self.body = body
        self.low = low
        self.high = high    # -1: without limit
        self.greedy = greedy


class Parser:
    """From the text of a pattern to a tree."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.position = 0
        self.groups = 0

    def error(self, message):
        return RegexError(message, self.position)

    def more(self):
        return self.position < len(self.pattern)

    def peek(self):
        return self.pattern[self.position] if self.more() else ''

    def next(self):
        c = self.peek()
        if not c:
            raise self.error('unexpected end')
        self.position += 1
        return c

    def accept(self, text):
        if self.pattern.startswith(text, self.position):
            self.position += len(text)
            return True
        return False

    def parse(self):
        tree = self.alternatives()
        if self.more():
            raise self.error('unbalanced )')
        return tree

    def alternatives(self):
        choices = [self.concat()]
        while self.accept('|'):
            choices.append(self.concat())
        return choices[0] if len(choices) == 1 else Alternatives(choices)

    def concat(self):
        parts = []
        while self.more() and self.peek() not in '|)':
            parts.append(self.repeat())
        return Concat(parts)

    def repeat(self):
        node = self.atom()
        while True:
            if self.accept('*'):
                low, high = 0, -1
            elif self.accept('+'):
                low, high = 1, -1
            elif self.accept('?'):
                low, high = 0, 1
            elif self.accept('{'):
                low, high = self.bounds()
            else:
                return node
            if isinstance(node, Assertion):
                raise self.error('nothing to repeat')
            node = Repeat(node, low, high, not self.accept('?'))

    def bounds(self):
        end = self.pattern.find('}', self.position)
        if end < 0:
            raise self.error('missing }')
        texts = self.pattern[self.position:end].split(',')
        try:
            low = int(texts[0]) if texts[0] else 0
            if len(texts) == 1:
                high = low
            else:
                high = int(texts[1]) if texts[1] else -1
        except ValueError:
            raise self.error('bad repetition')
        if len(texts) > 2 or low > 1000 or high > 1000 or 0 <= high < low:
            raise self.error('bad repetition')
        self.position = end + 1
        return low, high

    def atom(self):
        c = self.next()
        if c == '(':
            if self.accept('?:'):
                body = self.alternatives()
            else:
                self.groups += 1
                number = self.groups
                body = Group(number, self.alternatives())
            if not self.accept(')'):
                raise self.error('missing )')
            return body
        if c == '[':
            return self.char_class()
        if c == '.':
            return Any()
        if c in '^$':
            return Assertion(c)
        if c == '\\':
            return self.escape()
        if c in '*+?{':
            raise self.error('nothing to repeat')
        return Char(c)

    def escape(self):
        c = self.next()
        if c in CLASSES:
            return OneOf(CLASSES[c])
        if c == 'b' or c == 'B':
            return Assertion(c)
        return Char(ESCAPES.get(c, c))

    def char_class(self):
        result = CharSet()
        negated = self.accept('^')
        first = True
        while first or self.peek() != ']':
            first = False
            c = self.next()
            if c == '\\':
                c = self.next()
                if c in CLASSES:
                    result.update(CLASSES[c])
                    continue
                c = ESCAPES.get(c, c)
            high = c
            if self.peek() == '-' and self.pattern[
                    self.position:self.position + 2] != '-]':
                self.next()
                high = self.next()
                if high < c:
                    raise self.error(f'bad range {c}-{high}')
            result.add_range(c, high)
        self.next()
        return OneOf(result.inverted() if negated else result)


# ---------------------------------------------------------------------------
# The program


CHAR, ANY, SET, ASSERT, JUMP, SPLIT, SAVE, MARK, CHECK, MATCH = range(10)


class Op:
    def __init__(self, code):
        self.code = code
        self.char = ''
        self.chars = None
        self.x = 0
        self.y = 0

    def describe(self):
        if self.code == CHAR:
            return 'char ' + self.char
        elif self.code == ANY:
            return 'any'
        elif self.code == SET:
            return 'set ' + self.chars.describe()
        elif self.code == ASSERT:
            return 'assert ' + self.char
        elif self.code == JUMP:
            return f'jump {self.x}'
        elif self.code == SPLIT:
            return f'split {self.x} {self.y}'
        elif self.code == SAVE:
            return f'save {self.x}'
        elif self.code == MARK:
            return f'mark {self.x}'
        elif self.code == CHECK:
            return f'check {self.x}'
        return 'match'


class Compiler:
    def __init__(self, groups):
        self.ops = []
        self.slots = 2 * groups + 2

    def emit(self, code):
        op = Op(code)
        self.ops.append(op)
        return op

    def compile(self, node):
        if isinstance(node, Char):
            self.emit(CHAR).char = node.char
        elif isinstance(node, Any):
            self.emit(ANY)
        elif isinstance(node, OneOf):
            self.emit(SET).chars = node.chars
        elif isinstance(node, Assertion):
            self.emit(ASSERT).char = node.kind
        elif isinstance(node, Concat):
            for part in node.parts:
                self.compile(part)
        elif isinstance(node, Group):
            self.emit(SAVE).x = 2 * node.number
            self.compile(node.body)
            self.emit(SAVE).x = 2 * node.number + 1
        elif isinstance(node, Alternatives):
            self.compile_alternatives(node.choices)
        elif isinstance(node, Repeat):
            self.compile_repeat(node)

    def compile_alternatives(self, choices):
        jumps = []
        for choice in choices[:-1]:
            split = self.emit(SPLIT)
            split.x = len(self.ops)
            self.compile(choice)
            jumps.append(self.emit(JUMP))
            split.y = len(self.ops)
        self.compile(choices[-1])
        for jump in jumps:
            jump.x = len(self.ops)

    def compile_repeat(self, node):
        for i in range(node.low):
            self.compile(node.body)
        if node.high < 0:
            # A slot keeps where the round began: an empty round ends it.
            slot = self.slots
            self.slots += 1
            split = self.emit(SPLIT)
            start = len(self.ops)
            self.emit(MARK).x = slot
            self.compile(node.body)
            self.emit(CHECK).x = slot
            self.emit(JUMP).x = start - 1
            self.finish_split(split, start, node.greedy)
        else:
            splits = []
            for i in range(node.high - node.low):
                splits.append((self.emit(SPLIT), len(self.ops)))
                self.compile(node.body)
            for split, start in splits:
                self.finish_split(split, start, node.greedy)

    def finish_split(self, split, start, greedy):
        end = len(self.ops)
        split.x, split.y = (start, end) if greedy else (end, start)


class Match:
    def __init__(self, text, saved):
        self.text = text
        self.saved = saved

    def start(self):
        return self.saved[0]

    def end(self):
        return self.saved[1]

    def group(self, number):
        start = self.saved[2 * number]
        end = self.saved[2 * number + 1]
        if start < 0 or end < 0:
            return '-'
        return self.text[start:end]


class Regex:
    def __init__(self, pattern):
        parser = Parser(pattern)
        tree = parser.parse()
        self.groups = parser.groups
        compiler = Compiler(parser.groups)
        compiler.compile(tree)
        compiler.emit(MATCH)
        self.ops = compiler.ops
        self.slots = compiler.slots

    def match(self, text, start=0):
        """Match at exactly this position; return a Match or None."""
        saved = [-1] * self.slots
        saved[0] = start
        # What remains to be tried: (index of op, position, saved positions).
        pending = [(0, start, saved)]
        steps = 0
        while pending:
            pc, position, saved = pending.pop()
            while True:
                steps += 1
                if steps > MAX_STEPS:
                    raise RegexError('too much backtracking', 0)
                op = self.ops[pc]
                pc += 1
                if op.code == CHAR:
                    if position >= len(text) or text[position] != op.char:
                        break
                    position += 1
                elif op.code == ANY:
                    if position >= len(text) or text[position] == '\n':
                        break
                    position += 1
                elif op.code == SET:
                    if position >= len(text) or (
                            not op.chars.has(text[position])):
                        break
                    position += 1
                elif op.code == ASSERT:
                    if not holds(op.char, text, position):
                        break
                elif op.code == JUMP:
                    pc = op.x
                elif op.code == SPLIT:
                    pending.append((op.y, position, saved))
                    pc = op.x
                elif op.code == SAVE or op.code == MARK:
                    saved = saved[:]
                    saved[op.x] = position
                elif op.code == CHECK:
                    if saved[op.x] == position:
                        break
                else:
                    saved = saved[:]
                    saved[1] = position
                    return Match(text, saved)
        return None

    def search(self, text, start=0):
        for position in range(start, len(text) + 1):
            match = self.match(text, position)
            if match is not None:
                return match
        return None

    def find_all(self, text):
        result = []
        position = 0
        while position <= len(text):
            match = self.search(text, position)
            if match is None:
                break
            result.append(match)
            position = match.end()
            if match.end() == match.start():
                position += 1
        return result

    def replace(self, replacement, text):
        parts = []
        position = 0
        for match in self.find_all(text):
            parts.append(text[position:match.start()])
            parts.append(expand(replacement, match))
            position = match.end()
        return ''.join(parts) + text[position:]

    def split(self, text):
        parts = []
        position = 0
        for match in self.find_all(text):
            if match.end() > match.start():
                parts.append(text[position:match.start()])
                position = match.end()
        parts.append(text[position:])
        return parts


def is_word_at(text, position):
    return 0 <= position < len(text) and CLASSES['w'].has(text[position])


def holds(kind, text, position):
    if kind == '^':
        return position == 0
    if kind == '$':
        return position == len(text)
    at_edge = is_word_at(text, position - 1) != is_word_at(text, position)
    return at_edge if kind == 'b' else not at_edge


def expand(replacement, match):
    for i in range(len(match.saved) // 2):
        replacement = replacement.replace('\\' + str(i), match.group(i))
    return replacement


# ---------------------------------------------------------------------------
# The commands


def describe(match, regex):
    if match is None:
        return 'no match'
    groups = [f'{i}:[{match.group(i)}]' for i in range(1, regex.groups + 1)]
    return ' '.join([f'{match.start()}-{match.end()} [{match.group(0)}]']
                    + groups)


def do_match(regex, args):
    return describe(regex.match(args[0]), regex)


def do_search(regex, args):
    return describe(regex.search(args[0]), regex)


def do_all(regex, args):
    found = regex.find_all(args[0])
    return f'{len(found)}: ' + ' '.join(
        [f'[{match.group(0)}]' for match in found])


def do_replace(regex, args):
    return regex.replace(args[0], args[1])


def do_split(regex, args):
    return ' '.join([f'[{part}]' for part in regex.split(args[0])])


def do_show(regex, args):
    return '\n'.join([f'{i:4} {op.describe()}'
                      for i, op in enumerate(regex.ops)])


# The function, and how many arguments follow the pattern.
COMMANDS = {
    'match': (do_match, 1),
    'search': (do_search, 1),
    'all': (do_all, 1),
    'replace': (do_replace, 2),
    'split': (do_split, 1),
    'show': (do_show, 0),
}


def run_line(line):
    name, rest = line.split(' ', 1)
    if name not in COMMANDS:
        return f'unknown command {name}'
    function, count = COMMANDS[name]
    rest = rest.strip()
    parts = rest[1:].split(rest[0])
    if len(parts) != count + 2:
        return f'{name} wants {count + 1} parts'
    args = [part.replace('\\n', '\n') for part in parts[1:]]
    try:
        return function(Regex(parts[0]), args)
    except RegexError as error:
        return f'error at {error.position}: {error.message}'


def read_all(fd):
    chunks = []
    while True:
        chunk = os.read(fd, 4096).decode('latin-1')
        if not chunk:
            return ''.join(chunks)
        chunks.append(chunk)


def entry_point(argv):
    if len(argv) > 1:
        fd = os.open(argv[1], os.O_RDONLY, 0o777)
        source = read_all(fd)
        os.close(fd)
    else:
        source = read_all(0)
    for line in source.splitlines():
        if line.startswith('#') or ' ' not in line:
            continue
        print(line)
        print('    ' + run_line(line).replace('\n', '\n    '))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
