; Work for all cores. For thread_lisp.py.
; Usage: threads.scm [SIZE [THREADS]]

(define (argument n default)
  (let ((rest (list-tail (command-line) (min n (length (command-line))))))
    (if (pair? rest) (string->number (car rest)) default)))

(define size (argument 1 300000))
(define threads (argument 2 4))

; Calls a procedure with each item, each in a thread of its own.
(define (parallel-map f items)
  (map join (map (lambda (item) (thread (lambda () (f item)))) items)))

(define (sum items) (fold-left + 0 items))

; ---- Each thread has its part: the numbers k, k + threads, k + 2 * threads, ...

(define parts (iota threads))

(define (prime? n)
  (and (> n 1)
       (let loop ((d 2))
         (cond ((> (* d d) n) #t)
               ((= 0 (remainder n d)) #f)
               (else (loop (+ d 1)))))))

(define (count-primes part)
  (let loop ((n part) (count 0))
    (if (>= n size)
        count
        (loop (+ n threads) (if (prime? n) (+ count 1) count)))))

(display (sum (parallel-map count-primes parts)))
(newline)

; ---- A table that all share

(define lock (make-lock))
(define seen (make-hash-table))

(define (note-remainder! n)
  (let ((key (string->symbol (string-append "r" (number->string (remainder n 97))))))
    (with-lock lock
      (lambda ()
        (hash-table-set! seen key (+ 1 (hash-table-ref/default seen key 0)))))))

(parallel-map
  (lambda (part)
    (do ((n part (+ n threads))) ((>= n (quotient size 10))) (note-remainder! n)))
  parts)

(display (hash-table-count seen))
(display " ")
(display (sum (hash-table-values seen)))
(newline)

; ---- Without a lock: nothing breaks, and what each does with its own keys is there

(define shared (make-hash-table))
(define port (open-output-string))
(define counter (vector 0))

(parallel-map
  (lambda (part)
    (do ((n part (+ n threads))) ((>= n (quotient size 20)))
      (hash-table-set! shared n (* n n))
      (hash-table-ref/default shared (- n 1) #f)
      (display #\x port)
      (vector-set! counter 0 (+ 1 (vector-ref counter 0)))
      (if (= 0 (remainder n 3)) (hash-table-delete! shared n))))
  parts)

(display (hash-table-count shared))
(display " ")
(display (string-length (get-output-string port)))
(display " ")
(display (<= 1 (vector-ref counter 0) (quotient size 20)))
(newline)

; ---- Errors come out where somebody waits, escapes stay in their thread

(define failing (thread (lambda () (car (cons 1 2)) (vector-ref (vector 1 2) 5))))
(define (report-error thunk)
  (guard (e (#t (display (error-object-message e)) (newline)))
    (thunk)))
(report-error (lambda () (join failing)))
(report-error (lambda () (join (thread (lambda () (error "on purpose:" 'a "b"))))))
(report-error (lambda () (call/cc (lambda (k) (join (thread (lambda () (k 1))))))))
(report-error
  (lambda ()
    (with-lock lock (lambda () (error "inside of the lock")))))
(display (join (thread (lambda () (with-lock lock (lambda () (call/cc (lambda (k) (+ 1 (k 42))))))))))
(newline)
(define (deep n) (if (= n 0) 0 (+ 1 (deep (- n 1)))))
(display (parallel-map deep '(100 200 300)))
(newline)
(report-error (lambda () (join (thread (lambda () (deep 1000000))))))
