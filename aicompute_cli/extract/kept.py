"""A value of an object that is worked out when it is first asked for, and then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class kept(Generic[_Value]):  # noqa: N801 - it decorates methods, as `property` does
    """As ``functools.cached_property`` without its lock, which takes longer than most of what is kept.

    >>> class Square:
    ...     side = 3
    ...     @kept
    ...     def area(self) -> int:
    ...         return self.side**2
    >>> square = Square()
    >>> square.area, vars(square)
    (9, {'area': 9})
    """

    def __init__(self, work_out: Callable[[Any], _Value]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    def __get__(self, owner: object, _class: type) -> _Value:
        value = owner.__dict__[self._name] = self._work_out(owner)
        return value
