weft build ../fixtures/good.py -o OUTPUT --stackless
