"""A hurtful line, seen while typing, by hand and by keyboard (D4, K20)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import PHONE, axe, spill
from .serving import Instance
from .test_asking import knock, marks, recognise_nobody, write

pytestmark = pytest.mark.browser
LINE = "Quand les seins tombent comme ça, je refuse…"


def test_a_hurtful_line_is_remarked_on_and_its_author_stays_free(
    instance: Instance, visit: Callable[..., Any]
) -> None:
    window = visit(instance.member(), PHONE)
    page = window.open("/demander/")
    write(page, f"Ptose mammaire, avis ? {LINE}")
    assert marks(page) == [LINE]
    assert "sexisme" in page.inner_text("[data-guard]")
    assert page.inner_text("[data-guard-line]") == "1 passage à revoir"
    page.focus("[data-contest]")
    with page.expect_response("**/demander/verifier"):
        page.keyboard.press("Space")
    page.wait_for_selector("[data-guard] .kept")
    assert not marks(page)
    assert page.evaluate("document.activeElement.matches('[data-contest]')")
    with page.expect_response("**/demander/verifier"):
        page.keyboard.press("Space")  # taken back: the remark returns
    page.wait_for_selector(".finding-warn")
    axe(page)
    assert not spill(page)
    recognise_nobody(page)
    knock(page)
    page.wait_for_url("**/q/*")  # seen, and sent as it is
    assert not window.complaints
