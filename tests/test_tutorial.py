"""Follow docs/tutorial.md: write its files, run its commands, compare.

A code block that starts with ```python file=NAME is a file. One that starts
with ```console is a dialogue: a line after `$ ` is a command and what follows
is its output, standard error included. A line `...` stands for any lines, and
`[exit status N]` for the status where it is not 0. The interpreters are there.
"""

import os
import pathlib
import re
import resource
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
BLOCK = re.compile(r'^```(\w+)(?: file=(\S+))?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def split_dialogue(text):
    """The commands in a dialogue, each with the output it should have."""
    for part in re.split(r'^\$ ', text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition('\n')
        yield command, output


def run(command, folder, weft):
    environment = dict(os.environ, XDG_CACHE_HOME=str(folder / '.cache'), NO_COLOR='1')
    environment['PATH'] = f'{weft.parent}:{environment["PATH"]}'
    environment.pop('WEFT', None)
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
    output = done.stdout.replace(f'{folder}/', '')
    if done.returncode:
        output += f'[exit status {done.returncode}]\n'
    return output


def matches(expected, actual):
    pattern = re.escape(expected).replace(re.escape('...\n'), '(?:.*\n)*')
    return re.fullmatch(pattern, actual)


@pytest.fixture
def weft():
    program = os.environ.get('WEFT_PROGRAM')
    if not program:
        pytest.skip('WEFT_PROGRAM does not name the weft to test')
    return pathlib.Path(program).resolve()


def follow(page, folder, weft):
    """Do what a page says, in order; return how many commands it had."""
    commands = 0
    (folder / 'interpreters').symlink_to(ROOT / 'interpreters')
    for kind, name, text in BLOCK.findall(page.read_text()):
        if name:
            (folder / name).write_text(text)
        elif kind == 'console':
            for command, expected in split_dialogue(text):
                actual = run(command, folder, weft)
                assert matches(expected, actual), f'$ {command}\n{actual}'
                commands += 1
    return commands


def test_tutorial(tmp_path, weft):
    assert follow(ROOT / 'docs/tutorial.md', tmp_path, weft) >= 10


def test_readme(tmp_path, weft):
    assert follow(ROOT / 'README.md', tmp_path, weft) >= 2


def test_stackless(tmp_path, weft):
    assert follow(ROOT / 'docs/stackless.md', tmp_path, weft) >= 3


def test_threads(tmp_path, weft):
    assert follow(ROOT / 'docs/threads.md', tmp_path, weft) >= 3


def test_sanitizers(tmp_path, weft):
    limit, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))  # they keep notes in terabytes, of which most is never used
    try:
        assert follow(ROOT / 'docs/sanitizers.md', tmp_path, weft) >= 2
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def test_matching():
    assert matches('a\n...\nb\n', 'a\nb\n')
    assert matches('a\n...\nb\n', 'a\n1\n2\nb\n')
    assert not matches('a\n...\nb\n', 'a\nc\n')
    assert list(split_dialogue('$ one\n1\n2\n$ two\n')) == [('one', '1\n2\n'), ('two', '')]
