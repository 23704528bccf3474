"""Whole programs: classes, functions, and a function that uses them and prints."""

from generate.expressions import Expressions
from generate.scope import Dice, Program, Scope
from generate.statements import Statements, indented, printable
from generate.types import BOOL, INT, STR, Class, Function, instance_of

PRELUDE = '''\
import math

from rpython.rlib.rarithmetic import intmask, ovfcheck, r_uint


class Fuel:
    """How much longer a program may run: what it spends in loops and calls."""

    def __init__(self):
        self.left = 0


FUEL = Fuel()


class Reporting:
    """A context manager that says what it sees, and may swallow a ValueError."""

    def __init__(self, name, swallows):
        self.name = name
        self.swallows = swallows

    def __enter__(self):
        print('enter', self.name)
        return self.name

    def __exit__(self, kind, error, traceback):
        print('exit', self.name, kind is None)
        return self.swallows and isinstance(error, ValueError)


def letter(number):
    number &= 255
    return chr(number) if number not in (0xb5, 0xdf, 0xff) else '?'  # whose upper case is not of 8 bits


def cmp_like(a, b):
    return (a > b) - (a < b)


def to_int(number):
    return int(number) if -1e15 < number < 1e15 else 0


def tame(number):
    return number if -1e100 < number < 1e100 else 0.5


def divide(a, b):
    try:
        return intmask(a // b)
    except ZeroDivisionError:
        return -1


def checked_add(a, b):
    try:
        return ovfcheck(a + b)
    except OverflowError:
        return 1000


def checked_multiply(a, b):
    try:
        return ovfcheck(a * b)
    except OverflowError:
        return 2000
'''

SPENT = '''\
def spent():
    FUEL.left -= 1
    return FUEL.left < 0
'''

SPENT_SUSPENDED = '''\
from rpython.rlib.rstacklet import Computation, start, switch


class Partner(Computation):
    """Switches back to whoever switches to it."""

    waiting = None

    def run(self, previous):
        while True:
            previous = switch(previous)


PARTNER = Partner()


def spent():
    FUEL.left -= 1
    waiting = PARTNER.waiting
    PARTNER.waiting = start(PARTNER) if waiting is None else switch(waiting)
    return FUEL.left < 0
'''


def function_lines(head, scope, result, budget):
    """A function's lines: it gives up when the fuel is spent. Some let exceptions out."""
    scope.catches = scope.dice.chance(40)
    statements = Statements(scope)
    lines = [f'if spent(): return {statements.expression(result, 0)}', *statements.block(budget)]
    return [head, *indented(lines + [f'return {statements.short(result)}'])]


def make_class(program):
    """A class, perhaps derived from one before it."""
    dice = program.dice
    name = f'{program.prefix}{program.fresh("Class")}'
    base = dice.pick([*program.classes.values()] + [None]) if program.classes else None
    known = Class(name, base, dict(base.fields) if base else {}, dict(base.methods) if base else {},
                  set(base.special) if base else set())
    own = {program.fresh('field'): program.random_type(1) for _ in range(dice.number(0 if base else 1, 3))}
    known.fields.update(own)
    lines = [f'class {name}({base.name}):' if base else f'class {name}:']
    given = ''.join(f', {field}' for field in known.fields)
    body = [f'def __init__(self{given}):']
    if base:
        body.append(f'    super().__init__({", ".join(base.fields)})')
    body += [f'    self.{field} = {field}' for field in own] or ([] if base else ['    pass'])

    def method(name, parameters, result):
        scope = Scope(program)
        scope.declare('self', instance_of(known.name), protected=True)
        names = [scope.declare(program.fresh('given'), kind) for kind in parameters]
        return function_lines(f'def {name}({", ".join(["self", *names])}):', scope, result, dice.number(0, 2))

    # Only what is defined before may be used inside: the class itself is known from here on.
    program.classes[name] = known
    for _ in range(dice.number(1, 2)):
        made = Function(program.fresh('method'), [program.random_type(1) for _ in range(dice.number(0, 2))],
                        program.random_type(1))
        body += ['', *method(made.name, made.parameters, made.result)]
        known.methods[made.name] = made
    for inherited in base.methods.values() if base else ():
        if inherited.name != 'describe' and dice.chance(50):
            body += ['', *method(inherited.name, inherited.parameters, inherited.result)]
    if not base or dice.chance(60):
        body += ['', *method('describe', [], STR)]
        known.methods['describe'] = Function('describe', [], STR)
    if not base:
        add_special_methods(program, known, body, method)
    return [*lines, *indented(body)]


