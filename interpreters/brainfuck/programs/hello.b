Print a greeting

cell 0 counts to 10; cells 1 to 4 become 70 and 100 and 30 and 10
++++++++++[>+++++++>++++++++++>+++>+<<<<-]
>++.            H = 72
>+.             e = 101
+++++++.        l
.               l
+++.            o
>++.            space = 32
<<+++++++++++++++.  W = 87
>.              o
+++.            r
------.         l
--------.       d
>+.             exclamation mark = 33
>.              newline
