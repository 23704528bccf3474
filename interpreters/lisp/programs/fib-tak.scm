; Calls and small integers: Fibonacci's numbers, and Takeuchi's function.
; Usage: fib-tak.scm [N]

(define n
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      35))

(define (fib n)
  (if (< n 2)
      n
      (+ (fib (- n 1)) (fib (- n 2)))))

(define (tak x y z)
  (if (not (< y x))
      z
      (tak (tak (- x 1) y z)
           (tak (- y 1) z x)
           (tak (- z 1) x y))))

(define (ackermann m n)
  (cond ((= m 0) (+ n 1))
        ((= n 0) (ackermann (- m 1) 1))
        (else (ackermann (- m 1) (ackermann m (- n 1))))))

(display "fib ") (display n) (display " = ") (display (fib n)) (newline)
(display "tak = ") (display (tak (quotient n 2) (quotient n 3) (quotient n 6)))
(newline)
(display "ackermann = ") (display (ackermann 2 n)) (newline)
