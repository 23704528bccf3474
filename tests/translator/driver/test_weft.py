"""The weft program from outside: files written, status, what is said."""

import json
import os
import pathlib
import subprocess

import pytest

GOOD = '''\
from helper import greeting


def entry_point(argv):
    print(greeting(argv[1]))
    return len(argv)


def target(driver, args):
    return entry_point
'''
HELPER = '''\
def greeting(name):
    return 'hello ' + name
'''
BAD = GOOD.replace('len(argv)', 'len(argv) + "x"')


@pytest.fixture
def weft(tmp_path):
    program = os.environ.get('WEFT_PROGRAM')
    if not program:
        pytest.skip('WEFT_PROGRAM does not name the weft to test')
    (tmp_path / 'good.py').write_text(GOOD)
    (tmp_path / 'bad.py').write_text(BAD)
    (tmp_path / 'helper.py').write_text(HELPER)
    environment = dict(os.environ, XDG_CACHE_HOME=str(tmp_path / 'cache'), NO_COLOR='1')

    def run(*arguments, stdin=''):
        return subprocess.run([str(pathlib.Path(program).resolve()), *arguments], cwd=tmp_path, input=stdin,
                              capture_output=True, text=True, env=environment, timeout=120)

    return run


def test_build_says_how_long_each_stage_took(weft, tmp_path):
    done = weft('build', 'good.py')
    assert done.returncode == 0, done.stderr
    lines = [line.split()[0] for line in done.stderr.splitlines()]
    for stage in ('import', 'annotate', 'type', 'optimize', 'weave'):
        assert lines.count(stage) == 1
    assert lines[-1] == 'total'
    assert (tmp_path / 'good').exists()
    made = subprocess.run([tmp_path / 'good', 'Ada'], capture_output=True, text=True)
    assert (made.stdout, made.returncode) == ('hello Ada\n', 2)


def test_quiet_build_says_nothing(weft):
    done = weft('build', 'good.py', '--quiet')
    assert (done.stdout, done.stderr, done.returncode) == ('', '', 0)


def test_failed_build_leaves_the_output_alone(weft, tmp_path):
    (tmp_path / 'out').write_text('precious')
    done = weft('build', 'bad.py', '-o', 'out')
    assert done.returncode == 1
    assert (tmp_path / 'out').read_text() == 'precious'
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith('out')) == ['out']


@pytest.mark.parametrize('flag', ['--roots=stackmap', '--roots=shadowstack', '--gc-stress'])
def test_roots_are_only_for_collectors_that_look_for_them(weft, flag):
    done = weft('build', '--gc=none', flag, 'good.py')
    assert done.returncode == 1 and f'{flag} is not available with --gc=none' in done.stderr


def test_both_kinds_of_roots_are_had(weft, tmp_path):
    for kind in ['shadowstack', 'stackmap']:
        assert weft('build', '--quiet', f'--roots={kind}', 'good.py').returncode == 0
        done = subprocess.run([tmp_path / 'good', 'you'], capture_output=True, text=True)
        assert (done.stdout, done.returncode) == ('hello you\n', 2)
    text = weft('ir', '--roots=stackmap', '--stage=llvm', 'good.py').stdout
    assert 'gc.statepoint' in text


def test_check_writes_nothing(weft, tmp_path):
    before = sorted(tmp_path.iterdir())
    assert weft('check', 'good.py').returncode == 0
    assert weft('check', 'bad.py').returncode == 1
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != '__pycache__'] == before


def test_run_builds_once(weft, tmp_path):
    first = weft('run', 'good.py', '--', 'Ada')
    assert (first.stdout, first.returncode) == ('hello Ada\n', 2)
    assert 'total' in first.stderr
    second = weft('run', 'good.py', '--', 'Grace', '--verbose')
    assert (second.stdout, second.stderr, second.returncode) == ('hello Grace\n', '', 3)
    (tmp_path / 'helper.py').write_text(HELPER.replace('hello', 'good evening'))
    third = weft('run', 'good.py', '--', 'Ada')
    assert third.stdout == 'good evening Ada\n'


def test_interp_passes_on_the_status(weft):
    done = weft('interp', 'good.py', '--', 'Ada', '-v')
    assert (done.stdout, done.returncode) == ('hello Ada\n', 3)


