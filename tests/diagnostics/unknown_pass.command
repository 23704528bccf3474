weft opt ../fixtures/good.py --passes=simplfy-cfg
