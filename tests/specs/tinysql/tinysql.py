"""A tiny SQL database in memory.

Usage: tinysql.py FILE.sql     (or the statements on standard input)

    CREATE TABLE name (column INTEGER|REAL|TEXT, ...)
    INSERT INTO name [(column, ...)] VALUES (expression, ...), ...
    SELECT [DISTINCT] expression [AS name], ... | * FROM name
        [WHERE condition] [GROUP BY column, ...]
        [ORDER BY expression [DESC], ...] [LIMIT n]
    UPDATE name SET column = expression, ... [WHERE condition]
    DELETE FROM name [WHERE condition]
    DROP TABLE name

Expressions: columns, numbers, 'texts', NULL, + - * / ||, comparisons, LIKE,
IS [NOT] NULL, IN (...), AND, OR, NOT, the functions UPPER, LOWER, LENGTH,
ABS, and the aggregates COUNT, SUM, AVG, MIN, MAX.
"""

import os
import sys

KEYWORDS = set('''
    create table insert into values select distinct from where group by order
    limit update set delete drop and or not like is null in as asc desc
    integer real text'''.split())
AGGREGATES = ['count', 'sum', 'avg', 'min', 'max']


class SQLError(Exception):
    def __init__(self, message):
        self.message = message


# ---------------------------------------------------------------------------
# Values


class Value:
    """A cell. The rank orders values of different kinds."""

    rank = 0

    def text(self):
        raise NotImplementedError

    def is_null(self):
        return False

    def is_true(self):
        return False

    def compare(self, other):
        """Return a negative number, 0, or a positive one."""
        return self.rank - other.rank

    def number(self):
        raise SQLError(f'{self.text()} is not a number')


class Null(Value):
    def text(self):
        return 'NULL'

    def is_null(self):
        return True


class Integer(Value):
    rank = 1

    def __init__(self, value):
        self.value = value

    def text(self):
        return str(self.value)

    def is_true(self):
        return self.value != 0

    def number(self):
        return float(self.value)

    def compare(self, other):
        if isinstance(other, Integer):
            return (self.value > other.value) - (self.value < other.value)
        if isinstance(other, Real):
            return compare_floats(float(self.value), other.value)
        return self.rank - other.rank


class Real(Value):
    rank = 1

    def __init__(self, value):
        self.value = value

    def text(self):
        return f'{self.value:.2f}'

    def is_true(self):
        return self.value != 0.0

    def number(self):
        return self.value

    def compare(self, other):
        if isinstance(other, (Integer, Real)):
            return compare_floats(self.value, other.number())
        return self.rank - other.rank


class Text(Value):
    rank = 2

    def __init__(self, value):
        self.value = value

    def text(self):
        return self.value

    def is_true(self):
        return self.value != ''

    def compare(self, other):
        if isinstance(other, Text):
            return (self.value > other.value) - (self.value < other.value)
        return self.rank - other.rank


def compare_floats(a, b):
    return (a > b) - (a < b)


NULL = Null()
TRUE = Integer(1)
FALSE = Integer(0)


def truth(condition):
    return TRUE if condition else FALSE


# ---------------------------------------------------------------------------
# Expressions. They are evaluated for a group of rows; outside of aggregates
# the first row of the group counts.


class Expression:
    def evaluate(self, table, rows):
        raise NotImplementedError

    def has_aggregate(self):
        return False

    def title(self):
        return '?'


class Literal(Expression):
    def __init__(self, value):
        self.value = value

    def evaluate(self, table, rows):
        return self.value

    def title(self):
        return self.value.text()


class Column(Expression):
    def __init__(self, name):
        self.name = name

    def evaluate(self, table, rows):
        index = table.index_of(self.name)
        return rows[0][index] if rows else NULL

    def title(self):
        return self.name


class Unary(Expression):
    def __init__(self, operator, operand):
        self.operator = operator
        self.operand = operand

    def evaluate(self, table, rows):
        value = self.operand.evaluate(table, rows)
        if self.operator == 'is null':
            return truth(value.is_null())
        if self.operator == 'is not null':
            return truth(not value.is_null())
        if value.is_null():
            return NULL
        if self.operator == 'not':
            return truth(not value.is_true())
        return arithmetic('-', FALSE, value)

    def has_aggregate(self):
        return self.operand.has_aggregate()

    def title(self):
        return self.operator + ' ' + self.operand.title()


