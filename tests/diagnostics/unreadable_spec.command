weft check does_not_exist.py
