weft build ../fixtures/good.py --quiet -o no_such_folder/good
