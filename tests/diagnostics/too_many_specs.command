weft gcs extra
