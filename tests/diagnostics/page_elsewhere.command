weft build ../fixtures/good.py -o OUTPUT --html --target=armv6-linux-gnueabi
