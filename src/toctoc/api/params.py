"""Values that stand in addresses and headers; a wrong id is simply not found."""

from __future__ import annotations

from typing import Annotated

from ninja import Header, Path, Query

_ID = r"^[0-9a-z]{12}$"
Id = Annotated[str, Path(pattern=_ID)]
Target = Annotated[str, Path(pattern=r"^(ask|(reply|edit):[0-9a-z]{12})$")]
# The client's own number for a submission: the same one twice publishes once.
Key = Annotated[str | None, Header(alias="Idempotency-Key", pattern=r"^[!-~]{8,36}$")]
Words = Annotated[str, Query(max_length=200)]
Cursor = Annotated[str, Query(max_length=100)]
Code = Annotated[str, Query(max_length=8)]
Limit = Annotated[int, Query(ge=1, le=50)]
Number = Annotated[int | None, Query(ge=0, le=2**62)]
Days = Annotated[int | None, Query(ge=1, le=36_500)]
