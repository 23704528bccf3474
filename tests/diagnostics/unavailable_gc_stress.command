weft build ../fixtures/good.py -o OUTPUT --gc=boehm --gc-stress
