"""No identifier of a person gets past the mask, and nothing the case is made of is lost to it."""

from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.identifiers import Kind
from bot.masking import MASKS, masked
from bot.understanding.facts import read_facts
from bot.understanding.normalizer import normalize

TODAY = date(2026, 11, 23)
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
CHEQUE = str.maketrans("0123456789", "〇壹贰叁肆伍陆柒捌玖")
HEARD = str.maketrans("零〇幺一二三四五六七八九壹贰叁肆伍陆柒捌玖", "001123456789123456789")
GAPS = ["", "", " ", "-", "　", "–", " - ", "\u200b", "·"]

FACTS = [
    "借呗逾期35天了",
    "欠20000元",
    "本金3万2",
    "欠款12,345.67元",
    "逾期三十五天，欠两万三",
    "3月5号到期",
    "还款日2026-10-15",
    "昨天21:30打我电话",
    "日息万分之五",
    "年化18.25%",
    "昨天收到律师函",
    "他们昨天打了15个电话给我妈",
    "我失业了，逾期61天",
]
KEPT = [
    "20000",
    "欠3万2，还了12,345.67元",
    "借了13500 8200 3600元，还剩6000 5000 3000 2000",
    "每月130 1500 2000元",
    "138123456.78元",
    "13500.55 13600.25 8000.10",
    "2026-03-15 2026-03-16 8:30打的",
    "20260315 20260316",
    "2026.3.5到2026.11.12",
    "3月5号、3月15号、10/11、11月30日",
    "9:00、10:30、14:00、16:45、18:20、21:05",
    "9:00 10:30 14:00 16:45 18:20 21:05",
    "0930 1015 1120 1345",
    "13-15 18-20 9-11都打过",
    "每月13 15 18 20 22 5号都有扣款",
    "（2026）京0105民初12345号",
    "(2025)沪0115民初123456号，2026年12月8日开庭",
    "合同号2023110112345678901",
    "合同编号：JB-2026-110105199001010001",
    "订单号13812345678，流水号：330100202301150001",
    "借据号是6228480402564890018",
    "2026110512345678901",
    "支付宝交易号2026110522001412345678901234",
    "95188、12378、12368、12356、110、120、95588、955330",
    "400-812-3456，4008123456，400 812 3456",
    "短信来自10690123456789012",
    "尾号1234，身份证后四位5678",
    "IP 192.168.100.10，版本10.2.3",
    "我是高先生，李女士、张伟和他们的客服王先生都在",
    "微信支付 微信转账20000 加微信群 用vx说的 微信iPhone13上看到 微信：还没加",
    "三三两两，一五一十，七八十来个，二〇二六年三月五日",
    "民法典第188条，第六百七十六条",
    "芝麻分612，分24期，GB/T 45251-2025",
    "😀😀 @所有人 a@b",
]


def phones() -> st.SearchStrategy[str]:
    return st.builds(
        lambda second, rest: f"1{second}{rest:09}", st.integers(3, 9), st.integers(0, 999_999_999)
    )


