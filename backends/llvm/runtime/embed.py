"""Write the runtime's bitcode and sources as constants in C++: embed.py OUTPUT BITCODE SOURCE..."""
import os
import sys


def array(name: str, path: str) -> list[str]:
    """The lines of an array with a file's bytes."""
    with open(path, "rb") as file:
        content = file.read()
    lines = [f"inline constexpr unsigned char {name}[] = {{"]
    for start in range(0, len(content), 32):
        lines.append(",".join(map(str, content[start : start + 32])) + ",")
    return [*lines, "0};"]  # a terminator: LLVM reads memory buffers up to one


def main(output: str, bitcode: str, *sources: str) -> None:
    lines = array("runtime_bitcode", bitcode)
    table = []
    for number, source in enumerate(sources):
        lines += array(f"source_{number}", source)
        table.append(f'{{"{os.path.basename(source)}", source_{number}}}')
    lines.append(f"inline constexpr SourceFile runtime_sources[] = {{{', '.join(table)}}};")
    with open(output, "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")


main(*sys.argv[1:])
