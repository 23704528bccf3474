; The Mandelbrot set, drawn in characters: floats.
; Usage: mandelbrot.scm [ITERATIONS]

(define limit
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      50000))

(define (iterations cx cy)
  (let loop ((x 0.0) (y 0.0) (count 0))
    (let ((xx (* x x))
          (yy (* y y)))
      (if (or (= count limit) (> (+ xx yy) 4.0))
          count
          (loop (+ (- xx yy) cx) (+ (* 2.0 x y) cy) (+ count 1))))))

(define shades " .,:;+*%#")

(define (shade count)
  (if (= count limit)
      #\@
      (string-ref shades (min count 8))))

(define total 0)

(do ((row -11 (+ row 1)))
    ((= row 12))
  (do ((column -42 (+ column 1)))
      ((= column 22))
    (let ((count (iterations (/ column 20.0) (/ row 10.0))))
      (set! total (+ total count))
      (display (shade count))))
  (newline))
(display total)
(newline)
