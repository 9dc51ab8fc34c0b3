"""From the facts of a case to its assessment: the stage first, then everything that may rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from rules_engine.derived.contacts import contact_days
from rules_engine.derived.dates import DatedCase, with_dates
from rules_engine.derived.legal_step import legal_step
from rules_engine.evaluation import conclusions, costs, ledger, plans
from rules_engine.evaluation.conclusions import Setting
from rules_engine.evaluation.judging import Judgement
from rules_engine.evaluation.questions import missing
from rules_engine.evaluation.verdicts import judge_all
from rules_engine.model import assessment as out
from rules_engine.model.facts import CaseFacts
from rules_engine.model.rulebook import Rulebook

CONTACTS = "contacts"
CONTACT_DAYS = "contact_days"


def assess(book: Rulebook, facts: CaseFacts, as_of: date) -> out.Assessment:
    """Everything that follows from ``facts`` on ``as_of``; pure: the same input gives the same assessment."""
    dated = derive(book, facts, as_of)
    return _conclude(book, dated, judge_all(book, dated.case, as_of), as_of)


def derive(book: Rulebook, facts: CaseFacts, as_of: date) -> DatedCase:
    """The case with what follows from its facts by arithmetic: days or due date, legal step, calls a day."""
    dated = with_dates(facts, as_of)
    case = dated.case
    if CONTACT_DAYS in book.quantities.facts and CONTACTS in case.items:
        case = case.with_items(CONTACT_DAYS, contact_days(case.items[CONTACTS]))
    step = legal_step(case.items.get("documents", ()))
    quantity = book.quantities.get("legal_step")
    if step is not None and quantity is not None:
        case = case.with_values(legal_step=quantity.read(step))
    return replace(dated, case=case)


def _conclude(book: Rulebook, dated: DatedCase, judged: Sequence[Judgement], as_of: date) -> out.Assessment:
    fired: dict[str, list[Judgement]] = {table: [] for table in book.rows}
    for judgement in judged:
        if judgement.outcome == "fires":
            fired[judgement.row.table.table].append(judgement)
    setting = Setting(book, dated.case, dated.due, as_of)
    standing = next(iter(fired["stage"]), None)
    if standing is not None:
        setting = replace(setting, stage=conclusions.stage(setting, standing))
    running = tuple(_running(judged, "deadlines"))
    cost = costs.cost(setting)
    return out.Assessment(
        as_of=as_of,
        rulebook_version=book.version,
        disclaimer=book.disclaimer,
        stage=setting.stage,
        next_steps=tuple(
            conclusions.next_step(setting, judgement) for judgement in fired.get("next_steps", ())
        ),
        cost=cost,
        payment=costs.payment(setting, cost),
        court_fee=costs.fee(setting, cost),
        added_interest=costs.added(setting),
        plan=plans.plan(setting, cost),
        findings=tuple(
            finding
            for table in ("conduct", "daily_calls")
            for finding in conclusions.findings(setting, fired.get(table, []))
        ),
        options=tuple(conclusions.option(setting, judgement) for judgement in fired.get("options", ())),
        channels=tuple(
            sorted(
                (conclusions.channel(setting, judgement) for judgement in fired.get("channels", ())),
                key=lambda channel: channel.order,
            )
        ),
        deadlines=tuple(conclusions.deadline(setting, judgement) for judgement in running),
        replies=tuple(conclusions.deadline(setting, judgement) for judgement in _running(judged, "replies")),
        evidence=tuple(conclusions.evidence(setting, judgement) for judgement in fired.get("evidence", ())),
        points=tuple(conclusions.point(setting, judgement) for judgement in fired.get("points", ())),
        contacts=tuple(ledger.contacts(setting, judged)),
        actions=(
            *conclusions.deadline_actions(setting, running),
            *(conclusions.stage_actions(setting, standing) if standing else ()),
        ),
        caveats=tuple(_caveats(setting, dated)),
        missing=missing(book.quantities, setting.case, judged, cost),
        trace=tuple(map(_traced, judged)),
    )


def _of(judged: Iterable[Judgement], table: str) -> list[Judgement]:
    return [judgement for judgement in judged if judgement.row.table.table == table]


def _running(judged: Iterable[Judgement], table: str) -> Iterable[Judgement]:
    """Time limits that run, among them those for which only the day they began is unknown."""
    for judgement in _of(judged, table):
        if judgement.outcome == "fires" or judgement.lacks_only_the_day:
            yield judgement


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _caveats(setting: Setting, dated: DatedCase) -> Iterable[out.Caveat]:
    texts, days, due = setting.book.caveats, dated.case.values.get("days_overdue"), dated.due
    if days is not None and dated.contradicted is not None:
        text = texts["dates_disagree"].format(stated=dated.contradicted, days=days.said)
        yield out.Caveat("dates_disagree", text)
    if days is not None and not days.exact:
        yield out.Caveat("days_vague", texts["days_vague"])
    elif days is not None and due is not None and dated.derived:
        name = "due_date_derived" if days.said > 0 else "due_date_ahead_derived"
        yield out.Caveat(name, texts[name].format(days=abs(days.said), due=_day(due.earliest)))
    if "documents" not in dated.case.items:
        yield out.Caveat("documents_unasked", texts["documents_unasked"])


def _traced(judgement: Judgement) -> out.Traced:
    read = {key: judgement.reading.said(key) for key in judgement.row.keys}
    fires = judgement.outcome == "fires"
    return out.Traced(
        rule=judgement.rule_id,
        table=judgement.row.table.table,
        item=judgement.item,
        verdict=judgement.outcome,
        matched={key: said for key, said in read.items() if said is not None},
        asks=judgement.asks,
        gave=(judgement.rule_id,) if fires else (),
        basis=judgement.version.basis if fires and judgement.version else (),
    )
