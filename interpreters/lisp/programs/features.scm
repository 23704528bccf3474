; Every form of the language, a line or two each.

(define (show . items)
  (let loop ((items items))
    (write (car items))
    (if (null? (cdr items))
        (newline)
        (begin (display " ")
               (loop (cdr items))))))

; Data
(show 1 -5 2.5 #t #f 'symbol "text" #\c '() '(1 . 2) '(1 (2 3) . 4))
(show '#(1 (2) "x") ''quoted '`(a ,b ,@c) [quote (1 2)])
(show 1e3 -0.5 100000000000000000000.0 1e21 .5)

; Definitions and functions
(define x 10)
(define (double n) (* n 2))
(define (count-rest first . rest) (length rest))
(define compose (lambda (f g) (lambda (n) (f (g n)))))
(show x (double x) (count-rest 1 2 3) ((compose double double) 3))
(show ((lambda args args) 1 2) (apply + 1 2 '(3 4)))
(set! x (+ x 1))
(show x double car (lambda (y) y))

; Local variables
(show (let ((a 1) (b 2)) (+ a b)))
(show (let* ((a 1) (b (+ a 1))) (* a b)))
(show (letrec ((even? (lambda (n) (if (= n 0) #t (odd? (- n 1)))))
               (odd? (lambda (n) (if (= n 0) #f (even? (- n 1))))))
        (even? 100)))
(show (let loop ((i 0) (sum 0)) (if (> i 10) sum (loop (+ i 1) (+ sum i)))))
(show (let ((x 1)) (let ((x 2) (y x)) (list x y))))
(define (with-inner n)
  (define a (* n n))
  (define (b m) (+ a m))
  (b 1))
(show (with-inner 5))

; Closures keep their variables; each round of a loop has its own.
(define (make-counter)
  (let ((count 0))
    (lambda () (set! count (+ count 1)) count)))
(define one (make-counter))
(define two (make-counter))
(one) (one)
(show (one) (two))
(define closures
  (do ((i 0 (+ i 1))
       (made '() (cons (lambda () i) made)))
      ((= i 3) (reverse made))))
(show (map (lambda (closure) (closure)) closures))

; Conditions
(show (if #f 1 2) (if '() 'yes 'no) (when (> 1 0) 'a 'b) (unless #f 'c))
(define (sign n)
  (cond ((< n 0) 'negative) ((= n 0) 'zero) (else 'positive)))
(show (map sign '(-1 0 1)))
(show (cond ((assv 2 '((1 . a) (2 . b))) => cdr) (else 'none)))
(show (cond (#f 1) (42)) (case 5 ((1 3 5) 'odd) ((2 4) 'even)))
(show (case 'z ((a b) 1) ((c) 2) (else 3)) (case "x" (("x") 1) (else 2)))
(show (and) (and 1 2 3) (and 1 #f 3) (or) (or #f 2) (or #f #f))

; Quasiquotation
(show `(1 ,(+ 1 1) ,@(map double '(2 3)) 8))
(show `(a . ,(+ 1 2)) `#(1 ,x) `(1 `(2 ,(3 ,(+ 1 3)))))
(show `(,@'(1 2) . 3) `((,x) ,@'()))

; Numbers
(show (+) (*) (- 5) (/ 2) (+ 1 2.5) (/ 6 3) (/ 7 2) (- 10 1 2) (* 2 3.0))
(show (quotient -7 2) (remainder -7 2) (modulo -7 2) (modulo 7 -2))
(show (gcd 12 18) (lcm 4 6) (abs -5) (min 3 1 2) (max 3 1 2) (expt 2 30))
(show (sqrt 16) (sqrt 2) (floor 2.7) (round 2.5) (round 3.5) (truncate -2.7))
(show (exact 3.0) (inexact 1) (number->string 10 2) (string->number "1e2"))
(show (< 1 2 3) (< 1 3 2) (= 1 1.0) (eqv? 1 1.0) (equal? 2 2))
(show (integer? 2.0) (integer? 2.5) (exact? 2.0) (even? 0) (zero? 0.0))

; Lists
(show (append '(1) '(2) '() '(3 4) '()) (append '(1) 2) (reverse '(1 2 3)))
(show (list-tail '(1 2 3) 2) (list-ref '(a b c) 1) (cadr '(1 2)) (cons* 1 2 '(3)))
(show (memq 'c '(a b c d)) (member "b" '("a" "b")) (assoc "b" '(("b" . 1))))
(show (map + '(1 2 3) '(10 20 30)) (filter odd? '(1 2 3 4 5)) (iota 5 1))
(show (fold-left - 0 '(1 2 3)) (fold-right cons '() '(1 2)) (reduce max 0 '(3 9 4)))
(show (sort '(3 1 2) <) (sort '("b" "a") string<?) (delete 2 '(1 2 3)))
(show (list? '(1 2)) (list? '(1 . 2)) (any even? '(1 2)) (every even? '(1 2)))
(for-each (lambda (a b) (display (list a b))) '(1 2) '(x y))
(newline)
(define pair (list 1 2))
(set-car! pair 'changed)
(set-cdr! (cdr pair) '(end))
(show pair (eq? pair pair) (eq? '() '()) (equal? '(1 (2)) '(1 (2))))

; Vectors
(define v (make-vector 3 0))
(vector-set! v 1 'x)
(show v (vector-length v) (vector->list v) (vector-map double #(1 2 3)))
(show (vector-copy #(1 2 3 4) 1 3) (equal? #(1 2) (vector 1 2)))

; Errors and escapes
(show (guard (e ((symbol? e) (list 'symbol e)) ((string? e) 'string))
        (raise 'oops)))
(show (guard (e (#t (error-object-message e) (error-object-irritants e)))
        (error "bad thing" 1 "two")))
(show (guard (e ((error-object? e) 'caught)) (car 1)))
(show (guard (e ((string? e) 'outer))
        (guard (e ((number? e) 'inner))
          (raise "not a number"))))
(show (call/cc (lambda (k) (for-each (lambda (n) (if (> n 2) (k n))) '(1 2 3 4)))))
(define (find-first test? items)
  (call/cc (lambda (return)
             (for-each (lambda (item) (if (test? item) (return item))) items)
             #f)))
(show (find-first even? '(1 3 4 5)) (find-first even? '(1 3)))

; Tail calls run in constant space
(define (count-down n) (if (= n 0) 'done (count-down (- n 1))))
(show (count-down 20000))
(define (ping n) (cond ((= n 0) 'pong) (else (pong (- n 1)))))
(define (pong n) (and #t (or #f (let* ((m n)) (begin (apply ping (list m)))))))
(show (ping 12000))

#| A block comment #| inside another |# |#
#;(this datum is ignored)
(show "done") ; the end
