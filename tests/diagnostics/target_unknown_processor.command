weft run ../fixtures/good.py --target=targets/unknown_processor.yaml
