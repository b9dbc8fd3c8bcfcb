"""Two real nodes that share a var folder, a PostgreSQL and a Redis are one service to whoever asks or administers."""

import itertools
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import postgres, redis_server
from tests.deploy.site import PER_MINUTE, Shared, Site, cookie_of, running
from tests.workplace import DECISION, GOLDEN
from web.admin.passwords import Passwords
from web.clock import utc_now
from web.records.accounts import Accounts
from web.records.asked import Questions
from web.records.roles import Role

QUESTION = "Vilka organisationer kan ansluta sig till strategin?"
PRICE = "Ett luftslott i Fjärdhundra kostar nittiosju riksdaler."
CASTLE = "Vad kostar ett luftslott i Fjärdhundra?"
FOLLOWED_SECONDS = 5.0
EMAIL, PASSWORD = "anna@example.org", "trollkarl kanot rabarber"


@pytest.fixture(scope="module")
def site(postgresql: postgres.Cluster, published_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    program = redis_server.program()
    if program is None:
        pytest.skip("Redis saknas. Installera paketet redis-server.")
    folder = tmp_path_factory.mktemp("site")
    var_dir, documents = folder / "var", folder / "documents"
    shutil.copytree(published_var, var_dir, symlinks=True)
    documents.mkdir()
    (documents / "beslut.md").write_text(DECISION.format("Beslutet medför inga kostnader."), encoding="utf-8")
    (documents / "golden.yaml").write_text(yaml.safe_dump(list(GOLDEN), allow_unicode=True), encoding="utf-8")
    with (
        postgresql.database() as database,
        redis_server.running(program) as redis,
        running(Shared(var_dir, documents, database, redis.url), folder) as site,
    ):
        yield site


def test_what_a_caller_asks_of_either_is_counted_together(site: Site) -> None:
    statuses = [site.ask(number % 2, QUESTION, "198.51.100.1").status for number in range(PER_MINUTE)]
    assert statuses == [200] * PER_MINUTE
    refused = [site.ask(node, QUESTION, "198.51.100.1") for node in (0, 1)]
    assert [response.status for response in refused] == [429, 429]
    assert all(int(response.headers["Retry-After"]) >= 1 for response in refused)
    assert site.ask(1, QUESTION, "198.51.100.2").status == 200


def test_what_is_uploaded_built_and_published_on_either_is_answered_from_by_both(site: Site) -> None:
    site.upload(0, "luftslott.md", f"# Luftslott\n\n{PRICE}\n")
    build = site.script(1, "POST", "/builds")
    assert site.wait_until_built(0, build["id"])["state"] == "klar"
    published = site.script(0, "POST", f"/builds/{build['id']}/publish")
    for node in (0, 1):
        answer = _answer_from(site, node, published["generation"])
        assert [quote["text"] for quote in answer["quotes"]] == [PRICE]


def _answer_from(site: Site, node: int, generation: str) -> dict[str, Any]:
    deadline, answer = time.monotonic() + FOLLOWED_SECONDS, {}
    for number in itertools.count():
        answer = site.ask(node, CASTLE, f"192.0.2.{number}").json()
        if answer.get("generation") == generation:
            break
        assert time.monotonic() < deadline, answer
        time.sleep(0.2)
    return answer


def test_a_build_goes_on_on_one_node_at_a_time(site: Site) -> None:
    build = site.script(0, "POST", "/builds")
    other = site.send(1, "POST", "/api/v1/admin/builds", headers=site.as_script())
    assert other.status == 409
    site.wait_until_built(1, build["id"])


def test_what_was_asked_of_both_is_in_one_place(site: Site) -> None:
    today = utc_now().date()
    before = sum(count.number for count in Questions(site.records).counts(today, utc_now().date()))
    for node in (0, 1):
        assert site.ask(node, QUESTION, "198.51.100.3").status == 200
    deadline = time.monotonic() + 20
    while sum(count.number for count in Questions(site.records).counts(today, utc_now().date())) < before + 2:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_whoever_logs_in_to_one_node_is_logged_in_to_the_other(site: Site) -> None:
    Accounts(site.records).create(EMAIL, Role.ADMINISTRATOR, Passwords(memory_kib=8).hash(PASSWORD))
    entered = site.form(0, "/admin/logga-in", {"epost": EMAIL, "losenord": PASSWORD, "vidare": ""})
    assert entered.status == 303, entered.text
    page = site.page(1, "/admin", cookie_of(entered))
    assert (page.status, EMAIL in page.text) == (200, True)
    assert site.page(1, "/admin").status == 303
