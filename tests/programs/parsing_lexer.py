"""A lexer alone: positions, longest matches, keywords, and errors."""

from rpython.rlib.parsing.lexer import Lexer, LexerError

lexer = Lexer(
    ['while|if|else', r'[A-Za-z_]\w*', r'0[xX][0-9a-fA-F]+|\d+', r'\d+\.\d*([eE][+\-]?\d+)?', r'==|<=|>=|!=|[-+*/=<>(){};]',
     r'"[^"\n]*"', r'\s+', r'/\*([^*]|\*+[^*/])*\*+/', r'//[^\n]*'],
    ['KEYWORD', 'NAME', 'INTEGER', 'FLOAT', 'SIGN', 'STRING', 'SPACE', 'COMMENT', 'LINE_COMMENT'],
    ignore=['SPACE', 'COMMENT', 'LINE_COMMENT'])

SOURCE = '''while (whiles <= 0x1F) {  // a loop
    iff = "text" + 1.5e-3;
    /* a comment
       ** on two lines **/
    x = x-1.;
} else1 else
'''


def entry_point(argv):
    for token in lexer.tokenize(SOURCE, eof=True):
        position = token.source_pos
        print(token.name, repr(token.source), position.i, position.lineno, position.columnno)
    for source in ('a $ b', 'x\n  "open', '/* open', ''):
        try:
            print(len(lexer.tokenize(source)))
        except LexerError as e:
            print(e.nice_error_message('source.c'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
