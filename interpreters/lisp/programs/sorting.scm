; Sorting in several ways: all must agree.
; Usage: sorting.scm [COUNT]

(define count
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      150000))

; Multiplies the seed modulo 2^31 - 1, in integers of 32 bits.
(define (next-random seed)
  (let ((next (- (* 48271 (modulo seed 44488)) (* 3399 (quotient seed 44488)))))
    (if (< next 0) (+ next 2147483647) next)))

(define (random-list count)
  (let loop ((i 0) (seed 42) (result '()))
    (if (= i count)
        result
        (loop (+ i 1)
              (next-random seed)
              (cons (quotient seed 1000) result)))))

; Quicksort of a vector, in place.
(define (quicksort! vector)
  (define (swap! i j)
    (let ((old (vector-ref vector i)))
      (vector-set! vector i (vector-ref vector j))
      (vector-set! vector j old)))
  (define (partition! low high)
    (swap! (quotient (+ low high) 2) high)
    (let ((pivot (vector-ref vector high)))
      (let loop ((i low) (store low))
        (cond ((= i high) (swap! store high) store)
              ((< (vector-ref vector i) pivot)
               (swap! i store)
               (loop (+ i 1) (+ store 1)))
              (else (loop (+ i 1) store))))))
  (let sort! ((low 0) (high (- (vector-length vector) 1)))
    (when (< low high)
      (let ((middle (partition! low high)))
        (sort! low (- middle 1))
        (sort! (+ middle 1) high)))))

; Heapsort of a vector, in place.
(define (heapsort! vector)
  (define (sift! start end)
    (let loop ((root start))
      (let ((child (+ (* 2 root) 1)))
        (when (< child end)
          (let ((larger
                 (if (and (< (+ child 1) end)
                          (< (vector-ref vector child)
                             (vector-ref vector (+ child 1))))
                     (+ child 1)
                     child))
                (value (vector-ref vector root)))
            (when (< value (vector-ref vector larger))
              (vector-set! vector root (vector-ref vector larger))
              (vector-set! vector larger value)
              (loop larger)))))))
  (let ((length (vector-length vector)))
    (do ((start (- (quotient length 2) 1) (- start 1)))
        ((< start 0))
      (sift! start length))
    (do ((end (- length 1) (- end 1)))
        ((<= end 0))
      (let ((top (vector-ref vector 0)))
        (vector-set! vector 0 (vector-ref vector end))
        (vector-set! vector end top))
      (sift! 0 end))))

; A binary tree: (value left . right), or the empty list.
(define (tree-insert tree value)
  (cond ((null? tree) (cons* value '() '()))
        ((< value (car tree))
         (cons* (car tree) (tree-insert (cadr tree) value) (cddr tree)))
        (else
         (cons* (car tree) (cadr tree) (tree-insert (cddr tree) value)))))

(define (tree->list tree)
  (let walk ((tree tree) (rest '()))
    (if (null? tree)
        rest
        (walk (cadr tree) (cons (car tree) (walk (cddr tree) rest))))))

(define items (random-list count))

(define (sort-vector sort!)
  (let ((vector (list->vector items)))
    (sort! vector)
    (vector->list vector)))

(define expected (sort items <))

(define (check name sorted)
  (display name)
  (display (if (equal? sorted expected) " agrees" " is wrong"))
  (newline))

(check "quicksort" (sort-vector quicksort!))
(check "heapsort" (sort-vector heapsort!))
(check "tree" (tree->list (fold-left tree-insert '() items)))
(check "reversed" (reverse (sort items >)))
(display (list (length expected) (car expected) (car (last-pair expected))))
(newline)
