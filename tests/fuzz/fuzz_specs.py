"""Mutation fuzzing of specifications: broken programs must be refused, never crash the translator.

Working programs are changed in a few places, in their text or in their syntax tree, and given to a translator built
with AddressSanitizer and UndefinedBehaviorSanitizer. Any diagnostic is fine; a signal, a sanitizer's report, an
internal error, a Python traceback of the library's own code or no answer within the time limit is not.
"""

import ast
import concurrent.futures
import copy
import os
import pathlib
import random
import re
import tempfile
import time

from harness import Failure, run_program
from outcome import SANITIZER

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ('tests/programs/*.py', 'tests/golden/*.py', 'tests/diagnostics/*.py', 'tests/specs/*.py')
LARGEST = 12_000
TOKEN = re.compile(r'\w+|\s+|[^\w\s]')
LIMIT = 120


def corpus():
    """The texts that mutations start from."""
    texts = []
    for pattern in CORPUS:
        for path in sorted(ROOT.glob(pattern)):
            text = path.read_text('utf-8', 'replace')
            if len(text) < LARGEST:
                texts.append(text)
    return texts


def disturbed_text(text, other, dice):
    """Delete, repeat, swap or replace a token or a line."""
    pieces = TOKEN.findall(text) if dice.random() < 0.7 else text.splitlines(keepends=True)
    source = pieces if dice.random() < 0.7 else (TOKEN.findall(other) or pieces)
    place = dice.randrange(len(pieces))
    way = dice.randrange(4)
    if way == 0:
        del pieces[place]
    elif way == 1:
        pieces.insert(place, dice.choice(source))
    elif way == 2:
        another = dice.randrange(len(pieces))
        pieces[place], pieces[another] = pieces[another], pieces[place]
    else:
        pieces[place] = dice.choice(source)
    return ''.join(pieces)


def function_bodies(tree):
    return [node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name != 'target']


def expressions(tree):
    return [node for body in function_bodies(tree) for statement in body for node in ast.walk(statement)
            if isinstance(node, ast.expr)]


def become(node, other):
    """Turn a node into a copy of another, in place."""
    replacement = copy.deepcopy(other)
    node.__class__ = replacement.__class__
    node.__dict__.clear()
    node.__dict__.update(replacement.__dict__)


ODD_EXPRESSIONS = [ast.parse(text, mode='eval').body for text in (
    'None', '0', '-1', '1 << 70', '1.5', '1j', "''", "'x'", "b'x'", '[]', '{}', '()', 'set()', '[None]', '(1, None)',
    '...', 'lambda: 0', 'lambda x: x', 'print', 'len', 'object()', 'int', 'list', 'type(0)', 'NotImplemented',
    '[x for x in ()]', '(x for x in [1])', 'undefined_name', "f'{1!r:>{2}}'", 'iter([])', 'range(3)', 'Exception',
    'argv', 'self', 'self.x', 'entry_point', "{'a': 1}", '{1, 2}', '[1, "a"]', '(yield)', 'dict', 'super()')]
ODD_STATEMENTS = [ast.parse(text).body[0] for text in (
    'return', 'return None', 'return 1', "return 'x'", 'raise', 'raise ValueError', 'raise 1', 'pass', 'del x',
    'global entry_point', 'x = y = None', 'a, *b = [1, 2]', 'for i in 5: pass', 'for i in []: pass', 'while True: pass',
    'import os', 'assert False', 'x: int = "a"', 'x += 1', 'self.new = self', 'with open("x") as f: pass', 'yield',
    'def inner(): return inner', 'class Inner: pass', 'try:\n    x = 1\nfinally:\n    return', 'print(x, y)',
    'match 1:\n    case [a, *b]: pass', 'lambda: (yield)', 'x[0] = x', 'x = [x]', 'x = (x, x)', 'x = {x: x}')]


