weft build ../fixtures/good.py -o OUTPUT --target=riscv128-unknown-none
