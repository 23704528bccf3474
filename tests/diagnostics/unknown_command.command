weft biuld ../fixtures/good.py -o OUTPUT
