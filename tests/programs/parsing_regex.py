"""Regular expressions compiled at import, run at run time."""

from rpython.rlib.parsing.regexparse import make_runner
from rpython.rlib.unroll import unrolling_iterable

TEXTS = ['', 'a', 'b', 'ab', 'aab', 'abab', 'ba', 'aaa', 'aaaaa', 'x1', '_', '12', '-1.5e+10', '"q\\"r"', '\n', ' ',
         'a\n', '\xe9', ']', '-', '^', 'a-b', '{', '2026-11-22', 'user@example.org', '0x1F', '#ff8800']
REGEXES = ['a', 'ab', 'a|b', 'a*', '(ab)*', '(a|b)*abb?', 'a{3}', 'a{2,}', 'a{2,4}', '.', '.*', r'\d+', r'\w+', r'\s',
           r'[^a]*', r'[\]\-]', r'[a-]', r'\-?(0|[1-9]\d*)(\.\d+)?([eE][+\-]?\d+)?', r'"([^"\\]|\\.)*"', '()',
           r'\d{4}-\d{2}-\d{2}', r'[a-z]+@[a-z]+(\.[a-z]+)+', r'0[xX][0-9a-fA-F]+', '#([0-9a-f]{3}){1,2}', r'\xe9|\x5d']
RUNNERS = [make_runner(regex) for regex in REGEXES]
numbered = unrolling_iterable(list(enumerate(RUNNERS[:3])))


def search(runner, text):
    """The first place and the length of a match."""
    for start in range(len(text) + 1):
        length = runner.match_length(text, start)
        if length >= 0:
            return start, length
    return -1, 0


def entry_point(argv):
    for i in range(len(RUNNERS)):
        line = ''
        for text in TEXTS:
            line += '1' if RUNNERS[i].recognize(text) else '.'
        places = []
        for text in TEXTS:
            start, length = search(RUNNERS[i], text)
            places.append('%d+%d' % (start, length))
        print(REGEXES[i], line, ' '.join(places))
    for number, runner in numbered:
        print(number, runner.recognize('a'), runner.recognize('ab'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
