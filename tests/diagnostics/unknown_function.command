weft ir ../fixtures/good.py --function=entry_piont
