# Hints of all kinds, kept by a program that keeps its promises.
from typing import (Any, Callable, ClassVar, Dict, Final, Generic, Iterable, List, Optional,
                    Protocol, Tuple, TypeVar, Union)

T = TypeVar('T')
LIMIT: Final = 10


class HasArea(Protocol):
    def area(self) -> int: ...


class Square:
    sides: ClassVar[int] = 4

    def __init__(self, side: int) -> None:
        self.side: int = side
        self.parent: Optional['Square'] = None

    def area(self) -> int:
        return self.side ** 2


class Circle:
    def __init__(self, r: int) -> None:
        self.r = r

    def area(self) -> int:
        return 3 * self.r * self.r


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


class Animal:
    def name(self) -> str:
        return 'animal'


class Dog(Animal):
    def name(self) -> str:
        return 'dog'


class Cat(Animal):
    def name(self) -> str:
        return 'cat'


def total(numbers: list[int]) -> int:
    result: int = 0
    for n in numbers:
        result += n
    return result


def find(table: Dict[str, Square], key: str) -> Optional[Square]:
    return table.get(key)


def apply(f: Callable[[int], int], x: int) -> int:
    return f(x)


def name_of(a: Union[Dog, Cat]) -> str:
    return a.name()


def maybe(s: 'str | None' = None) -> str:
    return s if s is not None else '-'


def pair(a: int, b: str) -> Tuple[int, str]:
    return a, b


def twice(x: int) -> int:
    return x * 2


def half(x: float) -> float:
    return x / 2


def main():
    s: Square = Square(3)
    s.parent = Square(1)
    print(total([1, 2, 3]), s.area(), Circle(2).area(), s.parent.side, Square.sides, LIMIT)
    found = find({'a': s}, 'a')
    print(found is s, find({'a': s}, 'b') is None)
    print(apply(twice, 4), apply(lambda x: x - 1, 4), name_of(Dog()), name_of(Cat()), maybe(), maybe('x'))
    stack: Stack[int] = Stack()
    stack.push(4)
    stack.push(5)
    print(stack.pop(), pair(1, 'b'), half(3))
    empty: list[str] = []
    names: dict[str, int] = {}
    print(empty, names, len(empty))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