class Binary(Expression):
    def __init__(self, operator, left, right):
        self.operator = operator
        self.left = left
        self.right = right

    def evaluate(self, table, rows):
        a = self.left.evaluate(table, rows)
        if self.operator == 'and':
            if not a.is_null() and not a.is_true():
                return FALSE
        elif self.operator == 'or':
            if a.is_true():
                return TRUE
        b = self.right.evaluate(table, rows)
        if self.operator in ('and', 'or'):
            return truth(b.is_true()) if not a.is_null() else NULL
        if a.is_null() or b.is_null():
            return NULL
        if self.operator in COMPARISONS:
            return truth(COMPARISONS[self.operator](a.compare(b)))
        if self.operator == 'like':
            return truth(like(a.text().lower(), b.text().lower()))
        if self.operator == '||':
            return Text(a.text() + b.text())
        return arithmetic(self.operator, a, b)

    def has_aggregate(self):
        return self.left.has_aggregate() or self.right.has_aggregate()

    def title(self):
        return f'{self.left.title()} {self.operator} {self.right.title()}'


class In(Expression):
    def __init__(self, operand, choices):
        self.operand = operand
        self.choices = choices

    def evaluate(self, table, rows):
        value = self.operand.evaluate(table, rows)
        found = [choice for choice in self.choices
                 if choice.evaluate(table, rows).compare(value) == 0]
        return truth(len(found) > 0)


class Call(Expression):
    def __init__(self, name, argument):
        self.name = name
        self.argument = argument

    def evaluate(self, table, rows):
        value = self.argument.evaluate(table, rows)
        if value.is_null():
            return NULL
        return FUNCTIONS[self.name](value)

    def has_aggregate(self):
        return self.argument.has_aggregate()

    def title(self):
        return f'{self.name}({self.argument.title()})'


class Aggregate(Expression):
    """An aggregate function; the argument is None for COUNT(*)."""

    def __init__(self, name, argument):
        self.name = name
        self.argument = argument

    def has_aggregate(self):
        return True

    def title(self):
        inner = '*' if self.argument is None else self.argument.title()
        return f'{self.name}({inner})'

    def evaluate(self, table, rows):
        if self.argument is None:
            return Integer(len(rows))
        values = [self.argument.evaluate(table, [row]) for row in rows]
        values = [value for value in values if not value.is_null()]
        if self.name == 'count':
            return Integer(len(values))
        if not values:
            return NULL
        result = values[0]
        for value in values[1:]:
            if self.name == 'min':
                result = value if value.compare(result) < 0 else result
            elif self.name == 'max':
                result = value if value.compare(result) > 0 else result
            else:
                result = arithmetic('+', result, value)
        if self.name == 'avg':
            return Real(result.number() / len(values))
        return result


