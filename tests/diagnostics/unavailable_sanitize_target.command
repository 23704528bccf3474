weft build ../fixtures/good.py -o OUTPUT --sanitize=address --target=wasm32-wasi
