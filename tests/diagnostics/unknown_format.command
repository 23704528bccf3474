weft check SPEC --diagnostics=xml