@pytest.mark.parametrize('stage', ['flow', 'annotate', 'type', 'optimize', 'weave', 'llvm'])
def test_every_stage_can_be_printed(weft, stage):
    whole = weft('ir', 'good.py', f'--stage={stage}')
    assert whole.returncode == 0, whole.stderr
    assert 'hello ' in whole.stdout


@pytest.mark.parametrize('stage', ['flow', 'type', 'optimize', 'weave'])
def test_text_survives_being_read_again(weft, stage):
    printed = weft('ir', 'good.py', f'--stage={stage}').stdout
    done = weft('opt', '-', '--verify', stdin=printed)
    assert done.returncode == 0, done.stderr
    assert done.stdout == printed


def test_output_is_deterministic(weft, tmp_path):
    assert weft('build', 'good.py', '-q', '-o', 'one').returncode == 0
    assert weft('build', 'good.py', '-q', '-o', 'two').returncode == 0
    assert (tmp_path / 'one').read_bytes() == (tmp_path / 'two').read_bytes()


def test_passes_can_be_listed_and_run(weft, tmp_path):
    names = weft('opt', '--list').stdout.split()
    assert names
    (tmp_path / 'in.weft').write_text(weft('ir', 'good.py', '--stage=type').stdout)
    done = weft('opt', 'in.weft', '--verify', '--passes=simplify-cfg')
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith('program low')


def test_help_names_every_command(weft):
    done = weft('--help')
    assert done.returncode == 0
    for command in ('build', 'check', 'run', 'interp', 'ir', 'opt', 'gcs', 'targets', 'doctor'):
        assert f'  {command} ' in done.stdout
        assert weft(command, '--help').returncode == 0


def test_what_there_is(weft):
    listed = weft('gcs').stdout
    for collector in ('boehm', 'incminimark', 'immix', 'refcount'):
        assert collector in listed
    assert 'moves objects' in listed and 'write barrier' in listed
    assert weft('targets').returncode == 0
    done = weft('doctor')
    assert done.returncode == 0, done.stdout


def test_diagnostics_as_json(weft, tmp_path):
    (tmp_path / 'bad.py').write_text(BAD.replace('greeting(argv[1])', 'greting(argv[1])'))
    done = weft('check', 'bad.py', '--diagnostics=json')
    assert (done.stdout, done.returncode) == ('', 1)
    name, operands = (json.loads(line) for line in done.stderr.splitlines())
    assert name == {
        'id': 'W0211', 'name': 'undefined-name', 'severity': 'error', 'message': "the name 'greting' is not defined",
        'span': {'file': 'bad.py', 'line': 5, 'column': 11, 'end_line': 5, 'end_column': 18}, 'label': '',
        'labels': [], 'notes': [], 'help': 'did you mean `greeting`?',
        'suggestions': [{'message': 'did you mean `greeting`?', 'replacement': 'greeting',
                         'span': {'file': 'bad.py', 'line': 5, 'column': 11, 'end_line': 5, 'end_column': 18}}]}
    assert operands['id'] == 'W0406'
    assert [label['text'] for label in operands['labels']] == ['`len()` gives an int']


def test_json_has_the_place_of_the_word_to_replace(weft, tmp_path):
    (tmp_path / 'bad.py').write_text(GOOD.replace('argv[1]', 'argv[1].upper().uper()'))
    line = weft('check', 'bad.py', '--diagnostics=json').stderr
    span = json.loads(line)['suggestions'][0]['span']
    assert (span['column'], span['end_column']) == (36, 40)


def test_json_without_a_place(weft, tmp_path):
    assert json.loads(weft('check', 'gone.py', '--diagnostics=json').stderr)['span'] == {'file': 'gone.py', 'line': None}
    line = weft('build', 'good.py', '-o', 'no/such/folder/x', '--diagnostics=json').stderr
    assert (json.loads(line)['id'], json.loads(line)['span']) == (None, None)


def test_json_says_nothing_of_a_good_spec(weft):
    done = weft('build', 'good.py', '--diagnostics=json')
    assert (done.stderr, done.returncode) == ('', 0)


def test_json_survives_any_text(weft, tmp_path):
    (tmp_path / 'odd.py').write_bytes('# "\\\t\u20ac\ndef entry_point(argv):\n    print("\u20ac", "\\"")\n    return 0\n'
                                      'def target(driver, args): return entry_point\n'.encode())
    assert json.loads(weft('check', 'odd.py', '--diagnostics=json').stderr)['id'] == 'W0232'
