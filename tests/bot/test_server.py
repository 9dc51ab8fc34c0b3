"""The server as its callers see it: a process of its own, answering over HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import serving

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def address(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server")) as url:
        yield url


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def say(address: str, text: str, sender: str) -> list[dict[str, Any]]:
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(
        f"{address}/webhooks/rest/webhook", data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def test_a_question_is_answered_over_http(address: str) -> None:
    (message,) = say(address, "借呗逾期45天了，欠2万，接下来会怎么样？", "a")
    assert message["recipient_id"] == "a"
    assert message["custom"]["stage"] == "middle_overdue"
    assert (
        "逾期中期（31–60天）" in message["text"]
        and "平台惯例" in message["text"]
        and "律师函" in message["text"]
    )
    assert 1 <= len(message["custom"]["actions"]) <= 3
    assert [button["title"] for button in message["buttons"]] == [
        "都没有",
        "律师函",
        "法院传票或起诉状",
        "支付令",
        "记住我的情况",
    ]


def test_facts_are_kept_between_requests_and_senders_do_not_mix(address: str) -> None:
    say(address, "我逾期45天，欠2万，现在到哪一步了", "b")
    assert "20,000元" in say(address, "看看我的情况", "b")[0]["text"]
    assert "20,000元" not in say(address, "看看我的情况", "c")[0]["text"]


def test_care_comes_first_over_http(address: str) -> None:
    (message,) = say(address, "我不想活了", "d")
    assert "12356" in message["text"]


def test_health_and_metrics_are_there_and_unknown_places_are_said_to_be(address: str) -> None:
    assert get(f"{address}/healthz") == (200, '{"status": "ok"}')
    assert "oa_turns_total" in get(f"{address}/metrics")[1]
    status, text = get(f"{address}/nowhere")
    assert status == 404 and "没有这个地址" in text and "Traceback" not in text


def fetch(url: str) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.headers["Content-Disposition"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, "", error.read()


def test_a_letter_is_fetched_by_its_link_and_gone_with_the_conversation(address: str) -> None:
    say(address, "记一下，昨晚十点半催收打我电话，骂我", "letters")
    (message,) = say(address, "写投诉书", "letters")
    files = {file["format"]: file["url"] for file in message["custom"]["files"]}
    assert all(url in message["text"] for url in files.values())
    status, name, content = fetch(files["docx"])
    assert (
        status == 200 and content.startswith(b"PK") and urllib.parse.unquote(name).endswith("催收投诉书.docx")
    )
    status, _, content = fetch(files["txt"])
    assert status == 200 and "22:30" in content.decode()
    status, _, content = fetch(files["pdf"])
    assert status == 200 and content.startswith(b"%PDF")
    say(address, "删除我的数据", "letters")
    status, _, content = fetch(files["txt"])
    assert status == 410 and "22:30" not in content.decode() and "删除" in content.decode()


def test_a_forged_link_is_refused_in_a_sentence(address: str) -> None:
    status, _, content = fetch(f"{address}/files/gAAAAABnotone")
    assert status == 410 and "链接" in content.decode()


def test_the_calendar_and_the_export_are_files_too(address: str) -> None:
    say(address, "11月20号收到支付令", "files")
    (message,) = say(address, "加入日历", "files")
    status, _, content = fetch(message["custom"]["files"][0]["url"])
    assert status == 200 and b"DTSTART;VALUE=DATE:20261207" in content and "支付令".encode() not in content
    (message,) = say(address, "导出我的数据", "files")
    files = {file["format"]: file["url"] for file in message["custom"]["files"]}
    kept = json.loads(fetch(files["json"])[2])
    assert kept["facts"][0]["value"] == [{"kind": "payment_order", "received": "2026-11-20"}]
    assert "支付令" in fetch(files["txt"])[2].decode()
