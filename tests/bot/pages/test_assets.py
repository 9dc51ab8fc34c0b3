"""The files behind the pages: found by name only, kept sensibly, and a service worker that keeps the shell only."""

from __future__ import annotations

import json
import re
import struct
from typing import Any

import pytest

from bot.pages.assets import SHELL, load_assets
from bot.pages.texts import load_texts

CHAT_ROUTES = ("/chat/", "session", "stream", "/files", "/webhooks", "/embed")


def test_a_file_is_kept_for_a_while_and_for_good_under_the_name_of_its_version(site: Any) -> None:
    plain = site.get("/static/pages.css")
    assert plain.headers["cache-control"] == "public, max-age=300, must-revalidate"
    version = plain.headers["etag"].strip('"')
    assert "immutable" in site.get(f"/static/pages.css?v={version}").headers["cache-control"]
    assert "immutable" not in site.get("/static/pages.css?v=older").headers["cache-control"]


@pytest.mark.parametrize(
    "name",
    [
        "sw.js",
        "nope",
        "..%2fpages.css",
        "../channel.py",
        "%2e%2e/base.html",
        "icon.svg%00",
        "PAGES.CSS",
    ],
)
def test_a_name_that_is_not_on_the_list_is_not_there(site: Any, name: str) -> None:
    answer = site.get(f"/static/{name}")
    assert answer.status == 404 and "没有这个地址" in answer.text


def test_the_manifest_is_neutral_and_its_icons_have_the_sizes_it_says(site: Any) -> None:
    answer = site.get("/manifest.webmanifest")
    assert answer.headers["content-type"].startswith("application/manifest+json")
    manifest = json.loads(answer.text)
    assert (manifest["name"], manifest["short_name"]) == ("逾期向导", "向导")
    assert (manifest["display"], manifest["start_url"], manifest["scope"]) == ("standalone", "/chat", "/")
    for icon in manifest["icons"]:
        found = site.get(icon["src"])
        assert found.status == 200 and found.headers["content-type"] == icon["type"]
        assert len(found.body) < 10_000
        if icon["type"] == "image/png":
            assert found.body.startswith(b"\x89PNG")
            width, height = struct.unpack(">II", found.body[16:24])
            assert icon["sizes"] == f"{width}x{height}"
    assert {"any", "maskable"} == {icon["purpose"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}


def test_no_icon_says_a_word(site: Any) -> None:
    for name in ("icon.svg", "icon-maskable.svg"):
        assert "<text" not in site.get(f"/static/{name}").text


def test_every_file_of_the_shell_that_is_ours_is_there(site: Any) -> None:
    for path in SHELL:
        assert path == "/widget.js" or site.get(path).status == 200, path


def test_the_service_worker_keeps_the_shell_and_never_names_a_conversation(site: Any) -> None:
    answer = site.get("/sw.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    shell = json.loads(re.search(r"const SHELL = (\[.*\]);", answer.text)[1])  # type: ignore[index]
    assert {"/", "/chat", "/assess", "/widget.js", "/static/pages.css", "/static/icon.svg"} <= set(shell)
    assert not [path for path in shell if "?" in path or path.startswith(("/chat/", "/files"))]
    code = re.sub(r"//.*", "", answer.text)
    assert not [route for route in CHAT_ROUTES if route in code]
    assert 'request.method === "GET"' in code and 'address.search === ""' in code


def test_a_change_of_a_page_makes_a_new_cache() -> None:
    app = load_texts().app
    versions = {load_assets(app, pages).worker.split(b"\n")[0] for pages in (b"one", b"one", b"two")}
    assert len(versions) == 2


def test_the_files_name_no_other_host() -> None:
    assets = load_assets(load_texts().app)
    contents = {**{name: each.content for name, each in assets.files.items()}, "sw.js": assets.worker}
    for name, content in contents.items():
        if not name.endswith(".png"):
            found = set(re.findall(rb"https?://[^\s\"')]+", content))
            assert found <= {b"http://www.w3.org/2000/svg"}, name


def test_no_script_of_ours_writes_markup() -> None:
    assets = load_assets(load_texts().app)
    for content in (assets.files["page.js"].content, assets.worker):
        assert not re.search(rb"innerHTML|eval\(|document\.write|localStorage|cookie", content)
