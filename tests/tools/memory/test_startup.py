"""`tools/benchmem startup`: what programs touch when they start. Times are not looked at, but that they are there."""

import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
HELLO = '#include <stdio.h>\nint main(void) { puts("Hello"); return 0; }\n'
SILENT = 'int main(void) { return 0; }\n'
RISCV, LOONGARCH = 243, 258
QUICK = '--rounds', '1', '--cold-rounds', '1'


def test_programs_side_by_side(benchmem, figures, compile_c, tmp_path):
    hello, silent = compile_c(HELLO, name='hello'), compile_c(SILENT, name='silent')
    command = ('startup', *QUICK, '--versus', f'silent={silent}', '--versus', f'python={sys.executable} -c "print(1)"',
               '--with-c', 'clang-22', '--', hello)
    rows = figures(*command)
    assert set(rows['warm: end, ms']) == {'hello', 'silent', 'python', 'c'}
    assert rows['warm: first output, ms']['silent'] is None
    assert all(rows['warm: first output, ms'][name] < rows['warm: end, ms'][name] for name in ('hello', 'python', 'c'))
    assert rows["at best: end, ms beyond c's"]['c'] == 0 and rows["at best: first output, times c's"]['c'] == 1
    touched = rows['pages touched, resident at the end']
    assert 20 < touched['hello'] < touched['python']
    assert rows['private memory, KiB']['python'] > 10 * rows['private memory, KiB']['hello'] > 0
    assert rows['relocations that ld.so processed']['hello'] > 0
    assert rows['relocations at start, libraries']['hello'] > 0

    for name in ('chart.svg', 'chart.html'):
        done = benchmem('startup', '--chart', name, *command[1:])
        assert done.returncode == 0 and 'Medians of 1 warm and 1 cold starts' in done.stdout
        text = (tmp_path / name).read_text()
        assert 'Relocations' in text and 'silent' in text and '<script' not in text and 'href="http' not in text
    ElementTree.parse(tmp_path / 'chart.svg')
    assert '<td>warm: minor page faults</td>' in text


def test_relocations(figures, compile_c):
    text = '''
    #include <stdlib.h>
    int *table[100] = {%s};
    int one[100];
    int main(void) { return table[0] != one || abs(*table[1]) || getenv("HOME") == one; }
    ''' % ', '.join(f'&one[{i}]' for i in range(100))
    text = text.replace('int *table', 'extern int one[100];\n    int *table')
    options = '-Wno-compare-distinct-pointer-types', '-fuse-ld=lld'
    compile_c(text, '-no-pie', '-Wl,-z,lazy', *options, name='fixed')
    compile_c(text, '-pie', '-fPIE', '-Wl,-z,lazy', *options, name='lazy')
    compile_c(text, '-pie', '-fPIE', '-Wl,-z,now', *options, name='now')
    compile_c(text, '-static', *options, name='static')
    rows = figures('startup', *QUICK, *(f'--versus={name}=./{name}' for name in ('fixed', 'lazy', 'now', 'static')))
    before = rows['relocations at start, executable']
    later = rows['relocations at first calls, executable']
    assert before['fixed'] < 10 and before['lazy'] >= 100
    assert later['lazy'] > 0 and later['now'] == 0 and before['now'] == before['lazy'] + later['lazy']
    assert later['static'] == 0 and rows['relocations at start, libraries']['static'] == 0
    assert rows['relocations that ld.so processed']['static'] is None


