: add-three + + ;
1 2 3 add-three .
cr
1
2 add-three .
