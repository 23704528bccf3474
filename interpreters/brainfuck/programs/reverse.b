Read the input up to its end and print it backwards

>,[>,]<[.<]
