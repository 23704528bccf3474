; Generators, a pipeline, and two tree walks in step. For coroutine_lisp.py.
; Usage: coroutines.scm [SIZE]

(define size
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      100000))

; A generator: a procedure that returns the next item, or #f at the end.
(define (make-generator body)
  (let ((coroutine (make-coroutine (lambda (ignored) (body) #f))))
    (lambda ()
      (if (coroutine-finished? coroutine) #f (coroutine-resume coroutine #f)))))

(define (yield value) (coroutine-suspend value))

(define (integers from to)
  (make-generator
    (lambda ()
      (let loop ((i from))
        (when (< i to)
          (yield i)
          (loop (+ i 1)))))))

(define (keep wanted? next)
  (make-generator
    (lambda ()
      (let loop ((item (next)))
        (when item
          (when (wanted? item) (yield item))
          (loop (next)))))))

(define (sum next)
  (let loop ((total 0) (item (next)))
    (if item (loop (modulo (+ total item) 1000003) (next)) total)))

(display (sum (keep even? (keep (lambda (n) (= 0 (modulo n 3))) (integers 1 size)))))
(newline)

; Do two trees of different shapes have the same leaves?
(define (left-tree n) (if (= n 0) '() (cons (left-tree (- n 1)) n)))
(define (right-tree from to) (if (> from to) '() (cons from (right-tree (+ from 1) to))))

(define (leaves tree)
  (make-generator
    (lambda ()
      (let walk ((tree tree))
        (cond ((pair? tree) (walk (car tree)) (walk (cdr tree)))
              ((number? tree) (yield tree)))))))

(define (same-leaves? a b)
  (let ((next-a (leaves a)) (next-b (leaves b)))
    (let loop ((x (next-a)) (y (next-b)))
      (cond ((not (and x y)) (eq? x y))
            ((= x y) (loop (next-a) (next-b)))
            (else #f)))))

(display (same-leaves? (left-tree 200) (right-tree 1 200)))
(display (same-leaves? (left-tree 200) (right-tree 1 199)))
(newline)

; Values go both ways, errors come out.
(define averaging
  (make-coroutine
    (lambda (first)
      (let loop ((total first) (count 1))
        (loop (+ total (coroutine-suspend (quotient total count))) (+ count 1))))))
(for-each (lambda (n) (display (coroutine-resume averaging n)) (display " ")) '(10 20 60))
(newline)
(define failing (make-coroutine (lambda (n) (coroutine-suspend n) (car n))))
(coroutine-resume failing 1)
(guard (e (#t (display (error-object-message e)) (newline)))
  (coroutine-resume failing 2))
(guard (e (#t (display (error-object-message e)) (newline)))
  (coroutine-resume failing 3))
