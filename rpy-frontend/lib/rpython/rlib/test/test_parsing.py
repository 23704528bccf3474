import re

import pytest

from rpython.rlib.parsing.ebnfparse import make_parse_function, parse_ebnf
from rpython.rlib.parsing.lexer import Lexer, LexerError
from rpython.rlib.parsing.parsing import GrammarError, ParseError
from rpython.rlib.parsing.regexparse import RegexError, make_runner, parse_regexes, quote
from rpython.rlib.parsing.tree import Nonterminal, NoVisitMethod, RPythonVisitor, Symbol

TEXTS = ['', 'a', 'b', 'ab', 'aab', 'abab', 'ba', 'aaa', 'aaaa', 'aaaaa', 'x1', '_', '12', '-1.5e+10', '"q\\"r"',
         '\n', ' ', 'a\n', 'é', ']', '-', '^', 'a-b', '{', 'aXb']


@pytest.mark.parametrize('regex', [
    'a', 'ab', 'a|b', 'a*', 'a+', 'a?', '(ab)*', '(a|b)*', 'a{3}', 'a{2,}', 'a{2,4}', '(a?){2}', '.', '.*',
    r'\d+', r'\w+', r'\s', r'\D', r'[a-z_][a-z0-9]*', r'[^"]', r'[^a]*', r'[\]\-]', r'[]a]', '[a-]', '[-a]', r'\x61',
    r'\-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][\+\-]?[0-9]+)?', r'"([^\"\\]|\\.)*"', '(|a)b?', '()', '(a*)*b', r'\n|\t',
    '(a+|b)+', '((a|b)(a|b))*'])
def test_regular_expressions(regex):
    runner = make_runner(regex)
    for text in TEXTS:
        expected = re.fullmatch(regex, text, re.ASCII) is not None
        assert runner.recognize(text) == expected, (regex, text)


def test_match_length():
    runner = make_runner('ab*')
    assert runner.match_length('xabbby', 1) == 4
    assert runner.match_length('xabbby', 0) == -1
    assert make_runner('b*').match_length('xabb', 0) == 0


@pytest.mark.parametrize('regex', ['(', 'a)', '*', '[a', 'a{', 'a{x}', 'a{3,2}', '\\', '[b-a]', r'\xg0', 'ā', '+a'])
def test_malformed_expressions(regex):
    with pytest.raises(RegexError):
        make_runner(regex)


def test_minimal_and_quoted():
    assert len(parse_regexes(['(a|b)*abb']).accepts) == 4
    for text in ('a+b', '\\', '[x]', '"', 'a b\n', '->'):
        assert make_runner(quote(text)).recognize(text)


def test_lexer():
    lexer = Lexer(['if', '[a-z]+', '[0-9]+', '( |\n)+'], ['IF', 'NAME', 'NUMBER', 'SPACE'], ignore=['SPACE'])
    tokens = lexer.tokenize('if iffy\n  12', eof=True)
    assert [(t.name, t.source) for t in tokens] == [
        ('IF', 'if'), ('NAME', 'iffy'), ('NUMBER', '12'), ('EOF', 'EOF')]
    assert [(t.source_pos.i, t.source_pos.lineno, t.source_pos.columnno) for t in tokens] == [
        (0, 0, 0), (3, 0, 3), (10, 1, 2), (12, 1, 4)]
    with pytest.raises(LexerError) as info:
        lexer.tokenize('ab\ncd ?')
    assert info.value.nice_error_message('f') == (
        "  File f, line 2, column 4\ncd ?\n   ^\nLexerError: unexpected character '?'")
    with pytest.raises(ValueError):
        Lexer(['a*'], ['A'])


def parsed(grammar, text, eof=False):
    regexs, rules, ToAST = parse_ebnf(grammar)
    return ToAST().transform(make_parse_function(regexs, rules, eof)(text)).dump()


