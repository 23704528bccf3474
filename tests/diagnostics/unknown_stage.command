weft ir ../fixtures/good.py --stage=optimise
