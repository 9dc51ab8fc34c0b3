"""What a collector did: insults, threats, false officials, disclosure … each only if it is told as done."""

from __future__ import annotations

import re

from bot.understanding.facts.acts import ACTS
from bot.understanding.facts.channels import Event
from bot.understanding.facts.clauses import is_question
from bot.understanding.facts.message import Message
from bot.understanding.facts.people import PERSON
from bot.understanding.facts.tellings import GENERAL, OWN_ACT, SUPPOSED, is_dated, is_denied
from bot.understanding.facts.visits import is_face_to_face

# told of alone, these are a contact
_OUTRIGHT = ("insult", "threat", "impersonate_official", "posting", "entering", "disclose")
# these are one as soon as it is said that it was a collector
_TO_OTHERS = ("press_third_party", "impersonate_lawyer", "forged_papers")
_BY_HAND = ("violence", "detain", "follow", "take_property")  # 他们打我 may be anybody's quarrel
SEVERE = frozenset({*_OUTRIGHT, *_TO_OTHERS, *_BY_HAND})
_ALARMING = frozenset({"personal_payment", "ask_credentials", "impersonate_lender", "publish"})
_IN_PERSON = frozenset({"posting", "entering", *_BY_HAND})
_COLLECTOR = re.compile(r"催|讨债|要债|外访|逾期|欠|借呗|花呗|微粒贷|网贷|记一下|记录")
_SOMEBODY = re.compile(r"催|讨债|要债|外访|记一下|记录|他们|对方|有人")
_FAMILY_MATTER = re.compile(
    rf"(?:^|[,。!?;])(?:我|俺)?的?{PERSON}(?:又|也|就|想|都|非)?$"
)  # 我哥让爸妈替她还
# what the person may have done as well
_OWN = (
    "insult",
    "threat",
    "impersonate_official",
    "press_third_party",
    "violence",
    "take_property",
    "publish",
)
_ABOUT_A_DEBT = re.compile(
    r"我(?:的|家)?[^,。!?;]{0,4}(?:爸|妈|老婆|老公|家|单位|同事|朋友|邻居|通讯录)|骂我|威胁我|恐吓我|弄死我|我弄死|催|欠|还钱|还款|不还|逾期|贷|借呗|花呗|"
    r"(?:他们?|她们?|对方)[^,。!?;]{0,6}(?:骂|威胁|冒充|恐吓|自称|谎称|说)|抓我"
)


def acts_told(message: Message) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """The acts told of (act → where), without the denied and the supposed ones."""
    found: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for act, pattern in ACTS:
        for match in pattern.finditer(message.text):
            if not _act_is_told(message, act, match):
                continue
            found.setdefault(act, match.start())
            places.setdefault(act, match.span())
            break
    return found, places


def _act_is_told(message: Message, act: str, match: re.Match[str]) -> bool:
    head = message.before(match.start(), 14)
    left, right = message.clause(match.start(), match.end())
    clause = message.text[left:right]
    if is_denied(head) or re.search(r"(?:不|别|不要|不许|不能|不敢|不会|没)$", head):
        return False
    if act not in ("threat",) and SUPPOSED.search(message.text[left : match.start()]):
        return False
    if act == "threat" and re.search(
        r"(?:怕|担心|如果|会不会|会|能|可以|是不是|别|不许|不准|敢)[^,。!?;]{0,5}$",
        message.text[left : match.start()],
    ):
        return False
    if act == "press_third_party" and _FAMILY_MATTER.search(message.text[max(0, left - 1) : match.start()]):
        return False
    if act in _OWN and OWN_ACT.search(message.text[left : match.start()]):
        return False
    if GENERAL.search(clause) and not is_dated(clause):
        return False
    return not is_question(message, match.start(), match.end()) or is_dated(clause) or "了" in clause


def is_alarming(message: Message, acts: dict[str, int]) -> bool:
    """Acts that leave no doubt that the call or message told of came, and came for a debt."""
    return bool(acts.keys() & _ALARMING) and bool(_COLLECTOR.search(message.text))


def event_of_acts(message: Message, acts: dict[str, int], places: dict[str, tuple[int, int]]) -> Event | None:
    """The contact that lies in the acts themselves; None where they tell of none."""
    severe = [act for act in _OUTRIGHT if act in acts and _ABOUT_A_DEBT.search(message.text)]
    severe += [
        act for act in _TO_OTHERS if act in acts and _SOMEBODY.search(message.sentence_before(acts[act]))
    ]
    severe += [act for act in _BY_HAND if act in acts and _COLLECTOR.search(message.text)]
    if not severe:
        return None
    start, end = min(places[act] for act in severe)
    in_person = bool(_IN_PERSON & acts.keys()) or is_face_to_face(message)
    return Event("visit" if in_person else None, start, end)
