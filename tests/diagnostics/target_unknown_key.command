weft run ../fixtures/good.py --target=targets/unknown_key.yaml
