"""The Data Package as another program reads it: the same tables are good, the same are broken."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import frictionless
import pytest

from helpers.course.questions import bank
from helpers.facts import FactError, checked, data_dir, data_package, table_names
from helpers.facts.schema import ANY, read_schema

#: Tables that lead to no other by foreign keys, and those that they lead to.
KEPT = ("lessons", "objectives", "questions", "options", "survival_check_values")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copies of some tables of the project, with a package of their own."""
    (tmp_path / "schemas").mkdir()
    for name in (*KEPT, "sources", "chain_links"):
        shutil.copy(data_dir() / "schemas" / f"{name}.toml", tmp_path / "schemas")
        shutil.copy(data_dir() / f"{name}.csv", tmp_path)
    (tmp_path / "datapackage.json").write_text(data_package(tmp_path), encoding="utf-8")
    return tmp_path


def independent(folder: Path) -> set[str]:
    """The tables that frictionless refuses."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.errors == []  # of the package itself
    return {task.name for task in report.tasks if not task.valid}


def ours(folder: Path) -> set[str]:
    refused = set()
    for name in table_names(folder):
        try:
            checked(name, folder)
        except FactError:
            refused.add(name)
    return refused


def test_another_program_reads_every_table_of_the_project() -> None:
    assert independent(data_dir()) == set()
    package = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    assert tuple(entry["name"] for entry in package["resources"]) == table_names()


#: The first question of the bank and two of its options, whatever they are.
Q, ONE, OTHER = next(
    (question.id, *(option.id for option in question.options[:2])) for question in bank().values()
)


def test_both_readers_take_the_copies(folder: Path) -> None:
    assert independent(folder) == ours(folder) == set()


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        pytest.param("survival_check_values", ",larsen,", ",larson,", id="enum"),
        pytest.param("survival_check_values", ",larsen,", ",,", id="required"),
        pytest.param("survival_check_values", ",larsen,1,", ",larsen,one,", id="number"),
        pytest.param("survival_check_values", ",larsen,1,", ",larsen,-1,", id="minimum"),
        pytest.param("survival_check_values", "reviewed_by", "reviewer", id="header"),
        pytest.param("survival_check_values", "fact_id,model", "model,fact_id", id="order"),
        pytest.param("options", f"{Q},{OTHER}", f"{Q},{ONE}", id="primary key"),
        pytest.param("options", f"{Q},{ONE}", f"no_question,{ONE}", id="foreign key"),
        pytest.param("questions", "Recognizing an", "Recognising an", id="two columns as one key"),
        pytest.param("questions", f"{Q},", f"{Q},1.5", id="integer"),
        pytest.param("options", ",yes\n", ",true\n", id="boolean"),
        pytest.param("lessons", ",20,", ",20,20,", id="cells"),
    ],
)
def test_what_both_can_express_both_refuse(folder: Path, table: str, old: str, new: str) -> None:
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert table in independent(folder)
    assert table in ours(folder)


def test_a_key_of_the_standard_leads_from_single_values_to_one_table() -> None:
    for name in table_names():
        schema = read_schema(data_dir() / "schemas" / f"{name}.toml")
        types = {one.name: one.type for one in schema.fields}
        for key in schema.foreign_keys:
            assert key.table != ANY and all(types[field] != "list" for field in key.fields)
        assert all(types[field] != "list" for group in schema.unique for field in group)
