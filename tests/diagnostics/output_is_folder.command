weft build ../fixtures/good.py --quiet -o error_in_module
