"""Configuration files: a grammar where ends of lines matter; two grammars in one program."""

from rpython.rlib.parsing.ebnfparse import make_parse_function, parse_ebnf
from rpython.rlib.parsing.parsing import ParseError
from rpython.rlib.parsing.tree import RPythonVisitor

ini_regexs, ini_rules, IniToAST = parse_ebnf(r'''
    IGNORE: "[ \t]+|#[^\n]*";
    NEWLINE: "\n";
    WORD: "[^ \t\n=\[\],#]+";
    file: [NEWLINE]* section* [EOF];
    section: ["["] WORD ["]"] [NEWLINE+] entry*;
    entry: WORD ["="] value [NEWLINE+];
    value: WORD ([","] WORD)*;
''')
parse_ini = make_parse_function(ini_regexs, ini_rules, eof=True)

range_regexs, range_rules, RangeToAST = parse_ebnf(r'''
    NUMBER: "[0-9]+";
    ranges: range ([","] range)*;
    range: NUMBER (["-"] NUMBER)?;
''')
parse_ranges = make_parse_function(range_regexs, range_rules)


class Ranges(RPythonVisitor):
    """Gives all numbers as a list."""

    def visit_ranges(self, node):
        result = []
        for child in node.children:
            result += self.dispatch(child)
        return result

    def visit_range(self, node):
        first = int(node.children[0].additional_info)
        last = int(node.children[len(node.children) - 1].additional_info)
        return list(range(first, last + 1))


class Settings(RPythonVisitor):
    """Collects entries, and gives how many there were."""

    def __init__(self):
        self.section = ''
        self.values = {}

    def visit_file(self, node):
        count = 0
        for child in node.children:
            count += self.dispatch(child)
        return count

    def visit_section(self, node):
        self.section = node.children[0].additional_info
        count = 0
        for i in range(1, len(node.children)):
            count += self.dispatch(node.children[i])
        return count

    def visit_entry(self, node):
        name = self.section + '.' + node.children[0].additional_info
        self.values[name] = [word.additional_info for word in node.children[1].children]
        return 1


FILE = '''
# A configuration.
[server]
host = example.org   # where
ports = 80, 443

[client]
name = weft
'''


def entry_point(argv):
    settings = Settings()
    print(settings.dispatch(IniToAST().transform(parse_ini(FILE))))
    for name in sorted(settings.values):
        print(name, settings.values[name])
    for source in ('[a]\nb = 1', '[a]\nb =\n', 'x = 1\n', '[a\n'):
        try:
            parse_ini(source)
            print('fine')
        except ParseError as e:
            print(e.nice_error_message('settings.ini', source))
    print(Ranges().dispatch(RangeToAST().transform(parse_ranges('1-4,7,10-12'))))
    try:
        parse_ranges('1-,2')
    except ParseError as e:
        print(e.message(), e.errorinformation.pos)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