@pytest.mark.parametrize('command, complaint', [
    (['sh', '-c', 'echo first; echo what is wrong >&2; exit 3'], 'sh ended with exit status 3: what is wrong'),
    (['sh', '-c', 'kill -SEGV $$'], 'sh was killed by SIGSEGV'),
    (['./missing'], './missing is not there'),
    (['./text'], './text is not executable'),
    (['./script'], 'Exec format error'),
    ([], 'there is nothing to measure'),
])
def test_what_can_not_be_measured(benchmem, tmp_path, command, complaint):
    (tmp_path / 'text').write_text('text')
    (tmp_path / 'script').write_text('no interpreter is named')
    (tmp_path / 'script').chmod(0o755)
    for what in ('startup', 'profile'):
        done = benchmem(what, '--chart', 'chart.svg', '--', *command)
        assert done.returncode == 1 and done.stderr.startswith('tools/benchmem: ') and complaint in done.stderr
        assert done.stdout == '' and done.stderr.count('\n') == 1 and not (tmp_path / 'chart.svg').exists()


@pytest.mark.parametrize('options, complaint', [
    (['--versus', 'lua5.4'], 'NAME=COMMAND is wanted'),
    (['--versus', 'one=sh -c "'], 'No closing quotation'),
    (['--versus', 'one='], 'one: there is no command to run'),
    (['--versus', 'one=true', '--versus', 'one=false'], 'two programs are called one'),
    (['--versus', 'one=true', '--with-c', './missing'], '--with-c wants Clang'),
    (['--versus', 'one=true', '--with-c', 'false'], 'false can not compile a C program'),
    (['--versus', 'one=true', '--chart', 'chart.png'], 'ends with .svg or .html'),
    (['--versus', 'one=true', '--chart', 'missing/chart.svg'], 'missing/chart.svg can not be written: No such file'),
    (['--versus', 'one=true', '--chart', 'folder.svg'], 'folder.svg can not be written'),
])
def test_wrong_options(benchmem, tmp_path, options, complaint):
    (tmp_path / 'folder.svg').mkdir()
    before = sorted(tmp_path.iterdir())
    done = benchmem('startup', *options)
    assert done.returncode == 1 and complaint in done.stderr and done.stdout == ''
    assert sorted(tmp_path.iterdir()) == before


def test_without_the_library_for_charts(benchmem, tmp_path):
    (tmp_path / 'pygal.py').write_text('raise ImportError')
    done = benchmem('startup', '--chart', 'chart.svg', '--', 'true', env=dict(os.environ, PYTHONPATH=str(tmp_path)))
    assert done.returncode == 1 and 'install python3-pygal' in done.stderr


@pytest.fixture
def for_machine(compile_c, tmp_path):
    """A function that makes an executable which says that it is for another machine, by its number in ELF."""
    def build(machine):
        executable = compile_c(HELLO, '-static', name='foreign')
        content = bytearray(executable.read_bytes())
        content[18:20] = machine.to_bytes(2, 'little')
        executable.write_bytes(content)
        return executable
    return build


def test_emulator(benchmem, figures, for_machine, tmp_path):
    executable = for_machine(RISCV)
    command = ('startup', *QUICK, '--', str(executable), 'argument')
    done = benchmem(*command, env=dict(os.environ, PATH=str(tmp_path)))
    assert done.returncode == 1 and 'to run programs for riscv64-linux-gnu, install qemu-user' in done.stderr

    emulator = tmp_path / 'bin' / 'qemu-riscv64'
    emulator.parent.mkdir()
    emulator.write_text('#!/bin/sh\necho "$@" >>log\n')
    emulator.chmod(0o755)
    path = dict(os.environ, PATH=f'{emulator.parent}:{os.environ["PATH"]}')
    rows = figures(*command, env=path)
    assert f'-L /usr/riscv64-linux-gnu {executable} argument' in (tmp_path / 'log').read_text()
    assert rows['pages touched, resident at the end']['foreign'] == 0  # the emulator has none of the program's
    assert 'warm: minor page faults' not in rows

    emulator.rename(emulator.with_name('runner'))
    rows = figures('startup', '--runner', 'runner -x', *command[1:], env=path)
    assert f'\n-x {executable} argument\n' in (tmp_path / 'log').read_text()
    assert rows['pages touched, resident at the end']['foreign'] > 0


