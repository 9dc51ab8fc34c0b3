"""What the pages say, and what they let a browser do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.pages import pages_channel
from bot.pages.headers import frame_ancestors

PROJECT = Path(__file__).resolve().parents[3]
PAGES = ("/", "/chat", "/embed", "/assess")
FOUND = {"days": "45", "amount": "2万", "rate": "万分之五", "act": "insult", "contact_date": "2026-11-22"}
TEXTS = sorted((PROJECT / "data" / "pages").iterdir())


@pytest.fixture(params=[*PAGES, "result", "wrong", "care"])
def page(request: pytest.FixtureRequest, site: Any) -> Any:
    sent = {"result": FOUND, "wrong": {"days": "x"}, "care": {"days": "不想活了"}}
    return site.send(sent[request.param]) if request.param in sent else site.get(request.param)


def test_every_page_has_the_security_headers(page: Any) -> None:
    policy = page.headers["content-security-policy"]
    assert policy.startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    )
    assert "base-uri 'none'; form-action 'self'; frame-ancestors" in policy
    assert "unsafe" not in policy and "http:" not in policy and "*" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    for power in ("camera=()", "microphone=()", "geolocation=()"):
        assert power in page.headers["permissions-policy"]
    assert "set-cookie" not in page.headers


def test_only_the_page_made_for_frames_may_be_framed_and_only_by_allowed_sites(site: Any) -> None:
    for path in PAGES:
        policy = site.get(path).headers["content-security-policy"]
        allowed = "'self' https://host.example" if path == "/embed" else "'none'"
        assert policy.endswith(f"frame-ancestors {allowed}")


@pytest.mark.parametrize(
    "origin", ["*", "example.com", "https://a.example; script-src *", "https://a.example/x", ""]
)
def test_what_is_no_origin_never_reaches_the_policy(origin: str) -> None:
    with pytest.raises(ValueError):
        frame_ancestors([origin])


def test_a_wrong_origin_is_told_at_start() -> None:
    with pytest.raises(ValueError, match="来源"):
        pages_channel(lambda: pytest.fail("asked for the day"), origins=["everybody"])


def test_nothing_is_fetched_from_another_host(page: Any) -> None:
    for element in page.document.elements:
        for name in ("src", "action", "srcset", "data", "poster"):
            assert not re.match(r"(?:[a-z]+:)?//", element.attributes.get(name, ""))
        if element.tag == "link":
            assert element.attributes["href"].startswith("/")


def test_nothing_runs_or_is_styled_in_the_page_itself(page: Any) -> None:
    for element in page.document.elements:
        assert element.tag != "style" and not (element.tag == "script" and element.text.strip())
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]


def test_every_page_is_one_a_screen_reader_can_follow(page: Any) -> None:
    document = page.document
    assert document.all("html")[0].attributes["lang"] == "zh-Hans"
    assert len(document.all("h1")) == 1 and len(document.all("main")) == 1
    assert len(document.ids) == len(set(document.ids))
    named = {each.attributes["for"] for each in document.all("label") if "for" in each.attributes}
    for control in [*document.all("input"), *document.all("select")]:
        if control.attributes.get("type") != "checkbox":
            assert control.attributes["id"] in named
    for element in document.elements:
        for name in ("aria-describedby", "aria-labelledby"):
            assert set(element.attributes.get(name, "").split()) <= set(document.ids)
        if element.attributes.get("href", "").startswith("#"):
            assert element.attributes["href"][1:] in document.ids


def test_no_place_is_left_unfilled(page: Any) -> None:
    for sign in ("{", "}", "TODO", "FIXME", "None", "Undefined", "待补", "待填"):
        assert sign not in page.text


def test_a_sentence_of_the_pages_own_says_nothing_firm() -> None:
    for path in TEXTS:
        assert not re.search("必须|不得|违法", path.read_text(encoding="utf-8")), path.name


def test_a_number_in_a_text_was_looked_up() -> None:
    known = YAML(typ="safe").load((PROJECT / "data" / "safety" / "hotlines.yml").read_text(encoding="utf-8"))
    numbers = {line["number"] for line in known["hotlines"]}
    for path in TEXTS:
        found = re.findall(
            r"(?<![\d.])(?:11\d|12[02]|12\d{3}|95\d{3})(?!\d)", path.read_text(encoding="utf-8")
        )
        assert set(found) <= numbers, path.name


def test_the_front_page_has_the_chat_first_and_help_without_a_script(site: Any) -> None:
    document = site.get("/").document
    (script,) = [each for each in document.all("script") if each.attributes["src"] == "/widget.js"]
    assert script.attributes["data-inline"] == "#chat" and "defer" in script.attributes
    assert document.ids.index("chat") < document.ids.index("how")
    (without,) = document.all("noscript")
    assert "填表看" in without.text
    for number in ("12356", "120", "110", "95188", "12378", "12368"):
        assert number in without.text


def test_the_front_page_tells_how_to_embed_with_its_own_address(site: Any) -> None:
    text = site.get("/").document.text
    assert (
        '<script src="https://advisor.example/widget.js" data-endpoint="https://advisor.example" defer></script>'
        in text
    )
    assert '<iframe src="https://advisor.example/embed"' in text
    assert "script-src https://advisor.example; connect-src https://advisor.example" in text
    for name in ("data-title", "data-lang", "data-position", "data-exit", "ADVISOR_WEB_ORIGINS"):
        assert name in text


def test_the_front_page_says_what_it_keeps_and_what_it_is_not(site: Any) -> None:
    text = site.get("/").document.text
    for words in (
        "什么都不存盘",
        "12小时",
        "加密",
        "180天",
        "删除我的数据",
        "没有第三方",
        "没有 Cookie",
        "标签页",
        "快速离开",
    ):
        assert words in text
    for words in ("不是官方", "不是律师", "不是生成的"):
        assert words in text


@pytest.mark.parametrize("path", ["/chat", "/embed"])
def test_the_chat_by_itself_is_nothing_but_the_chat(site: Any, path: str) -> None:
    document = site.get(path).document
    assert "chat" in document.ids and not document.all("nav") and not document.all("footer")


def test_inside_a_frame_nothing_is_installed_and_links_leave_the_frame(site: Any) -> None:
    document = site.get("/embed").document
    assert [each.attributes["src"] for each in document.all("script")] == ["/widget.js"]
    for link in document.all("a"):
        assert link.attributes["href"].startswith("tel:") or link.attributes["target"] == "_blank"


@pytest.mark.parametrize("path", [*PAGES, "/sw.js", "/manifest.webmanifest", "/static/pages.css"])
def test_head_is_the_same_without_the_body(site: Any, path: str) -> None:
    whole, head = site.get(path), site.ask("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))
    assert head.headers["etag"] == whole.headers["etag"]


@pytest.mark.parametrize("path", [*PAGES, "/sw.js", "/manifest.webmanifest", "/static/icon.svg"])
def test_what_a_browser_has_is_not_sent_again(site: Any, path: str) -> None:
    mark = site.get(path).headers["etag"]
    for shown in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = site.get(path, If_None_Match=shown)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", mark)
        assert "content-security-policy" in again.headers
    assert site.get(path, If_None_Match='"other"').status == 200


def test_unknown_places_stay_the_servers(site: Any) -> None:
    for path in ("/nowhere", "/static/nope.css", "/assess/more"):
        answer = site.get(path)
        assert answer.status == 404 and "没有这个地址" in answer.text
