"""S-expressions: a grammar with quotes, strings and comments, and an evaluator over its trees."""

from rpython.rlib.parsing.ebnfparse import make_parse_function, parse_ebnf
from rpython.rlib.parsing.parsing import ParseError
from rpython.rlib.parsing.tree import Nonterminal

regexs, rules, ToAST = parse_ebnf(r'''
    INTEGER: "\-?[0-9]+";
    SYMBOL: "[a-zA-Z+*/<>=!?\-][a-zA-Z0-9+*/<>=!?\-]*";
    STRING: "\"([^\"\\]|\\.)*\"";
    IGNORE: "\s+|;[^\n]*";
    program: expression*;
    expression: <INTEGER> | <STRING> | <SYMBOL> | <list> | <quoted>;
    list: ["("] expression* [")"];
    quoted: ["'"] expression;
''')
parse = make_parse_function(regexs, rules)


def depth(node):
    if isinstance(node, Nonterminal):
        deepest = 0
        for child in node.children:
            deepest = max(deepest, depth(child))
        return deepest + 1
    return 0


def count_symbols(node, counts):
    if isinstance(node, Nonterminal):
        for child in node.children:
            count_symbols(child, counts)
    else:
        counts[node.symbol] = counts.get(node.symbol, 0) + 1


def evaluate(node, variables):
    if not isinstance(node, Nonterminal):
        if node.symbol == 'INTEGER':
            return int(node.additional_info)
        return variables[node.additional_info]
    name = node.children[0].additional_info
    if name == 'if':
        chosen = node.children[2] if evaluate(node.children[1], variables) else node.children[3]
        return evaluate(chosen, variables)
    if name == 'let':
        inner = variables.copy()
        inner[node.children[1].additional_info] = evaluate(node.children[2], variables)
        return evaluate(node.children[3], inner)
    arguments = [evaluate(child, variables) for child in node.children[1:]]
    if name == '+':
        result = 0
        for n in arguments:
            result += n
        return result
    if name == '*':
        result = 1
        for n in arguments:
            result *= n
        return result
    if name == '<':
        return 1 if arguments[0] < arguments[1] else 0
    raise KeyError(name)


PROGRAM = r'''
; numbers
(+ 1 2 (* 3 4))
(let x (+ 2 3) (if (< x 4) 1 (* x x -1)))
(print "a \"string\" (not a list)" 'quoted '(1 2 ()))
'''


def entry_point(argv):
    tree = ToAST().transform(parse(PROGRAM))
    print(tree.dump(), depth(tree))
    counts = {}
    count_symbols(tree, counts)
    print([name + ' ' + str(counts[name]) for name in sorted(counts)])
    for i in range(2):
        print(evaluate(tree.children[i], {}))
    try:
        evaluate(tree.children[2], {})
    except KeyError as e:
        print('KeyError')
    for source in ('(', ')', "(a 'b", "'", '(a . b)'):
        try:
            parse(source)
        except ParseError as e:
            print(e.nice_error_message('<source>', source))
        except Exception:
            print('another error')
    position = tree.children[1].getsourcepos()
    print(position.lineno, position.columnno)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
