"""A learner who knows SQL reads and writes their own rows and nothing else, by whichever way."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from helpers.course.__main__ import main
from helpers.course.answer import DATABASE, Foreign, Given, NotKept
from helpers.course.hub import database
from helpers.course.hub.rights import NotDone
from helpers.course.hub.store import HubStore
from tests.absent import leave
from tests.postgres import Server, libpq, name_of

GIVEN = Given("bus_stop_gasp", 1, "press", "00_start_here")
READ = "SELECT login, option_id FROM life_support.answers"
_NEW = "(question_id, question_version, attempt, option_id, answered_at, lesson, answer_id"
_VALUES = "('q', 1, 1, 'a', '2026-01-01', 'l', gen_random_uuid()"


@pytest.fixture(scope="module", autouse=True)
def both(owner: str, ana: str, ben: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Both learners have answered."""
    for address in (ana, ben):
        HubStore(address, tmp_path_factory.mktemp("x")).keep(GIVEN)


def asked(address: str, *lines: str) -> list[tuple[object, ...]]:
    """What SQL gets in one session, the last statement's rows."""
    with psycopg.connect(libpq(address), autocommit=True) as connection:
        for line in lines:
            found = connection.execute(line)
        return found.fetchall() if found.description else [(found.rowcount,)]


def everything(server: Server, owner: str) -> list[tuple[object, ...]]:
    with server.boss(name_of(owner)) as boss:
        rows = "SELECT to_jsonb(a) FROM life_support.answers a ORDER BY place"
        logins = "SELECT to_jsonb(l) FROM life_support.learners l ORDER BY login"
        return [*boss.execute(rows).fetchall(), *boss.execute(logins).fetchall()]


def test_a_learner_reads_their_own_rows(ana: str) -> None:
    assert {row[0] for row in asked(ana, READ)} == {"ana"}
    assert asked(ana, "SELECT login FROM life_support.learners") == [("ana",)]


@pytest.mark.parametrize(
    "lines",
    [
        ["SET ROLE ben", READ],
        ["SET SESSION AUTHORIZATION ben", READ],
        ["SELECT set_config('role', 'ben', false)", READ],
        ["SELECT set_config('session_authorization', 'ben', false)", READ],
        ["SET ROLE school", READ],
        ["SET ROLE {base}_instructors", READ],
        ["SET row_security = off", READ],
        ["UPDATE life_support.answers SET option_id = 'right'"],
        ["UPDATE life_support.answers SET login = 'ben'"],
        ["DELETE FROM life_support.answers"],
        ["TRUNCATE life_support.answers"],
        ["SELECT * FROM life_support.answers FOR UPDATE"],
        [f"INSERT INTO life_support.answers {_NEW}, login) VALUES {_VALUES}, 'ben')"],
        [f"INSERT INTO life_support.answers {_NEW}, login) VALUES {_VALUES}, 'ana')"],
        [
            f"INSERT INTO life_support.answers {_NEW}) VALUES {_VALUES}) "
            "ON CONFLICT (login, question_id, attempt) DO UPDATE SET option_id = 'right'"
        ],
        ["INSERT INTO life_support.learners VALUES ('ana2', 'E09')"],
        ["UPDATE life_support.learners SET learner_id = 'E02'"],
        ["ALTER TABLE life_support.answers DISABLE ROW LEVEL SECURITY"],
        ["DROP POLICY learner_reads ON life_support.answers"],
        ["CREATE POLICY mine ON life_support.answers USING (true)"],
        ["ALTER ROLE ana BYPASSRLS"],
        ["ALTER ROLE ben PASSWORD 'mine'"],
        ["GRANT {base}_instructors TO ana"],
        ["GRANT ben TO ana"],
        ["CREATE TABLE life_support.mine (a int)"],
        ["CREATE TEMPORARY TABLE answers (a int)"],
        ["COPY life_support.answers TO PROGRAM 'cat'"],
        ["COPY (SELECT 1) TO '/tmp/answers'"],
        ["BEGIN", "LOCK TABLE life_support.learners IN SHARE ROW EXCLUSIVE MODE"],
        ["SELECT rolpassword FROM pg_authid"],
        ["SELECT last_value FROM life_support.answers_place_seq"],
    ],
    ids=lambda lines: lines[-1 if lines[0] == "BEGIN" else 0][:60],
)
def test_whatever_else_a_learner_tries_is_refused(
    lines: list[str], postgres: Server, owner: str, ana: str
) -> None:
    before = everything(postgres, owner)
    with pytest.raises(psycopg.Error) as refused:
        asked(ana, *(line.replace("{base}", name_of(owner)) for line in lines))
    assert refused.value.sqlstate in ("42501", "0LP01"), refused.value
    assert everything(postgres, owner) == before


@pytest.mark.parametrize(
    "line",
    [
        "SET ROLE {base}_learners",
        "SELECT set_config('life_support.login', 'ben', false)",
        "SELECT set_config('app.current_user', 'ben', false)",
        "SET search_path = life_support, pg_temp",
        "SET application_name = 'ben'",
    ],
)
def test_no_setting_shows_another_learners_rows(line: str, owner: str, ana: str) -> None:
    assert {row[0] for row in asked(ana, line.replace("{base}", name_of(owner)), READ)} <= {"ana"}


