weft build ../fixtures/good.py -o OUTPUT --frobnicate=3
