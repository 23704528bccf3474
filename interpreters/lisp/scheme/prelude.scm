; The part of the library that is written in Scheme. It is compiled when the
; interpreter is translated, and is then part of the executable.

; Lists

(define (map f first . rest)
  (if (null? rest)
      (let loop ((items first) (result '()))
        (if (pair? items)
            (loop (cdr items) (cons (f (car items)) result))
            (reverse result)))
      (let loop ((lists (cons first rest)) (result '()))
        (if (every pair? lists)
            (loop (map cdr lists) (cons (apply f (map car lists)) result))
            (reverse result)))))

(define (for-each f first . rest)
  (if (null? rest)
      (let loop ((items first))
        (when (pair? items)
          (f (car items))
          (loop (cdr items))))
      (let loop ((lists (cons first rest)))
        (when (every pair? lists)
          (apply f (map car lists))
          (loop (map cdr lists))))))

(define (filter keep? items)
  (let loop ((items items) (result '()))
    (cond ((null? items) (reverse result))
          ((keep? (car items)) (loop (cdr items) (cons (car items) result)))
          (else (loop (cdr items) result)))))

(define (fold-left f start items)
  (if (null? items)
      start
      (fold-left f (f start (car items)) (cdr items))))

(define (fold-right f start items)
  (fold-left (lambda (result item) (f item result)) start (reverse items)))

(define (fold f start items)
  (fold-left (lambda (result item) (f item result)) start items))

(define (reduce f start items)
  (if (null? items)
      start
      (fold f (car items) (cdr items))))

(define (every test? items)
  (cond ((null? items) #t)
        ((null? (cdr items)) (test? (car items)))
        ((test? (car items)) (every test? (cdr items)))
        (else #f)))

(define (any test? items)
  (cond ((null? items) #f)
        ((null? (cdr items)) (test? (car items)))
        ((test? (car items)))
        (else (any test? (cdr items)))))

(define (delete item items)
  (filter (lambda (other) (not (equal? item other))) items))

(define (list-copy items)
  (append items '()))

(define (list-index test? items)
  (let loop ((items items) (index 0))
    (cond ((null? items) #f)
          ((test? (car items)) index)
          (else (loop (cdr items) (+ index 1))))))

(define (last-pair items)
  (if (pair? (cdr items))
      (last-pair (cdr items))
      items))

(define (iota count . options)
  (let ((start (if (pair? options) (car options) 0))
        (step (if (and (pair? options) (pair? (cdr options)))
                  (cadr options)
                  1)))
    (let loop ((i (- count 1)) (result '()))
      (if (< i 0)
          result
          (loop (- i 1) (cons (+ start (* i step)) result))))))

; A stable merge sort.
(define (sort items less?)
  (define (merge a b result)
    (cond ((null? a) (append (reverse result) b))
          ((null? b) (append (reverse result) a))
          ((less? (car b) (car a)) (merge a (cdr b) (cons (car b) result)))
          (else (merge (cdr a) b (cons (car a) result)))))
  (define (sort-first items count)
    (if (= count 1)
        (list (car items))
        (let ((half (quotient count 2)))
          (merge (sort-first items half)
                 (sort-first (list-tail items half) (- count half))
                 '()))))
  (if (null? items)
      '()
      (sort-first items (length items))))

; Vectors

(define (vector-for-each f vector)
  (do ((i 0 (+ i 1)))
      ((= i (vector-length vector)))
    (f (vector-ref vector i))))

(define (vector-map f vector)
  (let ((result (make-vector (vector-length vector))))
    (do ((i 0 (+ i 1)))
        ((= i (vector-length vector)) result)
      (vector-set! result i (f (vector-ref vector i))))))

; Strings

(define (string-join strings separator)
  (if (null? strings)
      ""
      (apply string-append
             (cons (car strings)
                   (fold-right (lambda (string result)
                                 (cons* separator string result))
                               '()
                               (cdr strings))))))

(define (string-for-each f string)
  (for-each f (string->list string)))

; Hash tables

(define (hash-table-update! table key f default)
  (hash-table-set! table key (f (hash-table-ref/default table key default))))

(define (hash-table-for-each f table)
  (for-each (lambda (entry) (f (car entry) (cdr entry)))
            (hash-table->alist table)))
