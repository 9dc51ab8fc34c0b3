"""Numbers that state no fact of the case: identity, card and phone numbers, hotlines, scores, ages, instalment counts."""

from __future__ import annotations

import re

from bot.understanding.facts.results import Taken

_NUMBER = r"[0-9零〇一二两三四五六七八九十百]"
_NOISE = re.compile(
    "|".join(
        (
            # identity, cards, orders, phones
            r"(?:尾号|后四位|后4位|末四位|尾数|前六位|后六位)(?:是|为|:|的)?[0-9A-Za-z*零一二三四五六七八九]{2,8}",
            r"(?:身份证|银行卡|卡号|账号|帐号|订单号?|合同号?|编号|流水号?|案号|工号|单号|验证码|密码|手机号?|电话号码|QQ|qq|微信号|邮编|车牌)(?:码|号)?(?:是|为|"
            r":)?[A-Za-z0-9*-]{3,}",
            r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)",
            r"\d{15,19}[Xx]?",
            r"(?<![\d.])0\d{2,3}-\d{7,8}(?!\d)",
            # hotlines, also spelt digit by digit
            r"(?<![\d.,])(?:12378|95188|12356|12368|12348|12345|12315|12363|12386|12381|96110|110|120|119|"
            r"122)(?![\d.,]|[元块天万千wWkK个])",
            r"(?<![\d.,])(?:95\d{3}|400[- ]?\d{3}[- ]?\d{4}|10086|10010|10000号)(?![\d.,]|[元块天万千wWkK个])",
            r"(?:热线|拨打|打)(?:一二三七八|九五一八八|一二三五六|幺幺零|一一零|一二零)",
            # scores, ages, instalments, ordinals
            r"(?:芝麻(?:信用)?分?|信用分|评分|分数|支付分|微信分)(?:是|有|为|才|只有|都|到|掉到|:|了|现在)*\d{2,4}分?",
            rf"{_NUMBER}{{1,4}}(?:周?岁|来岁|多岁|几岁)",
            r"(?:今年|年龄|年纪)(?:是|:|都|才)?\d{2}(?![\d天个万千年月/.-])",
            rf"(?:分|分成|分了|办了?|做了?|一共|总共|共|最长|最多|还了?|剩下?|还剩|第|前|后|连续|有|断了|到|欠了?)?{_NUMBER}{{1,4}}期",
            rf"第{_NUMBER}{{1,4}}(?:次|个月|条|款|条款|批|轮|页|章|编)",
            r"\d{4}年(?:的|借|办|开通|底|初|左右|那会|以)",
            rf"(?:最近|(?<![目之以])前|头|(?<![日期了已经])过去|接下来|未来){_NUMBER}{{1,3}}(?:天|个月|年)(?!前)",
            rf"近{_NUMBER}{{1,3}}(?:天|个月|年)的?(?:流水|账单|记录|征信|查询)",
            rf"{_NUMBER}{{1,3}}个?工作日",
            rf"{_NUMBER}{{1,3}}(?:个?半?小时|分钟|秒|个钟头?)",
            r"[Mm]\d\+?(?![\d万千wWkK])",
            r"(?<![0-9])7[xX*×]24|24小时|360(?=借条|贷款)|(?<![0-9.,])(?:714|996|3q)(?![0-9.,天元块个万千次])",
        )
    )
)


def take_noise(text: str, taken: Taken) -> None:
    """Claim every number that can be no fact."""
    for match in _NOISE.finditer(text):
        taken.add(match.start(), match.end())
