"""The Lisp with coroutines: functions of the interpreter are suspended together with the program that it runs."""

import pytest

from test_lisp import check_output, PROGRAMS


@pytest.fixture
def lisp(load_spec):
    return load_spec('interpreters/lisp/coroutine_lisp.py', '--stackless')


def test_coroutines(lisp):
    check_output(lisp.run(PROGRAMS / 'coroutines.scm', '200'), 'coroutines-small.out')


def test_other_programs(lisp):
    check_output(lisp.run(PROGRAMS / 'features.scm'), 'features.out')


@pytest.mark.parametrize('text, message', [
    ('(coroutine-suspend 1)', 'coroutine-suspend: this is no coroutine'),
    ('(coroutine-resume 1 2)', 'coroutine-resume: expected a coroutine, not 1'),
    ('(define c (make-coroutine (lambda (n) (coroutine-resume c n))))\n(coroutine-resume c 1)',
     'coroutine-resume: the coroutine is running'),
])
def test_mistakes(lisp, tmp_path, text, message):
    (tmp_path / 'test.scm').write_text(text)
    result = lisp.run(tmp_path / 'test.scm')
    assert result.returncode == 1
    assert message in result.stderr
