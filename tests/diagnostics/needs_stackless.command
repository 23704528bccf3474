weft build ../fixtures/suspending.py -o OUTPUT --quiet
