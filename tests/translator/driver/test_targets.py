"""Programs for other machines: built, run, and looked at. Those for which packages are missing here are skipped."""

import os
import pathlib
import subprocess

import pytest
from elftools.elf.elffile import ELFFile

ROOT = pathlib.Path(__file__).resolve().parents[3]
SMOKE = ROOT / 'tests' / 'fixtures' / 'smoke.py'
TARGETS = sorted(path.stem for path in (ROOT / 'backends' / 'targets').glob('*.yaml'))
SMALL = ('armv6-linux-gnueabi', 'wasm32-wasi')  # those with the most to get wrong
DISASSEMBLER = 'llvm-objdump-22'
SPEC = '''\
def entry_point(argv):
    print(' '.join(argv[1:]))
    return 5


def target(driver, args):
    return entry_point
'''
DEEP = '''\
def count(n):
    return 0 if n == 0 else count(n - 1) + 1


def odd(n, words):
    return even(n + 1, [words[-1], str(n)])


def even(n, words):
    return odd(n + 1, words) + len(words)


def entry_point(argv):
    print(count(3000))
    for i in range(3):
        try:
            print(odd(0, ['']))
        except RecursionError:
            print('too deep')
    return 0


def target(driver, args):
    return entry_point
'''


GROWING = '''\
import os


def entry_point(argv):
    kept = ['a' * (1000000 + i) for i in range(100)]
    os.write(1, b'grown\\n')
    return len(kept)


def target(driver, args):
    return entry_point
'''
LACKING = '''\
import os


def entry_point(argv):
    try:
        if os.fork() == 0:
            return 1
    except OSError as error:
        print('fork: ' + error.strerror)
    try:
        os.pipe()
    except OSError as error:
        print('pipe: ' + error.strerror)
    try:
        os.execv(argv[0], argv)
    except OSError as error:
        print('execv: ' + error.strerror)
    try:
        os.chmod(argv[0], 0o777)
    except OSError as error:
        print('chmod: ' + error.strerror)
    print(os.getuid(), os.getegid(), os.stat('/').st_uid)
    return 0


def target(driver, args):
    return entry_point
'''
WRONG_TYPES = '''\
from rpython.rtyper.lltypesystem import lltype, rffi

time = rffi.llexternal('time', [rffi.VOIDP], rffi.LONG)  # in WASI, time_t is more than a long


def entry_point(argv):
    return int(time(lltype.nullptr(rffi.VOIDP.TO)))


def target(driver, args):
    return entry_point
'''


@pytest.fixture
def weft(tmp_path):
    program = os.environ.get('WEFT_PROGRAM')
    if not program:
        pytest.skip('WEFT_PROGRAM does not name the weft to test')
    (tmp_path / 'spec.py').write_text(SPEC)
    (tmp_path / 'deep.py').write_text(DEEP)

    def run(*arguments, stdin='', **variables):
        environment = dict(os.environ, XDG_CACHE_HOME=str(tmp_path / 'cache'), NO_COLOR='1', **variables)
        return subprocess.run([str(pathlib.Path(program).resolve()), *map(str, arguments)], cwd=tmp_path, input=stdin,
                              capture_output=True, text=True, env=environment, timeout=300)

    return run


def require(weft, target):
    missing = weft('targets', '--missing', target).stdout.split()
    if missing:
        pytest.skip(f'{target} needs {", ".join(missing)}')


@pytest.mark.parametrize('target, options', [
    *((target, ()) for target in TARGETS), *((target, ('-O0', '--gc=semispace')) for target in SMALL),
    *((target, ('--gc=marksweep', '--gc-stress', '-O1')) for target in SMALL)],
    ids=lambda value: value if isinstance(value, str) else ' '.join(value))
def test_a_little_of_everything(weft, target, options):
    require(weft, target)
    arguments = ('--', 'smoke.txt', 'alpha', 'be')
    expected = weft('interp', SMOKE, *arguments, stdin='hello\n')
    done = weft('run', '--quiet', SMOKE, f'--target={target}', *options, *arguments, stdin='hello\n')
    assert done.stderr == ''
    assert (done.stdout, done.returncode) == (expected.stdout, expected.returncode)


@pytest.mark.parametrize('target, level', [
    *((target, '-O2') for target in TARGETS if target != 'x86_64-linux-gnu'), ('wasm32-wasi', '-O0')])
def test_recursion_that_is_too_deep_can_be_caught(weft, target, level):
    require(weft, target)
    done = weft('run', '--quiet', 'deep.py', f'--target={target}', level)
    assert (done.stdout, done.stderr, done.returncode) == ('3000\n' + 3 * 'too deep\n', '', 0)


