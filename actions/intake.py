"""Taking a turn up: what it tells is learnt, what it corrects is corrected, and the case is assessed anew.

If the case cannot be read or kept, the conversation goes on in memory and the person is told.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.case.answering import answered
from actions.case.cases import Case
from actions.case.correcting import Correction, corrected, told_paths
from actions.case.merging import added, superseded
from actions.case.store import CaseStoreError, Learnt
from actions.consultation import BUDGET, OTHERS, UNSAID, Consultation, open_question
from actions.context import Context, context
from actions.turn import Turn
from rules_engine import FactsError, read_facts

log = logging.getLogger(__name__)

_OF_THE_DEBT = frozenset({"days_overdue", "due_date", "amount", "principal", "daily_rate", "annual_rate"})
_VALUES = ("number", "rate", "date", "date_ahead", "date_near", "named")


def consult(turn: Turn) -> Consultation:
    """Take a turn up."""
    here = context()
    case = here.cases.of(turn.sender)
    try:
        return _taken_up(turn, here, case)
    except CaseStoreError as error:
        log.error("the case store failed in a turn: %s", type(error.__cause__).__name__)
        return _taken_up(turn, here, here.cases.without_database(turn.sender))


def look(case: Case, as_of: date) -> Consultation:
    """The case as it stands on a day, without a message.

    :raises CaseStoreError: it cannot be read.
    """
    here = context()
    facts = case.facts(as_of)
    turn = Turn(case.sender, "", as_of, {}, {}, (), (), None)
    found = here.assessed(facts, as_of)
    return Consultation(turn, here, case, facts, Learnt(), found, (), case.state())


def _taken_up(turn: Turn, here: Context, case: Case) -> Consultation:
    state, known = case.state(), case.facts(turn.as_of)
    state["debtor"] = _debtor(turn, state, known)
    entry = state.pop("entry", None)
    correction = corrected(_unplaced(turn), state.get("told", ()), known, entry)
    told, problems, is_answer = _told(turn, here, state, known, correction)
    if turn.skipped:
        state["skipped"] = [*state.get("skipped", ()), turn.skipped]
    if turn.skipped or is_answer:
        state["open"] = None
    learnt = case.learn(told, turn.as_of, _how(turn, correction, is_answer))
    number = entry or len(known.get("contacts") or ())
    if correction.contact is not None:
        case.store.ledger.correct(case.sender, number, correction.contact, turn.as_of)
    facts = case.facts(turn.as_of)
    if news := {*learnt.new, *learnt.changed} - set(UNSAID):
        state["told"] = told_paths({name: facts[name] for name in news if name in facts})
        state["paused"] = False
    found = here.assessed(facts, turn.as_of)
    before = None
    replaced = superseded(learnt.new) & known.keys()
    changed = {name for name, each in learnt.changed.items() if name not in UNSAID and not added(*each)}
    if (changed or correction or replaced) and known:
        before = here.assessed(known, turn.as_of)
    return Consultation(
        turn, here, case, facts, learnt, found, problems, state, is_answer, correction, before, number
    )


def _debtor(turn: Turn, state: Mapping[str, Any], known: Mapping[str, Any]) -> str | None:
    """Whose debt the conversation is about; who has told of their own may speak of a relative's without losing it."""
    own_is_known = bool(known.keys() & _OF_THE_DEBT)
    if turn.debtor in OTHERS and own_is_known:
        return "own"
    debtor: str | None = turn.debtor or state.get("debtor")
    return debtor


def _unplaced(turn: Turn) -> Mapping[str, Any]:
    """The parts of a correction that no grammar has placed: in 不对，是25天 the days are a fact already."""
    if turn.notes and turn.told.get("contacts"):
        return {}  # 记一下 tells of another contact, whatever it was not
    if not {*turn.told, *turn.budget} - {"approx", "product", "contacts", "documents"}:
        return turn.amendment
    return {name: part for name, part in turn.amendment.items() if name not in _VALUES}


def _told(
    turn: Turn, here: Context, state: Mapping[str, Any], known: Mapping[str, Any], correction: Correction
) -> tuple[dict[str, Any], tuple[str, ...], bool]:
    """The facts to learn, a sentence for each that cannot be, and whether a bare value answered the question."""
    answer = {} if correction else answered(open_question(state), turn.loose, known)
    budget = {name: turn.budget[name] for name in BUDGET if name in turn.budget}
    # 月收入6000 is no answer to the question of the principal.
    named = [value for name, value in budget.items() if name not in answer]
    answer = {name: value for name, value in answer.items() if value not in named}
    topic = here.speech.answers.get(turn.topic)
    concerned = [*(topic.concerns if topic else ()), *turn.concerns]
    concerns = {"concerns": concerned} if concerned else {}
    stated = _of_this_debt(turn, known)
    if stated.get("amount") in answer.values():
        stated.pop("amount")  # 三千, given to the question of the income, is no debt
    told = {**answer, **budget, **concerns, **stated, **correction.facts}
    if state.get("debtor") in OTHERS:
        told = {name: value for name, value in told.items() if name == "contacts"}
    if correction.contact is not None:
        told.pop("contacts", None)
    facts, problems = _possible(here, told)
    say = here.speech.phrases.say
    quoted = tuple(say("no_such_value", words=words) for words in turn.impossible)
    return facts, (*quoted, *problems), bool(answer) and not problems


def _of_this_debt(turn: Turn, known: Mapping[str, Any]) -> dict[str, Any]:
    """What a message tells of the debt the case is about: another product, named beside a contact only, is another
    debt, and its name says nothing of the days and sums that are known."""
    told = dict(turn.told)
    of_another = known.get("product") not in (None, told.get("product"))
    if of_another and told.get("contacts") and not told.keys() & _OF_THE_DEBT:
        told.pop("product", None)
    return told


def _how(turn: Turn, correction: Correction, is_answer: bool) -> str:
    if correction:
        return "corrected"
    return "answered" if is_answer or turn.pressed else "told"


def _possible(here: Context, told: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The facts that can be true, and a sentence for each that cannot."""
    facts = dict(told)
    try:
        read_facts(here.book, facts)
    except FactsError as error:
        for problem in error.problems:
            facts.pop(problem.fact.split(".")[0].split("[")[0], None)
        return facts, tuple(f"{problem.wrong}；应为{problem.right}。" for problem in error.problems)
    return facts, ()
