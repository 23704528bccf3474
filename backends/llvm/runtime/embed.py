"""Write files as constant byte arrays in C++: embed.py OUTPUT NAME=FILE..."""
import sys


def main(arguments: list[str]) -> None:
    lines = []
    for argument in arguments[1:]:
        name, path = argument.split("=", 1)
        with open(path, "rb") as file:
            content = file.read()
        lines.append(f"inline constexpr unsigned char {name}[] = {{")
        for start in range(0, len(content), 32):
            lines.append(",".join(map(str, content[start : start + 32])) + ",")
        lines.append("0};")  # a terminator: LLVM reads memory buffers up to one
    with open(arguments[0], "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")


main(sys.argv[1:])
