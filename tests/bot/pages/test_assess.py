"""The form without a script: what it concludes, what it asks again, and that nothing it is sent can hurt."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PAPER = {"paper": "payment_order", "paper_day_payment_order": "2026-11-20"}
TEXT_FIELDS = ("days", "due", "amount", "principal", "rate", "contact_date", "contact_time", "contact_count")
CHOICES = (
    "product",
    "negotiation",
    "contact_kept",
    "contact_channel",
    "contact_recipient",
    "paper",
    "hardship",
    "act",
)
PROBES = (
    '"><script>alert(1)</script>',
    "' onfocus=alert(1) x='",
    "{{7*7}}",
    "</title><img src=x onerror=alert(1)>",
)


def section(page: Any, name: str) -> str:
    """The text of the section a heading names."""
    (found,) = [
        each for each in page.document.all("section") if each.attributes.get("aria-labelledby") == name
    ]
    return re.sub(r"\s+", " ", found.text)


def test_an_empty_form_is_answered_with_every_branch(site: Any) -> None:
    page = site.send({})
    assert page.status == 200
    for stage in ("预警期", "逾期初期", "逾期中期", "逾期后期"):
        assert stage in section(page, "where")


def test_a_stage_by_days_says_that_it_is_practice(site: Any) -> None:
    page = site.send({"product": "借呗", "days": "45", "amount": "2万"})
    assert "逾期中期（31–60天）" in section(page, "where")
    assert "平台惯例，不是法律规定" in section(page, "where")
    assert "委托催收机构" in section(page, "next") and "可能性是本项目的估计" in section(page, "next")
    assert 1 <= section(page, "do").count("前") <= 4
    assert "蚂蚁借呗，逾期45天，欠款金额20,000元" in page.text


def test_a_payment_order_shows_its_last_day_first(site: Any) -> None:
    page = site.send({"days": "45", **PAPER})
    first = page.document.all("section")[0]
    assert first.attributes["class"] == "running"
    for words in (
        "对支付令提出书面异议",
        "12月7日（周一）",
        "还有13天",
        "11月20日（周五）的第二天起",
        "强制执行",
        "法律",
    ):
        assert words in first.text
    assert page.document.all("time")[0].attributes["datetime"] == "2026-12-07"
    assert "已收到支付令" in section(page, "where")


def test_a_day_that_is_over_is_said_to_be(site: Any) -> None:
    page = site.send({"paper": "payment_order", "paper_day_payment_order": "2026-10-08"})
    first = page.document.all("section")[0]
    assert "over" in first.attributes["class"] and "已经过了" in first.text and "12368" in first.text


def test_a_paper_without_its_day_says_that_the_day_decides(site: Any) -> None:
    page = site.send({"paper": "payment_order"})
    assert "填上收到的日子" in page.document.all("section")[0].text


def test_a_rate_gives_the_cost_with_what_it_rests_on(site: Any) -> None:
    cost = section(site.send({"days": "45", "amount": "20000", "rate": "万分之五"}), "cost")
    assert "逾期利息约675元" in cost and "20,675元" in cost and "按1.5倍举例" in cost


def test_without_a_rate_no_sum_is_made_up(site: Any) -> None:
    cost = section(site.send({"days": "45", "amount": "20000"}), "cost")
    assert "填上欠多少、逾期天数和日利率" in cost and "逾期利息约" not in cost


def test_a_contact_is_judged_and_the_law_comes_before_the_guideline(site: Any) -> None:
    page = site.send(
        {
            "days": "45",
            "contact_date": "2026-11-22",
            "contact_time": "22:30",
            "contact_channel": "phone",
            "contact_recipient": "family",
            "act": "insult",
        }
    )
    conduct = section(page, "conduct")
    assert "11月22日（周日） 22:30 电话 家人 辱骂" in conduct and "有不合规的地方" in conduct
    assert conduct.index("消费者权益保护法") < conduct.index("不具强制力")


def test_firm_words_stand_only_where_the_engine_put_them_on_firm_ground(site: Any) -> None:
    page = site.send({"days": "45", "amount": "20000"})
    firm = {each.text for each in page.document.all("span") if each.attributes.get("class") == "ground firm"}
    assert firm <= {"法律", "行政法规", "司法解释", "部门规章"}


def test_every_norm_is_told_once_with_what_it_says(site: Any) -> None:
    page = site.send({"days": "45", **PAPER})
    basis = section(page, "basis")
    assert "《民事诉讼法》" in basis and "规则版本" in basis
    titles = re.findall(r"<summary>(《.*?)</summary>", page.text.split('class="basis"')[1])
    assert titles and len(titles) == len(set(titles))


def test_a_result_ends_with_what_it_is_not_and_is_kept_nowhere(site: Any) -> None:
    page = site.send({"days": "45"})
    assert "非法律意见" in page.text
    assert page.headers["cache-control"] == "no-store" and "etag" not in page.headers


def test_the_form_of_a_result_can_be_changed_and_sent_again(site: Any) -> None:
    page = site.send(
        {"days": "４５", "amount": "1.5万", "act": ["insult", "threat"], "hardship": "ill", **PAPER}
    )
    document = page.document
    assert document.by_id("days").attributes["value"] == "４５"
    assert document.by_id("amount").attributes["value"] == "1.5万"
    assert document.by_id("paper_day_payment_order").attributes["value"] == "2026-11-20"
    ticked = {each.attributes["value"] for each in document.all("input") if "checked" in each.attributes}
    assert ticked == {"insult", "threat", "ill", "payment_order"}
    (form,) = document.all("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/assess")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"days": "４５"}, "逾期45天"),
        ({"days": "45天"}, "逾期45天"),
        ({"days": "四十五"}, "逾期45天"),
        ({"days": "两个月"}, "约逾期60天"),
        ({"days": "0"}, "今天到期"),
        ({"due": "2026-10-10"}, "还款日10月10日（周六）"),
        ({"due": "2026/10/10"}, "还款日10月10日（周六）"),
        ({"amount": "2万"}, "欠款金额20,000元"),
        ({"amount": "1.5万"}, "欠款金额15,000元"),
        ({"amount": "２０，０００"}, "欠款金额20,000元"),
        ({"amount": "两万三"}, "欠款金额23,000元"),
        ({"amount": "￥20000.50元"}, "欠款金额20,000.50元"),
        ({"amount": "大概2万"}, "约欠款金额20,000元"),
        ({"amount": "2万", "rough": "1"}, "约欠款金额20,000元"),
        ({"principal": "1.8万"}, "剩余本金18,000元"),
        ({"rate": "0.05%"}, "日利率0.05%"),
        ({"rate": "万分之五"}, "日利率0.05%"),
        ({"rate": "0.0005"}, "日利率0.05%"),
        ({"rate": "年利率18%"}, "年利率18%"),
        ({"product": "信用卡"}, "信用卡"),
        ({"hardship": ["ill", "unemployed"]}, "失业、生病"),
        ({"negotiation": "refused"}, "被拒绝了"),
        ({"paper": "court_summons", "hearing_court_summons": "2026-12-08"}, "12月8日（周二）开庭"),
        ({"contact_time": "22：30", "contact_count": "3次"}, "22:30 3次"),
    ],
)
def test_entries_are_read_as_people_write_them(site: Any, fields: dict[str, Any], told: str) -> None:
    page = site.send(fields)
    assert page.status == 200
    (heard,) = [each for each in page.document.all("p") if each.attributes.get("class") == "heard"]
    assert told in heard.text


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"days": "很久"}, "days", "逾期天数看不懂“很久”"),
        ({"days": "4.5"}, "days", "逾期天数"),
        ({"days": "-3"}, "days", "还没到期"),
        ({"days": "99999"}, "days", "应在"),
        ({"days": "1e3"}, "days", "看不懂"),
        ({"amount": "很多"}, "amount", "一共欠多少"),
        ({"amount": "99999999999999999999999999"}, "amount", ""),
        ({"amount": "20亿"}, "amount", "100,000,000元"),
        ({"principal": "NaN"}, "principal", "剩余本金"),
        ({"rate": "5"}, "rate", "0.05%"),
        ({"rate": "18%"}, "rate", "年利率"),
        ({"due": "2026-02-30"}, "due", "还款日看不懂"),
        ({"due": "1999-01-01"}, "due", "还款日对不上"),
        (
            {"paper": "lawyer_letter", "paper_day_lawyer_letter": "2026-11-25"},
            "paper_day_lawyer_letter",
            "律师函收到日期",
        ),
        ({"paper_day_judgment": "2026-11-20"}, "paper_day_judgment", "没有打勾"),
        ({"papers_none": "1", **PAPER}, "papers_none", "都没有收到"),
        ({"product": "高利贷"}, "product", "重新选"),
        ({"act": "murder"}, "act", "重新选"),
        ({"contact_date": "2027-01-01"}, "contact_date", "还没到"),
        ({"contact_time": "25:00"}, "contact_time", "时间看不懂"),
        ({"contact_count": "很多"}, "contact_count", "次数看不懂"),
    ],
)
def test_what_cannot_be_read_is_said_kindly_and_linked_to_its_field(
    site: Any, fields: dict[str, Any], field: str, says: str
) -> None:
    page = site.send({"amount": "2万", **fields})
    document = page.document
    assert page.status == 422 and page.headers["cache-control"] == "no-store"
    summary = document.by_id("problems")
    assert summary.attributes["role"] == "alert" and says in summary.text
    (link,) = [each for each in document.all("a") if each.attributes["href"] == f"#{field}"]
    assert says in link.text
    control = document.by_id(field)
    if control.tag in ("input", "select"):
        assert control.attributes["aria-invalid"] == "true"
        assert f"{field}-wrong" in control.attributes["aria-describedby"].split()
        assert document.by_id(f"{field}-wrong").text
    kept = {"amount": "2万", **fields}["amount"]
    assert document.by_id("amount").attributes["value"] == kept
    assert document.all("title")[0].text.startswith("有1处要改")


def test_having_received_nothing_is_an_answer(site: Any) -> None:
    unsaid, none = site.send({"days": "45"}), site.send({"days": "45", "papers_none": "1"})
    assert "没有收到法律文书；收到过的话" in section(unsaid, "where")
    assert "收到过的话" not in section(none, "where")
    assert "律师函、法院或仲裁" in section(unsaid, "missing")
    assert "律师函、法院或仲裁" not in section(none, "missing")


def test_everything_wrong_is_told_at_once(site: Any) -> None:
    page = site.send({"days": "x", "amount": "y", "rate": "z", "contact_time": "w"})
    links = [
        each.attributes["href"] for each in page.document.all("a") if each.attributes["href"].startswith("#")
    ]
    assert [link for link in links if link != "#main"] == ["#days", "#amount", "#rate", "#contact_time"]


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize(
    "field", [*TEXT_FIELDS, *CHOICES, "paper_day_judgment", "rough", "papers_none", "made_up"]
)
def test_nothing_that_is_sent_becomes_markup(site: Any, field: str, probe: str) -> None:
    page = site.send({field: probe})
    assert page.status in (200, 422)
    document = page.document
    assert [each.attributes["src"] for each in document.all("script")] == ["/static/page.js"]
    assert [each.attributes["src"] for each in document.all("img")] == ["/static/icon.svg"]
    assert not [name for each in document.elements for name in each.attributes if name.startswith("on")]
    assert "49" not in document.by_id("days").attributes["value"]


@pytest.mark.parametrize("field", ["amount", "days", "contact_count", "product"])
@pytest.mark.parametrize(("words", "number"), [("我不想活了", "12356"), ("活着没意思，想跳楼", "120")])
def test_care_comes_before_everything_else(site: Any, field: str, words: str, number: str) -> None:
    page = site.send({"days": "x", field: words})
    assert page.status == 200 and page.document.all("h1")[0].text == "先顾人"
    assert number in page.text and 'href="tel:12356"' in page.text
    assert not page.document.all("form") and "逾期天数" not in page.text


def test_what_is_sent_is_written_nowhere(site: Any) -> None:
    site.send({"amount": "31415.92", "days": "277", "rate": "秘密一句"})
    log = site.log.read_text()
    assert not [words for words in ("31415", "277", "秘密", "%E7") if words in log]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"days": 45}'),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("", b"days=45"),
        ("application/x-www-form-urlencoded", b"&".join(b"act=%d" % n for n in range(400))),
    ],
)
def test_what_is_no_form_of_ours_gets_the_form_back(site: Any, kind: str, body: bytes) -> None:
    page = site.ask("POST", "/assess", body, {"Content-Type": kind} if kind else {})
    assert page.status == 422 and "请重新填一次" in page.text


def test_bytes_that_are_no_text_are_no_harm(site: Any) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    page = site.ask("POST", "/assess", b"days=%ff%00%fe&\xff\xfe=\x80&amount=%ED%A0%80", kind)
    assert page.status == 422 and "看不懂" in page.text


entries = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["45", "2万", "万分之五", "2026-11-20", "22:30", "1", "yes", "payment_order", "insult", "phone"]
    ),
    st.dates().map(str),
    st.decimals().map(str),
    st.integers().map(str),
)
names = st.one_of(
    st.sampled_from(
        [*TEXT_FIELDS, *CHOICES, "rough", "papers_none", "paper_day_judgment", "paper_day_payment_order"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(st.tuples(names, entries), max_size=12))
def test_whatever_is_sent_gets_a_page(site: Any, fields: list[tuple[str, str]]) -> None:
    page = site.send([(_sendable(name), _sendable(entry)) for name, entry in fields])
    assert page.status in (200, 422)
    assert page.document.all("h1") and "Traceback" not in page.text


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
