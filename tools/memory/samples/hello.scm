(display "hello") (newline)