def test_another_learners_answers_do_not_show_in_what_is_refused(
    postgres: Server, owner: str, ana: str
) -> None:
    """The id of an answer of somebody else's can be used: nothing tells that it is there."""
    with postgres.boss(name_of(owner)) as boss:
        found = boss.execute(
            "SELECT answer_id FROM life_support.answers WHERE login = 'ben'"
        ).fetchone()
    assert found
    values = _VALUES.replace("'q'", "'of_ben'").replace("gen_random_uuid()", f"'{found[0]}'")
    assert asked(ana, f"INSERT INTO life_support.answers {_NEW}) VALUES {values})") == [(1,)]
    assert {row[0] for row in asked(ana, READ)} == {"ana"}


def test_a_cost_of_a_query_lets_a_learners_function_see_nothing(ana: str) -> None:
    """A condition of the learner's own is asked after the rule, never before."""
    found = asked(ana, f"{READ} WHERE 1 / (CASE WHEN login = 'ben' THEN 0 ELSE 1 END) = 1")
    assert {row[0] for row in found} == {"ana"}


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (READ, "ana|press"),
        ("SET ROLE ben", "permission denied"),
        (r"\set login ben \\ SELECT login FROM life_support.answers WHERE login = :'login'", ""),
        ("UPDATE life_support.answers SET option_id = 'x'", "permission denied"),
    ],
)
def test_psql(sql: str, told: str, postgres: Server, ana: str) -> None:
    psql = next(
        (path for path in (postgres.binaries / "psql", Path("/usr/bin/psql")) if path.exists()),
        None,
    )
    if psql is None:
        leave("POSTGRES", "psql is not installed beside the server")
    done = subprocess.run(
        [psql, "-X", "-A", "-t", libpq(ana)],
        input=sql,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": "/nonexistent"},
    )
    said = done.stdout + done.stderr
    assert told in said and "ben" not in said.replace('"ben"', "")
    assert told or not said.strip()


