"""A JSON reader made from a grammar, with its error messages."""

from rpython.rlib.parsing.ebnfparse import make_parse_function, parse_ebnf
from rpython.rlib.parsing.lexer import LexerError
from rpython.rlib.parsing.parsing import ParseError
from rpython.rlib.parsing.tree import RPythonVisitor

regexs, rules, ToAST = parse_ebnf(r'''
    STRING: "\"([^\"\\]|\\.)*\"";
    NUMBER: "\-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][\+\-]?[0-9]+)?";
    IGNORE: "[ \n\t\r]+";
    value: <STRING> | <NUMBER> | <object> | <array> | <"null"> | <"true"> | <"false">;
    object: ["{"] (entry ([","] entry)*)? ["}"];
    entry: STRING [":"] value;
    array: ["["] (value ([","] value)*)? ["]"];
''')
parse = make_parse_function(regexs, rules)


class Json:
    def text(self, indent):
        raise NotImplementedError


class Atom(Json):
    def __init__(self, source):
        self.source = source

    def text(self, indent):
        return self.source


class Number(Json):
    def __init__(self, value):
        self.value = value

    def text(self, indent):
        return str(self.value)


class Array(Json):
    def __init__(self, items):
        self.items = items

    def text(self, indent):
        return '[' + ', '.join([item.text(indent) for item in self.items]) + ']'


class Object(Json):
    def __init__(self):
        self.entries = {}

    def text(self, indent):
        inner = indent + '  '
        lines = [inner + key + ': ' + value.text(inner) for key, value in self.entries.items()]
        return '{\n' + ',\n'.join(lines) + '\n' + indent + '}'


class Builder(RPythonVisitor):
    def visit_STRING(self, node):
        return Atom(node.additional_info)

    def visit_NUMBER(self, node):
        return Number(float(node.additional_info))

    def visit_array(self, node):
        return Array([self.dispatch(child) for child in node.children])

    def visit_object(self, node):
        result = Object()
        for entry in node.children:
            result.entries[entry.children[0].additional_info] = self.dispatch(entry.children[1])
        return result

    def general_symbol_visit(self, node):
        return Atom(node.additional_info)


def show(source):
    try:
        tree = ToAST().transform(parse(source))
    except LexerError as e:
        print(e.nice_error_message('input'))
        return
    except ParseError as e:
        print(e.nice_error_message('input', source))
        return
    position = tree.getsourcepos()
    print(tree.dump())
    print(Builder().dispatch(tree).text(''), position.lineno if position is not None else -1)


def entry_point(argv):
    show('null')
    show('[]')
    show('  {"a": [1, 2.5e3, {"x": null}], "b": true, "c": [], "d\\n": "\\"quoted\\" \\\\"}')
    show('[-0.5, 10, 1e-5, [[[[]]]]]')
    show('')
    show('[1, 2')
    show('[1, 2}')
    show('{"a": 1,\n "b" 2}')
    show('{"a": 1,\n "b": [1, nul]}')
    show('[1, 2] 3')
    show('[01]')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
