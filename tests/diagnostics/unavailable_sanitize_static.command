weft build ../fixtures/good.py -o OUTPUT --sanitize=address,undefined --static
