import os
import pathlib

import pytest

HERE = pathlib.Path(__file__).resolve().parents[2] / 'interpreters/lisp'
PROGRAMS = HERE / 'programs'
SMALL = {
    'fib-tak': '14',
    'queens': '6',
    'sieve': '1000',
    'evaluator': '6',
    'strings': '10',
    'bank': '300',
    'sorting': '300',
    'mandelbrot': '20',
    'words': '2',
}


@pytest.fixture
def lisp(load_spec):
    return load_spec('interpreters/lisp/lisp.py')


@pytest.fixture
def run_text(lisp, tmp_path):
    """A function that runs a program given as text."""
    def run(text, *args):
        path = tmp_path / 'test.scm'
        path.write_text(text, encoding='latin-1')
        return lisp.run(*args, path)
    return run


def check_output(result, name):
    assert result.stderr == ''
    assert result.stdout == (PROGRAMS / name).read_text()
    assert result.returncode == 0


def test_features(lisp):
    check_output(lisp.run(PROGRAMS / 'features.scm'), 'features.out')


@pytest.mark.parametrize('name', sorted(SMALL))
def test_program(lisp, name):
    result = lisp.run(PROGRAMS / f'{name}.scm', SMALL[name])
    check_output(result, f'{name}-small.out')


@pytest.mark.skipif(not (os.environ.get('WEFT') and os.environ.get('WEFT_SLOW')),
                    reason='slow: only translated, with WEFT_SLOW set')
@pytest.mark.parametrize('name', sorted(SMALL))
def test_slow_program(lisp, name):
    check_output(lisp.run(PROGRAMS / f'{name}.scm'), f'{name}.out')


@pytest.mark.parametrize('text, place, message', [
    ('(display 1)\n  (car 5)', '2:3', 'car: expected a pair, not 5'),
    ('(+ 1\n   (foo 2))', '2:5', 'undefined variable: foo'),
    ('(set! nothing 1)', '1:1', 'undefined variable: nothing'),
    ('(define (f x) x)\n(f 1 2)', '2:1', 'f: expected 1 argument, got 2'),
    ('(define (f x . y) x)\n(f)', '2:1',
     'f: expected at least 1 argument, got 0'),
    ('(cons 1)', '1:1', 'cons: expected 2 arguments, got 1'),
    ('(let ((x 1))\n  (x))', '2:3', 'not a procedure: 1'),
    ('("f" 2)', '1:1', 'not a procedure: "f"'),
    ('(display "a"\n', '1:1', "this '(' is never closed"),
    ('(display "a', '1:10', 'this string is never closed'),
    ('\n )', '2:2', "unexpected ')'"),
    ('(display 1]', '1:11', "expected ')' here, for the '(' at "),
    ('(if)', '1:1', 'if: something is missing'),
    ('(if 1 2 3 4)', '1:11', 'if: this is too much'),
    ('(let ((x)) x)', '1:7', 'let: something is missing'),
    ('(let ((5 1)) x)', '1:8', 'let: expected a name here, not 5'),
    ('(lambda (x x) x)', '1:12', 'lambda: x is bound twice'),
    ('(lambda (x))', '1:1', 'lambda: something is missing'),
    ('()', '1:1', "an empty list is written '()"),
    ('(letrec ((a b) (b 1)) a)', '1:13', 'b is used before it is defined'),
    ('(define (f) (g) (define (g) 1) 2)\n(f)', '1:14',
     'g is used before it is defined'),
    ('(if #t (let () (if #t (define x 1))))', '1:23',
     'define: a definition is not allowed here'),
    ('(error "bad thing:" 42 \'(a "b"))', '1:1', 'bad thing: 42 (a "b")'),
    ('(raise \'oops)', '1:1', 'uncaught value: oops'),
    ('(assert (= 1 2))', '1:1', 'assertion failed: (= 1 2)'),
    ('(vector-ref (vector 1 2) 2)', '1:1',
     'vector-ref: 2 is not an index below 2'),
    ('(quotient 1 0)', '1:1', 'quotient: division by zero'),
    ('(* 4294967296 4294967296)', '1:1',
     '*: the result is too big for an integer'),
    ('99999999999999999999', '1:1', 'the integer is too big'),
    ('(display #\\bogus)', '1:10', "there is no character 'bogus'"),
    ('(hash-table-ref (make-hash-table) "k")', '1:1',
     'hash-table-ref: no key "k"'),
    ('(define (deep n) (+ 1 (deep n)))\n(deep 1)', '1:23',
     'the recursion is too deep'),
    ('(define k (call/cc (lambda (k) k)))\n(k 1)', '2:1',
     'this continuation was left already; it can only escape'),
    ('(' * 600, '1:501', 'nested too deeply'),
])
def test_error(run_text, text, place, message):
    result = run_text(text)
    assert result.returncode == 1
    prefix = f'test.scm:{place}: error: {message}'
    assert prefix in result.stderr
    assert result.stderr.count('\n') == 1


def test_output_comes_before_an_error(run_text):
    result = run_text('(display "before")\n(car 1)')
    assert result.stdout == 'before'
    assert result.returncode == 1


def test_exit_status(run_text):
    assert run_text('(exit)').returncode == 0
    assert run_text('(display 1) (exit 7) (display 2)').returncode == 7
    assert run_text('(exit #f)').returncode == 1
    assert run_text('').returncode == 0


def test_depth_can_be_chosen(run_text):
    program = '''
        (define (deep n) (if (= n 0) 0 (+ 1 (deep (- n 1)))))
        (display (deep 9000))'''
    assert run_text(program).stdout == '9000'
    assert run_text(program, '--depth=100').returncode == 1


def test_recovers_from_deep_recursion(run_text):
    result = run_text('''
        (define (deep n) (+ 1 (deep n)))
        (define (try) (guard (e (#t (error-object-message e))) (deep 1)))
        (display (try)) (newline)
        (display (try)) (newline)''')
    assert result.stdout == 'the recursion is too deep\n' * 2


def test_usage(lisp):
    assert lisp.run('does-not-exist.scm').returncode == 2
    assert lisp.run('--what').returncode == 2
    assert lisp.run('--depth=x').returncode == 2


def test_command_line(lisp, tmp_path):
    path = tmp_path / 'args.scm'
    path.write_text('(write (cdr (command-line)))')
    assert lisp.run(path, 'a', '1').stdout == '("a" "1")'


def test_interactive(lisp):
    result = lisp.run(stdin='''\
(define (f x)
  (* x 2))
(f 21) "text"
(car 'x)
'(1 . 2)
''')
    assert result.stdout == '>   > 42\n"text"\n> > (1 . 2)\n> \n'
    assert result.stderr == (
        'stdin:4:1: error: car: expected a pair, not x\n')
    assert result.returncode == 0


def test_interactive_exit(lisp):
    result = lisp.run(stdin='(display 1)\n(exit 4)\n2\n')
    assert result.stdout == '> 1> '
    assert result.returncode == 4


def test_interactive_input_ends_inside_a_datum(lisp):
    result = lisp.run(stdin='(+ 1')
    assert result.stdout == '>   > \n'
    assert result.stderr == "stdin:1:1: error: this '(' is never closed\n"
    assert result.returncode == 0
