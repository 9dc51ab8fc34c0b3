"""The terminal, as a person at a keyboard and as a pipe see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

PROJECT = Path(__file__).resolve().parents[2]
ADVISOR = [sys.executable, "-m", "bot.cli"]

pytestmark = pytest.mark.model


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ADVISOR, *arguments], cwd=PROJECT, input=text, capture_output=True, text=True, timeout=120
    )


def test_the_prompt_comes_and_questions_are_answered(model: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "ADVISOR_DATABASE_URL": f"sqlite:///{tmp_path / 'shell.db'}",
        "TERM": "xterm",
    }
    child = pexpect.spawn(
        ADVISOR[0], [*ADVISOR[1:], "chat", "--as-of", "2026-11-23"], cwd=PROJECT, env=environment, encoding="utf-8",
        timeout=60, dimensions=(40, 120),
    )  # fmt: skip
    child.expect("你：")
    child.sendline("我借呗逾期45天了现在到哪一步了")
    child.expect("逾期中期")
    child.expect("想再问一句")
    child.sendline("退出")
    child.expect("保重")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_later_shell_remembers_the_case(model: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "ADVISOR_DATABASE_URL": f"sqlite:///{tmp_path / 'shell.db'}"}
    first = subprocess.run(
        [*ADVISOR, "chat", "--script", "-", "--sender", "a", "--as-of", "2026-11-23"], input="逾期45天，欠2万\n记住我的情况\n",
        cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "逾期45天" in first.stdout and "记住了" in first.stdout, first.stderr
    later = subprocess.run(
        [*ADVISOR, "chat", "--once", "看看我的情况", "--sender", "a", "--as-of", "2026-11-30"],
        cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "逾期52天" in later.stdout and "20,000元" in later.stdout


def test_a_pipe_is_answered_line_by_line(model: Path) -> None:
    done = run("chat", "--json", "--as-of", "2026-11-23", text="借呗逾期45天，到哪一步了\n\n我不想活了\n")
    kinds = [json.loads(line)["custom"]["kind"] for line in done.stdout.splitlines()]
    assert kinds == ["assessment", "empty", "safety"]
    assert done.returncode == 0


def test_a_script_shows_both_sides(model: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("借呗逾期45天，到哪一步了\n不对，是25天\n", encoding="utf-8")
    done = run("chat", "--script", str(script), "--as-of", "2026-11-23")
    assert "> 不对，是25天" in done.stdout
    assert "逾期初期" in done.stdout


def test_a_message_of_ten_thousand_characters_is_answered(model: Path) -> None:
    done = run("chat", "--once", "借呗逾期45天了现在到哪一步了" + "啊" * 10_000, "--as-of", "2026-11-23")
    assert "太长" in done.stdout and "45天" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chat", "--script", "没有这个文件"], "没有这个文件"),
        (["assess", "nowhere.json"], "打不开"),
        (["assess", "--days", "很多"], "整数"),
        (["assess", "--amount", "-5"], "超出范围"),
        (["assess", "--due-date", "1900-01-01"], "超出范围"),
        (["assess", "--due-date", "2026-02-30"], "还款日"),
        (["assess", "--as-of", "1900-01-01"], "年份"),
        (["assess", "--as-of", "昨天"], "不是日期"),
        (["evaluate", "nowhere.jsonl"], "nowhere.jsonl"),
        (["serve", "--port", "0"], "端口"),
        (["rules", "show", "nothing"], "nothing"),
    ],
)
def test_a_wrong_call_gets_a_sentence_and_no_traceback(arguments: list[str], sentence: str) -> None:
    done = run(*arguments)
    assert done.returncode != 0
    assert sentence in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", ["{bad", "[1]", "null", '"text"', "\ufeff", "", '{"day": 1}'])
def test_unreadable_facts_get_a_sentence(content: str) -> None:
    done = run("assess", "-", text=content)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr and done.stderr.strip()
