; Hash tables: count words, find anagrams.
; Usage: words.scm [ROUNDS]

(define rounds
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      10000))

(define words
  '(listen silent enlist google elbow below inlets banana stale least tales
    steal slate night thing car arc race care acre state taste weft))

(define (key word)
  (list->string
    (sort (string->list (symbol->string word)) char<?)))

(define (anagrams words)
  (let ((table (make-hash-table)))
    (for-each
      (lambda (word)
        (hash-table-update! table (key word)
                            (lambda (group) (cons word group))
                            '()))
      words)
    table))

(define (string-list<? a b)
  (string<? (symbol->string (car a)) (symbol->string (car b))))

(define table #f)
(do ((i 0 (+ i 1)))
    ((= i rounds))
  (set! table (anagrams words)))

(for-each
  (lambda (group)
    (write (reverse group))
    (newline))
  (sort (filter (lambda (group) (> (length group) 1))
                (hash-table-values table))
        string-list<?))

; Keys of all kinds.
(define sevens (make-hash-table))
(do ((i 0 (+ i 1)))
    ((= i (* rounds 20)))
  (hash-table-set! sevens (list i (* 7 i)) i))
(write (hash-table-count sevens)) (newline)
(write (hash-table-ref sevens (list 7 49))) (newline)
(write (hash-table-ref/default sevens (list 7 50) 'none)) (newline)
(do ((i 0 (+ i 2)))
    ((>= i (* rounds 20)))
  (hash-table-delete! sevens (list i (* 7 i))))
(write (hash-table-count sevens)) (newline)
(write (apply max (hash-table-values sevens))) (newline)
(let ((mixed (make-hash-table)))
  (for-each (lambda (key) (hash-table-set! mixed key #t))
            (list 1 1.5 "1" #\1 '(1) (vector 1) #f '()))
  (hash-table-set! mixed "1" 'string)
  (hash-table-set! mixed (vector 1) 'vector)
  (write (hash-table-count mixed)) (newline)
  (write (hash-table-ref mixed (vector 1))) (newline)
  (write (hash-table-ref mixed 'other (lambda () "absent"))) (newline)
  (write (hash-table-contains? mixed 1.5)) (newline))
