weft build ../fixtures/good.py -o OUTPUT --gc=bohem
