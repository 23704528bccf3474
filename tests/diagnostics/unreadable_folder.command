weft check error_in_module