def check_digit(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return "10X98765432"[total % 11]


def id_numbers() -> st.SearchStrategy[str]:
    def whole(area: int, county: int, birthday: date, serial: int) -> str:
        body = f"{area}{county:04}{birthday:%Y%m%d}{serial:03}"
        return body + check_digit(body)

    areas = st.sampled_from([11, 13, 21, 31, 33, 37, 42, 44, 50, 51, 61, 65])
    days = st.dates(date(1930, 1, 1), date(2010, 12, 31))
    return st.builds(whole, areas, st.integers(101, 9900), days, st.integers(1, 999))


def luhn_digit(body: str) -> str:
    total = 0
    for place, character in enumerate(reversed(body)):
        value = int(character) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def cards(beginnings: tuple[str, ...] = ("6222", "6217", "4563", "5187", "9558")) -> st.SearchStrategy[str]:
    def whole(beginning: str, length: int, rest: int) -> str:
        body = beginning + f"{rest:015}"[-(length - 1 - len(beginning)) :]
        return body + luhn_digit(body)

    return st.builds(whole, st.sampled_from(beginnings), st.integers(16, 19), st.integers(10**14, 10**15 - 1))


SPELLINGS = [
    str,
    lambda number: number.translate(FULL_WIDTH),
    lambda number: number.translate(SPOKEN),
    lambda number: number.translate(CHEQUE),
    lambda number: "\u200b".join(number),
    lambda number: "\ufe0f\u20e3".join([*number, ""]),
    lambda number: " ".join(number),
    lambda number: "-".join(number.translate(SPOKEN)),
]
GROUPINGS: dict[Kind, list[list[int]]] = {
    "id_number": [[6, 8, 4], [3, 3, 4, 2, 2, 4], [6, 4, 4, 4], [14, 4], [17, 1]],
    "bank_card": [[4, 4, 4, 4, 3], [6, 13], [1] * 19],
    "phone": [[1] * 11, [3, 4, 4], [3, 8], [7, 4], [3, 3, 5], [4, 4, 3], [4, 3, 4]],
}
NUMBERS: dict[Kind, st.SearchStrategy[str]] = {
    "id_number": id_numbers(),
    "bank_card": cards(),
    "phone": phones(),
}


def grouped(number: str, sizes: list[int], gap: str) -> str:
    parts, position = [], 0
    for size in sizes:
        parts.append(number[position : position + size])
        position += size
    return gap.join(part for part in parts if part)


def digits_of(text: str) -> str:
    """Every digit a reader of the text could still find, whatever its script."""
    folded = unicodedata.normalize("NFKC", text).translate(HEARD)
    return "".join(character for character in folded if character.isdigit())


@pytest.mark.parametrize("kind", NUMBERS)
@given(st.data())
def test_a_number_is_masked_however_it_is_spelt(kind: Kind, data: st.DataObject) -> None:
    number = data.draw(NUMBERS[kind])
    spelt = data.draw(st.sampled_from(SPELLINGS))(number)
    assert masked(f"我的{spelt}，怎么办").text == f"我的{MASKS[kind]}，怎么办"


@pytest.mark.parametrize("kind", NUMBERS)
@given(st.data())
def test_a_number_is_masked_in_the_groups_people_write(kind: Kind, data: st.DataObject) -> None:
    number = data.draw(NUMBERS[kind])
    sizes = data.draw(st.sampled_from(GROUPINGS[kind]))
    rest = number[6:].removeprefix("86")
    assume(
        sizes != [6, 13] or len(rest) != 11 or rest[0] != "1"
    )  # a sum of six digits, and a phone beside it
    spelt = grouped(number, sizes, data.draw(st.sampled_from([" ", "-", "　", " - ", "－", "·"])))
    script = data.draw(st.sampled_from([{}, FULL_WIDTH, SPOKEN]))
    assert masked(f"是{spelt.translate(script)}。借呗").text == f"是{MASKS[kind]}。借呗"


@pytest.mark.parametrize(
    ("says", "numbers"),
    [("身份证号是", id_numbers()), ("卡号 ", cards()), ("", cards(("62",))), ("手机号：", phones())],
)
@given(st.data())
def test_no_number_survives_with_gaps_and_scripts_anywhere(
    says: str, numbers: st.SearchStrategy[str], data: st.DataObject
) -> None:
    number = data.draw(numbers)
    scripts = st.sampled_from([{}, {}, FULL_WIDTH, SPOKEN])
    spelt = "".join(
        digit.translate(data.draw(scripts)) + data.draw(st.sampled_from(GAPS)) for digit in number
    )
    result = masked(f"{says}{spelt}，逾期了")
    assert number.rstrip("X") not in digits_of(result.text)
    assert result.kinds


@given(phones(), st.sampled_from(["+86", "+86 ", "+86-", "0086", "0086 ", "86", "86-", "(+86)", "＋８６"]))
def test_a_country_code_hides_no_phone(phone: str, code: str) -> None:
    for spelt in (phone, grouped(phone, [3, 4, 4], " ")):
        result = masked(f"打{code}{spelt}")
        assert result.kinds == ("phone",)
        assert phone not in digits_of(result.text)


@given(
    st.sampled_from(["010", "021", "027", "0571", "0755", "0931"]),
    st.integers(2_000_000, 9_999_999),
    st.sampled_from(["{}-{}{}", "({}){}{}", "（{}）{} {}", "{} {} {}", "{}{}{}", "{}—{}-{}"]),
)
def test_a_landline_is_masked_with_its_area_code(area: str, number: int, form: str) -> None:
    local = str(number) if len(area) == 4 else f"{number}8"
    assert masked("座机" + form.format(area, local[:-4], local[-4:])).text == "座机〔电话〕"
    assert masked("打" + form.format(area, local[:-4], local[-4:]) + "转801，").text == "打〔电话〕，"


@given(id_numbers(), st.integers(1, 9))
def test_a_wrong_check_digit_does_not_unmask_an_identity_number(number: str, shift: int) -> None:
    wrong = number[:-1] + "0123456789X"[("0123456789X".index(number[-1]) + shift) % 11]
    result = masked(f"号码{wrong}填错了")
    assert result.text in ("号码〔身份证〕填错了", "号码〔银行卡〕填错了")


@pytest.mark.parametrize(
    ("says", "kept"),
    [
        ("身份证号110101199003071234", "身份证号〔身份证〕"),
        ("身份证11010119900307123x，本人", "身份证〔身份证〕，本人"),
        ("身份证11010119900307123", "身份证〔身份证〕"),
        ("老身份证110101900307123", "老身份证〔身份证〕"),
        ("手机一三八一二三四五六七八", "手机〔手机号〕"),
        ("幺三八 一二三四 五六七八", "〔手机号〕"),
        ("tel13812345678abc", "tel〔手机号〕abc"),
        ("138.1234.5678", "〔手机号〕"),
        ("逾期35,13812345678", "逾期35,〔手机号〕"),
        ("138 1234 5678天天打我", "〔手机号〕天天打我"),
        ("欠20000 138 1234 5678", "欠20000 〔手机号〕"),
        ("138 1234 5678 20000元", "〔手机号〕 20000元"),
        ("卡号6228480402564890019", "卡号〔银行卡〕"),
        ("6228 4804 0256 4890 019是我的工资卡", "〔银行卡〕是我的工资卡"),
        ("招行卡 6225 8801 2345 6789", "招行卡 〔银行卡〕"),
        ("身份证和银行卡6228480402564890018", "身份证和银行卡〔银行卡〕"),
        ("合同上留的手机号13812345678", "合同上留的手机号〔手机号〕"),
        ("合同编号查不到，13812345678是我的", "合同编号查不到，〔手机号〕是我的"),
        ("13812345678@163.com", "〔邮箱〕"),
        ("邮箱：ｚｈａｎｇ．ｓａｎ＠ｑｑ．ｃｏｍ，谢谢", "邮箱：〔邮箱〕，谢谢"),
        ("写信到a_b-c+d@mail.example.com.cn。", "写信到〔邮箱〕。"),
        ("微信号：zhang_san88，加我", "微信号：〔微信号〕，加我"),
        ("我微信是zhangsan", "我微信是〔微信号〕"),
        ("加v abc12345", "加v 〔微信号〕"),
        ("VX：abc_12345", "VX：〔微信号〕"),
        ("微信号12345678", "微信号〔微信号〕"),
        ("wxid_abc123def456", "〔微信号〕"),
        ("微信13812345678", "微信〔手机号〕"),
        ("单位座机87654321", "单位座机〔电话〕"),
        ("打+86 10 8765 4321", "打〔电话〕"),
        ("证件號碼11010119900307123X", "证件號碼〔身份证〕"),
    ],
)
def test_this_is_masked(says: str, kept: str) -> None:
    assert masked(says).text == kept


@pytest.mark.parametrize("text", [*KEPT, *FACTS])
def test_what_the_case_is_made_of_stays(text: str) -> None:
    assert masked(text).text == text
    assert masked(text).kinds == ()


def test_kinds_are_told_in_the_order_of_the_text() -> None:
    text = "a@b.cn，13812345678，身份证110101199003071233，13912345678，微信号abc123"
    assert masked(text).kinds == ("email", "phone", "id_number", "wechat")


@given(st.lists(st.sampled_from([*FACTS, *KEPT]), min_size=1, max_size=6), st.sampled_from("，。；\n"))
def test_facts_in_noise_are_left_alone(texts: list[str], between: str) -> None:
    text = between.join(texts)
    assert masked(text).text == text


@given(st.sampled_from(FACTS), st.data())
def test_a_fact_beside_an_identifier_is_read_as_without_it(told: str, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(NUMBERS)))
    number = data.draw(NUMBERS[kind])
    spelt = data.draw(st.sampled_from([number, *(spell(number) for spell in SPELLINGS)]))
    text = data.draw(st.sampled_from(["{1}。{0}", "{0}。我的号码{1}", "我{1}，{0}"])).format(told, spelt)
    assert masked(text).kinds == (kind,)
    assert _facts(masked(text).text) == _facts(told)


