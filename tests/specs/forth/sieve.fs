\ Primes below 1000 with a sieve, a pseudo random generator, and sorting.

1000 constant limit
variable sieve  limit allot

: flag ( n -- address ) sieve + ;
: cross-out ( n -- ) dup dup * begin dup limit < while
    1 over flag ! over + repeat drop drop ;
: fill-sieve limit 2 do i flag @ 0 = if i cross-out then loop ;
variable column
: print-prime ( n -- ) 5 .r column @ 1 + 12 mod dup column !
    0 = if cr then ;
variable found
: print-primes limit 2 do i flag @ 0 = if i print-prime 1 found +! then loop ;

fill-sieve print-primes cr
found @ . ." primes" cr

variable seed
12345 seed !
: random ( n -- r ) seed @ 1103515245 * 12345 + 2147483647 and dup seed !
    65536 / swap mod ;

20 constant count
variable numbers count allot
: cell ( i -- address ) numbers + ;
: fill-numbers count 0 do 100 random i cell ! loop ;
: show count 0 do i cell @ . loop cr ;
: exchange ( a b -- ) over @ over @ swap rot ! swap ! ;
: order ( i -- ) dup cell @ over 1 + cell @ > if dup cell swap 1 + cell exchange
    else drop then ;
: pass count 1 - 0 do i order loop ;
: sort count 0 do pass loop ;
fill-numbers show sort show
