weft run ../fixtures/good.py --target=targets/missing_files.yaml
