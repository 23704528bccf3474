"""Random expressions of a given type.

What Python and the language disagree about is kept out: sums and products pass through intmask, floats stay
finite, sets are sorted before they are seen, strings stay short.
"""

from generate.scope import Scope
from generate.types import BOOL, BYTES, FLOAT, INT, STR, UINT, list_of, set_of, tuple_of

TEXTS = ["''", "'a'", "'b'", "'xyz'", "'hello world'", "'a,b,,c'", "'  pad '", "'Mixed Case'", "'0042'", "'\\n\\t'",
         "'\\xe9'", "'tab\\there'", "'\\x00z'", "\"it's\"", "'-17'", "'aaaa'"]
NUMBERS = ['0', '1', '-1', '2', '3', '7', '10', '-5', '100', '255', '256', '65537', '-1000000', '2147483647',
           '-2147483648', '4294967296', '9223372036854775807', '-9223372036854775808']
FRACTIONS = ['0.0', '1.0', '-1.0', '0.5', '2.25', '-3.75', '1e10', '1e-5', '123.456', '0.1']


class Expressions:
    """Makes expressions in one scope. `depth` bounds how far they nest."""

    def __init__(self, scope):
        self.scope = scope
        self.dice = scope.dice
        self.program = scope.program

    def make(self, type, depth):
        """An expression of a type, in source form, in parentheses where it needs them."""
        return getattr(self, f'make_{type.kind}')(type, depth)

    def leaf(self, type):
        names = self.scope.named(type)
        if names and self.dice.chance(80):
            return self.dice.pick(names)
        return self.make(type, 0)

    def choose(self, type, depth, leaves, inner):
        """One of the leaves (weight, function) or, while depth lasts, of the inner ones."""
        names = self.scope.named(type)
        if names:
            leaves = leaves + [(25, lambda: self.dice.pick(names))]
        if depth <= 0:
            return self.dice.weighted(leaves)()
        inner = inner + [(3, lambda: self.conditional(type, depth))] + self.from_elsewhere(type, depth)
        return self.dice.weighted(leaves + inner)()

    def conditional(self, type, depth):
        return (f'({self.make(type, depth - 1)} if {self.make(BOOL, depth - 1)} '
                f'else {self.make(type, depth - 1)})')

    def from_elsewhere(self, type, depth):
        """Ways to get a value of any type: calls, fields, items."""
        ways = []
        callables = [known for known in self.program.functions if known.result == type]
        if callables:
            ways.append((8, lambda: self.call(self.dice.pick(callables), depth)))
        for name, known in self.scope.of_kind('instance'):
            owner = self.program.classes[known.item]
            fields = [field for field, kind in owner.fields.items() if kind == type]
            if fields:
                ways.append((5, lambda name=name, fields=fields: f'{name}.{self.dice.pick(fields)}'))
            methods = [method for method in owner.methods.values() if method.result == type]
            if methods:
                ways.append((5, lambda name=name, methods=methods: f'{name}.' + self.call(self.dice.pick(methods), depth)))
        for name, known in self.scope.of_kind('optional'):
            fields = [field for field, kind in self.program.classes[known.item.item].fields.items() if kind == type]
            if fields:
                ways.append((4, lambda name=name, fields=fields:
                             f'({name}.{self.dice.pick(fields)} if {name} is not None else {self.make(type, depth - 1)})'))
        for name, known in self.scope.of_kind('list'):
            if known.item == type:
                ways.append((4, lambda name=name: self.item(name, type, depth)))
        for name, known in self.scope.of_kind('dict'):
            if known.item == type and type.kind not in ('instance', 'optional'):
                ways.append((4, lambda name=name, known=known: self.lookup(name, known, depth)))
        for name, known in self.scope.of_kind('tuple'):
            places = [place for place, item in enumerate(known.parts) if item == type]
            if places:
                ways.append((4, lambda name=name, places=places: f'{name}[{self.dice.pick(places)}]'))
        for name, known in self.scope.of_kind('function'):
            if known.item == type:
                ways.append((6, lambda name=name, known=known: self.call_value(name, known, depth)))
        return ways

    def call(self, function, depth):
        return f'{function.name}({", ".join(self.make(kind, depth - 1) for kind in function.parameters)})'

    def call_value(self, name, known, depth):
        return f'{name}({", ".join(self.make(kind, depth - 1) for kind in known.parts[:-1])})'

    def item(self, name, type, depth):
        index = self.make(INT, depth - 1)
        if self.scope.catches and self.dice.chance(50):
            return f'{name}[{index}]'
        return f'({name}[{index} % len({name})] if {name} else {self.make(type, depth - 1)})'

    def lookup(self, name, known, depth):
        key = self.make(known.parts[0], depth - 1)
        if self.scope.catches and self.dice.chance(50):
            return f'{name}[{key}]'
        return f'{name}.get({key}, {self.make(known.item, depth - 1)})'

    # Scalars

    def make_int(self, type, depth):
        of = self.make
        sub = depth - 1
        sized = self.scope.of_kind('list', 'dict', 'str')
        inner = [
            (12, lambda: f'intmask({of(INT, sub)} {self.dice.pick("+-*")} {of(INT, sub)})'),
            (5, lambda: f'({of(INT, sub)} {self.dice.pick("&|^")} {of(INT, sub)})'),
            (4, lambda: f'intmask({of(INT, sub)} // ({of(INT, sub)} | 1))'),
            (4, lambda: f'({of(INT, sub)} % ({of(INT, sub)} | 1))'),
            (2, lambda: f'intmask({of(INT, sub)} << ({of(INT, sub)} & 31))'),
            (2, lambda: f'({of(INT, sub)} >> ({of(INT, sub)} & 63))'),
            (2, lambda: f'intmask(-{of(INT, sub)})'),
            (1, lambda: f'(~{of(INT, sub)})'),
            (2, lambda: f'intmask(abs({of(INT, sub)}))'),
            (2, lambda: f'{self.dice.pick(["min", "max"])}({of(INT, sub)}, {of(INT, sub)})'),
            (2, lambda: f'{of(STR, sub)}.{self.dice.pick(["find", "count", "rfind"])}({of(STR, sub)})'),
            (2, lambda: f'int({of(BOOL, sub)})'),
            (2, lambda: f'to_int({of(FLOAT, sub)})'),
            (2, lambda: f'ord(({of(STR, sub)} + "k")[0])'),
            (2, lambda: f'intmask(sum({of(list_of(INT), sub)}))'),
            (1, lambda: f'len({of(STR, sub)})'),
            (1, lambda: f'divide({of(INT, sub)}, {of(INT, sub)})'),
            (1, lambda: f'checked_add({of(INT, sub)}, {of(INT, sub)})'),
            (1, lambda: f'intmask({of(UINT, sub)})'),
            (1, lambda: f'len({of(BYTES, sub)})'),
            (1, lambda: f'({of(BYTES, sub)} + b"!")[0]'),
            (1, lambda: f'len({of(set_of(self.dice.pick([INT, STR])), sub)})'),
            (1, lambda: f'cmp_like({of(INT, sub)}, {of(INT, sub)})'),
            (1, lambda: f'checked_multiply({of(INT, sub)}, {of(INT, sub)})'),
        ]
        if sized:
            inner.append((4, lambda: f'len({self.dice.pick(sized)[0]})'))
        if self.scope.catches:
            # Short: a longer one may be a number for which only Python has integers.
            inner.append((2, lambda: f'int({of(STR, sub)}[:18])'))
            inner.append((2, lambda: f'({of(INT, sub)} % {of(INT, sub)})'))
        return self.choose(type, depth, [(12, lambda: self.dice.pick(NUMBERS)),
                                         (6, lambda: str(self.dice.number(-20, 20)))], inner)

    def make_uint(self, type, depth):
        of = self.make
        sub = depth - 1
        inner = [
            (8, lambda: f'({of(UINT, sub)} {self.dice.pick("+-*&|^")} {of(UINT, sub)})'),
            (2, lambda: f'({of(UINT, sub)} >> ({of(INT, sub)} & 63))'),
            (2, lambda: f'({of(UINT, sub)} << ({of(INT, sub)} & 31))'),
            (2, lambda: f'({of(UINT, sub)} {self.dice.pick(["//", "%"])} ({of(UINT, sub)} | r_uint(1)))'),
            (1, lambda: f'(~{of(UINT, sub)})'),
        ]
        return self.choose(type, depth, [(8, lambda: f'r_uint({of(INT, min(sub, 1))})')], inner)

    def make_bytes(self, type, depth):
        of = self.make
        sub = depth - 1
        inner = [
            (5, lambda: f'({of(BYTES, sub)} + {of(BYTES, sub)})[:30]'),
            (4, lambda: f'{of(BYTES, sub)}{self.slice(sub)}'),
            (2, lambda: f'{of(STR, sub)}.encode("latin-1")'),
            (1, lambda: f'{of(BYTES, sub)}.{self.dice.pick(["upper", "lower", "strip"])}()'),
        ]
        return self.choose(type, depth, [(8, lambda: 'b' + self.dice.pick(TEXTS[:9]))], inner)

    def make_float(self, type, depth):
        of = self.make
        sub = depth - 1
        inner = [
            (10, lambda: f'tame({of(FLOAT, sub)} {self.dice.pick("+-*")} {of(FLOAT, sub)})'),
            (4, lambda: f'({of(FLOAT, sub)} / (abs({of(FLOAT, sub)}) + 1.0))'),
            (3, lambda: f'float({of(INT, sub)})'),
            (2, lambda: f'(-{of(FLOAT, sub)})'),
            (2, lambda: f'abs({of(FLOAT, sub)})'),
            (2, lambda: f'math.sqrt(abs({of(FLOAT, sub)}))'),
            (2, lambda: f'{self.dice.pick(["min", "max"])}({of(FLOAT, sub)}, {of(FLOAT, sub)})'),
            (2, lambda: f'({of(INT, sub)} / ({of(INT, sub)} | 1))'),
            (1, lambda: f'round({of(FLOAT, sub)}, {self.dice.number(0, 4)})'),
            (1, lambda: f'({of(FLOAT, sub)} // (abs({of(FLOAT, sub)}) + 0.5))'),
            (1, lambda: f'({of(FLOAT, sub)} % (abs({of(FLOAT, sub)}) + 0.5))'),
            (1, lambda: f'({of(FLOAT, sub)} + {of(INT, sub)})'),
        ]
        return self.choose(type, depth, [(12, lambda: self.dice.pick(FRACTIONS))], inner)

    def make_bool(self, type, depth):
        of = self.make
        sub = depth - 1
        compare = ['<', '<=', '>', '>=', '==', '!=']
        inner = [
            (8, lambda: f'({of(INT, sub)} {self.dice.pick(compare)} {of(INT, sub)})'),
            (3, lambda: f'({of(FLOAT, sub)} {self.dice.pick(compare)} {of(FLOAT, sub)})'),
            (5, lambda: f'({of(STR, sub)} {self.dice.pick(compare)} {of(STR, sub)})'),
            (4, lambda: f'({of(BOOL, sub)} {self.dice.pick(["and", "or"])} {of(BOOL, sub)})'),
            (3, lambda: f'(not {of(BOOL, sub)})'),
            (3, lambda: f'({of(STR, sub)} {self.dice.pick(["in", "not in"])} {of(STR, sub)})'),
            (2, lambda: f'({of(INT, sub)} < {of(INT, sub)} <= {of(INT, sub)})'),
            (2, lambda: f'{of(STR, sub)}.{self.dice.pick(["startswith", "endswith"])}({of(STR, sub)})'),
            (2, lambda: f'{of(STR, sub)}.{self.dice.pick(["isdigit", "isalpha", "isupper", "isspace"])}()'),
            (2, lambda: f'({of(INT, sub)} in {of(list_of(INT), sub)})'),
            (2, lambda: f'({of(STR, sub)} in {of(list_of(STR), sub)})'),
            (2, lambda: f'bool({of(INT, sub)})'),
            (1, lambda: f'({of(UINT, sub)} {self.dice.pick(compare)} {of(UINT, sub)})'),
            (1, lambda: f'({of(BYTES, sub)} {self.dice.pick(compare)} {of(BYTES, sub)})'),
            (1, lambda: f'({of(STR, sub)} in {of(set_of(STR), sub)})'),
            (1, lambda: f'({of(set_of(INT), sub)} {self.dice.pick(["==", "<=", "!="])} {of(set_of(INT), sub)})'),
            (1, lambda: f'({of(FLOAT, sub)} {self.dice.pick(compare)} {of(INT, sub)})'),
            (1, lambda: f'{self.dice.pick(["any", "all"])}({of(list_of(BOOL), sub)})'),
            (1, lambda: f'({of(list_of(INT), sub)} == {of(list_of(INT), sub)})'),
        ]
        for name, known in self.scope.of_kind('optional'):
            inner.append((2, lambda name=name: f'({name} is {self.dice.pick(["", "not "])}None)'))
        for name, known in self.scope.of_kind('instance'):
            others = self.program.subclasses(known.item)
            inner.append((2, lambda name=name, others=others: f'isinstance({name}, {self.dice.pick(others).name})'))
            if '__lt__' in self.program.classes[known.item].special:
                inner.append((2, lambda name=name, known=known: f'({name} < {of(known, sub)})'))
        for name, known in self.scope.of_kind('dict'):
            inner.append((2, lambda name=name, known=known: f'({of(known.parts[0], sub)} in {name})'))
        for name, known in self.scope.of_kind('tuple'):
            if all(part.kind in ('int', 'str', 'bool') for part in known.parts):
                inner.append((2, lambda name=name, known=known: f'({name} {self.dice.pick(compare)} {of(known, sub)})'))
        return self.choose(type, depth, [(6, lambda: self.dice.pick(['True', 'False']))], inner)

    def make_str(self, type, depth):
        of = self.make
        sub = depth - 1
        inner = [
            (8, lambda: f'({of(STR, sub)} + {of(STR, sub)})'),
            (5, lambda: f'str({of(self.dice.pick([INT, FLOAT, BOOL]), sub)})'),
            (4, lambda: f'{of(STR, sub)}{self.slice(sub)}'),
            (3, lambda: f'repr({of(self.dice.pick([STR, INT, FLOAT]), sub)})'),
            (4, lambda: f'{of(STR, sub)}.{self.dice.pick(["upper", "lower", "strip", "title", "capitalize", "swapcase", "lstrip", "rstrip"])}()'),
            (3, lambda: f"'%d:%s' % ({of(INT, sub)}, {of(STR, sub)})".join('()')),
            (3, lambda: self.formatted(sub)),
            (2, lambda: f"'%5.2f|%-6s|%03d|%x' % ({of(FLOAT, sub)}, {of(STR, sub)}, {of(INT, sub)}, {of(INT, sub)} & 65535)".join('()')),
            (1, lambda: f'{of(STR, sub)}.partition({self.dice.pick(TEXTS[1:6])})[{self.dice.number(0, 2)}]'),
            (1, lambda: f'{of(STR, sub)}.expandtabs({self.dice.number(1, 8)})[:50]'),
            (1, lambda: f'{of(BYTES, sub)}.decode("latin-1")'),
            (1, lambda: f'str({of(UINT, sub)})'),
            (1, lambda: f'repr({of(BYTES, sub)})'),
            (2, lambda: f'{of(STR, sub)}.replace({of(STR, 0)}, {of(STR, 0)})[:40]'),
            (2, lambda: f'letter({of(INT, sub)})'),
            (2, lambda: f'({of(STR, sub)} * ({of(INT, sub)} & 3))'),
            (3, lambda: f'{self.dice.pick(TEXTS)}.join({of(list_of(STR), sub)})'),
            (2, lambda: f'{of(STR, sub)}.{self.dice.pick(["ljust", "rjust", "center"])}({self.dice.number(0, 12)})'),
            (1, lambda: f'{of(STR, sub)}.zfill({self.dice.number(0, 8)})'),
            (1, lambda: f'hex({of(INT, sub)})'),
            (1, lambda: f'str({of(list_of(self.dice.pick([INT, STR, FLOAT, BOOL])), sub)})'),
        ]
        return self.choose(type, depth, [(10, lambda: self.dice.pick(TEXTS))], inner)

    def formatted(self, depth):
        pieces = []
        for _ in range(self.dice.number(1, 3)):
            kind, specs = self.dice.pick([
                (INT, ['', ':d', ':5d', ':<6', ':+d', ':x', ':08d', ':,', ':>10']),
                (FLOAT, ['', ':.2f', ':8.3f', ':e', ':g', ':+.1f', ':010.3f']),
                (STR, ['', ':>8', ':<8', ':^9', '!r', ':.3', ':*^10'])])
            # Quotes and backslashes may not stand inside an f-string's braces: a variable or a number goes there.
            names = self.scope.named(kind)
            plain = self.dice.pick(names) if names else {'int': '41', 'float': '2.5', 'str': '"q"'}[kind.kind]
            pieces.append('{' + plain + self.dice.pick(specs) + '}')
        return "f'" + '-'.join(pieces) + "'"

    def slice(self, depth):
        bounds = [self.make(INT, min(depth, 1)) if self.dice.chance(70) else '' for _ in range(2)]
        step = self.dice.pick(['', '', '', ':2', ':-1', ':3', ':-2'])
        return f'[{bounds[0]}:{bounds[1]}{step}]'

    # Containers

    def make_list(self, type, depth):
        of = self.make
        item = type.item
        sub = depth - 1
        leaves = [(10, lambda: f'[{", ".join(of(item, sub) for _ in range(self.dice.number(1, 4)))}]')]
        inner = [
            (5, lambda: f'({of(type, sub)} + {of(type, sub)})[:20]'),
            (4, lambda: f'{of(type, sub)}{self.slice(sub)}'),
            (4, lambda: self.comprehension(item, sub)),
            (2, lambda: f'list({of(type, sub)})'),
            (2, lambda: f'[{of(item, sub)}] * ({of(INT, sub)} & 3)'.join('()')),
        ]
        if item in (INT, STR):
            inner.append((3, lambda: f'sorted({of(type, sub)})'))
            inner.append((1, lambda: f'sorted({of(type, sub)}, reverse=True)'))
            inner.append((2, lambda: f'sorted({of(set_of(item), sub)})'))
            for name, known in self.scope.of_kind('dict'):
                if known.parts[0] == item:
                    inner.append((3, lambda name=name: self.dice.pick([f'list({name})', f'list({name}.keys())', f'sorted({name})'])))
        for name, known in self.scope.of_kind('dict'):
            if known.item == item:
                inner.append((3, lambda name=name: f'list({name}.values())'))
        for known in self.program.generators:
            if known.result == item:
                inner.append((3, lambda known=known: f'list({self.call(known, sub)})[:20]'))
        if item == INT:
            inner.append((3, lambda: f'list(range({self.dice.number(-3, 3)}, {self.dice.number(0, 9)}))'))
        if item == STR:
            inner.append((3, lambda: f'{of(STR, sub)}.split({self.dice.pick(["", self.dice.pick(TEXTS[1:6])])})'))
            inner.append((2, lambda: f'list({of(STR, sub)})'))
            inner.append((2, lambda: f'sorted({of(type, sub)}, key=lambda text: (len(text), text))'))
            inner.append((1, lambda: f'{of(STR, sub)}.{self.dice.pick(["splitlines()", "rsplit(None, 1)", "split(None, 2)"])}'))
        return self.choose(type, depth, leaves, inner)

    def make_set(self, type, depth):
        of = self.make
        sub = depth - 1
        inner = [
            (4, lambda: f'({of(type, sub)} {self.dice.pick("|&-^")} {of(type, sub)})'),
            (3, lambda: f'set({of(list_of(type.item), sub)})'),
        ]
        return self.choose(type, depth, [
            (8, lambda: '{' + ', '.join(of(type.item, sub) for _ in range(self.dice.number(1, 4))) + '}')], inner)

    def comprehension(self, item, depth):
        source = self.program.random_type(0)
        name = self.program.fresh('each')
        inner = Expressions(self.scope.inner())
        inner.scope.declare(name, source, protected=True)
        condition = f' if {inner.make(BOOL, depth)}' if self.dice.chance(40) else ''
        return f'[{inner.make(item, depth)} for {name} in {self.make(list_of(source), depth)}{condition}][:20]'

    def make_dict(self, type, depth):
        of = self.make
        key, value = type.parts
        sub = depth - 1
        pairs = lambda: ', '.join(f'{of(key, sub)}: {of(value, sub)}' for _ in range(self.dice.number(1, 3)))
        inner = [(2, lambda: f'{of(type, sub)}.copy()')]
        if key.kind in ('int', 'str'):
            inner.append((3, lambda: self.dict_comprehension(key, value, sub)))
        return self.choose(type, depth, [(10, lambda: '{' + pairs() + '}')], inner)

    def dict_comprehension(self, key, value, depth):
        name = self.program.fresh('each')
        inner = Expressions(self.scope.inner())
        inner.scope.declare(name, key, protected=True)
        return '{' + f'{name}: {inner.make(value, depth)} for {name} in {self.make(list_of(key), depth)}' + '}'

    def make_tuple(self, type, depth):
        return self.choose(type, depth, [
            (10, lambda: f'({", ".join(self.make(item, depth - 1) for item in type.parts)})')], [])

    # Objects

    def make_instance(self, type, depth):
        def construct():
            # Fields have classes defined before: constructing exactly this class ends when depth is gone.
            known = self.dice.pick(self.program.subclasses(type.item)) if depth > 0 else self.program.classes[type.item]
            return f'{known.name}({", ".join(self.make(kind, depth - 1) for kind in known.fields.values())})'

        inner = []
        if '__add__' in self.program.classes[type.item].special:
            inner.append((3, lambda: f'({self.make(type, depth - 1)} + {self.make(type, depth - 1)})'))
        return self.choose(type, depth, [(6, construct)], inner)

    def make_optional(self, type, depth):
        leaves = [(5, lambda: 'None')]
        if depth > 0:
            leaves.append((6, lambda: self.make(type.item, depth - 1)))
        return self.choose(type, depth, leaves, [])

    def make_function(self, type, depth):
        *parameters, result = type.parts
        known = [f.name for f in self.program.functions if f.parameters == parameters and f.result == result]

        def anonymous():
            inner = Expressions(self.scope.inner() if self.dice.chance(60) else Scope(self.program))
            names = [inner.scope.declare(self.program.fresh('given'), kind, protected=True) for kind in parameters]
            return f'(lambda {", ".join(names)}: {inner.make(result, max(depth - 1, 1))})'

        leaves = [(5, anonymous)]
        if known:
            leaves.append((5, lambda: self.dice.pick(known)))
        return self.choose(type, 0, leaves, [])
