weft build ../fixtures/good.py -o OUTPUT --threads=gil --stackless
