weft build ../fixtures/good.py -o OUTPUT --target=targets/missing_files.yaml