def add_special_methods(program, known, body, method):
    if program.dice.chance(30):
        known.special.add('__lt__')
        body += ['', *method('__lt__', [instance_of(known.name)], BOOL)]
    if program.dice.chance(25):
        known.special.add('__add__')
        body += ['', *method('__add__', [instance_of(known.name)], instance_of(known.name))]


def make_function(program):
    dice = program.dice
    made = Function(f'{program.prefix}{program.fresh("function")}',
                    [program.random_type() for _ in range(dice.number(0, 3))], program.random_type())
    scope = Scope(program)
    names = [scope.declare(program.fresh('given'), kind) for kind in made.parameters]
    recursive = dice.chance(25)
    if recursive:
        made.parameters = [INT, *made.parameters]
        depth = scope.declare(program.fresh('depth'), INT, protected=True)
        head = f'def {made.name}({", ".join([depth, *names])}):'
        statements = Statements(scope)
        call = ', '.join([f'{depth} - 1', *[statements.expression(kind, 1) for kind in made.parameters[1:]]])
        lines = [f'if {depth} <= 0 or {depth} > 8 or spent(): return {statements.expression(made.result, 0)}',
                 f'again = {made.name}({call})']
        scope.declare('again', made.result)
        lines += [*statements.block(dice.number(1, 4)), f'return {statements.short(made.result)}']
        text = [head, *indented(lines)]
    else:
        text = function_lines(f'def {made.name}({", ".join(names)}):', scope, made.result, dice.number(1, 5))
    program.functions.append(made)
    return text


def make_generator(program):
    """A function that yields."""
    dice = program.dice
    made = Function(f'{program.prefix}{program.fresh("generator")}',
                    [program.random_type() for _ in range(dice.number(0, 2))], program.random_type(1))
    scope = Scope(program)
    names = [scope.declare(program.fresh('given'), kind) for kind in made.parameters]
    scope.yields = made.result
    scope.catches = dice.chance(30)
    statements = Statements(scope)
    lines = ['if spent(): return', *statements.block(dice.number(1, 5)), *statements.give()]
    program.generators.append(made)
    return [f'def {made.name}({", ".join(names)}):', *indented(lines)]


def exercise(statements):
    """Calls of every function, generator and class, whatever comes of them."""
    program = statements.program
    lines = []
    for known in [*program.functions, *program.generators]:
        call = Expressions(statements.scope).call(known, 2)
        shown = call if printable(known.result) else f'{call} is None' if known in program.functions else 'None'
        if known in program.generators:
            shown = f'list({call})[:10]' if printable(known.result) else f'len(list({call}))'
        lines.append(f'print({shown})')
    for known in program.classes.values():
        made = Expressions(statements.scope).make(instance_of(known.name), 2)
        lines.append(f'print({made}.describe())')
    attempts = []
    for line in lines:
        attempts += ['FUEL.left = 60', 'try:', f'    {line}', 'except Exception as error:',
                     f"    print('failed', isinstance(error, {program.prefix}Error))"]
    return attempts


def make_program(seed, prefix):
    """One program as text: definitions whose names begin with `prefix`, and `PREFIXrun()`, which prints."""
    dice = Dice(seed)
    program = Program(prefix, dice)
    parts = [[f'class {prefix}Error(Exception):', '    def __init__(self, code):', '        self.code = code']]
    for _ in range(dice.number(0, 3)):
        parts.append(make_class(program))
    for _ in range(dice.number(1, 4)):
        parts.append((make_generator if dice.chance(25) else make_function)(program))
    statements = Statements(Scope(program))
    lines = ['FUEL.left = 250', *statements.block(dice.number(3, 7))]
    parts.append([f'def {prefix}run():', *indented(lines + exercise(statements))])
    return '\n\n\n'.join('\n'.join(part) for part in parts) + '\n'


def make_specification(seeds, is_suspended=False):
    """A specification that runs the programs of these seeds one after the other; perhaps suspended wherever they count."""
    texts = [PRELUDE, SPENT_SUSPENDED if is_suspended else SPENT]
    calls = []
    for seed in seeds:
        prefix = f'P{seed}_'
        texts.append(make_program(seed, prefix))
        calls += [f"    print('program {seed}')", '    try:', f'        {prefix}run()',
                  '    except Exception as error:', "        print('uncaught')"]
    texts.append('def entry_point(argv):\n' + '\n'.join(calls) + '\n    return 0\n')
    texts.append('def target(driver, args):\n    return entry_point\n')
    return '\n\n'.join(texts)
