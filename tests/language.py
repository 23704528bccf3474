"""The examples in the reference: docs/language.md, docs/language/*.md, docs/library/*.md.

Every block of Python in these pages is checked:

    ```python                   a module that defines main(), which prints; it is run on plain
                                Python and translated, and must do the same both ways
    ```text                     right after it: what main() prints on standard output
    ```python refused=W0406     a module that `weft check` must refuse with that diagnostic

An example that defines target(driver, args) is taken as it is; the others get one that calls main().
"""

import dataclasses
import re

from differential import Program, compare
from harness import ROOT, Case, Failure, difference, run_program

DOCS = ROOT / 'docs'
FENCE = re.compile(r'^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```[ ]*$', re.MULTILINE | re.DOTALL)
REFUSED = re.compile(r'python refused=(W\d{4})')
TARGET = '''

def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
'''


@dataclasses.dataclass
class Example:
    """A block of a page, by the line where its text begins."""

    name: str
    text: str
    info: str
    output: str | None

    @property
    def specification(self):
        return self.text if 'def target(' in self.text else self.text + TARGET


def pages():
    """Every page of the reference, in order."""
    single = [DOCS / 'language.md', DOCS / 'library.md']
    return [page for page in single if page.exists()] + sorted(
        [*DOCS.glob('language/*.md'), *DOCS.glob('library/*.md')])


def examples(page):
    """The Python examples of a page."""
    text = page.read_text('utf-8')
    blocks = list(FENCE.finditer(text))
    for block, following in zip(blocks, [*blocks[1:], None]):
        info = block['info'].strip()
        if not info.startswith('python'):
            continue
        line = text.count('\n', 0, block.start()) + 2
        adjacent = following and not text[block.end():following.start()].strip()
        output = following['text'] if adjacent and following['info'].strip() == 'text' else None
        yield Example(f'{page.relative_to(DOCS).with_suffix("")}:{line}', block['text'], info, output)


def check_same(context, example, specification):
    """Compare both ways of running an example, and what it says it prints."""
    compare(context, Program(specification), ())
    if example.output is not None:
        shown = run_program([context.weft, 'interp', specification]).stdout
        if shown != example.output:
            raise Failure(difference(example.output, shown, ('the page', 'the program')))


def check_refused(context, identifier, specification):
    done = run_program([context.weft, 'check', specification])
    said = done.stdout + done.stderr
    if done.status != 1 or f'[{identifier} ' not in said:
        raise Failure(f'{identifier} was not reported; exit status {done.status}\n{said}')


def check_example(context, example):
    """Check one example."""
    # The executable is called after the specification, and examples are tried side by side.
    specification = context.scratch / (re.sub(r'\W', '_', example.name) + '.py')
    specification.write_text(example.specification, 'utf-8')
    refused = REFUSED.fullmatch(example.info)
    if refused:
        check_refused(context, refused[1], specification)
    elif example.info == 'python':
        check_same(context, example, specification)
    else:
        raise Failure(f'a block of Python is marked `{example.info}`; known: python, python refused=W0123')


def cases(context):
    """The examples in the reference."""
    return [Case(f'language/{example.name}', lambda example=example: check_example(context, example))
            for page in pages() for example in examples(page)]
