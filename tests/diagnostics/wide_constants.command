weft check ../fixtures/wide_constants.py --target=i686-linux-gnu
