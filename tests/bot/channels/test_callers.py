"""Whose request it is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.callers import caller, is_local


def asked(ip: str, remote: str = "", **headers: str) -> Any:
    return SimpleNamespace(ip=ip, remote_addr=remote, headers=headers)


def test_the_address_is_that_of_the_connection_unless_a_proxy_is_believed() -> None:
    assert caller(asked("203.0.113.9")) == "203.0.113.9"
    assert caller(asked("127.0.0.1", "203.0.113.9")) == "203.0.113.9"


def test_all_addresses_of_one_ipv6_network_are_one_caller() -> None:
    assert caller(asked("2001:db8:1:2::1")) == caller(asked("2001:db8:1:2:ffff::9")) == "2001:db8:1:2::/64"
    assert caller(asked("2001:db8:1:3::1")) != caller(asked("2001:db8:1:2::1"))


def test_a_socket_without_an_address_is_one_caller() -> None:
    assert caller(asked("")) == ""


@pytest.mark.parametrize("header", ["forwarded", "x-forwarded-for", "x-real-ip"])
def test_what_came_through_a_proxy_is_not_local(header: str) -> None:
    assert is_local(asked("127.0.0.1")) and is_local(asked("::1"))
    assert not is_local(asked("127.0.0.1", **{header: "203.0.113.9"}))
    assert not is_local(asked("203.0.113.9")) and not is_local(asked(""))
