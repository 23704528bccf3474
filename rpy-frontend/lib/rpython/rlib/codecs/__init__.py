"""What `rpython.rlib.runicode` consists of."""
