"""A small language: assignments, arithmetic, comparisons, loops and functions."""

from rpython.rlib.parsing.ebnfparse import make_parse_function, parse_ebnf
from rpython.rlib.parsing.lexer import LexerError
from rpython.rlib.parsing.parsing import ParseError
from rpython.rlib.parsing.tree import RPythonVisitor
from rpython.rlib.rbigint import rbigint

GRAMMAR = r'''
    # Keywords are texts in rules, so they win over names.
    NAME: "[a-z_][a-z0-9_]*";
    NUMBER: "[0-9]+";
    IGNORE: "[ \n\t]+|#[^\n]*";

    program: statement* [EOF];
    statement: <print> | <while> | <define> | <assignment>;
    print: ["print"] expression (["," ] expression)* [";"];
    while: ["while"] expression ["do"] block;
    define: ["def"] NAME ["("] (NAME ([","] NAME)*)? [")"] ["="] expression [";"];
    assignment: NAME ["="] expression [";"];
    block: statement* ["end"];
    expression: sum (comparison sum)?;
    comparison: "<" | "<=" | "==";
    sum: product (("+" | "-") product)*;
    product: factor (("*" | "/" | "%") factor)*;
    factor: negation | <call> | <NUMBER> | <NAME> | ["("] <expression> [")"];
    negation: ["-"] factor;
    call: NAME ["("] (expression ([","] expression)*)? [")"];
'''

regexs, rules, ToAST = parse_ebnf(GRAMMAR)
parse = make_parse_function(regexs, rules, eof=True)


class CalculatorError(Exception):
    def __init__(self, message, position):
        self.message = message
        self.position = position


class Function:
    def __init__(self, parameters, body):
        self.parameters = parameters
        self.body = body


class Evaluator(RPythonVisitor):
    """Visits statements and expressions; both give a number."""

    def __init__(self, functions, variables):
        self.functions = functions
        self.variables = variables

    def run(self, nodes):
        for node in nodes:
            self.dispatch(node)

    def visit_program(self, node):
        self.run(node.children)
        return rbigint.fromint(0)

    def visit_print(self, node):
        print(' '.join([self.dispatch(child).str() for child in node.children]))
        return rbigint.fromint(0)

    def visit_while(self, node):
        while self.dispatch(node.children[0]).tobool():
            self.run(node.children[1].children)
        return rbigint.fromint(0)

    def visit_define(self, node):
        last = len(node.children) - 1
        parameters = [node.children[i].additional_info for i in range(1, last)]
        self.functions[node.children[0].additional_info] = Function(parameters, node.children[last])
        return rbigint.fromint(0)

    def visit_assignment(self, node):
        self.variables[node.children[0].additional_info] = self.dispatch(node.children[1])
        return rbigint.fromint(0)

    def visit_expression(self, node):
        left = self.dispatch(node.children[0])
        if len(node.children) == 1:
            return left
        right = self.dispatch(node.children[2])
        sign = node.children[1].children[0].additional_info
        if sign == '<':
            return rbigint.frombool(left.lt(right))
        if sign == '<=':
            return rbigint.frombool(left.le(right))
        return rbigint.frombool(left.eq(right))

    def visit_sum(self, node):
        return self.chain(node)

    def visit_product(self, node):
        return self.chain(node)

    def chain(self, node):
        result = self.dispatch(node.children[0])
        for i in range(1, len(node.children), 2):
            sign = node.children[i].additional_info
            right = self.dispatch(node.children[i + 1])
            if sign == '+':
                result = result.add(right)
            elif sign == '-':
                result = result.sub(right)
            elif sign == '*':
                result = result.mul(right)
            elif not right.tobool():
                raise CalculatorError('division by zero', node.children[i].getsourcepos())
            elif sign == '/':
                result = result.floordiv(right)
            else:
                result = result.mod(right)
        return result

    def visit_factor(self, node):
        return self.dispatch(node.children[0])

    def visit_negation(self, node):
        return self.dispatch(node.children[0]).neg()

    def visit_NUMBER(self, node):
        return rbigint.fromdecimalstr(node.additional_info)

    def visit_NAME(self, node):
        name = node.additional_info
        if name not in self.variables:
            raise CalculatorError('no variable ' + name, node.getsourcepos())
        return self.variables[name]

    def visit_call(self, node):
        name = node.children[0].additional_info
        if name not in self.functions:
            raise CalculatorError('no function ' + name, node.getsourcepos())
        function = self.functions[name]
        if len(function.parameters) != len(node.children) - 1:
            raise CalculatorError('wrong number of arguments for ' + name, node.getsourcepos())
        variables = {}
        for i in range(len(function.parameters)):
            variables[function.parameters[i]] = self.dispatch(node.children[i + 1])
        return Evaluator(self.functions, variables).dispatch(function.body)


def execute(source):
    try:
        tree = ToAST().transform(parse(source))
        Evaluator({}, {}).dispatch(tree)
    except LexerError as e:
        print(e.nice_error_message('program'))
    except ParseError as e:
        print(e.nice_error_message('program', source))
    except CalculatorError as e:
        print('line %d, column %d: %s' % (e.position.lineno + 1, e.position.columnno + 1, e.message))


FACTORIALS = '''
def square(x) = x * x;
n = 1; product = 1;
while n <= 30 do
    product = product * n;   # grows quickly
    n = n + 1;
end
print product, square(product), -(product) % 1000007;
print 2 + 3 * 4 - 10 / 3, (2 + 3) * 4, 7 < 8, 8 <= 7, 3 == 3;
'''


def entry_point(argv):
    execute(FACTORIALS)
    execute('def f() = 42; print f(), f() + f();')
    execute('')
    execute('print 1 / 0;')
    execute('x = 1;\nprint x, y;')
    execute('print f(1);')
    execute('def f(a, b) = a + b;\nprint f(1);')
    execute('print 1 +;')
    execute('while 1 do print 1;')
    execute('printer = 3; print printer, whiles;')
    execute('x = 3 $ 4;')
    execute('x = (1 + 2;\ny = 3;')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
