; Accounts as closures that understand messages; a day of random transfers.
; Usage: bank.scm [TRANSFERS]

(define transfers
  (if (pair? (cdr (command-line)))
      (string->number (cadr (command-line)))
      2500000))

(define (make-account owner balance)
  (let ((history '()))
    (define (record! what amount)
      (set! history (cons (cons what amount) history)))
    (define (deposit! amount)
      (set! balance (+ balance amount))
      (record! 'in amount)
      balance)
    (define (withdraw! amount)
      (when (> amount balance)
        (error "insufficient funds of" owner amount balance))
      (set! balance (- balance amount))
      (record! 'out amount)
      balance)
    (lambda (message . arguments)
      (case message
        ((owner) owner)
        ((balance) balance)
        ((history) history)
        ((forget!) (set! history '()))
        ((deposit!) (apply deposit! arguments))
        ((withdraw!) (apply withdraw! arguments))
        (else (error "an account does not understand" message))))))

; Multiplies the seed modulo 2^31 - 1, in integers of 32 bits.
(define (make-random seed)
  (lambda (limit)
    (set! seed (- (* 48271 (modulo seed 44488)) (* 3399 (quotient seed 44488))))
    (when (< seed 0) (set! seed (+ seed 2147483647)))
    (modulo (quotient seed 64) limit)))

(define accounts
  (list->vector
    (map (lambda (name) (make-account name 1000))
         '(ann bob carl dora eve fred))))

(define random (make-random 2024))

(define refused 0)

(define (transfer! from to amount)
  (guard (problem
          ((error-object? problem) (set! refused (+ refused 1)) #f))
    (from 'withdraw! amount)
    (to 'deposit! amount)
    #t))

(define (random-account)
  (vector-ref accounts (random (vector-length accounts))))

(do ((i 0 (+ i 1)))
    ((= i transfers))
  (transfer! (random-account) (random-account) (+ 1 (random 400)))
  (when (= 0 (modulo i 1000))
    (vector-for-each (lambda (account) (account 'forget!)) accounts)))

(vector-for-each
  (lambda (account)
    (display (account 'owner))
    (display " has ")
    (display (account 'balance))
    (display " after ")
    (display (length (account 'history)))
    (newline))
  accounts)
(display refused)
(display " refused, ")
(display (apply + (vector->list
                    (vector-map (lambda (account) (account 'balance))
                                accounts))))
(display " in all")
(newline)
(guard (problem (#t (display (error-object-message problem))
                    (display (error-object-irritants problem))
                    (newline)))
  ((vector-ref accounts 0) 'dance))
