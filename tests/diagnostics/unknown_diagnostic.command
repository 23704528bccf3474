weft explain W0499
