"""The files the pages need: read once at start and looked up by name, so no path of a request meets the disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.pages.delivery import digest

FOLDER = Path(__file__).resolve().parents[1] / "widget" / "static"

_TYPES = {
    "pages.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "icon-192.png": "image/png",
    "icon-512.png": "image/png",
    "icon-maskable.svg": "image/svg+xml",
    "icon-maskable-512.png": "image/png",
    "apple-touch-icon.png": "image/png",
}
_WORKER = "sw.js"
#: What is there without a network: the shell only, never a word of a conversation.
SHELL = (
    "/",
    "/chat",
    "/assess",
    "/widget.js",
    "/manifest.webmanifest",
    *(f"/static/{name}" for name in _TYPES),
)
_ICONS = (
    ("icon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


@dataclass(frozen=True)
class Asset:
    """A file as it is sent; ``version`` changes with its content."""

    content: bytes
    content_type: str

    @property
    def version(self) -> str:
        """A name for exactly this content."""
        return digest(self.content)


@dataclass(frozen=True)
class Assets:
    """Every file by name, the manifest, and the service worker."""

    files: Mapping[str, Asset]
    manifest: bytes
    worker: bytes


def load_assets(texts: Mapping[str, str], pages: bytes = b"") -> Assets:
    """Read all files.

    :param texts: the words of the manifest.
    :param pages: what the cached pages are made of; a change of it makes a new cache.
    """
    files = {name: Asset((FOLDER / name).read_bytes(), kind) for name, kind in _TYPES.items()}
    manifest = _manifest(files, texts)
    worker = (FOLDER / _WORKER).read_bytes()
    version = digest(b"".join([*(file.content for file in files.values()), manifest, worker, pages]))
    head = f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(SHELL)};\n"
    return Assets(files, manifest, head.encode() + worker)


def _manifest(files: Mapping[str, Asset], texts: Mapping[str, str]) -> bytes:
    icons = [
        {
            "src": f"/static/{name}?v={files[name].version}",
            "type": files[name].content_type,
            "sizes": sizes,
            "purpose": purpose,
        }
        for name, sizes, purpose in _ICONS
    ]
    manifest = {
        "id": "/chat",
        "name": texts["name"],
        "short_name": texts["short_name"],
        "description": texts["description"],
        "lang": "zh-Hans",
        "dir": "ltr",
        "start_url": "/chat",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f3f5f7",
        "theme_color": "#1f5f57",
        "icons": icons,
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()
