"""The ``advisor`` command.

Only reads the arguments: each subcommand imports what it needs when it is called, so that ``advisor assess``
and ``advisor rules`` never wait for Rasa.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dotenv import load_dotenv

from actions.clock import today


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit code is 0 for success, 1 for a problem found, 2 for a wrong call."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    load_dotenv(Path(".env"))
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing left to say, and nothing to complain about.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="advisor", description="逾期向导：借呗逾期了，处在哪一步、接下来会怎样、现在做什么。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    _add_chat(commands)
    _add_serve(commands)
    _add_train(commands)
    _add_parse(commands)
    _add_evaluate(commands)
    _add_examples(commands)
    _add_assess(commands)
    _add_rules(commands)
    _add_data(commands)
    _add_channels(commands)
    return parser


def _add_chat(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("chat", help="在终端里问")
    command.add_argument("--once", metavar="TEXT", help="只答这一句就结束")
    command.add_argument("--script", metavar="FILE", type=Path, help="按文件逐行发问（- 为标准输入）")
    command.add_argument("--json", action="store_true", help="每条回复打印成一行 JSON")
    command.add_argument(
        "--sender", metavar="ID", help="接着哪个会话说（默认：交互时接着上次，其余每次新开）"
    )
    _add_as_of(command)
    command.set_defaults(run=_chat)


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("serve", help="用 HTTP 回答")
    command.add_argument("--host", default="127.0.0.1", help="监听地址（默认只对本机）")
    command.add_argument("--port", type=_port, default=5005, help="端口（默认 5005）")
    _add_as_of(command)
    command.set_defaults(run=_serve)


def _add_train(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("train", help="训练模型（数据没变就不重训）")
    command.add_argument("--force", action="store_true", help="数据没变也重训")
    command.set_defaults(run=_train)


def _add_parse(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("parse", help="读标准输入，每行一句，打印理解到的话题和事实")
    command.add_argument("--why", action="store_true", help="多一项 why：是什么决定了话题")
    _add_as_of(command)
    command.set_defaults(run=_parse)


def _add_evaluate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("evaluate", help="在带标注的句子上测量")
    command.add_argument("file", type=Path, metavar="FILE.jsonl")
    command.add_argument("--json", action="store_true")
    command.add_argument("--picture", type=Path, metavar="FILE.html", help="写一页热图、校准和全部认错的句子")
    command.add_argument("--min-accuracy", type=float, metavar="X", help="低于这个比例就以 1 结束")
    command.add_argument(
        "--min-topic", type=float, metavar="X", help="8 句以上的话题有一个低于这个比例就以 1 结束"
    )
    command.add_argument(
        "--min-scope-recall", type=float, metavar="X", help="范围外的认出低于这个比例就以 1 结束"
    )
    command.add_argument(
        "--max-turned-away", type=float, metavar="X", help="范围内的被推开高于这个比例就以 1 结束"
    )
    _add_as_of(command)
    command.set_defaults(run=_evaluate)


def _add_examples(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("examples", help="检查训练句子：重复、矛盾、太少、与评测集重合")
    command.add_argument("--against", nargs="+", type=Path, default=[], metavar="FILE.jsonl", help="评测集")
    command.set_defaults(run=_examples)


def _add_assess(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("assess", help="只用规则算一次，不经过对话")
    command.add_argument("file", nargs="?", metavar="FACTS.json", help="事实文件（- 为标准输入）")
    command.add_argument("--days", metavar="N", help="逾期天数，到期前为负数")
    command.add_argument("--due-date", metavar="DATE", help="还款日，如 2026-10-09")
    command.add_argument("--amount", metavar="X", help="欠款金额（元）")
    command.add_argument("--principal", metavar="X", help="剩余本金（元）")
    command.add_argument("--daily-rate", metavar="R", help="日利率，如 0.0005")
    command.add_argument("--annual-rate", metavar="R", help="年利率，如 0.146")
    command.add_argument("--penalty-multiple", metavar="M", help="合同写的罚息倍数，如 1.5")
    command.add_argument("--product", metavar="NAME", help="借呗、花呗、微粒贷、信用卡或其他")
    command.add_argument("--payment", metavar="X", help="打算先还多少（元），看先抵什么")
    command.add_argument("--json", action="store_true")
    command.add_argument("--why", metavar="ID", help="这条规则为什么成立或不成立（编号见 rules list）")
    _add_as_of(command)
    command.set_defaults(run=_assess)


def _add_rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("rules", help="检查、列出、查看规则和依据")
    verbs = command.add_subparsers(dest="verb", required=True, metavar="check|list|show|coverage|schema")
    check = verbs.add_parser("check", help="检查全部数据，一次报出所有问题")
    check.add_argument("--json", action="store_true")
    _add_data_folder(check)
    _add_as_of(check)
    check.set_defaults(run=_rules_check)
    listing = verbs.add_parser("list", help="列出规则和依据")
    _add_data_folder(listing)
    listing.set_defaults(run=_rules_list)
    show = verbs.add_parser("show", help="看一条规则或依据")
    show.add_argument("id", metavar="ID")
    _add_data_folder(show)
    show.set_defaults(run=_rules_show)
    coverage = verbs.add_parser("coverage", help="还有什么没有例子或案例试过")
    coverage.add_argument("--cases", type=Path, metavar="FOLDER", help="案例文件夹（默认：源码里的案例）")
    coverage.add_argument("--json", action="store_true")
    _add_data_folder(coverage)
    _add_as_of(coverage)
    coverage.set_defaults(run=_rules_coverage)
    schema = verbs.add_parser("schema", help="给编辑器用的提示（JSON Schema），写进 data/schema")
    _add_data_folder(schema)
    schema.set_defaults(run=_rules_schema)


def _add_data(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("data", help="会话的资料：导出、删除、清理、换钥匙、看评价")
    verbs = command.add_subparsers(
        dest="verb", required=True, metavar="export|delete|purge|rotate-key|feedback"
    )
    for verb, text in (("export", "导出"), ("delete", "删除")):
        one = verbs.add_parser(verb, help=text)
        one.add_argument("--sender", required=True, metavar="ID")
        one.set_defaults(run=_data)
    purge = verbs.add_parser("purge", help="删除超过保存期限没有再来的会话")
    purge.set_defaults(run=_data_purge)
    rotate = verbs.add_parser("rotate-key", help="换一把加密钥匙，重新加密全部资料")
    rotate.set_defaults(run=_data_rotate)
    feedback = verbs.add_parser("feedback", help="看大家觉得哪些回答有用、哪些不对（不含个人情况）")
    feedback.add_argument("--json", action="store_true")
    feedback.set_defaults(run=_data_feedback)


def _add_channels(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("channels", help="接聊天软件：检查设置")
    verbs = command.add_subparsers(dest="verb", required=True, metavar="check")
    check = verbs.add_parser("check", help="问一遍每个平台，设置能不能用")
    check.set_defaults(run=_channels_check)


def _add_as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-of", type=_day, default=None, metavar="YYYY-MM-DD", help="按这一天来算（默认：中国的今天）"
    )


def _add_data_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data", type=Path, default=None, metavar="FOLDER", help="另一份 data/（默认：自带的）"
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2026-11-23") from None
    if not 2015 <= day.year <= 2046:
        raise argparse.ArgumentTypeError(f"{text} 不在能算的年份里（2015 到 2046）")
    return day


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"“{text}”不是端口，应是 1 到 65535 的整数")
    return int(text)


def _as_of(options: argparse.Namespace) -> date:
    return options.as_of or today()


def _chat(options: argparse.Namespace) -> int:
    from bot.commands import chat

    if options.once is not None:
        return chat.once(options.once, options.as_of, options.json, options.sender)
    if options.script is not None:
        return chat.script(options.script, options.as_of, options.json, options.sender)
    return chat.interactive(options.as_of, options.json, options.sender)


def _serve(options: argparse.Namespace) -> int:
    from bot.commands import serve

    return serve.run(options.host, options.port, options.as_of)


def _train(options: argparse.Namespace) -> int:
    from bot.commands import train

    return train.run(force=options.force)


def _parse(options: argparse.Namespace) -> int:
    from bot.commands import parse

    return parse.run(sys.stdin, sys.stdout, _as_of(options), options.why)


def _evaluate(options: argparse.Namespace) -> int:
    from bot.commands import evaluate

    gates = evaluate.Gates(
        options.min_accuracy, options.min_topic, options.min_scope_recall, options.max_turned_away
    )
    return evaluate.run(options.file, _as_of(options), options.json, gates, options.picture)


def _examples(options: argparse.Namespace) -> int:
    from bot.commands import examples

    return examples.run(options.against)


def _assess(options: argparse.Namespace) -> int:
    from bot.commands import assess

    given = {
        "days_overdue": options.days,
        "due_date": options.due_date,
        "amount": options.amount,
        "principal": options.principal,
        "daily_rate": options.daily_rate,
        "annual_rate": options.annual_rate,
        "penalty_multiple": options.penalty_multiple,
        "product": options.product,
        "payment": options.payment,
    }
    stated = {name: value for name, value in given.items() if value is not None}
    return assess.run(options.file, stated, _as_of(options), options.json, options.why)


def _rules_check(options: argparse.Namespace) -> int:
    from bot.commands import rules

    return rules.check(_data_folder(options), _as_of(options), options.json)


def _rules_list(options: argparse.Namespace) -> int:
    from bot.commands import rules

    return rules.listing(_data_folder(options))


def _rules_show(options: argparse.Namespace) -> int:
    from bot.commands import rules

    return rules.show(_data_folder(options), options.id)


def _rules_coverage(options: argparse.Namespace) -> int:
    from bot.commands import rules

    return rules.coverage(_data_folder(options), options.cases, _as_of(options), options.json)


def _rules_schema(options: argparse.Namespace) -> int:
    from bot.commands import rules

    return rules.schema(_data_folder(options))


def _data_folder(options: argparse.Namespace) -> Path:
    from bot.paths import DATA

    return options.data or DATA


def _data(options: argparse.Namespace) -> int:
    from bot.commands import personal_data

    return {"export": personal_data.export, "delete": personal_data.delete}[options.verb](options.sender)


def _data_purge(options: argparse.Namespace) -> int:
    from bot.commands import personal_data

    return personal_data.purge()


def _data_rotate(options: argparse.Namespace) -> int:
    from bot.commands import personal_data

    return personal_data.rotate_key()


def _data_feedback(options: argparse.Namespace) -> int:
    from bot.commands import personal_data

    return personal_data.feedback(options.json)


def _channels_check(options: argparse.Namespace) -> int:
    from bot.commands import channels

    return channels.check()


if __name__ == "__main__":
    sys.exit(main())
