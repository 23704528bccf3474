; In how many ways can N queens stand on a board? And one of them, drawn.
; Usage: queens.scm [N]

(define size
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      11))

(define (safe? column placed)
  (let loop ((placed placed) (distance 1))
    (or (null? placed)
        (let ((other (car placed)))
          (and (not (= other column))
               (not (= (abs (- other column)) distance))
               (loop (cdr placed) (+ distance 1)))))))

(define (count-solutions row placed)
  (if (= row size)
      1
      (let loop ((column 0) (total 0))
        (cond ((= column size) total)
              ((safe? column placed)
               (loop (+ column 1)
                     (+ total
                        (count-solutions (+ row 1) (cons column placed)))))
              (else (loop (+ column 1) total))))))

(define (first-solution)
  (call/cc
    (lambda (return)
      (let search ((row 0) (placed '()))
        (if (= row size)
            (return placed)
            (do ((column 0 (+ column 1)))
                ((= column size))
              (when (safe? column placed)
                (search (+ row 1) (cons column placed))))))
      #f)))

(define (draw placed)
  (for-each
    (lambda (queen)
      (do ((column 0 (+ column 1)))
          ((= column size))
        (display (if (= column queen) "Q " ". ")))
      (newline))
    placed))

(display (count-solutions 0 '()))
(display " solutions")
(newline)
(let ((solution (first-solution)))
  (if solution
      (draw solution)
      (begin (display "none") (newline))))
