weft build ../fixtures/good.py -o OUTPUT --threads=free --gc=boehm
