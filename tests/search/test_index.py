from __future__ import annotations

import multiprocessing
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from toctoc.search import index
from toctoc.search.index import find, put, remove, similar
from toctoc.search.types import BusyError, Cursor

from .conftest import SECOND, answer, question

pytestmark = pytest.mark.usefixtures("empty_index")

SEED = (
    "SOS : H 44 a, RAS en-dehors d'un ttt rétinoïde fini il y a 2 mois. Depuis 2 jours, "
    "paresthésies et hypoesthésie unilatérales D7 à L3 ... pas de troubles objectifs, ROT ok, pas "
    "de troubles moteurs ni sphinctériens. Des idées ?"
)


@pytest.fixture
def cases(empty_index: None) -> None:
    put(
        [
            question("neuro", SEED, age=300, specialties=("SM32",), answered=True),
            answer(
                "neuro2", "neuro", "IRM médullaire pour éliminer une SEP.", age=300, answered=True
            ),
            question("avc", "F 71 a, AVC il y a 3 mois sous apixaban, HTA.", specialties=("SM32",)),
            question("long", "Accident vasculaire cérébral ancien, reprise du sport ?", age=900),
            question(
                "peau", "Lésion bénigne du dos, œdème autour. Les yeux vont bien.", age=50_000
            ),
            question(
                "sa", "Contractions à 31 semaines d'aménorrhée.", specialties=("SM20",), age=60
            ),
        ]
    )


def found(query: str, **filters: object) -> set[str]:
    return set(find(query, **filters).threads)  # type: ignore[arg-type]


@pytest.mark.usefixtures("cases")
class TestFind:
    @pytest.mark.parametrize(
        ("query", "threads"),
        [
            ("paresthesie", {"neuro"}),
            ("PARESTHÉSIES hypoesthésie", {"neuro"}),
            ("AVC", {"avc", "long"}),
            ("accident vasculaire cérébral", {"avc", "long"}),
            ("avc sport", {"long"}),
            ("l’hypertension artérielle", {"avc"}),
            ("sclérose en plaques", {"neuro"}),
            ("bénin", {"peau"}),
            ("oedeme", {"peau"}),
            ("œil", {"peau"}),
            ("SA", {"sa"}),
            ("eliquis", {"avc"}),
            ("troubles moteurs", {"neuro"}),
            ('"troubles moteurs"', {"neuro"}),
            ('"moteurs troubles"', set()),
            ("«troubles moteurs»", {"neuro"}),
            ("avc -sport", {"avc"}),
            ("-avc", {"neuro", "peau", "sa"}),
            ('avc -"reprise du sport"', {"avc"}),
            ("hypoesth*", {"neuro"}),
            ("contracsions", {"sa"}),
            ("en-dehors", {"neuro"}),
        ],
    )
    def test_words_meet_their_question(self, query: str, threads: set[str]) -> None:
        """M9: accents, plurals, abbreviations both ways, phrases, exclusions, one typing error."""
        assert found(query) == threads

    def test_answers_bring_their_thread_once(self) -> None:
        hits = find("médullaire IRM")
        assert [(hit.thread, hit.ref) for hit in hits.hits] == [("neuro", "neuro2")]

    def test_filters(self) -> None:
        assert found("avc", specialties=["SM32"]) == {"avc"}
        assert found("", specialties=["SM32", "SM20"]) == {"neuro", "avc", "sa"}
        assert found("", answered=True) == {"neuro"}
        assert found("avc", answered=True) == set()
        assert found("", until=SECOND - 800) == {"long", "peau"}
        assert found("", since=SECOND - 60, until=SECOND) == {"avc", "sa"}

    def test_an_empty_query_lists_newest_first(self) -> None:
        assert find("").threads == ("avc", "sa", "neuro", "long", "peau")

    def test_most_of_the_words_when_none_has_all(self) -> None:
        hits = find("paresthésies hypoesthésie unilatérales girafe")
        assert hits.loose
        assert hits.threads == ("neuro",)

    def test_grammar_alone_finds_nothing(self) -> None:
        assert find("de la et pas").hits == ()

    def test_what_is_removed_is_found_no_more(self) -> None:
        remove(["neuro2"])
        assert found("médullaire") == set()
        assert found("paresthésies") == {"neuro"}

    def test_removing_a_question_removes_its_thread(self) -> None:
        """K18: a take-down leaves no answer behind."""
        remove(["neuro"])
        assert found("médullaire") == found("paresthésies") == set()

    def test_an_edit_replaces_what_was_said(self) -> None:
        put([question("avc", "Finalement une migraine.")])
        assert found("avc") == {"long"}
        assert found("migraine") == {"avc"}


