"""What papers are called: every name of a paper in a text, with its kind. Whether it has come is read elsewhere.

The more particular name comes first: 执行异议裁定书 is no 裁定书, 诉前调解协议 no 诉前调解通知.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NOTICE = r"(?:通知书?|告知书?)"
_RULED = r"(?:的)?(?:民事|执行)?裁定"
_FROZEN = r"(?:查封|扣押|冻结|划扣|扣划|划拨)"
_PROPERTY = r"(?:、|和|我的?|财产|房产|房子|银行|账户|卡|存款|工资)"
_DECIDED = r"(?:决定书?|通知书)"
_KINDS: tuple[tuple[str, str], ...] = (
    ("notarial_enforcement_certificate", r"(?:公证)?执行证书|公证处的?执行(?:文书|证书)"),
    (
        "assignment_notice",
        r"债权(?:转让|转移)(?:的)?(?:通知书?|函|告知书?|公告|协议)|债转(?:通知书?|函|短信|公告)|债权转让",
    ),
    ("settlement_certificate", r"结清证明|结清函|结清凭证"),
    ("payment_order", r"支付令"),
    ("lawyer_letter", r"律师(?:函|信|催告函|警告函|催收函)|律所的?函|律师事务所的?(?:函|信)"),
    ("mediation_agreement", r"(?:诉前|庭前|人民|先行|司法)?调解(?:的)?(?:和解)?协议书?"),
    ("mediation_statement", r"(?:诉前|庭前|(?:人民)?法院的?)?(?:民事)?(?<!仲裁)(?<!事故)调解书"),
    (
        "mediation_notice",
        r"(?:诉前|庭前|人民|先行)?调解(?:通知书?|函|告知书?|邀请函|短信|传票)|诉前调解",
    ),
    ("arbitration_award", r"仲裁裁决书?|裁决书"),
    (
        "arbitration_notice",
        r"仲裁(?:委(?:员会)?的?)?(?:通知书?|申请书|材料|开庭通知|文书|受理通知书?|立案通知书?|的材料|的通知)|仲裁委(?:员会)?(?:寄|发)来的(?:通知|材料)",
    ),
    ("property_report_order", r"(?:报告|申报)财产(?:令|通知书?)|财产(?:报告|申报)(?:令|通知书?)"),
    ("consumption_restriction", r"限制?(?:高消费|消费|高|消)(?:令|通知书?|决定书?)"),
    (
        "dishonest_correction_refusal",
        rf"(?:驳回|不予|拒绝)[^。!?;]{{0,4}}(?:失信|纠正)[^。!?;]{{0,9}}{_DECIDED}|"
        rf"(?:失信|纠正)(?!(?:(?!驳回).){{0,7}}决定)[^。!?;]{{0,8}}驳回[^。!?;]{{0,4}}{_DECIDED}",
    ),
    ("dishonest_listing", rf"(?:纳入|列入)?失信(?:被执行)?人?(?:名单)?(?:的)?{_DECIDED}"),
    ("enforcement_notice", rf"(?:强制)?执行{_NOTICE}"),
    ("other", r"(?:终结|终止)(?:本次)?(?:执行|督促)(?:程序)?(?:的)?(?:执行|民事)?裁定书?|终本裁定书?"),
    ("other", r"(?:准许|准予)?撤诉(?:的)?(?:民事)?裁定书?"),
    (
        "enforcement_objection_ruling",
        rf"(?<!管辖)(?<!管辖权)(?:执行)?异议(?:申请)?(?:被?驳回了?|不成立)?,?{_RULED}书?",
    ),
    ("preservation_ruling", rf"(?:诉前|诉讼|财产)*保全(?:{_RULED}书?|(?:的)?(?:通知书|告知书))"),
    ("seizure_ruling", rf"{_FROZEN}(?:{_FROZEN}|{_PROPERTY})*{_RULED}书?|执行裁定书?"),
    ("ruling", r"(?:一审|民事|法院的?|管辖权?异议的?)*裁定书|管辖权?异议的?裁定"),
    ("judgment", r"(?:缺席|一审|二审|民事|法院的?)?判决书?"),
    ("complaint_copy", r"(?:民事)?起诉(?:状|书)(?:的)?(?:副本)?|诉状(?:副本)?|诉讼(?:材料|文书)|起诉材料"),
    ("small_claims_notice", rf"(?:适用)?小额(?:诉讼|速裁|程序)+(?:的)?(?:适用)?(?:{_NOTICE}|须知|告知单)"),
    ("court_summons", r"(?:法院的?|开庭|出庭)?传票|开庭通知书?|应诉通知书?|出庭通知书?"),
)
_NAMES = re.compile("|".join(f"(?P<n{place}>{name})" for place, (_, name) in enumerate(_KINDS)))


@dataclass(frozen=True)
class Paper:
    """The name of a paper of ``kind`` (``documents.kind`` of the facts dictionary) at ``[start, end)``."""

    kind: str
    start: int
    end: int


def find_papers(text: str) -> Iterator[Paper]:
    """Every paper named in a normalised text, from left to right.

    A name told in two clauses (执行异议被驳回了，裁定书) stands where its second begins.
    """
    for match in _NAMES.finditer(text):
        place = int(str(match.lastgroup)[1:])
        start = match.start() + match.group().rfind(",") + 1
        yield Paper(_KINDS[place][0], start, match.end())
