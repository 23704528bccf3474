weft build ../fixtures/good.py -o OUTPUT --target=armv6-linux-gnueab
