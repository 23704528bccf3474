"""The Lisp with threads: the interpreter runs in all of them at once."""

import os

import pytest

from test_lisp import PROGRAMS, check_output, run_text

__all__ = ['run_text']

KINDS = ['free', 'gil'] if os.environ.get('WEFT') else ['free']


@pytest.fixture(params=KINDS)
def lisp(request, load_spec):
    return load_spec('interpreters/lisp/thread_lisp.py', f'--threads={request.param}')


@pytest.mark.parametrize('threads', ['1', '2', '5'])
def test_threads(lisp, threads):
    check_output(lisp.run(PROGRAMS / 'threads.scm', '2000', threads), 'threads-small.out')


def test_other_programs(lisp):
    check_output(lisp.run(PROGRAMS / 'features.scm'), 'features.out')


def test_all_make_the_same_symbols(run_text):
    result = run_text("""
        (define (symbols ignored)
          (map (lambda (n) (string->symbol (string-append "name-" (number->string n)))) (iota 200)))
        (define threads (map (lambda (k) (thread (lambda () (symbols k)))) (iota 4)))
        (define all (map join threads))
        (display (every (lambda (each) (every (lambda (pair) (eq? (car pair) (cdr pair))) (map cons each (car all)))) all))
        """)
    assert result.stdout == '#t'


def test_lines_stay_whole(run_text):
    result = run_text("""
        (define (say name)
          (do ((i 0 (+ i 1))) ((= i 300)) (display (string-append "thread " name " says something\n"))))
        (for-each join (map (lambda (name) (thread (lambda () (say name)))) '("a" "b" "c")))
        """)
    assert sorted(result.stdout.splitlines()) == sorted(f'thread {name} says something' for name in 'abc' for i in range(300))


def test_exit_ends_the_program(run_text):
    result = run_text("""
        (display "before")
        (join (thread (lambda () (display " and") (exit 7))))
        (display "after")
        """)
    assert (result.returncode, result.stdout) == (7, 'before and')


def test_the_program_ends_with_the_main_thread(run_text):
    result = run_text('(thread (lambda () (let loop () (loop)))) (display "end")')
    assert (result.returncode, result.stdout) == (0, 'end')


def test_locks_are_released(run_text):
    result = run_text("""
        (define lock (make-lock))
        (define (fail) (with-lock lock (lambda () (with-lock lock (lambda () (car 1))))))
        (define (try) (guard (e (#t (error-object-message e))) (join (thread fail))))
        (display (try)) (newline) (display (try))
        """)
    assert result.stdout == 'car: expected a pair, not 1\ncar: expected a pair, not 1'


@pytest.mark.parametrize('text, message', [
    ('(join 1)', 'join: expected a thread, not 1'),
    ('(with-lock 1 (lambda () 2))', 'with-lock: expected a lock, not 1'),
    ('(define t (thread (lambda () (car 5))))\n(join t)', 'test.scm:1:30: error: car: expected a pair, not 5'),
    ('(join (thread 7))', 'not a procedure: 7'),
    ('(define lock (make-lock))\n(define t #f)\n'
     '(with-lock lock (lambda () (set! t (thread (lambda () (with-lock lock (lambda () (join t)))))) 1))\n(join t)',
     'join: cannot join current thread'),
])
def test_mistakes(run_text, text, message):
    result = run_text(text)
    assert result.returncode == 1
    assert message in result.stderr
