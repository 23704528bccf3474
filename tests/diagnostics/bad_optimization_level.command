weft build ../fixtures/good.py -o OUTPUT -O7
