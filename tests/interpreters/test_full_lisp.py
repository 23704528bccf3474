"""The Lisp with coroutines and threads."""

import os

import pytest

from test_lisp import PROGRAMS, check_output, run_text

__all__ = ['run_text']

KINDS = ['free', 'gil'] if os.environ.get('WEFT') else ['free']


@pytest.fixture(params=KINDS)
def lisp(request, load_spec):
    return load_spec('interpreters/lisp/full_lisp.py', '--stackless', f'--threads={request.param}')


def test_coroutines(lisp):
    check_output(lisp.run(PROGRAMS / 'coroutines.scm', '200'), 'coroutines-small.out')


def test_threads(lisp):
    check_output(lisp.run(PROGRAMS / 'threads.scm', '2000', '3'), 'threads-small.out')


def test_each_thread_has_coroutines(run_text):
    result = run_text("""
        (define (integers from)
          (make-coroutine (lambda (ignored) (let loop ((n from)) (coroutine-suspend n) (loop (+ n 1))))))
        (define (squares from)
          (let ((numbers (integers from)))
            (make-coroutine
              (lambda (ignored)
                (let loop ()
                  (let ((n (coroutine-resume numbers #f)))
                    (coroutine-suspend (* n n))
                    (loop)))))))
        (define (work from)
          (let ((next (squares from)))
            (let loop ((i 0) (sum 0))
              (if (= i 500) sum (loop (+ i 1) (+ sum (coroutine-resume next #f)))))))
        (define threads (map (lambda (from) (thread (lambda () (work from)))) '(0 1 2 3)))
        (display (equal? (map join threads) (map work '(0 1 2 3))))
        """)
    assert (result.stdout, result.stderr) == ('#t', '')


def test_a_thread_is_no_coroutine(run_text):
    result = run_text("""
        (define (suspend) (guard (e (#t (error-object-message e))) (coroutine-suspend 1)))
        (define c (make-coroutine (lambda (ignored) (join (thread suspend)))))
        (display (coroutine-resume c 1))
        """)
    assert result.stdout == 'coroutine-suspend: this is no coroutine'


def test_a_coroutine_belongs_to_its_thread(run_text):
    result = run_text("""
        (define c (make-coroutine (lambda (n) (coroutine-suspend (+ n 1)) (car n))))
        (display (coroutine-resume c 1))
        (define (try) (guard (e (#t (error-object-message e))) (coroutine-resume c 1)))
        (newline) (display (join (thread try)))
        (newline) (display (try))
        (newline) (display (guard (e (#t (error-object-message e))) (join (thread (lambda () (coroutine-suspend 1))))))
        """)
    lines = result.stdout.splitlines()
    assert lines[0] == '2' and 'another thread' in lines[1]
    assert lines[2:] == ['car: expected a pair, not 1', 'coroutine-suspend: this is no coroutine']
