"""The page of an evaluation."""

from __future__ import annotations

from html.parser import HTMLParser

from bot.evaluation import topics
from bot.evaluation.judged import Judged
from bot.evaluation.labelled import Labelled
from bot.evaluation.page import page

JUDGED = [
    Judged(Labelled("甲", "a"), "a", 0.9),
    Judged(Labelled("<script>乙</script>", "a"), "b", 0.7),
    Judged(Labelled("丙", "z"), "z", 0.8),
]
NAMES = {"a": "话题甲", "b": "话题乙"}


class Checker(HTMLParser):
    """Collects the tags and refuses those that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def made() -> str:
    return page("试验", topics.summary(JUDGED), JUDGED, NAMES)


def test_the_page_is_well_formed_and_asks_for_nothing_outside() -> None:
    checker = Checker()
    checker.feed(made())
    assert checker.open == []
    assert not {"script", "img", "link"} & set(checker.tags)
    assert "http" not in made()


def test_what_a_person_wrote_stays_text() -> None:
    assert "&lt;script&gt;乙" in made()


def test_the_heat_map_has_the_confused_topics_with_their_names() -> None:
    heat_map = made().split("置信度准不准")[0]
    assert "话题甲" in heat_map and "话题乙" in heat_map
    assert ">z<" not in heat_map
