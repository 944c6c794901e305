from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from tests.shipped import FIXTURES

if TYPE_CHECKING:
    from sources.ledger import Report


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: Any) -> "Iterator[Report]":
    """The shipped content, loaded once for all tests of a module, which only read."""
    from careers import content  # not before the settings are there

    with django_db_blocker.unblock(), transaction.atomic():
        yield content.load(FIXTURES)
        transaction.set_rollback(True)