def test_what_wasi_lacks_is_refused_when_asked_for(weft, tmp_path):
    require(weft, 'wasm32-wasi')
    (tmp_path / 'lacking.py').write_text(LACKING)
    done = weft('run', '--quiet', 'lacking.py', '--target=wasm32-wasi')
    refused = ''.join(f'{name}: Function not implemented\n' for name in ('fork', 'pipe', 'execv', 'chmod'))
    assert (done.stdout, done.stderr, done.returncode) == (refused + '0 0 0\n', '', 0)


def test_programs_in_wasm_with_much_memory_end_well(weft, tmp_path):
    require(weft, 'wasm32-wasi')
    (tmp_path / 'growing.py').write_text(GROWING)
    for _ in range(10):
        done = weft('run', '--quiet', 'growing.py', '--target=wasm32-wasi')
        assert (done.stdout, done.stderr, done.returncode) == ('grown\n', '', 100)


def test_wrong_types_of_c_functions(weft, tmp_path):
    require(weft, 'wasm32-wasi')
    (tmp_path / 'wrong.py').write_text(WRONG_TYPES)
    done = weft('build', '--quiet', 'wrong.py', '--target=wasm32-wasi')
    assert (done.stderr, done.returncode) == (
        'weft: the C function time is (i32) -> i64 here; the spec declares it as (i32) -> i32\n', 1)
    assert not (tmp_path / 'wrong').exists()


@pytest.mark.parametrize('target', ['x86_64-linux-gnu', *SMALL])
def test_static_programs(weft, target, tmp_path):
    require(weft, target)
    done = weft('run', '--quiet', '--static', 'spec.py', f'--target={target}', '--', 'one', 'two')
    assert (done.stdout, done.stderr, done.returncode) == ('one two\n', '', 5)
    weft('build', '--quiet', '--static', 'spec.py', f'--target={target}', '-o', 'program')
    with open(tmp_path / 'program', 'rb') as file:
        if file.read(4) == b'\x7fELF':
            assert ELFFile(file).get_section_by_name('.dynamic') is None


@pytest.mark.parametrize('options', [(), ('-O0',), ('-O3', '--gc=immix')], ids=' '.join)
def test_armv6_programs_have_no_later_instructions(weft, tmp_path, options):
    require(weft, 'armv6-linux-gnueabi')
    made = weft('build', '--quiet', SMOKE, '--target=armv6-linux-gnueabi', '-o', 'smoke', *options)
    assert made.returncode == 0, made.stderr
    with open(tmp_path / 'smoke', 'rb') as file:
        attributes = ELFFile(file).get_section_by_name('.ARM.attributes')
        tags = {attribute.tag: attribute.value for vendor in attributes.iter_subsections()
                for part in vendor.iter_subsubsections() for attribute in part.iter_attributes()}
    assert tags['TAG_CPU_ARCH'] == 6  # v6
    assert tags['TAG_FP_ARCH'] == 2  # VFPv2
    assert tags.get('TAG_ABI_VFP_ARGS', 0) == 0  # floats in integer registers
    code = subprocess.run([DISASSEMBLER, '-d', '--mcpu=arm1136jf-s', tmp_path / 'smoke'], capture_output=True, text=True)
    assert code.stdout.count('\n') > 1000
    assert '<unknown>' not in code.stdout


def test_later_instructions_would_be_seen(weft, tmp_path):
    require(weft, 'armv6-linux-gnueabi')
    later = (ROOT / 'backends/targets/armv6-linux-gnueabi.yaml').read_text()
    (tmp_path / 'later.yaml').write_text(later.replace('arm1136jf-s', 'cortex-a8').replace('armv6', 'armv7'))
    made = weft('build', '--quiet', SMOKE, '--target=./later.yaml', '-o', 'smoke')
    assert made.returncode == 0, made.stderr
    code = subprocess.run([DISASSEMBLER, '-d', '--triple=armv6', '--mcpu=arm1136jf-s', tmp_path / 'smoke'],
                          capture_output=True, text=True)
    assert '<unknown>' in code.stdout


def test_a_target_of_ones_own(weft, tmp_path):
    folder = tmp_path / 'targets'
    folder.mkdir()
    (folder / 'mine.yaml').write_text((ROOT / 'backends/targets/x86_64-linux-gnu.yaml').read_text())
    by_name = weft('run', '--quiet', 'spec.py', '--target=mine', '--', 'one', WEFT_TARGETS=f'/nowhere:{folder}')
    by_path = weft('run', '--quiet', 'spec.py', '--target=targets/mine.yaml', '--', 'one')
    for done in (by_name, by_path):
        assert (done.stdout, done.stderr, done.returncode) == ('one\n', '', 5)
    assert "did you mean 'mine'?" in weft('build', 'spec.py', '--target=mime', WEFT_TARGETS=str(folder)).stderr
    listed = weft('targets', WEFT_TARGETS=str(folder)).stdout
    assert [line.split()[0] for line in listed.splitlines() if not line.startswith(' ')] == sorted([*TARGETS, 'mine'])