@given(st.sampled_from(FACTS), st.sampled_from(sorted(NUMBERS)), st.data())
def test_facts_are_the_same_with_and_without_the_mask(told: str, kind: Kind, data: st.DataObject) -> None:
    number = data.draw(NUMBERS[kind])
    text = f"{told}，{({'id_number': '身份证', 'bank_card': '卡号', 'phone': '手机号'})[kind]}{number}"
    assert _facts(masked(text).text) == _facts(text)


def _facts(text: str) -> dict[str, object]:
    return read_facts(normalize(text), TODAY).values


PIECES = [
    *"0123456789Xx一三八零 　-–.,:@+()（）〔〕\n\0元天号卡",
    *MASKS.values(),
    *(
        "13812345678",
        "138 1234",
        "5678",
        "110101",
        "19900307",
        "1234",
        "62284804",
        "02564890018",
        "0571",
        "86",
    ),
    *("⑪", "㏡", "1️⃣", "²", "٣", "\u200b", "\ud83d", "微信号", "vx:", "abc_12", "a@b.cn", "合同号", "身份证"),
    *("卡号", "手机", "座机", "8:30", "2026-03-05", ".50", "这张卡"),
]
jumbles = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=600)
@given(jumbles)
def test_masking_twice_is_masking_once(text: str) -> None:
    once = masked(text)
    assert masked(once.text).text == once.text
    assert masked(once.text).kinds == ()


@given(st.one_of(jumbles, st.text(max_size=60)))
def test_everything_else_is_kept_character_for_character(text: str) -> None:
    result = masked(text)
    kept = result.text
    for mask in MASKS.values():
        kept = kept.replace(mask, "\0")
    position = 0
    for part in kept.split("\0"):  # in this order, each part stands in the original
        position = text.index(part, position) + len(part)
    assert (result.text == text) == (not result.kinds)


@pytest.mark.parametrize(
    "unit",
    ["1", "1 ", "一 ", "62 ", "13812345678 ", "a@", "vx:", "合同号1-", "0571-", "〔手机号〕", "-", "1."],
)
def test_ten_thousand_hostile_characters_take_time_in_proportion(unit: str) -> None:
    short, long = (_seconds((unit * length)[:length]) for length in (5_000, 20_000))
    assert long < 12 * short + 0.05  # four times the text; the room is for a busy machine


def _seconds(text: str) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        masked(text)
        times.append(time.process_time() - started)
    return min(times)
