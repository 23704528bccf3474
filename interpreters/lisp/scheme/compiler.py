"""From data to nodes: resolves variables and checks the syntax."""

from scheme.errors import SchemeError
from scheme.nodes import (
    And, Case, CheckedVariable, Code, Cons, Constant, DefineGlobal, Fail, Frame,
    GlobalVariable, Guard, If, Lambda, ListToVector, LocalVariable, NoClause,
    Or, OuterVariable, Sequence, SetGlobal, SetVariable, Splice, make_call)
from scheme.scope import top_level_scope
from scheme.values import (
    W_Pair, W_SourcePair, W_Symbol, W_Vector, list_from, symbol_table, to_text,
    w_false, w_null, w_true, w_unspecified)

SPECIAL_FORMS = {}
"""The compile function of each special form, by name."""


def special_form(name):
    """Register a function that compiles a special form."""
    def decorate(function):
        SPECIAL_FORMS[name] = function
        return function
    return decorate


class Form:
    """A special form that is being compiled: its parts and their places."""

    def __init__(self, name, w_form, position):
        self.name = name
        self.position = position
        self.items_w = []
        self.positions = []
        w_rest = w_form
        last = position
        while isinstance(w_rest, W_Pair):
            if isinstance(w_rest, W_SourcePair):
                last = w_rest.position
            self.items_w.append(w_rest.w_car)
            self.positions.append(last)
            w_rest = w_rest.w_cdr
        self.count = len(self.items_w)
        if w_rest is not w_null:
            raise SchemeError("%s: a '.' is not allowed here" % name, position)

    def error(self, message):
        return SchemeError(self.name + ': ' + message, self.position)

    def check_length(self, low, high):
        """Check how many parts follow the name; -1 is any number."""
        if self.count - 1 < low:
            raise self.error('something is missing')
        if 0 <= high < self.count - 1:
            raise SchemeError(self.name + ': this is too much',
                              self.positions[high + 1])

    def compile_item(self, index, scope):
        return compile_datum(self.items_w[index], self.positions[index], scope)

    def item_form(self, index):
        """Return the part as a form itself; it must be a list."""
        return self.subform(self.items_w[index], self.positions[index])

    def subform(self, w_item, position):
        if not isinstance(w_item, W_Pair) and w_item is not w_null:
            raise SchemeError('%s: expected a list here, not %s' % (
                self.name, to_text(w_item, True)), position)
        return Form(self.name, w_item, position)

    def symbol(self, index):
        """Return the part, which must be a symbol."""
        return self.as_symbol(self.items_w[index], self.positions[index])

    def as_symbol(self, w_item, position):
        if not isinstance(w_item, W_Symbol):
            raise SchemeError('%s: expected a name here, not %s' % (
                self.name, to_text(w_item, True)), position)
        return w_item

    def compile_rest(self, start, scope):
        """Compile the parts from `start` on as a sequence."""
        nodes = [self.compile_item(i, scope)
                 for i in range(start, self.count)]
        return sequence(nodes)


def sequence(nodes):
    if len(nodes) == 0:
        return Constant(w_unspecified)
    if len(nodes) == 1:
        return nodes[0]
    return Sequence(nodes)


def is_symbol(w_datum, name):
    return isinstance(w_datum, W_Symbol) and w_datum.name == name


# ____________________________________________________________
# Expressions


def compile_top_level(w_datum, position):
    """Return a frame; to run it evaluates the datum at the top level."""
    scope = top_level_scope()
    code = Code('top level', 0, False, position)
    code.body = compile_datum(w_datum, position, scope)
    code.frame_size = scope.function.size
    return Frame([None] * code.frame_size, None, code)


def compile_datum(w_datum, position, scope):
    if isinstance(w_datum, W_Symbol):
        return compile_variable(w_datum, position, scope)
    if isinstance(w_datum, W_Pair):
        return compile_form(w_datum, position, scope)
    if w_datum is w_null:
        raise SchemeError("an empty list is written '()", position)
    return Constant(w_datum)


def compile_variable(w_symbol, position, scope):
    depth, variable = scope.find(w_symbol)
    if variable is None:
        if w_symbol.name in SPECIAL_FORMS:
            raise SchemeError('%s is not a variable' % w_symbol.name, position)
        return GlobalVariable(w_symbol, position)
    if variable.checked:
        return CheckedVariable(w_symbol.name, depth, variable.slot, position)
    if depth == 0:
        return LocalVariable(variable.slot)
    return OuterVariable(depth, variable.slot)


