; One tree lives for as long as the program, while others come and go.
; Usage: trees.scm [DEPTH]

(define (tree depth)
  (if (= depth 0)
      '()
      (cons (tree (- depth 1)) (tree (- depth 1)))))
(define (leaves tree)
  (if (null? tree)
      1
      (+ (leaves (car tree)) (leaves (cdr tree)))))
(define depth
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      18))
(define long-lived (tree depth))
(define (repeat times)
  (if (= times 0)
      0
      (+ (leaves (tree (- depth 2))) (repeat (- times 1)))))
(display (+ (repeat 20) (leaves long-lived)))
(newline)
