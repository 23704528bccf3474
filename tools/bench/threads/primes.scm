; How many primes there are up to a size, counted by so many threads: primes.scm SIZE THREADS
; docs/threads.md has it as an example.

(define size (string->number (cadr (command-line))))
(define threads (string->number (caddr (command-line))))

(define (parallel-map f items)
  (map join (map (lambda (item) (thread (lambda () (f item)))) items)))

; Takes the next thousand numbers, and returns the first of them.
(define lock (make-lock))
(define next 2)
(define (take!)
  (with-lock lock
    (lambda ()
      (set! next (+ next 1000))
      (- next 1000))))

(define (prime? n)
  (let loop ((d 2))
    (cond ((> (* d d) n) #t)
          ((= 0 (remainder n d)) #f)
          (else (loop (+ d 1))))))

(define (primes-between first end)
  (do ((n first (+ n 1))
       (count 0 (if (prime? n) (+ count 1) count)))
      ((>= n end) count)))

(define (count-primes k)
  (let loop ((first (take!)) (count 0))
    (if (> first size)
        count
        (loop (take!) (+ count (primes-between first (min (+ first 1000) (+ size 1))))))))

(display (fold + 0 (parallel-map count-primes (iota threads))))
(newline)
