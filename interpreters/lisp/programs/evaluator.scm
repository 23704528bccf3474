; An interpreter for a small Scheme, in Scheme: it computes with programs
; given as data.
; Usage: evaluator.scm [N]

(define n
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      24))

; An environment is a list of frames; a frame is a list of (name . value).

(define (lookup name environment)
  (if (null? environment)
      (error "unbound variable" name)
      (let ((entry (assq name (car environment))))
        (if entry
            entry
            (lookup name (cdr environment))))))

(define (extend names values environment)
  (cons (map cons names values) environment))

(define (evaluate expression environment)
  (cond ((symbol? expression) (cdr (lookup expression environment)))
        ((not (pair? expression)) expression)
        (else
         (case (car expression)
           ((quote) (cadr expression))
           ((if)
            (if (evaluate (cadr expression) environment)
                (evaluate (caddr expression) environment)
                (evaluate (cadddr expression) environment)))
           ((lambda)
            (list 'closure (cadr expression) (caddr expression) environment))
           ((let)
            (evaluate (caddr expression)
                      (extend (map car (cadr expression))
                              (map (lambda (binding)
                                     (evaluate (cadr binding) environment))
                                   (cadr expression))
                              environment)))
           ((set!)
            (set-cdr! (lookup (cadr expression) environment)
                      (evaluate (caddr expression) environment)))
           ((begin)
            (let loop ((rest (cdr expression)))
              (if (null? (cdr rest))
                  (evaluate (car rest) environment)
                  (begin (evaluate (car rest) environment)
                         (loop (cdr rest))))))
           (else
            (call (evaluate (car expression) environment)
                  (map (lambda (operand) (evaluate operand environment))
                       (cdr expression))))))))

(define (call function arguments)
  (cond ((procedure? function) (apply function arguments))
        ((and (pair? function) (eq? (car function) 'closure))
         (evaluate (caddr function)
                   (extend (cadr function) arguments (cadddr function))))
        (else (error "not a function" function))))

(define primitives
  (list (list (cons '+ +) (cons '- -) (cons '* *) (cons '< <) (cons '= =)
              (cons 'cons cons) (cons 'car car) (cons 'cdr cdr)
              (cons 'null? null?) (cons 'remainder remainder))))

; What Scheme would write as a definition: a variable that is set later.
(define (evaluate-with-definitions definitions expression)
  (evaluate
    `(let ,(map (lambda (definition) `(,(car definition) #f)) definitions)
       (begin ,@(map (lambda (definition) `(set! ,@definition)) definitions)
              ,expression))
    primitives))

(define library
  '((fib (lambda (n)
           (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))
    (range (lambda (low high)
             (if (< low high) (cons low (range (+ low 1) high)) '())))
    (map (lambda (f items)
           (if (null? items)
               '()
               (cons (f (car items)) (map f (cdr items))))))
    (sum (lambda (items)
           (if (null? items) 0 (+ (car items) (sum (cdr items))))))
    (compose (lambda (f g) (lambda (x) (f (g x)))))
    (prime? (lambda (n)
              (let ((try #f))
                (begin
                  (set! try (lambda (d)
                              (if (< n (* d d))
                                  #t
                                  (if (= (remainder n d) 0)
                                      #f
                                      (try (+ d 1))))))
                  (try 2)))))))

(define (show expression)
  (write expression)
  (display " => ")
  (write (evaluate-with-definitions library expression))
  (newline))

(show `(fib ,n))
(show '(map (lambda (x) (* x x)) (range 1 11)))
(show '(sum (map (compose (lambda (x) (+ x 1)) (lambda (x) (* x 10)))
                 (range 0 5))))
(show '(map prime? (range 2 12)))
(show `(sum (map (lambda (i) (if (prime? i) i 0)) (range 2 ,(* n 20)))))
(show '(let ((x 1) (y 2)) (begin (set! x (+ x y)) (cons x y))))
