weft run ../fixtures/good.py --target=targets/refused_flag.yaml
