import abc
import typing


class Even(type):
    def __instancecheck__(cls, value):
        return value % 2 == 0


class EvenNumber(metaclass=Even):
    pass


class Shape(abc.ABC):
    pass


@Shape.register
class Square:
    pass


@typing.runtime_checkable
class Named(typing.Protocol):
    def name(self): ...


class Hooked:
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, 'hook')


def entry_point(argv):
    square = Square()
    print(isinstance(len(argv), EvenNumber))
    print(isinstance(square, Shape))
    print(isinstance(square, Named))
    print(isinstance(square, (int, Hooked)))
    return 0


def target(driver, args):
    return entry_point
