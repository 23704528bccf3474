weft build ../fixtures/good.py -o OUTPUT --sanitize=undefined,adress