def compile_form(w_form, position, scope):
    w_head = w_form.w_car
    if isinstance(w_head, W_Symbol) and w_head.name in SPECIAL_FORMS:
        _, variable = scope.find(w_head)
        if variable is None:
            form = Form(w_head.name, w_form, position)
            return SPECIAL_FORMS[w_head.name](form, scope)
    form = Form('call', w_form, position)
    function = form.compile_item(0, scope)
    operands = [form.compile_item(i, scope) for i in range(1, form.count)]
    return make_call(function, operands, position)


# ____________________________________________________________
# Functions and definitions


@special_form('quote')
def compile_quote(form, scope):
    form.check_length(1, 1)
    return Constant(form.items_w[1])


@special_form('lambda')
def compile_lambda(form, scope):
    form.check_length(2, -1)
    return make_lambda('lambda', form, form.items_w[1], 2, scope)


def make_lambda(name, form, w_parameters, body_start, scope):
    """Compile a function whose body is the rest of a form."""
    inner = scope.for_function()
    required = 0
    w_rest = w_parameters
    position = form.position
    while isinstance(w_rest, W_Pair):
        if isinstance(w_rest, W_SourcePair):
            position = w_rest.position
        bind_once(form, w_rest.w_car, position, inner)
        required += 1
        w_rest = w_rest.w_cdr
    has_rest = w_rest is not w_null
    if has_rest:
        bind_once(form, w_rest, position, inner)
    code = Code(name, required, has_rest, form.position)
    code.body = compile_body(form, body_start, inner)
    code.frame_size = inner.function.size
    return Lambda(code)


def bind_once(form, w_name, position, scope):
    symbol = form.as_symbol(w_name, position)
    if symbol.name in scope.variables:
        raise SchemeError('%s: %s is bound twice' % (form.name, symbol.name),
                          position)
    return scope.bind(symbol)


def compile_body(form, start, scope):
    """Compile a body, in which definitions are local.

    The scope must have been made for the body.
    """
    if start >= form.count:
        raise form.error('the body is empty')
    for i in range(start, form.count):
        name = defined_name(form.items_w[i])
        if name is not None and name.name not in scope.variables:
            scope.bind(name, checked=True)
    return form.compile_rest(start, scope)


def defined_name(w_datum):
    """Return the symbol that a definition defines, or None."""
    if not isinstance(w_datum, W_Pair):
        return None
    if not is_symbol(w_datum.w_car, 'define'):
        return None
    w_rest = w_datum.w_cdr
    if not isinstance(w_rest, W_Pair):
        return None
    w_name = w_rest.w_car
    while isinstance(w_name, W_Pair):
        w_name = w_name.w_car
    if isinstance(w_name, W_Symbol):
        return w_name
    return None


@special_form('define')
def compile_define(form, scope):
    form.check_length(1, -1)
    w_target = form.items_w[1]
    if isinstance(w_target, W_Pair):
        symbol = form.as_symbol(w_target.w_car, form.positions[1])
        value = make_lambda(symbol.name, form, w_target.w_cdr, 2, scope)
    else:
        form.check_length(2, 2)
        symbol = form.symbol(1)
        value = compile_named(symbol.name, form, 2, scope)
    if scope.outer is None:
        return DefineGlobal(symbol, value)
    variable = scope.variables.get(symbol.name)
    if variable is None:
        raise form.error('a definition is not allowed here')
    return SetVariable(0, variable.slot, value)


def compile_named(name, form, index, scope):
    """Compile a value; if it is a function, it gets the name."""
    node = form.compile_item(index, scope)
    if isinstance(node, Lambda) and node.code.name == 'lambda':
        node.code.name = name
    return node


@special_form('set!')
def compile_set(form, scope):
    form.check_length(2, 2)
    symbol = form.symbol(1)
    value = form.compile_item(2, scope)
    depth, variable = scope.find(symbol)
    if variable is None:
        return SetGlobal(symbol, value, form.position)
    return SetVariable(depth, variable.slot, value)


@special_form('begin')
def compile_begin(form, scope):
    return form.compile_rest(1, scope)


# ____________________________________________________________
# Local variables


class Bindings:
    """The list of names and values in a let."""

    def __init__(self, form, index):
        self.symbols = []
        self.forms = []
        listing = form.item_form(index)
        for i in range(listing.count):
            binding = listing.item_form(i)
            binding.check_length(1, 1)
            self.symbols.append(binding.symbol(0))
            self.forms.append(binding)


