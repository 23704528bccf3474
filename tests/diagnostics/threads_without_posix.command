weft build ../fixtures/good.py -o OUTPUT --threads=gil --target=wasm32-wasi