def test_targets_of_the_user(benchmem, figures, for_machine, tmp_path):
    executable = for_machine(LOONGARCH)
    command = 'startup', *QUICK, '--', str(executable)
    done = benchmem(*command)
    assert done.returncode == 1 and '(EM_LOONGARCH) that no target' in done.stderr.replace('258', 'EM_LOONGARCH')

    executable = for_machine(RISCV)
    folder = tmp_path / 'targets'
    folder.mkdir()
    (folder / 'mine.yaml').write_text('triple: riscv64-unknown-linux-musl\nrun:\n  - {on: [z80]}\n  - {command: [./runner]}\n')
    (folder / 'runner').write_text('#!/bin/sh\n')
    (folder / 'runner').chmod(0o755)
    environment = dict(os.environ, WEFT_TARGETS=str(folder))
    assert figures(*command, env=environment)['pages touched, resident at the end']['foreign'] > 0

    for text, complaint in (('[', 'mine.yaml: while parsing'), ('cpu: z80', 'mine.yaml: a target needs a triple'),
                            ('triple: riscv64-unknown-linux-musl', 'can not be run here')):
        (folder / 'mine.yaml').write_text(text)
        done = benchmem(*command, env=environment)
        assert done.returncode == 1 and complaint in done.stderr and done.stdout == ''


@pytest.mark.parametrize('triple, options, name', [
    ('armv6-linux-gnueabi', ['-mcpu=arm1136jf-s'], 'armv6-linux-gnueabi'),
    ('armv5te-linux-gnueabi', [], 'armv6-linux-gnueabi'),
    ('armv7-linux-gnueabihf', ['-mfloat-abi=hard'], 'armv7-linux-gnueabihf'),
    ('i386-linux-gnu', [], 'i686-linux-gnu'),
    ('aarch64-linux-gnu', [], 'aarch64-linux-gnu'),
])
def test_target_of_an_executable(monkeypatch, compile_c, triple, options, name):
    monkeypatch.syspath_prepend(str(ROOT / 'tools'))
    from memory.elf import open_elf
    from memory.targets import target_of
    path = compile_c('void _start(void) {}', f'--target={triple}', '-nostdlib', '-static', '-fuse-ld=lld', *options)
    with open_elf(path) as elf:
        assert target_of(elf, path).name == name


def test_command_line(benchmem):
    for arguments in (['startup', '--rounds', '0', '--', 'true'], ['profile', '--interval', 'often', '--', 'true'], ['other']):
        done = benchmem(*arguments)
        assert done.returncode == 2 and 'usage: tools/benchmem' in done.stderr


def test_interpreters(benchmem, figures, tmp_path):
    """The talk's comparison, as docs/memory.md has it."""
    weft = os.environ.get('WEFT_PROGRAM')
    if not weft:
        pytest.skip('WEFT_PROGRAM does not name the weft to test')
    lisp = tmp_path / 'lisp'
    subprocess.run([pathlib.Path(weft).resolve(), 'build', '--quiet', ROOT / 'interpreters/lisp/lisp.py', '-o', lisp],
                   check=True, timeout=300)
    samples = ROOT / 'tools/memory/samples'
    outputs = {subprocess.run([*command, '8'], capture_output=True, check=True).stdout
               for command in ([lisp, samples / 'trees.scm'], [sys.executable, samples / 'trees.py'])}
    assert outputs == {b'1536\n'}

    rows = figures('startup', *QUICK, '--versus', f'python={sys.executable} {samples}/hello.py', '--', lisp, samples / 'hello.scm')
    assert rows['relocations at start, executable']['lisp'] < 10
    assert rows['pages touched, resident at the end']['lisp'] < rows['pages touched, resident at the end']['python']

    rows = figures('sizes', '--objects', f'scheme={lisp}', '--count', '100000')
    assert set(rows) >= {'pair', 'closure', 'float'}
