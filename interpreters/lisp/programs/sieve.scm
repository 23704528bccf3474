; The sieve of Eratosthenes in a vector, and what can be said of its primes.
; Usage: sieve.scm [LIMIT]

(define limit
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      5000000))

(define (make-sieve limit)
  (let ((sieve (make-vector (+ limit 1) #t)))
    (vector-set! sieve 0 #f)
    (vector-set! sieve 1 #f)
    (do ((n 2 (+ n 1)))
        ((> (* n n) limit) sieve)
      (when (vector-ref sieve n)
        (do ((multiple (* n n) (+ multiple n)))
            ((> multiple limit))
          (vector-set! sieve multiple #f))))))

(define sieve (make-sieve limit))

(define (fold-primes f start)
  (let loop ((n 2) (result start))
    (cond ((> n limit) result)
          ((vector-ref sieve n) (loop (+ n 1) (f result n)))
          (else (loop (+ n 1) result)))))

(define (count-twins)
  (let loop ((n 3) (count 0))
    (cond ((> (+ n 2) limit) count)
          ((and (vector-ref sieve n) (vector-ref sieve (+ n 2)))
           (loop (+ n 2) (+ count 1)))
          (else (loop (+ n 2) count)))))

(define (report what value)
  (display what)
  (display ": ")
  (display value)
  (newline))

(report "primes" (fold-primes (lambda (count n) (+ count 1)) 0))
(report "sum, its last six digits" (fold-primes (lambda (sum n) (modulo (+ sum n) 1000000)) 0))
(report "largest" (fold-primes (lambda (last n) n) 0))
(report "pairs of twins" (count-twins))
(report "last digits"
        (let ((counts (make-vector 10 0)))
          (fold-primes
            (lambda (ignored n)
              (let ((digit (modulo n 10)))
                (vector-set! counts digit (+ 1 (vector-ref counts digit)))))
            #f)
          counts))