class TestPages:
    @pytest.fixture
    def many(self, empty_index: None) -> None:
        rng = random.Random(3)
        documents = []
        for number in range(300):
            text = "toux " + " ".join(rng.choices(["fièvre", "rash", "genou", "dos"], k=6))
            age = rng.randrange(40)
            documents.append(question(f"q{number}", text, age=age))
            documents += [
                answer(f"q{number}a{n}", f"q{number}", "toux sèche", age=age)
                for n in range(rng.randrange(4))
            ]
        put(documents)

    @pytest.mark.usefixtures("many")
    @pytest.mark.parametrize("order", ["recent", "relevance"])
    def test_every_thread_comes_once_on_some_page(self, order: str) -> None:
        seen: list[str] = []
        after = None
        while True:
            page = find("toux", order=order, after=after, limit=7)  # type: ignore[arg-type]
            seen += page.threads
            after = Cursor.decode(page.after.encode()) if page.after else None
            if after is None:
                break
        assert len(seen) == len(set(seen)) == 300

    @pytest.mark.usefixtures("many")
    def test_a_new_question_does_not_shift_the_next_page(self) -> None:
        first = find("toux", order="recent", limit=10)
        expected = find("toux", order="recent", after=first.after, limit=10)
        put([question("new", "toux", age=-100)])
        assert find("toux", order="recent", after=first.after, limit=10).threads == expected.threads
        assert find("toux", order="recent", limit=1).threads == ("new",)

    @pytest.mark.parametrize(
        "text", ["", "x", "1~2", "zz~~1", "-5~~0", "1~nan~0", "1~inf~0", "9" * 99]
    )
    def test_a_forged_cursor_starts_at_the_top(self, text: str) -> None:
        assert Cursor.decode(text) is None


class TestSimilar:
    @pytest.mark.usefixtures("cases")
    def test_the_same_case_said_otherwise_is_close(self) -> None:
        """M9: typing a question shows the answered ones that resemble it."""
        close = similar("Paresthésie et hypo-esthésie du tronc d'un seul côté, sans trouble moteur")
        assert [one.thread for one in close] == ["neuro"]
        assert close[0].shared

    @pytest.mark.usefixtures("cases")
    def test_abbreviations_and_brands_count(self) -> None:
        close = similar("Accident vasculaire cérébral récent chez une hypertendue sous eliquis")
        assert close[0].thread == "avc"

    @pytest.mark.usefixtures("cases")
    def test_only_answered_ones_when_asked(self) -> None:
        assert similar("AVC sous apixaban", answered_only=True) == []

    @pytest.mark.usefixtures("cases")
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Bonjour, un avis svp ?",
            "Nourrisson de 4 mois, bronchiolite, refus du biberon, saturation 93 %",
            "Patient de 60 ans, que feriez-vous ? Merci de votre aide et de vos idées",
        ],
    )
    def test_unrelated_texts_have_no_neighbour(self, text: str) -> None:
        assert similar(text) == []


class TestHostile:
    @pytest.mark.parametrize(
        "query",
        ["\0", "\0\0avc", '"', '""', "-", "--", '-"', "*", "a*", "()", "body:x", "[1 TO 2]", "x" * 10**6,  # noqa: E501
         "avc " * 10**5, "é" * 50, "\u202e", "🤒", "' OR 1=1", "\\", "AND OR NOT", "=avc", "~^"],
    )  # fmt: skip
    @pytest.mark.usefixtures("cases")
    def test_nothing_typed_breaks_the_search(self, query: str) -> None:
        assert find(query).ready
        similar(query)

    @hypothesis_settings(
        max_examples=150,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(st.text(max_size=80) | st.text(alphabet="avc\"-* «»'()", max_size=40))
    def test_any_text(self, query: str) -> None:
        assert find(query).ready
        similar(query)

    @pytest.mark.usefixtures("cases")
    def test_odd_filters(self) -> None:
        assert find("avc", specialties=["", "'", "x" * 5000]).hits == ()
        assert find("avc", since=-5, until=2**70, limit=10**9).total == 2

    def test_a_hostile_text_is_indexed(self) -> None:
        put([question("q", "avc \0 " + "x" * 10**6), question("r", "\ud800 toux")])
        assert found("avc") == {"q"}


def _write(folder: str, start: int) -> None:
    from toctoc.search._store import Store

    for number in range(start, start + 10):
        with Store(Path(folder)).changing(60) as batch:
            assert batch is not None
            batch.put([question(f"q{number}", "toux")])


class TestProcesses:
    def test_two_processes_write_at_once(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        writers = [context.Process(target=_write, args=(str(folder), n)) for n in (0, 100)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(120)
        assert [writer.exitcode for writer in writers] == [0, 0]
        assert len(find("toux", limit=100).hits) == 20

    def test_a_writer_that_waits_too_long_says_so(self) -> None:
        with index.store().changing(1), pytest.raises(BusyError):
            put([question("q", "toux")], wait=0.1)

    def test_readers_see_the_old_index_during_a_rebuild(self) -> None:
        put([question("old", "toux")])
        with index.store().replacing(1) as batch:
            batch.put([question("new", "toux")])
            assert found("toux") == {"old"}
        assert found("toux") == {"new"}

    def test_a_rebuild_that_fails_changes_nothing(self) -> None:
        put([question("old", "toux")])
        with pytest.raises(RuntimeError), index.store().replacing(1):
            raise RuntimeError
        assert found("toux") == {"old"}


class TestDamage:
    def test_no_index_is_said_not_raised(self, folder: Path) -> None:
        (folder / "current").unlink()
        assert not find("toux").ready
        assert similar("toux fièvre") == []
        assert put([question("q", "toux")]) == 0

    @pytest.mark.usefixtures("cases")
    @pytest.mark.parametrize("suffix", ["json", "idx", "term", "store", "fast"])
    def test_a_damaged_index_is_said_not_raised(self, folder: Path, suffix: str) -> None:
        for path in folder.rglob(f"*.{suffix}"):
            path.write_bytes(b"\0garbage" * 20)
        index._store.cache_clear()
        hits = find("paresthésies")
        assert hits.ready is False or hits.hits is not None
        index._store.cache_clear()
