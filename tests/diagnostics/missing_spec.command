weft build -o OUTPUT
