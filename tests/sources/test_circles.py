import pytest

from sources.circles import circle


@pytest.mark.parametrize(
    ("above", "ring"),
    [
        ({"a": None}, []),
        ({"a": "b"}, []),
        ({"a": "a"}, ["a", "a"]),
        ({"a": "b", "b": "c", "c": "a"}, ["a", "b", "c", "a"]),
        ({"a": "b", "b": "c", "c": "b"}, []),
    ],
    ids=["nothing above", "the end", "itself", "round", "into another circle"],
)
def test_a_circle_is_the_way_back(above, ring):
    assert circle("a", above) == ring
