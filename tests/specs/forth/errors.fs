\ An error ends the program, with a line number.
: first 1 second-word-is-missing ;
