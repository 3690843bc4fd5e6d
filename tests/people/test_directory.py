"""The national directory, read as it comes: shuffled, latin-1, zipped, broken, interrupted (X2)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from toctoc.ledger.models import Entry
from toctoc.people import directory, opposition
from toctoc.people._directory_invent import HEADER, rows, write
from toctoc.people._directory_rows import Reader, column_name
from toctoc.people.directory import DirectoryError, import_file
from toctoc.people.models import DirectoryEntry, DirectoryImport

from .conftest import NOW, rpps

NAMES = HEADER.split("|")


def line(number: str, family: str = "FAUBERT", given: str = "Éloïse", **fields: str) -> str:
    """One row of the extraction; keyword names are parts of column names."""
    values = {
        "Type d'identifiant PP": "8",
        "Identifiant PP": number,
        "Identification nationale PP": f"8{number}",
        "Nom d'exercice": family,
        "Prénom d'exercice": given,
        "Code profession": "10",
        "Code catégorie professionnelle": "C",
    } | {next(n for n in NAMES if n.startswith(k.replace("_", " "))): v for k, v in fields.items()}
    return "|".join(values.get(name, "") for name in NAMES)


@pytest.fixture
def load(tmp_path, db):
    def go(content: str | bytes, name: str = "PS_LibreAcces_Personne_activite_1.txt", **kwargs):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_file(path, report=tmp_path / "refused.tsv", **kwargs)

    return go


def test_every_column_of_ecosystem_is_in_our_header():
    assert len(NAMES) == 57
    assert NAMES[-1] == "", "the trailing empty column of the real file"
    assert column_name("Libellé commune (coord. structure)") == "libelle commune"
    assert column_name("Prénom d’exercice") == column_name("PRENOM D'EXERCICE")


def test_a_practitioner_with_two_places_is_one_entry_with_the_best_specialty(load):
    one = line(rpps(1), Code_savoir="SM54", Code_Département="63")
    two = line(rpps(1), Code_savoir="SM32", Code_Département="63")
    for body in ([one, two], [two, one]):
        DirectoryEntry.objects.all().delete()
        run = load("\n".join([HEADER, *body]))
        entry = DirectoryEntry.objects.get()
        assert (entry.specialty, entry.department) == ("SM32", "63")
        assert (entry.family_key, entry.given_key) == ("faubert", "eloise")
        assert (run.rows, run.kept) == (2, 1)


def test_rows_of_one_person_far_apart_are_merged_too(load):
    body = [line(rpps(9), Code_savoir="SM32"), *[line(rpps(n)) for n in range(10, 30)]]
    run = load("\n".join([HEADER, *body, line(rpps(9), Code_savoir="SM54")]), batch=5)
    assert DirectoryEntry.objects.get(idnps="8" + rpps(9)).specialty == "SM32"
    assert run.kept == 21


def test_columns_are_found_by_name_wherever_they_are(load):
    order = sorted(range(len(NAMES)), key=lambda place: NAMES[place][::-1])
    shuffled = [
        "|".join(text.split("|")[place] for place in order)
        for text in (HEADER, line(rpps(1), Code_savoir="SM40"))
    ]
    load("\n".join(shuffled))
    assert DirectoryEntry.objects.get().specialty == "SM40"


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_utf8_with_and_without_a_bom(load, bom):
    load(bom + f"{HEADER}\r\n{line(rpps(1))}\r\n".encode())
    assert DirectoryEntry.objects.get().given == "Éloïse"


def test_a_latin1_file_and_a_stray_latin1_line(load):
    load(f"{HEADER}\n{line(rpps(1))}\n".encode("latin-1"))
    assert DirectoryEntry.objects.get().given == "Éloïse"
    load(f"{HEADER}\n{line(rpps(2))}\n".encode() + line(rpps(3)).encode("latin-1"))
    assert set(DirectoryEntry.objects.values_list("given", flat=True)) == {"Éloïse"}


def test_the_official_archive_is_read_inside(tmp_path, db):
    path = tmp_path / "PS_LibreAcces_202611220700.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("PS_LibreAcces_SavoirFaire_1.txt", "autre")
        body = "\n".join([HEADER, *(line(rpps(n)) for n in range(50))])
        archive.writestr("PS_LibreAcces_Personne_activite_1.txt", body)
    assert import_file(path, report=tmp_path / "r.tsv", batch=7).kept == 50


def test_refused_lines_are_reported_without_their_content(load, tmp_path):
    bad = [
        "rien",
        line("10001234567"),
        line("123"),
        line(rpps(1), family=""),
        line(rpps(2), Code_profession="zzz"),
        line(rpps(3), given="a\x00b"),
        line(rpps(4)).replace("8|", "3|", 1),
        "x" * 40_000,
        line(rpps(5)),
    ]
    run = load("\n".join([HEADER, *bad]))
    assert (run.rows, run.kept, run.refused) == (9, 1, 8)
    assert run.reasons == {
        "too_few_columns": 1,
        "wrong_key": 1,
        "wrong_length": 1,
        "no_name": 1,
        "unknown_profession": 1,
        "control_characters": 1,
        "unknown_identifier_type": 1,
        "line_too_long": 1,
    }
    report = (tmp_path / "refused.tsv").read_text().splitlines()
    assert report[0] == "2\ttoo_few_columns\t"
    assert report[1] == "3\twrong_key\t10001234567"
    assert "FAUBERT" not in "".join(report)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"a|b|c\n1|2|3\n", b"\x00\x01\x02", b"%PDF-1.7", "Nom|Prénom\n".encode("utf-16")],
)
def test_another_file_is_not_imported(load, content):
    with pytest.raises(DirectoryError):
        load(content)
    assert not DirectoryImport.objects.exists()


def test_a_missing_file_and_another_archive_say_so(tmp_path, db):
    with pytest.raises(DirectoryError, match="no such file"):
        import_file(tmp_path / "none.txt", report=tmp_path / "r")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.md", "x")
    with pytest.raises(DirectoryError, match="Personne_activite"):
        import_file(tmp_path / "other.zip", report=tmp_path / "r")


def test_who_left_the_directory_is_marked_and_welcomed_back(load):
    """X3: an entry no longer in a complete import is listed, not deleted."""
    everybody = [line(rpps(n)) for n in range(10)]
    load("\n".join([HEADER, *everybody]))
    run = load("\n".join([HEADER, *everybody[:9]]))
    assert run.marked == 1
    assert directory.marked() == ["8" + rpps(9)]
    load("\n".join([HEADER, *everybody, "fin"]))
    assert directory.marked() == []


def test_a_truncated_download_marks_nobody(load):
    load("\n".join([HEADER, *(line(rpps(n)) for n in range(10))]))
    assert load("\n".join([HEADER, *(line(rpps(n)) for n in range(3))])).marked == 0
    assert directory.marked() == []


def test_the_same_file_twice_is_read_once(load):
    content = "\n".join([HEADER, line(rpps(1))])
    assert load(content).pk == load(content).pk


class Stop(Exception):
    pass


def test_an_import_stopped_anywhere_goes_on_where_it_was(load, tmp_path):
    """The report is cut back to the last commit: nothing is listed twice."""
    content = "\n".join([HEADER, *(line(rpps(n)) if n % 4 else "rien" for n in range(40))])

    def stop(position: int, size: int, run: DirectoryImport) -> None:
        if run.rows >= 20:
            with (tmp_path / "refused.tsv").open("a") as report:
                report.write("half a li")
            raise Stop

    with pytest.raises(Stop):
        load(content, batch=5, progress=stop)
    assert 0 < DirectoryEntry.objects.count() < 30
    run = load(content, batch=5)
    assert (run.rows, run.kept, run.refused) == (40, 30, 10)
    numbers = [row.split("\t")[0] for row in (tmp_path / "refused.tsv").read_text().splitlines()]
    assert numbers == [str(n + 2) for n in range(0, 40, 4)]


def test_invented_files_depend_on_the_seed_only(tmp_path):
    assert list(rows(200, 7)) == list(rows(200, 7))
    assert list(rows(200, 7)) != list(rows(200, 8))
    reader = Reader(HEADER)
    assert all(reader.read(row) for row in rows(500, 1))


def environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "TOCTOC_DEMO")}
    return kept | {"TOCTOC_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "toctoc.ops.settings"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


@pytest.fixture
def instance(tmp_path):
    """An instance of its own on SQLite, migrated."""
    subprocess.run(
        command("toctoc.ops.manage", "migrate", "--skip-checks", "-v0"),
        env=environment(tmp_path),
        check=True,
    )
    return tmp_path


@pytest.mark.processes
def test_sigkill_in_the_middle_loses_and_doubles_nothing(instance):
    file = instance / "PS_LibreAcces_Personne_activite_1.txt"
    write(file, 30_000, seed=3)
    database = instance / "toctoc.sqlite3"
    process = subprocess.Popen(
        command("toctoc.people.directory_cli", str(file)),
        env=environment(instance),
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and _count(database) < 4_000:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = subprocess.run(
        command("toctoc.people.directory_cli", str(file)),
        env=environment(instance),
        capture_output=True,
        text=True,
        check=True,
    )
    practitioners = len({row.split("|")[1] for row in rows(30_000, 3)})
    assert _count(database) == practitioners
    assert "30 000 lignes lues" in done.stdout


def _count(database: Path) -> int:
    import pysqlite3

    connection = pysqlite3.connect(database)
    try:
        return int(connection.execute("SELECT count(*) FROM people_directoryentry").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.processes
def test_two_hundred_thousand_lines_stay_under_150_mb(instance):
    """A bound, not a timing: memory depends on the batch, not on the file."""
    file = instance / "PS_LibreAcces_Personne_activite_1.txt"
    write(file, 200_000, seed=4)
    # VmHWM, not ru_maxrss: a child inherits the peak of the process that started it.
    code = (
        "import re, sys; from toctoc.people.directory_cli import main; "
        "code = main(sys.argv[1:]); "
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]); "
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        env=environment(instance),
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout.splitlines()[-1]) < 150 * 1024


def test_invented_people_of_the_demo_can_be_found(db, settings):
    """A lone visitor can try the way through sponsors."""
    from toctoc.ops.psc_demo.identities import IDENTITIES

    claims = [identity.claim for identity in IDENTITIES.values()]
    assert directory.enter_invented(claims, at=NOW) == 8
    assert directory.enter_invented(claims, at=NOW) == 8
    assert DirectoryEntry.objects.get(idnps=IDENTITIES["intern"].number).category == "E"
    settings.DEMO = False
    assert directory.enter_invented(claims, at=NOW) == 0


def test_who_opposed_is_taken_out_and_stays_out_after_the_next_import(load):
    """X5: an opposition outlives the directory it was made against."""
    one, two = f"8{rpps(1)}", f"8{rpps(2)}"
    load("\n".join([HEADER, line(rpps(1)), line(rpps(2))]))
    assert opposition.oppose(one, at=NOW)
    assert not opposition.oppose(one, at=NOW), "asking twice opposes once"
    assert set(DirectoryEntry.objects.values_list("idnps", flat=True)) == {two}
    run = load("\n".join([HEADER, line(rpps(1)), line(rpps(2)), line(rpps(3))]))
    assert run.kept == 2
    assert not DirectoryEntry.objects.filter(idnps=one).exists()
    assert not Entry.objects.filter(facts__contains=rpps(1)).exists(), "the ledger names nobody"
    assert opposition.lift(one, at=NOW)
    load("\n".join([HEADER, line(rpps(1)), line(rpps(4))]))
    assert DirectoryEntry.objects.filter(idnps=one).exists()