def arithmetic(operator, a, b):
    if isinstance(a, Integer) and isinstance(b, Integer):
        if operator == '+':
            return Integer(a.value + b.value)
        elif operator == '-':
            return Integer(a.value - b.value)
        elif operator == '*':
            return Integer(a.value * b.value)
        return Integer(a.value // b.value) if b.value else NULL
    x, y = a.number(), b.number()
    if operator == '+':
        return Real(x + y)
    elif operator == '-':
        return Real(x - y)
    elif operator == '*':
        return Real(x * y)
    return Real(x / y) if y else NULL


def like(text, pattern):
    """Does a text match a pattern, in which % and _ stand for others?"""
    if pattern == '':
        return text == ''
    if pattern[0] == '%':
        return any([like(text[i:], pattern[1:])
                    for i in range(len(text) + 1)])
    return text != '' and pattern[0] in ('_', text[0]) and (
        like(text[1:], pattern[1:]))


def absolute(value):
    if isinstance(value, Integer):
        return Integer(abs(value.value))
    return Real(abs(value.number()))


COMPARISONS = {
    '=': lambda order: order == 0,
    '<>': lambda order: order != 0,
    '<': lambda order: order < 0,
    '>': lambda order: order > 0,
    '<=': lambda order: order <= 0,
    '>=': lambda order: order >= 0,
}
FUNCTIONS = {
    'upper': lambda value: Text(value.text().upper()),
    'lower': lambda value: Text(value.text().lower()),
    'length': lambda value: Integer(len(value.text())),
    'abs': absolute,
}


# ---------------------------------------------------------------------------
# Tables


class Table:
    def __init__(self, name, columns, types):
        self.name = name
        self.columns = columns
        self.types = types
        self.rows = []

    def index_of(self, column):
        if column not in self.columns:
            raise SQLError(f'{self.name} has no column {column}')
        return self.columns.index(column)

    def convert(self, value, index):
        """Return the value as the type of a column wants it."""
        kind = self.types[index]
        if value.is_null():
            return value
        if kind == 'text':
            return Text(value.text())
        if kind == 'real':
            return Real(value.number())
        if not isinstance(value, Integer):
            raise SQLError(f'{self.columns[index]} must be an integer, '
                           f'not {value.text()}')
        return value

    def matching(self, where):
        return [row for row in self.rows
                if where is None or where.evaluate(self, [row]).is_true()]


class SortedRow:
    """A row of a result with what it is to be sorted by."""

    def __init__(self, cells, keys):
        self.cells = cells
        self.keys = keys

    def comes_before(self, other, descending):
        for i, down in enumerate(descending):
            order = self.keys[i].compare(other.keys[i])
            if order != 0:
                return (order > 0) == down
        return False


def sort_rows(rows, descending):
    """Merge sort, so that equal rows keep their order."""
    if len(rows) <= 1:
        return rows
    middle = len(rows) // 2
    left = sort_rows(rows[:middle], descending)
    right = sort_rows(rows[middle:], descending)
    result = []
    while left and right:
        if right[0].comes_before(left[0], descending):
            result.append(right.pop(0))
        else:
            result.append(left.pop(0))
    return result + left + right


def print_table(titles, rows):
    cells = [[value.text() for value in row] for row in rows]
    widths = [max([len(title)] + [len(row[i]) for row in cells])
              for i, title in enumerate(titles)]
    print(' | '.join([title.ljust(width)
                      for title, width in zip(titles, widths)]).rstrip())
    print('-+-'.join(['-' * width for width in widths]))
    for row, texts in zip(rows, cells):
        line = []
        for i, value in enumerate(row):
            if isinstance(value, (Integer, Real)):
                line.append(texts[i].rjust(widths[i]))
            else:
                line.append(texts[i].ljust(widths[i]))
        print(' | '.join(line).rstrip())
    print(f'({len(rows)} row{"" if len(rows) == 1 else "s"})')


# ---------------------------------------------------------------------------
# Parsing


class Token:
    def __init__(self, kind, text):
        self.kind = kind
        self.text = text


def tokenize(source):
    tokens = []
    i = 0
    while i < len(source):
        c = source[i]
        start = i
        if c.isspace():
            i += 1
        elif source.startswith('--', i):
            while i < len(source) and source[i] != '\n':
                i += 1
        elif c.isalpha() or c == '_':
            while i < len(source) and (source[i].isalnum()
                                       or source[i] == '_'):
                i += 1
            word = source[start:i].lower()
            tokens.append(Token('keyword' if word in KEYWORDS else 'name',
                                word))
        elif c.isdigit():
            while i < len(source) and (
                    source[i].isdigit()
                    or source[i] == '.' and '.' not in source[start:i]):
                i += 1
            text = source[start:i]
            tokens.append(Token('real' if '.' in text else 'integer', text))
        elif c == "'":
            text = ''
            i += 1
            while not source.startswith("'", i) or source.startswith("''", i):
                if i >= len(source):
                    raise SQLError('this text never ends: ' + source[start:])
                if source[i] == "'":
                    i += 1
                text += source[i]
                i += 1
            i += 1
            tokens.append(Token('text', text))
        else:
            i += 2 if source[i:i + 2] in ('<=', '>=', '<>', '||') else 1
            tokens.append(Token('symbol', source[start:i]))
    tokens.append(Token('end', 'end of input'))
    return tokens


class Database:
    """The tables, and the statements that work on them."""

    def __init__(self):
        self.tables = {}
        self.tokens = []
        self.position = 0
        self.statements = {
            'create': self.create,
            'insert': self.insert,
            'select': self.select,
            'update': self.update,
            'delete': self.delete,
            'drop': self.drop,
        }

    # Tokens

    def peek(self):
        return self.tokens[self.position]

    def next(self):
        token = self.peek()
        self.position += 1
        return token

    def accept(self, text):
        token = self.peek()
        if token.kind in ('keyword', 'symbol') and token.text == text:
            self.position += 1
            return True
        return False

    def expect(self, text):
        if not self.accept(text):
            raise SQLError(f'expected {text}, found {self.peek().text}')

    def name(self):
        token = self.next()
        if token.kind != 'name':
            raise SQLError(f'expected a name, found {token.text}')
        return token.text

    def names(self):
        result = [self.name()]
        while self.accept(','):
            result.append(self.name())
        return result

    def table(self):
        name = self.name()
        if name not in self.tables:
            raise SQLError(f'there is no table {name}')
        return self.tables[name]

    # Expressions

    def expression(self):
        left = self.conjunction()
        while self.accept('or'):
            left = Binary('or', left, self.conjunction())
        return left

    def conjunction(self):
        left = self.negation()
        while self.accept('and'):
            left = Binary('and', left, self.negation())
        return left

    def negation(self):
        if self.accept('not'):
            return Unary('not', self.negation())
        return self.comparison()

    def comparison(self):
        left = self.sum()
        for operator in ['=', '<>', '<=', '>=', '<', '>', 'like']:
            if self.accept(operator):
                return Binary(operator, left, self.sum())
        if self.accept('is'):
            operator = 'is not null' if self.accept('not') else 'is null'
            self.expect('null')
            return Unary(operator, left)
        if self.accept('in'):
            self.expect('(')
            return In(left, self.expressions())
        return left

    def expressions(self):
        """Parse expressions up to a closing parenthesis."""
        result = [self.expression()]
        while self.accept(','):
            result.append(self.expression())
        self.expect(')')
        return result

    def sum(self):
        left = self.product()
        while self.peek().text in ('+', '-', '||'):
            operator = self.next().text
            left = Binary(operator, left, self.product())
        return left

    def product(self):
        left = self.atom()
        while self.peek().text in ('*', '/'):
            operator = self.next().text
            left = Binary(operator, left, self.atom())
        return left

    def atom(self):
        if self.accept('('):
            inner = self.expression()
            self.expect(')')
            return inner
        if self.accept('-'):
            return Unary('-', self.atom())
        if self.accept('null'):
            return Literal(NULL)
        token = self.next()
        if token.kind == 'integer':
            return Literal(Integer(int(token.text)))
        if token.kind == 'real':
            return Literal(Real(float(token.text)))
        if token.kind == 'text':
            return Literal(Text(token.text))
        if token.kind != 'name':
            raise SQLError(f'unexpected {token.text}')
        if not self.accept('('):
            return Column(token.text)
        if token.text == 'count' and self.accept('*'):
            self.expect(')')
            return Aggregate('count', None)
        argument = self.expression()
        self.expect(')')
        if token.text in AGGREGATES:
            return Aggregate(token.text, argument)
        if token.text in FUNCTIONS:
            return Call(token.text, argument)
        raise SQLError(f'there is no function {token.text}')

    def where(self):
        return self.expression() if self.accept('where') else None

    # Statements

    def create(self):
        self.expect('table')
        name = self.name()
        if name in self.tables:
            raise SQLError(f'there is a table {name} already')
        columns = []
        types = []
        self.expect('(')
        while True:
            column = self.name()
            if column in columns:
                raise SQLError(f'two columns {column}')
            columns.append(column)
            kind = self.next().text
            if kind not in ('integer', 'real', 'text'):
                raise SQLError(f'there is no type {kind}')
            types.append(kind)
            if not self.accept(','):
                break
        self.expect(')')
        self.tables[name] = Table(name, columns, types)

    def drop(self):
        self.expect('table')
        del self.tables[self.table().name]

    def insert(self):
        self.expect('into')
        table = self.table()
        columns = table.columns
        if self.accept('('):
            columns = self.names()
            self.expect(')')
        indexes = [table.index_of(column) for column in columns]
        self.expect('values')
        rows = []
        while True:
            self.expect('(')
            values = [e.evaluate(table, []) for e in self.expressions()]
            if len(values) != len(indexes):
                raise SQLError(f'{len(indexes)} columns, '
                               f'but {len(values)} values')
            row = [NULL for column in table.columns]
            for index, value in zip(indexes, values):
                row[index] = table.convert(value, index)
            rows.append(row)
            if not self.accept(','):
                break
        table.rows.extend(rows)

    def update(self):
        table = self.table()
        self.expect('set')
        changes = []
        while True:
            index = table.index_of(self.name())
            self.expect('=')
            changes.append((index, self.expression()))
            if not self.accept(','):
                break
        rows = table.matching(self.where())
        for row in rows:
            values = [table.convert(e.evaluate(table, [row]), index)
                      for index, e in changes]
            for i, (index, e) in enumerate(changes):
                row[index] = values[i]
        print(f'{len(rows)} updated')

    def delete(self):
        self.expect('from')
        table = self.table()
        doomed = table.matching(self.where())
        before = len(table.rows)
        table.rows = [row for row in table.rows
                      if not any([row is other for other in doomed])]
        print(f'{before - len(table.rows)} deleted')

    def select(self):
        distinct = self.accept('distinct')
        outputs = []
        titles = []
        everything = self.accept('*')
        while not everything:
            e = self.expression()
            outputs.append(e)
            titles.append(self.name() if self.accept('as') else e.title())
            if not self.accept(','):
                break
        self.expect('from')
        table = self.table()
        if everything:
            outputs = [Column(column) for column in table.columns]
            titles = table.columns[:]
        rows = table.matching(self.where())
        groups = self.group(table, rows, outputs)
        orders = []
        descending = []
        if self.accept('order'):
            self.expect('by')
            while True:
                order = self.expression()
                if isinstance(order, Column) and order.name in titles:
                    order = outputs[titles.index(order.name)]
                orders.append(order)
                descending.append(self.accept('desc'))
                self.accept('asc')
                if not self.accept(','):
                    break
        result = [SortedRow([e.evaluate(table, group) for e in outputs],
                            [e.evaluate(table, group) for e in orders])
                  for group in groups]
        result = sort_rows(result, descending)
        lines = [row.cells for row in result]
        if distinct:
            lines = unique(lines)
        if self.accept('limit'):
            token = self.next()
            if token.kind != 'integer':
                raise SQLError(f'expected a number, found {token.text}')
            lines = lines[:int(token.text)]
        print_table(titles, lines)

    def group(self, table, rows, outputs):
        """Return the lists of rows that give one row of the result each."""
        if self.accept('group'):
            self.expect('by')
            indexes = [table.index_of(name) for name in self.names()]
            groups = {}
            for row in rows:
                key = '\0'.join([row[index].text() for index in indexes])
                groups.setdefault(key, []).append(row)
            return list(groups.values())
        if any([e.has_aggregate() for e in outputs]):
            return [rows]
        return [[row] for row in rows]

    # Running

    def run(self, source):
        """Run the statements; after an error go on with the next one."""
        errors = 0
        for statement in split_statements(source):
            try:
                self.tokens = tokenize(statement)
                self.position = 0
                token = self.next()
                if token.text not in self.statements:
                    raise SQLError(f'what is {token.text}?')
                self.statements[token.text]()
                if self.peek().kind != 'end':
                    raise SQLError(f'unexpected {self.peek().text}')
            except SQLError as error:
                errors += 1
                print(f'error: {error.message}')
        return errors


def unique(rows):
    seen = set()
    result = []
    for row in rows:
        key = '\0'.join([value.text() for value in row])
        if key not in seen:
            seen.add(key)
            result.append(row)
    return result


def split_statements(source):
    """Cut at each semicolon that is not inside of a text or a comment."""
    statements = []
    current = ''
    quoted = False
    for line in source.splitlines():
        if not quoted and line.strip().startswith('--'):
            continue
        for c in line:
            if c == "'":
                quoted = not quoted
            if c == ';' and not quoted:
                statements.append(current)
                current = ''
            else:
                current += c
        current += '\n'
    statements.append(current)
    return [statement.strip() for statement in statements
            if statement.strip()]


def read_all(fd):
    chunks = []
    while True:
        chunk = os.read(fd, 4096).decode('latin-1')
        if not chunk:
            return ''.join(chunks)
        chunks.append(chunk)


def entry_point(argv):
    if len(argv) > 1:
        try:
            fd = os.open(argv[1], os.O_RDONLY, 0o777)
        except OSError:
            print(f'can not open {argv[1]}')
            return 2
        source = read_all(fd)
        os.close(fd)
    else:
        source = read_all(0)
    errors = Database().run(source)
    return 1 if errors else 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
