weft run ../fixtures/good.py --target=targets/no_runner.yaml