@pytest.mark.parametrize('grammar, text, expected', [
    ('a: "x";', 'x', "(a 'x')"),
    ('a: "x" | "y";', 'y', "(a 'y')"),
    ('a: "x"*;', '', '(a)'),
    ('a: "x"* "y"+ "z"?;', 'xxyyz', "(a 'x' 'x' 'y' 'y' 'z')"),
    ('a: ["("] b [")"]; b: "x";', '(x)', "(a (b 'x'))"),
    ('a: <b>; b: "x" "y";', 'xy', "(b 'x' 'y')"),
    ('a: "<" >b< ">"; b: "x" "y";', '<xy>', "(a '<' 'x' 'y' '>')"),
    ('a: >b<* c; b: "x" "y"; c: "z";', 'xyxyz', "(a 'x' 'y' 'x' 'y' (c 'z'))"),
    ('a: ("x" | "y" "z")+;', 'xyzx', "(a 'x' 'y' 'z' 'x')"),
    ('a: ["x" "y"] "z";', 'xyz', "(a 'z')"),
    ('a: "x" "y" | "x" "z";', 'xz', "(a 'x' 'z')"),
    ('N: "[0-9]+"; a: N ([","] N)*;', '1,23', "(a '1' '23')"),
    ("a: 'it\\'s' | '\\n';", "it's", "(a \"it's\")"),
    ('# comment\nIF: "if"; NAME: "[a-z]+"; a: IF | NAME; # end', 'iff', "(a 'iff')"),
])
def test_grammars(grammar, text, expected):
    assert parsed(grammar, text) == expected


@pytest.mark.parametrize('grammar, message', [
    ('a: b;', 'uses b, which is not defined'),
    ('a: A;', 'token A is not defined'),
    ('a: "x"; a: "y";', 'more than once'),
    ('a: a "x" | "y";', 'left recursion: a -> a'),
    ('a: b; b: "x"* c; c: a;', 'left recursion: a -> b -> c -> a'),
    ('a "x";', 'expected `:`'),
    ('a: "x"', 'expected `;`'),
    ('a: ("x";', 'expected `)`'),
    ('a: [ "x";', 'expected'),
    ('A: b;', 'regular expression'),
    ('A: "x";', 'there is no rule'),
    ('a: "";', 'empty text'),
    ('a: "x" & "y";', "unexpected '&' in line 1, column 8"),
])
def test_malformed_grammars(grammar, message):
    with pytest.raises(GrammarError) as info:
        regexs, rules, _ = parse_ebnf(grammar)
        make_parse_function(regexs, rules)
    assert message in str(info.value)


def test_parse_errors():
    regexs, rules, _ = parse_ebnf('IGNORE: "[ \\n]"; a: "x" b EOF; b: "(" a ")" | "y"+;')
    parse = make_parse_function(regexs, rules, eof=True)
    assert isinstance(parse('x y y'), Nonterminal)
    with pytest.raises(ParseError) as info:
        parse('x\n  x')
    error = info.value
    assert (error.source_pos.lineno, error.source_pos.columnno) == (1, 2)
    assert error.errorinformation.expected == ["'('", "'y'"]
    assert error.nice_error_message('f', 'x\n  x') == (
        "  File f, line 2, column 3\n  x\n  ^\nParseError: unexpected 'x', expected one of '(' or 'y'")
    with pytest.raises(ParseError) as info:
        parse('x y (')
    assert str(info.value) == "ParseError: unexpected '(', expected one of 'y' or the end"
    with pytest.raises(ParseError) as info:
        parse('x')
    assert 'unexpected end of the text' in str(info.value)


def test_linear_time():
    regexs, rules, _ = parse_ebnf('a: b "x" | b "y"; b: "(" a ")" | "z";')
    depth = 60
    make_parse_function(regexs, rules)('(' * depth + 'zy' + ')y' * depth)


def test_visitor():
    class Lengths(RPythonVisitor):
        def visit_a(self, node):
            return sum(self.dispatch(child) for child in node.children)

        def general_symbol_visit(self, node):
            return len(node.additional_info)

    class Doubled(Lengths):
        def visit_a(self, node):
            return 2 * Lengths.visit_a(self, node)

    regexs, rules, _ = parse_ebnf('W: "[a-z]+"; IGNORE: " "; a: W*; b: W;')
    tree = make_parse_function(regexs, rules)('ab c def')
    assert Lengths().dispatch(tree) == 6
    assert Doubled().dispatch(tree) == 12
    assert isinstance(tree.children[0], Symbol)
    assert tree.getsourcepos().i == 0
    with pytest.raises(NoVisitMethod):
        Lengths().dispatch(Nonterminal('b', []))