@special_form('let')
def compile_let(form, scope):
    form.check_length(2, -1)
    if isinstance(form.items_w[1], W_Symbol):
        return compile_named_let(form, scope)
    bindings = Bindings(form, 1)
    inner = scope.inner()
    nodes = []
    for i in range(len(bindings.symbols)):
        symbol = bindings.symbols[i]
        value = compile_named(symbol.name, bindings.forms[i], 1, scope)
        variable = bind_once(form, symbol, bindings.forms[i].position, inner)
        nodes.append(SetVariable(0, variable.slot, value))
    nodes.append(compile_body(form, 2, inner))
    return sequence(nodes)


def compile_named_let(form, scope):
    form.check_length(3, -1)
    symbol = form.symbol(1)
    bindings = Bindings(form, 2)
    values = [compile_named(bindings.symbols[i].name, bindings.forms[i], 1,
                            scope)
              for i in range(len(bindings.symbols))]
    inner = scope.inner()
    variable = inner.bind(symbol)
    w_parameters = list_from([s for s in bindings.symbols])
    function = make_lambda(symbol.name, form, w_parameters, 3, inner)
    return sequence([
        SetVariable(0, variable.slot, function),
        make_call(LocalVariable(variable.slot), values, form.position)])


@special_form('let*')
def compile_let_star(form, scope):
    form.check_length(2, -1)
    bindings = Bindings(form, 1)
    nodes = []
    inner = scope.inner()
    for i in range(len(bindings.symbols)):
        symbol = bindings.symbols[i]
        value = compile_named(symbol.name, bindings.forms[i], 1, inner)
        inner = inner.inner()
        variable = inner.bind(symbol)
        nodes.append(SetVariable(0, variable.slot, value))
    nodes.append(compile_body(form, 2, inner))
    return sequence(nodes)


@special_form('letrec')
def compile_letrec(form, scope):
    form.check_length(2, -1)
    bindings = Bindings(form, 1)
    inner = scope.inner()
    slots = []
    for i in range(len(bindings.symbols)):
        symbol = bindings.symbols[i]
        if symbol.name in inner.variables:
            raise form.error(symbol.name + ' is bound twice')
        slots.append(inner.bind(symbol, checked=True).slot)
    nodes = []
    for i in range(len(slots)):
        value = compile_named(bindings.symbols[i].name, bindings.forms[i], 1,
                              inner)
        nodes.append(SetVariable(0, slots[i], value))
    nodes.append(compile_body(form, 2, inner))
    return sequence(nodes)


SPECIAL_FORMS['letrec*'] = compile_letrec


@special_form('do')
def compile_do(form, scope):
    """Compile a loop as a function that calls itself.

    So each round has its own variables, which closures may keep.
    """
    form.check_length(2, -1)
    listing = form.item_form(1)
    ending = form.item_form(2)
    if ending.count == 0:
        raise form.error('the test is missing')
    w_loop = symbol_table.generate()
    outer = scope.inner()
    loop = outer.bind(w_loop)
    inner = outer.for_function()
    values = []
    steps = [listing.item_form(i) for i in range(listing.count)]
    for step in steps:
        step.check_length(1, 2)
        values.append(compile_named(step.symbol(0).name, step, 1, scope))
        bind_once(form, step.items_w[0], step.position, inner)
    next_values = []
    for step in steps:
        index = 2 if step.count == 3 else 0
        next_values.append(step.compile_item(index, inner))
    again = make_call(OuterVariable(1, loop.slot), next_values, form.position)
    body = [form.compile_item(i, inner) for i in range(3, form.count)]
    body.append(again)
    code = Code('do', len(steps), False, form.position)
    code.body = If(ending.compile_item(0, inner),
                   ending.compile_rest(1, inner), sequence(body))
    code.frame_size = inner.function.size
    return sequence([
        SetVariable(0, loop.slot, Lambda(code)),
        make_call(LocalVariable(loop.slot), values, form.position)])


# ____________________________________________________________
# Conditions


@special_form('if')
def compile_if(form, scope):
    form.check_length(2, 3)
    alternative = Constant(w_unspecified)
    test = form.compile_item(1, scope)
    consequent = form.compile_item(2, scope)
    if form.count == 4:
        return If(test, consequent, form.compile_item(3, scope))
    return If(test, consequent, alternative)


@special_form('when')
def compile_when(form, scope):
    form.check_length(1, -1)
    return If(form.compile_item(1, scope), form.compile_rest(2, scope),
              Constant(w_unspecified))


@special_form('unless')
def compile_unless(form, scope):
    form.check_length(1, -1)
    return If(form.compile_item(1, scope), Constant(w_unspecified),
              form.compile_rest(2, scope))


@special_form('and')
def compile_and(form, scope):
    if form.count == 1:
        return Constant(w_true)
    node = form.compile_item(form.count - 1, scope)
    for i in range(form.count - 2, 0, -1):
        node = And(form.compile_item(i, scope), node)
    return node


