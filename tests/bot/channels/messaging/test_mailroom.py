"""Each step of a message only from the right one before it, on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actions.case.keys import load_keys, new_keys
from actions.case.rotating import rotate
from actions.case.vault import Vault
from bot.channels.messaging import mailroom as module
from bot.channels.messaging.mailroom import PAUSES, Mailroom
from bot.channels.messaging.model import Inbound
from bot.channels.messaging.resealing import reseal
from tests.bot.channels.messaging.conftest import Clock

ONE = ("standin", "one")


def taken(room: Mailroom, key: str = "k1", user: str = "u") -> int:
    return room.take(*ONE, Inbound(key, user, "话", {"to": "x"})).id


def ready(room: Mailroom, key: str = "k1", user: str = "u", *parts: str) -> int:
    number = taken(room, key, user)
    room.claim(number, "later")
    room.answered(number, [{"text": part} for part in parts or (key,)])
    return number


def texts(room: Mailroom) -> list[str]:
    return [letter.outbound.payload["text"] for letter in room.due()]


def test_of_many_deliveries_at_once_one_is_fresh(mailroom: Mailroom) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: mailroom.take(*ONE, Inbound("k", "u", "x")), range(16)))
    assert sum(each.fresh for each in found) == 1
    assert len({each.id for each in found}) == 1


def test_the_same_key_at_another_account_is_another_message(mailroom: Mailroom) -> None:
    mailroom.take("standin", "one", Inbound("k", "u", "x"))
    assert mailroom.take("standin", "two", Inbound("k", "u", "x")).fresh


@pytest.mark.parametrize("key", ["长" * 200, "a" * 500, "nul\0", "half\ud83d"])
def test_any_key_is_taken_once(mailroom: Mailroom, key: str) -> None:
    assert mailroom.take(*ONE, Inbound(key, "u", "half \ud83d and nul \0")).fresh
    assert not mailroom.take(*ONE, Inbound(key, "u", "x")).fresh


def test_a_second_answer_changes_nothing(mailroom: Mailroom) -> None:
    number = ready(mailroom)
    mailroom.answered(number, [{"text": "again"}])
    assert texts(mailroom) == ["k1"]


def test_an_answer_waits_until_its_way_is_decided_once(mailroom: Mailroom) -> None:
    number = taken(mailroom)
    assert not mailroom.claim(number, "passive"), "there is nothing yet that could ride"
    mailroom.answered(number, [{"text": "a"}, {"text": "b"}])
    assert texts(mailroom) == []
    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(lambda n: mailroom.claim(number, "later" if n % 2 else "passive"), range(16)))
    assert sum(won) == 1


def test_what_rides_is_shown_once_and_the_rest_follows(mailroom: Mailroom) -> None:
    number = taken(mailroom)
    mailroom.answered(number, [{"text": "a"}, {"text": "b"}])
    assert mailroom.claim(number, "passive")
    assert mailroom.passive(number) == {"text": "a"}
    assert texts(mailroom) == [], "the second is not before the first"
    mailroom.shown(number)
    assert mailroom.passive(number) is None
    assert texts(mailroom) == ["b"]


def test_a_payload_is_given_to_one_worker_and_only_the_first_of_a_person(mailroom: Mailroom) -> None:
    ready(mailroom, "k1", "u", "a", "b")
    ready(mailroom, "k2", "v")
    with ThreadPoolExecutor(8) as threads:
        given = [letter for each in threads.map(lambda _: mailroom.due(), range(8)) for letter in each]
    assert sorted(letter.outbound.payload["text"] for letter in given) == ["a", "k2"]
    for letter in given:
        mailroom.sent(letter.id)
    assert texts(mailroom) == ["b"]


def test_letters_of_another_account_are_left_to_who_can_send_them(mailroom: Mailroom) -> None:
    ready(mailroom)
    assert mailroom.due(accounts=[("standin", "two")]) == []
    assert mailroom.recover([], [("standin", "two")]) == []
    assert len(mailroom.due(accounts=[ONE])) == 1


def test_care_waits_behind_nothing(mailroom: Mailroom, clock: Clock) -> None:
    ready(mailroom, "k1")
    mailroom.later(mailroom.due()[0].id, 3)  # pauses
    number = taken(mailroom, "k2")
    mailroom.claim(number, "later")
    mailroom.answered(number, [{"text": "care"}, {"text": "numbers"}], urgent=True)
    assert texts(mailroom) == ["care"], "and its parts keep their order"


def test_pauses_grow_and_end_with_holding(mailroom: Mailroom, clock: Clock) -> None:
    ready(mailroom)
    for tries, pause in enumerate(PAUSES):
        (letter,) = mailroom.due()
        assert letter.tries == tries
        mailroom.later(letter.id, letter.tries)
        clock.now += pause - 0.5
        assert mailroom.due() == []
        clock.now += 1
    (letter,) = mailroom.due()
    mailroom.later(letter.id, letter.tries)
    clock.now += 10_000
    assert mailroom.due() == []


def test_what_was_tried_too_often_gets_one_try_a_message_and_blocks_nothing(
    mailroom: Mailroom, clock: Clock
) -> None:
    ready(mailroom, "poison")
    for _ in range(len(PAUSES) + 1):
        (letter,) = mailroom.due()
        mailroom.later(letter.id, letter.tries)
        clock.now += 1000
    ready(mailroom, "k2")
    (letter,) = mailroom.due()
    assert letter.outbound.payload == {"text": "poison"}
    mailroom.later(letter.id, letter.tries)
    assert texts(mailroom) == ["k2"]


def test_held_payloads_come_in_order_with_the_next_message(mailroom: Mailroom, clock: Clock) -> None:
    ready(mailroom, "k1", "u", "a", "b")
    mailroom.hold(mailroom.due()[0].id)
    assert mailroom.due() == [], "what belongs behind it is held too"
    clock.now += 1
    ready(mailroom, "k2")
    for expected in ("a", "b", "k2"):
        (letter,) = mailroom.due()
        assert letter.outbound.payload == {"text": expected}
        mailroom.sent(letter.id)


def test_who_writes_while_a_payload_is_refused_need_not_write_again(mailroom: Mailroom, clock: Clock) -> None:
    ready(mailroom)
    (letter,) = mailroom.due()
    clock.now += 1
    taken(mailroom, "k2")
    mailroom.hold(letter.id)
    assert texts(mailroom) == ["k1"]


def test_steps_from_the_wrong_state_do_nothing(mailroom: Mailroom) -> None:
    ready(mailroom)
    (letter,) = mailroom.due()
    mailroom.sent(letter.id)
    mailroom.later(letter.id, 0)
    mailroom.hold(letter.id)
    mailroom.drop(letter.id)
    mailroom.doubt(letter.id)
    assert mailroom.due() == [] and mailroom.unsure(mailroom.owner(*ONE, "u")) == 0


def test_a_turn_left_behind_is_taken_up_by_one_worker_and_in_order(mailroom: Mailroom, clock: Clock) -> None:
    first, second = taken(mailroom, "k1"), taken(mailroom, "k2")
    assert mailroom.recover([]) == []
    clock.now += module.TURN + 1
    with ThreadPoolExecutor(4) as threads:
        found = [each.id for left in threads.map(lambda _: mailroom.recover([]), range(4)) for each in left]
    assert found == [first, second] or sorted(found) == [first, second]
    assert mailroom.recover([]) == []


def test_a_sign_of_life_keeps_a_turn_and_a_payload(mailroom: Mailroom, clock: Clock) -> None:
    ready(mailroom)
    (letter,) = mailroom.due()
    number = taken(mailroom, "k2")
    clock.now += module.TURN - 1
    mailroom.renew([number], [letter.id])
    clock.now += 2
    assert mailroom.recover([]) == []
    mailroom.sent(letter.id)
    assert mailroom.unsure(mailroom.owner(*ONE, "u")) == 0


def test_deciding_the_way_does_not_shorten_a_turn(
    mailroom: Mailroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHOWING", 1.0)
    number = taken(mailroom)
    mailroom.claim(number, "later")
    clock.now += 2
    assert mailroom.recover([]) == []


def test_what_was_on_its_way_is_sent_again_only_where_it_is_shown_once(
    mailroom: Mailroom, clock: Clock
) -> None:
    owner = mailroom.owner(*ONE, "u")
    ready(mailroom)
    (before,) = mailroom.due()
    clock.now += module.SENDING + 1
    mailroom.recover(["standin"])
    (after,) = mailroom.due()
    assert after.outbound.key == before.outbound.key
    clock.now += module.SENDING + 1
    mailroom.recover([])
    assert mailroom.due() == [] and mailroom.unsure(owner) == 1
    mailroom.told(owner)
    assert mailroom.unsure(owner) == 0, "told once"
    assert mailroom.again(owner) == 1
    assert texts(mailroom) == ["k1"]


def test_an_answer_whose_way_nobody_decided_goes_out(mailroom: Mailroom, clock: Clock) -> None:
    mailroom.answered(taken(mailroom), [{"text": "a"}])
    clock.now += module.SHOWING + 1
    mailroom.recover([])
    assert texts(mailroom) == ["a"]


def test_a_promised_payload_that_was_not_written_is_in_doubt_and_blocks_nothing(
    mailroom: Mailroom, clock: Clock
) -> None:
    number = taken(mailroom)
    mailroom.answered(number, [{"text": "a"}, {"text": "b"}])
    mailroom.claim(number, "passive")
    clock.now += module.SHOWING + 1
    mailroom.recover(["standin"])
    assert mailroom.unsure(mailroom.owner(*ONE, "u")) == 1
    assert texts(mailroom) == ["b"]


def test_keys_of_payloads_are_never_used_again(mailroom: Mailroom, clock: Clock) -> None:
    first = ready(mailroom)
    (letter,) = mailroom.due()
    clock.now += module.KEPT + 1
    mailroom.sweep()
    second = ready(mailroom)
    (other,) = mailroom.due()
    assert first != second and letter.id != other.id and letter.outbound.key != other.outbound.key
    assert len(letter.outbound.key) == 32 and letter.outbound.key.isalnum()


def test_forgetting_takes_what_came_before_and_leaves_what_comes_after(mailroom: Mailroom) -> None:
    owner = mailroom.owner(*ONE, "u")
    ready(mailroom, "k1")
    asked, after = taken(mailroom, "k2"), taken(mailroom, "k3")
    mailroom.keep(f"cards:standin:{owner}", "words", 100)
    mailroom.forget(owner, asked)
    mailroom.answered(asked, [{"text": "gone"}])
    mailroom.answered(after, [{"text": "after"}])
    mailroom.claim(asked, "later")
    mailroom.claim(after, "later")
    assert mailroom.kept(f"cards:standin:{owner}") is None
    assert not mailroom.take(*ONE, Inbound("k1", "u", "x")).fresh
    assert texts(mailroom) == ["gone"]


def test_all_of_a_person_is_exported_and_deleted(mailroom: Mailroom) -> None:
    owner = mailroom.owner(*ONE, "u")
    ready(mailroom, "k1")
    taken(mailroom, "k2")
    said = mailroom.export(owner)
    assert [each.get("wrote") or each.get("answer") for each in said] == ["话", {"text": "k1"}]
    assert mailroom.delete(owner) == 2
    assert mailroom.export(owner) == [] and mailroom.due() == []


def test_a_value_is_kept_for_its_time_whoever_keeps_it(mailroom: Mailroom, clock: Clock) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: mailroom.keep("token:a", f"t{n}", 10), range(8)))
    assert (mailroom.kept("token:a") or "").startswith("t")
    clock.now += 11
    assert mailroom.kept("token:a") is None


def test_workers_that_start_together_find_the_tables_made(url: str, vault: Vault) -> None:
    gate = threading.Barrier(4)

    def start(_: int) -> None:
        gate.wait()
        Mailroom(url, vault).close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(start, range(4)))


def test_a_new_key_opens_what_was_sealed_with_the_old(url: str, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    room = Mailroom(url, Vault(load_keys(file)), clock)
    ready(room, "k1")
    taken(room, "k2")
    room.keep("token:a", "t", 100)
    room.close()
    assert rotate(url, file, [reseal]) == 3
    room = Mailroom(url, Vault(load_keys(file)), clock)
    assert texts(room) == ["k1"] and room.kept("token:a") == "t"
    clock.now += module.TURN + 1
    assert [each.message.text for each in room.recover([])] == ["话"]
    room.close()


def test_what_does_not_open_any_more_stops_nothing(url: str, clock: Clock) -> None:
    old = Mailroom(url, Vault(new_keys()), clock)
    ready(old, "k1", "u")
    taken(old, "k2", "u")
    old.keep("token:a", "t", 100)
    old.close()
    room = Mailroom(url, Vault(new_keys()), clock)
    ready(room, "k3", "v")
    assert texts(room) == ["k3"] and room.kept("token:a") is None
    clock.now += module.TURN + 1
    assert room.recover([]) == []
    room.close()
