"""Random statements, as lists of lines."""

from generate.expressions import Expressions
from generate.types import BOOL, BYTES, INT, KEYS, SCALARS, STR, function, list_of, tuple_of

ERRORS = ['ValueError', 'KeyError', 'IndexError', 'ZeroDivisionError', 'RuntimeError']


def indented(lines):
    return ['    ' + line for line in lines]


class Statements:
    """Makes statements in one scope."""

    def __init__(self, scope):
        self.scope = scope
        self.dice = scope.dice
        self.program = scope.program

    def expression(self, type, depth=None):
        return Expressions(self.scope).make(type, self.dice.number(0, 3) if depth is None else depth)

    def short(self, type, depth=None):
        """An expression to be kept: strings are cut."""
        text = self.expression(type, depth)
        return f'{text}[:50]' if type == STR and not text.isidentifier() else text

    def block(self, budget):
        """Some statements; at least one line."""
        lines = []
        for _ in range(max(1, budget)):
            lines += self.statement(budget)
        return lines

    def inner_block(self, budget, **variables):
        """A nested block, with these variables in sight."""
        inner = Statements(self.scope.inner())
        for name, type in variables.items():
            inner.scope.declare(name, type, protected=True)
        return indented(inner.block(budget))

    def without_yield(self):
        """The same place, where nothing yields."""
        inner = Statements(self.scope.inner())
        inner.scope.yields = None
        return inner

    def statement(self, budget):
        choices = [(14, self.declare), (10, self.reassign), (12, self.show), (5, self.change_list),
                   (4, self.change_dict), (5, self.change_field), (2, self.unpack), (1, self.change_set)]
        if budget > 1 and self.scope.nesting < 4:
            choices += [(8, lambda: self.branch(budget // 2)), (6, lambda: self.count_loop(budget // 2)),
                        (5, lambda: self.item_loop(budget // 2)), (3, lambda: self.while_loop(budget // 2)),
                        (6, lambda: self.attempt(budget // 2)), (3, lambda: self.narrow(budget // 2)),
                        (3, lambda: self.choose_by_value(budget // 2)), (2, lambda: self.guarded(budget // 2))]
            choices.append((4, lambda: self.nested_function(budget // 2)))
        if self.scope.loops:
            choices.append((2, self.leave_loop))
        if self.scope.yields:
            choices.append((6, self.give))
        if self.scope.catches:
            choices.append((6, self.throw))
        return self.dice.weighted(choices)()

    # Variables

    def declare(self):
        type = self.program.random_type()
        if self.dice.chance(8):
            type = function([self.program.scalar() for _ in range(self.dice.number(0, 2))], self.program.scalar())
        name = self.program.fresh(type.kind[0])
        lines = [f'{name} = {self.short(type)}']
        self.scope.declare(name, type)
        return lines

    def changeable(self, *kinds):
        return [(name, type) for name, type in self.scope.all_variables().items()
                if not self.scope.is_protected(name) and (not kinds or type.kind in kinds)]

    def reassign(self):
        choices = self.changeable()
        if not choices:
            return self.declare()
        name, type = self.dice.pick(choices)
        if type == INT and self.dice.chance(40):
            return [f'{name} {self.dice.pick("&|^")}= {self.expression(INT)}']
        if type == STR and self.dice.chance(30):
            return [f'{name} += {self.expression(STR)}', f'{name} = {name}[:50]']
        return [f'{name} = {self.short(type)}']

    def unpack(self):
        types = [self.program.random_type(1) for _ in range(2)]
        names = [self.program.fresh('part') for _ in types]
        source = self.expression(tuple_of(*types), 2)
        for name, type in zip(names, types):
            self.scope.declare(name, type)
        return [f'{", ".join(names)} = {source}']

    # Output

    def show(self):
        items = []
        for _ in range(self.dice.number(1, 3)):
            type = self.dice.pick([*SCALARS, INT, STR, list_of(INT), list_of(STR), tuple_of(INT, STR)])
            items.append(self.expression(type))
        for name, known in self.scope.of_kind('instance'):
            if self.dice.chance(25):
                items.append(f'{name}.describe()')
        for name, known in self.scope.of_kind('dict', 'list', 'tuple'):
            if self.dice.chance(25) and printable(known):
                items.append(name)
        return [f'print({", ".join(items)})']

    # Changes

    def change_list(self):
        lists = self.scope.of_kind('list')
        if not lists:
            return self.declare()
        name, known = self.dice.pick(lists)
        item = lambda: self.short(known.item)
        ways = [f'if len({name}) < 20: {name}.append({item()})', f'if {name}: {name}.pop()',
                f'if {name}: {name}[{self.expression(INT)} % len({name})] = {item()}',
                f'{name}.insert({self.expression(INT)} & 7, {item()})', f'{name}.reverse()',
                f'del {name}[{self.dice.number(0, 3)}:{self.dice.number(2, 6)}]',
                f'{name}.extend({self.expression(known)}[:5])',
                f'{name}[{self.dice.number(0, 2)}:{self.dice.number(2, 4)}] = {self.expression(known)}[:4]']
        if known.item in (INT, STR):
            ways += [f'{name}.sort()', f'{name}.sort(reverse=True)', f'{name}.sort(key=lambda key: key)']
        if self.scope.catches:
            ways += [f'{name}.pop({self.expression(INT)})', f'del {name}[{self.expression(INT)}]']
            if known.item in (INT, STR):
                ways.append(f'{name}.remove({item()})')
        return [self.dice.pick(ways)]

    def change_dict(self):
        dicts = self.scope.of_kind('dict')
        if not dicts:
            return self.declare()
        name, known = self.dice.pick(dicts)
        key, value = known.parts
        ways = [f'{name}[{self.expression(key)}] = {self.short(value)}',
                f'{name}.pop({self.expression(key)}, {self.expression(value)})',
                f'{name}.setdefault({self.expression(key)}, {self.short(value)})',
                f'{name}.update({self.expression(known)})']
        if self.scope.catches:
            ways.append(f'del {name}[{self.expression(key)}]')
        if self.dice.chance(5):
            ways.append(f'{name}.clear()')
        return [self.dice.pick(ways)]

    def change_set(self):
        sets = self.scope.of_kind('set')
        if not sets:
            return self.declare()
        name, known = self.dice.pick(sets)
        ways = [f'{name}.{self.dice.pick(["add", "discard"])}({self.short(known.item)})',
                f'{name}.{self.dice.pick(["update", "difference_update"])}({self.expression(known)})']
        if self.scope.catches:
            ways.append(f'{name}.remove({self.expression(known.item)})')
        return [self.dice.pick(ways)]

    def change_field(self):
        instances = self.scope.of_kind('instance')
        if not instances:
            return self.declare()
        name, known = self.dice.pick(instances)
        fields = self.program.classes[known.item].fields
        if not fields:
            return self.declare()
        field = self.dice.pick(fields)
        return [f'{name}.{field} = {self.short(fields[field])}']

    # Control

    def branch(self, budget):
        lines = [f'if {self.expression(BOOL)}:', *self.inner_block(budget)]
        if self.dice.chance(30):
            lines += [f'elif {self.expression(BOOL)}:', *self.inner_block(budget)]
        if self.dice.chance(60):
            lines += ['else:', *self.inner_block(budget)]
        return lines

    def loop(self, head, budget, **variables):
        inner = Statements(self.scope.inner())
        inner.scope.loops += 1
        for name, type in variables.items():
            inner.scope.declare(name, type, protected=True)
        lines = [head, '    if spent(): break', *indented(inner.block(budget))]
        if self.dice.chance(15):
            lines += ['else:', *self.inner_block(1)]
        return lines

    def count_loop(self, budget):
        name = self.program.fresh('n')
        bounds = self.dice.pick([f'{self.dice.number(1, 6)}', f'{self.dice.number(-2, 1)}, {self.dice.number(1, 4)}',
                                 f'{self.dice.number(3, 7)}, 0, -{self.dice.number(1, 3)}',
                                 f'{self.expression(INT)} & 7', f'0, {self.expression(INT)} & 15, 3'])
        return self.loop(f'for {name} in range({bounds}):', budget, **{name: INT})

    def item_loop(self, budget):
        name = self.program.fresh('item')
        type = self.program.random_type(1)
        way = self.dice.number(0, 5)
        if way == 5 and self.program.generators:
            source = self.dice.pick(self.program.generators)
            return self.loop(f'for {name} in {Expressions(self.scope).call(source, 1)}:', budget,
                             **{name: source.result})
        if way == 0:
            return self.loop(f'for {name} in {self.expression(STR)}[:6]:', budget, **{name: STR})
        if way == 1:
            place = self.program.fresh('n')
            return self.loop(f'for {place}, {name} in enumerate({self.expression(list_of(type))}[:6]):', budget,
                             **{place: INT, name: type})
        if way == 2:
            other = self.program.fresh('item')
            return self.loop(f'for {name}, {other} in zip({self.expression(list_of(type))}[:6], '
                             f'{self.expression(STR)}):', budget, **{name: type, other: STR})
        dicts = self.scope.of_kind('dict')
        if way == 3 and dicts:
            source, known = self.dice.pick(dicts)
            value = self.program.fresh('item')
            return self.loop(f'for {name}, {value} in list({source}.items())[:6]:', budget,
                             **{name: known.parts[0], value: known.item})
        return self.loop(f'for {name} in {self.expression(list_of(type))}[:6]:', budget, **{name: type})

    def give(self):
        """A yield, or everything that another generator yields."""
        others = [known for known in self.program.generators if known.result == self.scope.yields]
        if others and self.dice.chance(25):
            return [f'yield from {Expressions(self.scope).call(self.dice.pick(others), 1)}']
        return [f'yield {self.short(self.scope.yields)}']

    def while_loop(self, budget):
        name = self.program.fresh('left')
        return [f'{name} = {self.dice.number(1, 6)}',
                *self.loop(f'while {name} > 0 and {self.expression(BOOL)}:', budget, **{name: INT})[:2],
                f'    {name} -= 1', *self.inner_block(budget)]

    def leave_loop(self):
        return [f'if {self.expression(BOOL)}:', f'    {self.dice.pick(["break", "continue"])}']

    def attempt(self, budget):
        """A try statement. One with `finally` does not yield: Python runs that when a suspended generator is freed."""
        last = self.dice.chance(25)
        around = self.without_yield() if last else self
        inner = Statements(around.scope.inner())
        inner.scope.catches = True
        lines = ['try:', *indented(inner.block(budget))]
        caught = self.dice.random.sample(ERRORS, self.dice.number(1, 3))
        for error in caught:
            lines += [f'except {error}:', f"    print('caught', '{error}')", *around.inner_block(budget // 2)]
        everything = self.dice.pick(['except Exception as error:', 'except (ArithmeticError, LookupError, ValueError, '
                                     f'RuntimeError, {self.program.prefix}Error) as error:'])
        lines += [everything, "    print('caught', isinstance(error, LookupError))"]
        if self.dice.chance(25):
            lines += ['else:', *around.inner_block(budget // 2)]
        if last:
            lines += ['finally:', *self.inner_block(budget // 2)]
        return lines

    def guarded(self, budget):
        """A with statement, whose manager reports, or finally without except."""
        around = self.without_yield()
        if self.dice.chance(50):
            name = self.program.fresh('manager')
            return [f'with Reporting({self.expression(STR)}, {self.expression(BOOL)}) as {name}:',
                    *around.inner_block(budget, **{name: STR})]
        return ['try:', *around.inner_block(budget), 'finally:', f'    print({self.expression(STR)})']

    def throw(self):
        error = self.dice.pick([f'ValueError({self.expression(STR)})', 'KeyError("key")', 'IndexError("index")',
                                'RuntimeError', f'{self.program.prefix}Error({self.expression(INT)})'])
        return [f'if {self.expression(BOOL)}:', f'    raise {error}']

    def narrow(self, budget):
        """isinstance and `is None` tests, with the narrowed type inside."""
        optionals = self.scope.of_kind('optional')
        instances = self.scope.of_kind('instance')
        if optionals and self.dice.chance(60):
            name, known = self.dice.pick(optionals)
            if self.scope.is_protected(name) or self.dice.chance(50):
                local = self.program.fresh('o')
                return [f'{local} = {name}', f'if {local} is not None:',
                        *self.inner_block(budget, **{local: known.item})]
            return [f'if {name} is None:', *self.inner_block(budget)]
        if instances:
            name, known = self.dice.pick(instances)
            narrower = self.dice.pick(self.program.subclasses(known.item))
            local = self.program.fresh('o')
            return [f'{local} = {name}', f'if isinstance({local}, {narrower.name}):',
                    *self.inner_block(budget, **{local: known.__class__("instance", (narrower.name,))})]
        return self.branch(budget)

    def choose_by_value(self, budget):
        """A match statement or a chain of comparisons over constants."""
        type = self.dice.pick(KEYS)
        constants = self.dice.random.sample(['0', '1', '2', '-1', '7'] if type == INT else
                                            ["''", "'a'", "'b'", "'xyz'", "'hello world'"], 3)
        subject = self.program.fresh('subject')
        lines = [f'{subject} = {self.expression(type)}']
        if self.dice.chance(50):
            lines.append(f'match {subject}:')
            lines += indented([f'case {constants[0]}:', *self.inner_block(budget)])
            lines += indented([f'case {constants[1]} | {constants[2]}:', *self.inner_block(budget)])
            if self.dice.chance(60):
                lines += indented(['case _:', *self.inner_block(budget)])
            return lines
        for word, constant in zip(['if', 'elif', 'elif'], constants):
            lines += [f'{word} {subject} == {constant}:', *self.inner_block(budget)]
        return lines + ['else:', *self.inner_block(budget)]

    def nested_function(self, budget):
        """A function defined here, which uses and may change the variables around it."""
        name = self.program.fresh('local')
        parameters = [self.program.scalar() for _ in range(self.dice.number(0, 2))]
        result = self.program.scalar()
        inner = Statements(self.scope.inner())
        inner.scope.loops = 0
        inner.scope.catches = False
        inner.scope.yields = None
        names = [inner.scope.declare(self.program.fresh('given'), kind) for kind in parameters]
        changed = [known for known, type in self.changeable('int', 'str', 'float', 'bool')
                   if known in self.scope.function_variables()]
        # What is not declared nonlocal may only be read, or Python would take it for a local variable.
        nonlocals = [known for known in changed if self.dice.chance(20)]
        for known in self.scope.all_variables():
            if known not in nonlocals:
                inner.scope.protect(known)
        body = [f'nonlocal {", ".join(nonlocals)}'] if nonlocals else []
        body += [f'if spent(): return {inner.expression(result, 0)}']
        body += [*inner.block(budget), f'return {inner.short(result)}']
        self.scope.declare(name, function(parameters, result), protected=True)
        return [f'def {name}({", ".join(names)}):', *indented(body)]


def printable(type):
    """Whether print shows a value of this type the same way each time."""
    return type in SCALARS or type.kind in ('list', 'dict', 'tuple') and all(printable(part) for part in type.parts) or type == BYTES
