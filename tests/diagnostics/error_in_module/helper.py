def widen(text, width):
    while len(text) < width:
        text = text + 1
    return text
