"""Two page processes, one live, two workers over PostgreSQL; any of them dies at any moment.

No accepted post, answer or knock is lost or doubled, and an open page misses no event.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import random
import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .conftest import Instance
from .network import SPECIALTY, Network, call, free_port, listening, patiently

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("instances")]

SETTINGS = """
[undo_seconds]
question = 0
reply = 0
[limits]
ask = [10000, 1000000]
reply = [10000, 1000000]
api = [100000, 10000000]
"""
CASES = (
    "Lombalgie aiguë sans déficit, EVA 6, AINS contre-indiqués. Quelle alternative ?",
    "Paresthésies des deux mains la nuit, EMG normal. Des idées ?",
    "Anémie à 9 g/dL, VGM bas, ferritine normale. Quel bilan ensuite ?",
)
LOAD_SECONDS = 24
SETTLE_SECONDS = 90


@dataclass
class Load:
    """Colleagues who ask and answer as long as it lasts, and remember what was accepted."""

    port: int
    keys: list[str]
    until: float
    questions: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    refused: list[Any] = field(default_factory=list)

    def run(self, seed: int) -> None:
        chance = random.Random(seed)
        while time.monotonic() < self.until:
            asker, other = chance.sample(self.keys, 2)
            token = str(uuid.uuid4())
            question = patiently(
                self.port, asker, "/questions", self._case(chance), token, self.until + 60
            )
            if question.status != 201:
                self.refused.append(question.body)
                continue
            self.questions[token] = question.body["id"]
            self._answer(other, question.body["id"])

    def _case(self, chance: random.Random) -> dict[str, Any]:
        return {
            "body": chance.choice(CASES),
            "specialties": [SPECIALTY],
            "patient_would_recognise": False,
            "relative_would_recognise": False,
        }

    def _answer(self, key: str, question: str) -> None:
        token = str(uuid.uuid4())
        sent = {"body": "Un bilan simple d’abord, puis avis spécialisé.", "kind": "answer"}
        path = f"/questions/{question}/replies"
        answer = patiently(self.port, key, path, sent, token, self.until + 60)
        if answer.status not in (200, 201):
            self.refused.append(answer.body)
            return
        self.answers[token] = answer.body["id"]
        # A replay of what was accepted is the same answer, whichever process hears it.
        again = patiently(self.port, key, path, sent, token, self.until + 60)
        assert again.body["id"] == answer.body["id"]


class OpenPage(threading.Thread):
    """A browser on the home page: comes back with Last-Event-ID whenever it is cut."""

    def __init__(self, port: int, cookie: str) -> None:
        super().__init__(daemon=True)
        self.port, self.cookie = port, cookie
        self.heard: list[int] = []
        self.cuts = 0
        self.reloads = 0
        self.open = threading.Event()
        self.closing = False
        self._last = ""

    def run(self) -> None:
        while not self.closing:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self._listen()
            self.cuts += 1
            time.sleep(0.3)

    def _listen(self) -> None:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        headers = {"Cookie": self.cookie} | ({"Last-Event-ID": self._last} if self._last else {})
        link.request("GET", "/live?topics=home", headers=headers)
        response = link.getresponse()
        event = ""
        while response.status == 200 and (line := response.readline().decode()):
            if match := re.match(r"id: (\d+)", line):
                self._last = match[1]
            elif match := re.match(r"event: (\w+)", line):
                event = match[1]
            elif line == "\n" and event:
                self._note(event)
                event = ""
        link.close()

    def _note(self, event: str) -> None:
        if event == "ready":
            self.open.set()
        elif event == "reload":
            self.reloads += 1
        else:
            self.heard.append(int(self._last))


def settled(truth: dict[str, Any]) -> bool:
    waiting = {state for _id, state in truth["posts"].values()} - {"published"}
    return not (waiting or truth["unrung"] or set(truth["tasks"]) - {"SUCCESSFUL"})


def test_whatever_dies_nothing_accepted_is_lost_or_doubled(
    instance: Callable[[str], Instance], tmp_path: Path
) -> None:
    """Point 6, K11."""
    grown = instance("grown")
    grown.folder.mkdir(mode=0o700, exist_ok=True)
    (grown.folder / "toctoc.toml").write_text(SETTINGS)
    filled = json.loads(grown.run("tests.ops.network", "fill").stdout)
    pages, live = free_port(), free_port()
    with (tmp_path / "log").open("wb") as log:
        network = Network(grown, log)
        try:
            network.start("pages", "pages", "--processes", "2", "--port", str(pages))
            network.start("live", "live", "--port", str(live))
            network.start("worker", "worker", "--processes", "2")
            assert listening(pages, time.monotonic() + 60)
            assert listening(live, time.monotonic() + 60)
            story(grown, network, filled, pages, live)
        finally:
            network.stop()
    assert b"Traceback" not in (tmp_path / "log").read_bytes()


def story(grown: Instance, network: Network, filled: dict[str, Any], pages: int, live: int) -> None:
    page = OpenPage(live, filled["cookie"])
    page.start()
    assert page.open.wait(30)
    load = Load(pages, filled["keys"], time.monotonic() + LOAD_SECONDS)
    crowd = [threading.Thread(target=load.run, args=(seed,)) for seed in range(4)]
    for one in crowd:
        one.start()
    victims = [("worker", 0), ("pages", 0), ("live", 0), ("worker", 1), ("pages", 1), ("worker", 0)]
    for name, index in victims:
        time.sleep(LOAD_SECONDS / (len(victims) + 1))
        network.parts[name].kill_one(index)
    for one in crowd:
        one.join()
    truth = wait_until_settled(grown)
    check(load, page, truth)


def wait_until_settled(grown: Instance) -> dict[str, Any]:
    until = time.monotonic() + SETTLE_SECONDS
    while True:
        done = grown.run("tests.ops.network", "count")
        truth: dict[str, Any] = json.loads(done.stdout)
        if settled(truth) or time.monotonic() > until:
            return truth
        time.sleep(1)


def check(load: Load, page: OpenPage, truth: dict[str, Any]) -> None:
    accepted = load.questions | load.answers
    assert load.refused == []
    assert len(load.questions) > 5
    assert len(load.answers) == len(load.questions)
    # Every accepted text is there, once, under the number its author was given, and published.
    assert truth["posts"] == {token: [number, "published"] for token, number in accepted.items()}
    assert truth["tokens twice"] == []
    assert truth["accepted"] == len(accepted)
    # Every question rang, and a colleague is told of a question once.
    assert truth["unrung"] == 0
    assert truth["rings twice"] == []
    assert truth["knocks"] > 0
    assert truth["knocks"] == truth["knocks in the ledger"] == truth["knock notices"]
    assert truth["knocks miscounted"] == truth["answers miscounted"] == []
    assert truth["answer notices"] == truth["answers of others"] == len(load.answers)
    assert set(truth["tasks"]) == {"SUCCESSFUL"}
    assert truth["ledger"]
    # The open page was cut, came back and heard everything, in order, once.
    until = time.monotonic() + 20
    while len(page.heard) < len(truth["home"]) and time.monotonic() < until:
        time.sleep(0.2)
    page.closing = True
    assert page.cuts
    assert page.reloads == 0
    assert page.heard == truth["home"]


def test_a_stop_lets_each_request_end(instance: Callable[[str], Instance], tmp_path: Path) -> None:
    """`toctoc serve` on one machine: one port, streams and pages, and a clean end."""
    lite = instance("lite")
    (lite.folder / "toctoc.toml").write_text(SETTINGS)
    filled = json.loads(lite.run("tests.ops.network", "fill").stdout)
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        network = Network(lite, log)
        network.start("all", "--port", str(port))
        try:
            assert listening(port, time.monotonic() + 60)
            page = OpenPage(port, filled["cookie"])
            page.start()
            assert page.open.wait(30)
            load = Load(port, filled["keys"], time.monotonic())
            load.until += 1
            load.run(1)
            assert load.refused == []
            assert call(port, filled["keys"][0], "GET", "/me").status == 200
        finally:
            page.closing = True
            network.stop()
    assert network.parts["all"].process.returncode == 0
    assert b"Traceback" not in (tmp_path / "log").read_bytes()
