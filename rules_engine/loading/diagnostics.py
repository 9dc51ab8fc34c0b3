"""Problems found in the data: stable codes, a place, what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

# E1xx form · E2xx reference and value · E3xx logic · E4xx ground · E5xx examples · Wxxx warnings
CODES: Mapping[str, str] = {
    "E101": "不是合法的 YAML",
    "E102": "键重复",
    "E103": "没有这个键",
    "E104": "缺少键",
    "E105": "类型不对",
    "E106": "写法有歧义",
    "E107": "结构不对",
    "E108": "缺少文件",
    "E109": "编号重复或与文件名不符",
    "E110": "要问的事实没有写明为什么问",
    "E111": "条数或长度不对",
    "E201": "没有这个事实",
    "E202": "没有这个参数",
    "E203": "没有这个规范",
    "E204": "没有这一条",
    "E205": "值不在范围内",
    "E206": "运算符不适合",
    "E207": "没有这个渠道、话题或占位符",
    "E208": "这张表里读不到",
    "E301": "两行重叠",
    "E302": "有空缺",
    "E303": "永远不会成立的行",
    "E304": "被另一行包含",
    "E305": "无法证明",
    "E306": "版本重叠",
    "E307": "版本之间有空档",
    "E308": "起止日期颠倒",
    "E401": "依据当时没有施行",
    "E402": "依据没有核对过原文或转述",
    "E403": "没有依据",
    "E404": "复核已过期",
    "E405": "话说得比依据硬",
    "E406": "电话号码没有核对过",
    "E501": "缺少成立的例子",
    "E502": "缺少差一点成立的例子",
    "E503": "例子的结果不符",
    "E504": "例子写的事实不对",
    "E505": "条件没有例子试过",
    "E506": "边界没有例子试过",
    "E507": "起止日没有例子试过",
    "W001": "参数很久没有人看过",
    "W002": "缺少节假日安排",
    "W003": "编辑器提示过时",
}


class Problem(Struct, frozen=True, order=True):
    """One finding; ``line`` counts from 1; a code that begins with W is a warning."""

    file: str
    line: int
    code: str
    message: str

    @property
    def is_error(self) -> bool:
        """Whether it must be put right before the data may be used."""
        return self.code.startswith("E")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {CODES[self.code]}：{self.message}"


class RulebookError(Exception):
    """The data cannot be used; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Stop where data have errors; warnings pass.

    :raises RulebookError: with every error.
    """
    if errors := [problem for problem in problems if problem.is_error]:
        raise RulebookError(errors)