def disturbed_tree(text, other, dice):
    """Move, repeat, replace statements and expressions."""
    tree = ast.parse(text)
    donor = ast.parse(other) if dice.random() < 0.4 else tree
    if dice.random() < 0.35:
        bodies = function_bodies(tree)
        sources = [statement for body in function_bodies(donor) for statement in body] + ODD_STATEMENTS
        body = dice.choice(bodies)
        place = dice.randrange(len(body))
        if dice.random() < 0.3 and len(body) > 1:
            del body[place]
        else:
            body.insert(place, copy.deepcopy(dice.choice(sources)))
    else:
        target = dice.choice(expressions(tree))
        if isinstance(getattr(target, 'ctx', None), (ast.Store, ast.Del)):
            return text
        become(target, dice.choice(ODD_EXPRESSIONS if dice.random() < 0.4 else expressions(donor)))
    return ast.unparse(ast.fix_missing_locations(tree)) + '\n'


def mutant(seed, texts):
    """A broken specification, the same for the same seed and corpus."""
    dice = random.Random(seed)
    text = dice.choice(texts)
    for _ in range(dice.choice([1, 1, 2, 3, 5])):
        way = disturbed_tree if dice.random() < 0.75 else disturbed_text
        try:
            text = way(text, dice.choice(texts), dice)
        except (SyntaxError, ValueError, IndexError, RecursionError):
            text = disturbed_text(text, dice.choice(texts), dice)
    return text


def problem(weft, text, command):
    """What the translator did that it must not do; empty when it behaved."""
    with tempfile.TemporaryDirectory(prefix='weft-fuzz-') as folder:
        specification = pathlib.Path(folder) / 'mutant.py'
        specification.write_text(text, 'utf-8', 'surrogateescape')
        output = pathlib.Path(folder) / 'mutant'
        arguments = {'check': ['check', specification], 'build': ['build', specification, '-o', output, '--quiet', '-O1']}
        try:
            done = run_program([weft, *arguments[command]], timeout=LIMIT, cwd=folder,
                               ASAN_OPTIONS='detect_leaks=0:allocator_may_return_null=1',
                               UBSAN_OPTIONS='halt_on_error=1:print_stacktrace=1')
        except Failure as failure:
            return f'hangs: {failure}'
        said = done.stdout + done.stderr
        report = SANITIZER.search(said)
        if report:
            return f'{report[0]}\n{said[-6000:]}'
        if done.status not in (0, 1):
            return f'exit status {done.status}\n{said[-6000:]}'
        if 'internal error' in said:
            return f'internal error\n{said[-6000:]}'
        # What has no place in the specification, such as a C function that no library has, is said by `weft:`.
        if done.status == 1 and 'error' not in said and 'weft: ' not in said:
            return f'status 1 without a diagnostic\n{said[-6000:]}'
        if done.status == 1 and output.exists():
            return 'an output file in spite of the error'
    return ''


def keep(folder, seed, text, what):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f'spec-{seed}.py').write_text(text, 'utf-8', 'surrogateescape')
    (folder / f'spec-{seed}.txt').write_text(what + '\n', 'utf-8', 'replace')
    print(f'mutant {seed}: {what.splitlines()[0]}', flush=True)


def run(weft, folder, first, minutes, count=None):
    """Try mutants from seed `first` on until the time is over or `count` are done; return how many failed."""
    texts = corpus()
    end = time.monotonic() + 60 * minutes
    done = failures = 0
    seed = first
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        while time.monotonic() < end and (count is None or done < count):
            seeds = range(seed, seed + 16)
            seed += 16
            mutants = [mutant(number, texts) for number in seeds]
            commands = ['build' if number % 4 == 0 else 'check' for number in seeds]
            for number, text, what in zip(seeds, mutants, pool.map(lambda *case: problem(weft, *case), mutants, commands)):
                done += 1
                if what:
                    failures += 1
                    keep(folder, number, text, what)
    print(f'{done} mutants, {failures} failed')
    return failures
