"""Values that are quickly made are what `dataclasses` would make of them."""

import dataclasses
import inspect
import pickle

import pytest

from newsscrape.block import Block
from newsscrape.frozen import quickly_made


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    a: int
    b: str = "b"
    c: tuple[int, ...] = ()


@quickly_made
@dataclasses.dataclass(frozen=True, slots=True)
class Fast:
    a: int
    b: str = "b"
    c: tuple[int, ...] = ()


@pytest.mark.parametrize("arguments", [((1,), {}), ((1, "x"), {}), ((), {"c": (2,), "a": 3}), ((1, "x", (2,)), {})])
def test_a_value_has_what_it_is_given(arguments):
    args, named = arguments
    assert dataclasses.astuple(Fast(*args, **named)) == dataclasses.astuple(Plain(*args, **named))
    assert Fast(*args, **named) == Fast(*args, **named)
    assert pickle.loads(pickle.dumps(Fast(*args, **named))) == Fast(*args, **named)


def test_wrong_use_is_an_error():
    for wrong in (Fast, lambda: Fast(1, d=2), lambda: Fast(1, "x", (), 4)):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(dataclasses.FrozenInstanceError):
        Fast(1).a = 2


def test_the_signature_is_that_of_the_class():
    names = [field.name for field in dataclasses.fields(Block)]
    assert list(inspect.signature(Block).parameters) == names
    assert inspect.signature(Block).parameters["confidence"].default == 1.0


def test_a_field_with_a_factory_is_refused():
    @dataclasses.dataclass(frozen=True, slots=True)
    class Other:
        a: list[int] = dataclasses.field(default_factory=list)

    with pytest.raises(TypeError, match="default_factory"):
        quickly_made(Other)