@special_form('or')
def compile_or(form, scope):
    if form.count == 1:
        return Constant(w_false)
    node = form.compile_item(form.count - 1, scope)
    for i in range(form.count - 2, 0, -1):
        node = Or(form.compile_item(i, scope), node)
    return node


@special_form('cond')
def compile_cond(form, scope):
    return compile_clauses(form, 1, Constant(w_unspecified), scope)


def compile_clauses(form, start, node, scope):
    """Compile the clauses of a cond; `node` is for when none applies."""
    for i in range(form.count - 1, start - 1, -1):
        clause = form.item_form(i)
        if clause.count == 0:
            raise SchemeError(form.name + ': an empty clause', clause.position)
        if is_symbol(clause.items_w[0], 'else'):
            if i != form.count - 1:
                raise SchemeError(form.name + ': else must come last',
                                  clause.position)
            node = clause.compile_rest(1, scope)
        elif clause.count == 1:
            node = Or(clause.compile_item(0, scope), node)
        elif is_symbol(clause.items_w[1], '=>'):
            clause.check_length(2, 2)
            variable = scope.inner().bind(symbol_table.generate())
            value = LocalVariable(variable.slot)
            function = clause.compile_item(2, scope)
            node = sequence([
                SetVariable(0, variable.slot, clause.compile_item(0, scope)),
                If(value, make_call(function, [value], clause.position),
                   node)])
        else:
            node = If(clause.compile_item(0, scope),
                      clause.compile_rest(1, scope), node)
    return node


@special_form('case')
def compile_case(form, scope):
    form.check_length(1, -1)
    key = form.compile_item(1, scope)
    constants_w = []
    choices = []
    bodies = []
    otherwise = Constant(w_unspecified)
    for i in range(2, form.count):
        clause = form.item_form(i)
        clause.check_length(1, -1)
        if is_symbol(clause.items_w[0], 'else'):
            if i != form.count - 1:
                raise SchemeError('case: else must come last', clause.position)
            return Case(key, constants_w, choices, bodies,
                        clause.compile_rest(1, scope))
        for w_constant in clause.item_form(0).items_w:
            constants_w.append(w_constant)
            choices.append(len(bodies))
        bodies.append(clause.compile_rest(1, scope))
    return Case(key, constants_w, choices, bodies, otherwise)


@special_form('guard')
def compile_guard(form, scope):
    """(guard (name clause ...) body ...): handle errors of the body."""
    form.check_length(2, -1)
    clauses = form.item_form(1)
    if clauses.count == 0:
        raise form.error('the name is missing')
    inner = scope.inner()
    variable = inner.bind(clauses.symbol(0))
    body = compile_body(form, 2, scope.inner())
    handler = compile_clauses(clauses, 1, NoClause(), inner)
    return Guard(body, variable.slot, handler)


@special_form('assert')
def compile_assert(form, scope):
    form.check_length(1, 1)
    text = 'assertion failed: ' + to_text(form.items_w[1], True)
    return If(form.compile_item(1, scope), Constant(w_unspecified),
              Fail(text, form.position))


# ____________________________________________________________
# Quasiquotation


@special_form('quasiquote')
def compile_quasiquote(form, scope):
    form.check_length(1, 1)
    return quasi(form, form.items_w[1], form.positions[1], 1, scope)


def quasi(form, w_datum, position, level, scope):
    """Compile a template that is inside of `level` quasiquotes."""
    if isinstance(w_datum, W_Vector):
        return ListToVector(quasi(form, list_from(w_datum.items_w), position,
                                  level, scope))
    if not isinstance(w_datum, W_Pair):
        return Constant(w_datum)
    w_head = w_datum.w_car
    if is_symbol(w_head, 'unquote'):
        inner = form.subform(w_datum, position)
        inner.check_length(1, 1)
        if level == 1:
            return inner.compile_item(1, scope)
        level -= 1
    elif is_symbol(w_head, 'quasiquote'):
        level += 1
    if isinstance(w_datum, W_SourcePair):
        position = w_datum.position
    rest = quasi(form, w_datum.w_cdr, position, level, scope)
    if level == 1 and isinstance(w_head, W_Pair) and (
            is_symbol(w_head.w_car, 'unquote-splicing')):
        inner = form.subform(w_head, position)
        inner.check_length(1, 1)
        return Splice(inner.compile_item(1, scope), rest)
    head = quasi(form, w_head, position, level, scope)
    if isinstance(head, Constant) and isinstance(rest, Constant):
        return Constant(w_datum)
    return Cons(head, rest)
