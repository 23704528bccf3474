weft opt ../fixtures/good.py --verify