def test_how_a_program_is_run(weft, tmp_path):
    own = (ROOT / 'backends/targets/x86_64-linux-gnu.yaml').read_text()
    (tmp_path / 'runner').write_text('#!/bin/sh\necho "with $1 and $#"\nshift\nexec "$@"\n')
    (tmp_path / 'runner').chmod(0o755)
    (tmp_path / 'own.yaml').write_text(own.split('run:')[0] + '''\
run:
  - on: [vax]
  - command: [./not-there]
    needs: [{file: ./not-there, package: not-there}]
  - command: [./runner, an argument]
    needs: [{file: ./runner}]
''')
    done = weft('run', '--quiet', 'spec.py', '--target=./own.yaml', '--', 'one', 'two')
    assert (done.stdout, done.stderr, done.returncode) == ('with an argument and 4\none two\n', '', 5)


def test_a_file_that_changes_is_read_again(weft, tmp_path):
    path = tmp_path / 'own.yaml'
    own = (ROOT / 'backends/targets/x86_64-linux-gnu.yaml').read_text().split('run:')[0]
    path.write_text(own + 'run: [{}]\n')
    assert weft('run', '--quiet', 'spec.py', '--target=./own.yaml', '--', 'one').stdout == 'one\n'
    path.write_text(own + 'link-flags: [-Wl,--no-such-flag]\nrun: [{}]\n')
    assert '--no-such-flag' in weft('run', '--quiet', 'spec.py', '--target=./own.yaml', '--', 'one').stderr


def test_a_wrong_file_does_not_hide_the_others(weft, tmp_path):
    (tmp_path / 'wrong.yaml').write_text('triple: vax-dec-ultrix\n')
    done = weft('targets', WEFT_TARGETS=str(tmp_path))
    assert done.returncode == 1
    assert 'its file is wrong: LLVM generates no code for `vax-dec-ultrix`' in done.stdout
    assert all(target in done.stdout for target in TARGETS)
    done = weft('targets', '--names', WEFT_TARGETS=str(tmp_path))
    assert sorted(done.stdout.split()) == sorted(TARGETS)
    assert 'the file of the target wrong is wrong' in done.stderr
    assert weft('check', 'spec.py', WEFT_TARGETS=str(tmp_path)).returncode == 0


def test_what_is_missing_is_listed(weft, tmp_path):
    (tmp_path / 'lacking.yaml').write_text('''\
triple: x86_64-unknown-linux-gnu
build:
  - needs:
      - {file: /nowhere/stdio.h, package: nowhere-dev}
      - {file: /nowhere/crt1.o, package: nowhere-dev}
run:
  - needs: [{file: no-emulator, package: no-emulator}]
''')
    assert weft('targets', '--missing', './lacking.yaml').stdout == 'no-emulator\nnowhere-dev\n'
    assert 'apt-get install --no-install-recommends nowhere-dev no-emulator' in weft('targets', './lacking.yaml').stdout
    done = weft('ir', 'spec.py', '--target=./lacking.yaml', '--stage=annotate')  # needs neither
    assert done.returncode == 0, done.stderr


def test_the_compiled_runtime_is_kept(weft, tmp_path):
    require(weft, 'armv6-linux-gnueabi')
    for _ in range(2):
        assert weft('build', '--quiet', 'spec.py', '--target=armv6-linux-gnueabi').returncode == 0
        kept = list((tmp_path / 'cache/weft/runtimes').iterdir())
        assert [path.name.startswith('armv6-linux-gnueabi-') for path in kept] == [True]
    # Whatever is there instead is of no use, and does no harm.
    kept[0].write_bytes(b'nonsense')
    assert weft('build', '--quiet', 'spec.py', '--target=armv6-linux-gnueabi').returncode == 0


def test_a_dispatch_is_copied_where_machines_can_jump(weft):
    def switches(target):
        shown = weft('ir', ROOT / 'tools/bench/regvm/regvm.py', '--stage=weave', f'--target={target}')
        assert shown.returncode == 0, shown.stderr
        return shown.stdout.count('switch %op')

    assert switches('x86_64-linux-gnu') > 5
    assert switches('wasm32-wasi') == 1
