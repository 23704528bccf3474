Print a row of stars of length n squared for n from 1 to 7 the slow way

cell 0: how many rows are left    cell 1: n    cell 2: newline    cell 3: star
cells 4 5 6 are scratch

+++++++                     seven rows
>>++++++++++                newline is 10
>+++++++[>++++++<-]>[<+>-]  star is 42
<<<<                        at cell 0
[
  >+                        n is one more
  [>>>+>+<<<<-]             copy n to cells 4 and 5
  >>>>[<<<<+>>>>-]          and the second copy back to n
  <                         at cell 4
  [
    <<<[>>>>+>+<<<<<-]      copy n to cells 5 and 6
    >>>>>[<<<<<+>>>>>-]     and back
    <                       at cell 5
    [<<.>>-]                print that many stars
    <-                      at cell 4
  ]
  <<.                       newline
  <<-                       at cell 0
]
