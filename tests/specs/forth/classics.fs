\ The classics: arithmetic, loops, recursion.

." Hello from Forth" cr

: square ( n -- n*n ) dup * ;
: cube dup square * ;
5 square . 3 cube . cr

: factorial ( n -- n! )
  dup 2 < if drop 1 else dup 1 - recurse * then ;
: show-factorials 11 0 do i 3 .r ."  ! = " i factorial . cr loop ;
show-factorials

: fib ( n -- f ) dup 2 < if exit then dup 1 - recurse swap 2 - recurse + ;
: fibs 20 0 do i fib . loop cr ;
fibs

: gcd ( a b -- g ) begin dup while swap over mod repeat drop ;
1071 462 gcd . 17 5 gcd . cr

: stars ( n -- ) begin dup 0 > while 42 emit 1 - repeat drop cr ;
: triangle 6 1 do i stars loop ;
triangle

: table 5 1 do 5 1 do i j * 4 .r loop cr loop ;
table

: countdown begin dup . 1 - dup 0 < until drop cr ;
5 countdown
: evens 20 0 do i . 4 +loop cr ;
evens
: down 0 10 do i . -3 +loop cr ;
down

variable total
: sum-to ( n -- ) 0 total ! 1 + 1 do i total +! loop total @ . cr ;
100 sum-to

42 constant answer
answer . answer negate . $ff . cr
-7 2 / . -7 2 mod . 7 -2 /mod . . cr
1 2 3 .s rot .s swap over .s depth . cr
5 3 and . 5 3 or . 5 3 xor . 5 3 < . 5 3 > . 5 5 = . 4 5 <> . cr
9223372036854775807 1 + . cr
see square see answer see dup
