Cells have eight bits: count down from 0 and up to 256

->+[<->+]               cell 1 goes 1 to 256 as cell 0 goes from 255 to 0
<[>>>+<<<[-]]           cell 0 is 0 again so this is skipped
>>>++++++++[<++++++++>-]<+.   A
>++++++++++.            newline
