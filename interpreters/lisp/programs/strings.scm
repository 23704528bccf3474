; Building and taking apart strings.
; Usage: strings.scm [ROUNDS]

(define rounds
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      80000))

(define (repeat string count)
  (cond ((= count 0) "")
        ((odd? count) (string-append string (repeat string (- count 1))))
        (else
         (let ((half (repeat string (quotient count 2))))
           (string-append half half)))))

(define (reverse-string string)
  (list->string (reverse (string->list string))))

(define (split string separator)
  (let loop ((characters (string->list string)) (word '()) (words '()))
    (cond ((null? characters)
           (reverse (cons (list->string (reverse word)) words)))
          ((char=? (car characters) separator)
           (loop (cdr characters) '()
                 (cons (list->string (reverse word)) words)))
          (else
           (loop (cdr characters) (cons (car characters) word) words)))))

(define (rotate character amount)
  (define (shift base)
    (integer->char
      (+ base (modulo (+ (- (char->integer character) base) amount) 26))))
  (cond ((not (char-alphabetic? character)) character)
        ((char<? character #\a) (shift 65))
        (else (shift 97))))

(define (caesar string amount)
  (list->string (map (lambda (character) (rotate character amount))
                     (string->list string))))

(define (checksum string)
  (let ((length (string-length string)))
    (let loop ((i 0) (sum 7))
      (if (= i length)
          sum
          (loop (+ i 1)
                (modulo (+ (* sum 31) (char->integer (string-ref string i)))
                        1000003))))))

(define (join strings separator)
  (let ((port (open-output-string)))
    (let loop ((strings strings) (first #t))
      (unless (null? strings)
        (unless first (display separator port))
        (display (car strings) port)
        (loop (cdr strings) #f)))
    (get-output-string port)))

(define text "The warp is fixed, the weft goes over and under.")

(write (repeat "ab" 5)) (newline)
(write (reverse-string text)) (newline)
(write (split text #\space)) (newline)
(write (caesar text 13)) (newline)
(write (string=? text (caesar (caesar text 13) 13))) (newline)
(write (join (map string-upcase (split text #\space)) "-")) (newline)
(write (string-join (list "a" "b" "c") ", ")) (newline)
(write (string->symbol "a symbol")) (newline)
(write (map number->string (list 1 -20 2.5))) (newline)
(write (number->string 255 16)) (newline)
(write (string->number "not a number")) (newline)
(write (substring text 4 8)) (newline)
(write (list #\a #\space "a\"b\\c\n")) (newline)

(let loop ((i 0) (total 0))
  (if (< i rounds)
      (let ((line (join (list (number->string i) (caesar text i)
                              (reverse-string text))
                        ":")))
        (loop (+ i 1) (modulo (+ total (checksum line)) 1000003)))
      (begin (display total) (newline))))