def test_an_instructor_reads_all_and_writes_nothing(owner: str, postgres: Server) -> None:
    ines = database.instructor(owner, "ines")
    assert {row[0] for row in asked(ines, READ)} == {"ana", "ben"}
    before = everything(postgres, owner)
    for line in (
        f"INSERT INTO life_support.answers {_NEW}) VALUES {_VALUES})",
        "DELETE FROM life_support.answers",
        "UPDATE life_support.answers SET option_id = 'a'",
        "SET ROLE ana",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asked(ines, line)
    assert everything(postgres, owner) == before


def test_the_owner_changes_no_answer(owner: str, postgres: Server) -> None:
    before = everything(postgres, owner)
    assert asked(owner, "UPDATE life_support.answers SET option_id = 'right'") == [(0,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(owner, f"INSERT INTO life_support.answers {_NEW}, login) VALUES {_VALUES}, 'ana')")
    assert everything(postgres, owner) == before


# -- an address that is not one learner's ---------------------------------------------------


def refused(address: str, folder: Path, told: str) -> None:
    with pytest.raises(NotKept, match=told) as raised:
        HubStore(address, folder).keep(GIVEN)
    assert address.rpartition("@")[0].rpartition(":")[2] not in str(raised.value)


def test_a_login_that_is_not_a_learners_alone_is_refused(
    postgres: Server, owner: str, ana: str, tmp_path: Path
) -> None:
    base = name_of(owner)
    boss = postgres.url("boss", "boss-secret-of-the-test", base)
    shared = r".*several people share.*Ask whoever looks after the hub for an address"
    refused(owner, tmp_path, f"'school' owns the answers{shared}")
    refused(boss, tmp_path, f"'boss' owns the answers{shared}")
    refused(database.instructor(owner, "ines"), tmp_path, f"'ines' is an instructor's{shared}")
    for name, line in (
        ("wide", "ALTER ROLE wide BYPASSRLS"),
        ("double", "GRANT ben TO doubled"),
        ("other", "ALTER ROLE other SET ROLE = 'ben'"),
    ):
        login = {"double": "doubled"}.get(name, name)
        address = database.grant(owner, f"X-{name}", login)
        with postgres.boss() as connection:
            connection.execute(line)
            if name == "other":
                connection.execute("GRANT ben TO other")
        told = {"wide": "is held back by no rule", "double": "may also act as ben"}
        refused(address, tmp_path, told.get(name, "may also act as ben"))
    with postgres.boss() as connection:
        connection.execute(f"CREATE ROLE class LOGIN PASSWORD 'x-secret' IN ROLE {base}_learners")
    refused(postgres.url("class", "x-secret", base), tmp_path, "'class' belongs to no learner")
    with postgres.boss() as connection:
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'x-secret'")
    refused(postgres.url("guest", "x-secret", base), tmp_path, "permission denied for database")


def test_one_address_for_two_users_of_the_hub_is_refused(
    ana: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "ana")
    assert HubStore(ana, tmp_path).learner() == "E01"
    from helpers.course.hub import store

    store._admitted.clear()  # another kernel, of somebody else
    monkeypatch.setenv("JUPYTERHUB_USER", "ben")
    refused(ana, tmp_path, r"the hub calls you 'ben', and its login is 'ana', somebody else's")


# -- the owner's commands -------------------------------------------------------------------


def test_the_rights_are_laid_anew_and_nothing_is_lost(owner: str, postgres: Server) -> None:
    before = everything(postgres, owner)
    with postgres.boss(name_of(owner)) as boss:
        boss.execute("ALTER TABLE life_support.answers DISABLE ROW LEVEL SECURITY")
        boss.execute(f"GRANT UPDATE ON life_support.answers TO {name_of(owner)}_learners")
    database.upgrade(owner)
    assert everything(postgres, owner) == before
    with postgres.boss(name_of(owner)) as boss:
        closed = "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s"
        assert boss.execute(closed, ["answers"]).fetchone() == (True, True)
        may = "SELECT has_table_privilege('ana', 'life_support.answers', 'UPDATE')"
        assert boss.execute(may).fetchone() == (False,)


def test_without_tables_it_is_told_what_to_run(postgres: Server, tmp_path: Path) -> None:
    with pytest.raises(Foreign, match=r"no tables of this edition.*database upgrade"):
        HubStore(postgres.database(), tmp_path).learner()
    with pytest.raises(NotDone, match=r"nothing was done.*run upgrade first"):
        database.grant(postgres.database(), "E01")


def test_only_the_owner_of_the_database_upgrades_it(ana: str) -> None:
    with pytest.raises(NotDone, match=r"'ana' was read.*belongs to 'school'.*ALTER DATABASE"):
        database.upgrade(ana)
    with pytest.raises(NotDone, match="permission denied"):
        database.grant(ana, "E05")


def test_a_login_is_one_learners_and_nobody_elses_is_taken(owner: str, ana: str) -> None:
    for learner, login, told in (
        ("E05", "ana", "'E01' has the login 'ana'"),
        ("E01", "ana3", "'E01' has the login 'ana'"),
        ("E05", "boss", "a login 'boss' already that was not made for this"),
        ("E05", "school", "a login 'school' already"),
        ("local-12", "", "made at random"),
        ("E" * 64, "", "too long"),
    ):
        with pytest.raises(NotDone, match=told):
            database.grant(owner, learner, login)
    with pytest.raises(ValueError, match="cannot be an id"):
        database.grant(owner, "E05", 'x"; DROP TABLE')
    with pytest.raises(NotDone, match="is a learner's login"):
        database.instructor(owner, "ana")
    assert asked(ana, "SELECT 1") == [(1,)]  # no password was changed


def test_a_new_password_ends_the_old_one(owner: str, tmp_path: Path) -> None:
    first = database.grant(owner, "E07", "Eva-María@school.example")
    second = database.grant(owner, "E07", "Eva-María@school.example")
    assert HubStore(second, tmp_path).keep(GIVEN).learner_id == "E07"
    refused(first, tmp_path, "password authentication failed")


def test_a_learner_is_forgotten_with_all_answers_and_the_login(
    owner: str, ben: str, postgres: Server, tmp_path: Path
) -> None:
    zoe = database.grant(owner, "Z01", "zoe")
    for _ in range(3):
        HubStore(zoe, tmp_path).keep(GIVEN)
    assert database.forget(owner, "Z01") == 3
    assert "zoe" not in str(everything(postgres, owner)) and asked(ben, READ)
    refused(zoe, tmp_path, "authentication failed")
    with pytest.raises(NotDone, match="no learner has the id 'Z01'"):
        database.forget(owner, "Z01")


def test_no_password_is_in_the_servers_log(owner: str, postgres: Server) -> None:
    with postgres.boss() as boss:
        boss.execute("ALTER SYSTEM SET log_statement = 'all'")
        boss.execute("SELECT pg_reload_conf()")
    password = database.grant(owner, "E08").rpartition("@")[0].rpartition(":")[2]
    log = (postgres.folder / "log").read_text()
    assert "ALTER ROLE" in log and password not in log


def test_the_command_line(
    postgres: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["database", "upgrade"]) == 2 and "is not set" in capsys.readouterr().out
    monkeypatch.setenv(DATABASE, postgres.database())
    assert main(["database", "upgrade"]) == 0 and "up to date" in capsys.readouterr().out
    assert main(["database", "grant", "C01", "--login", "cleo"]) == 0
    address = capsys.readouterr().out.strip()
    assert asked(address, "SELECT current_user") == [("cleo",)]
    assert main(["database", "instructor", "ida"]) == 0
    assert asked(capsys.readouterr().out.strip(), READ) == []
    assert main(["database", "grant", "C01", "--login", "other"]) == 1
    assert "has the login 'cleo'" in capsys.readouterr().err
    assert main(["database", "forget", "C01"]) == 0
    assert "0 answers of C01 were deleted" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["database"])
