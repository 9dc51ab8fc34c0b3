"""One reported contact by a collector: when, by what way, how often, to whom, and what was done.

A contact is read when something concrete is told: a day, a time, a number, an act, a third person, or that it has
happened (了, 过). What is feared, threatened, asked in general, forbidden or denied is no contact, nor is what
the person did (我打了95188) or a bare complaint (天天打电话).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.understanding.facts.clauses import is_question
from bot.understanding.facts.dates import DateToken
from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import Number
from bot.understanding.facts.people import EMPLOYER, FAMILY, FRIEND, OTHER
from bot.understanding.facts.results import Candidate
from bot.understanding.facts.times import TimeToken

PERSON = rf"(?:{FAMILY}|{FRIEND}|{OTHER}|{EMPLOYER})"
_WHO = rf"(?:我|俺|咱)?(?:们)?的?(?:{PERSON}|家里|家)?"
_COUNT = r"(?:[0-9零一二两三四五六七八九十百几好多来]{1,5}(?:个|通|次|遍|回)?)?"
_NOT_PHONE = r"(?:[^,。!?;]{0,8}?)"

UNSAID = "unsaid"  # someone was reached, by what way is not told
CHANNELS: tuple[tuple[str, str], ...] = (
    (
        "wechat",
        rf"微信(?:群)?(?:上|里|里面)?(?:语音|电话|加|骂|威胁|发|找|联系|给|说|消息|留言|轰炸|催|上|里)|(?:在|用|通过|从|拿|是)(?:我的?|他的?)?微信|"
        rf"(?:加|发)(?:了|过)?{_WHO}的?(?:微信|wx|vx)|朋友圈(?:里|上|下面)?(?:发|晒|曝光|骂|说我|挂|评论|留言)|"
        rf"(?:发|晒|挂|曝光)(?:到|在|了|进)?(?:他的?|他们的?)?朋友圈|(?:业主|家族|家庭|工作|亲戚|同学|公司|家人|村|班级|单位)(?:微信)?群|拉(?:了)?(?:个)?群|"
        rf"(?:发|说|传)(?:到|在)[^,。!?;]{{0,6}}群里?",
    ),
    (
        "other",
        r"抖音|快手|微博|小红书|QQ|qq|钉钉|飞书|邮件|邮箱|支付宝(?:消息|留言|聊天|好友|里发|上发)|私信|陌陌|传真|闲鱼|评论区|企业微信",
    ),
    (
        "sms",
        r"(?:发|来|(?<!催)收到?|接到?|群发)(?:了|过|来|给)?[^,。!?;]{0,10}?(?:短信|信息|彩信|消息)(?!泄露|安全|网)|"
        r"(?:短信|彩信|(?<![款人期的实借份])信息)(?:上|里|内容|轰炸|骚扰|威胁|恐吓|骂|说|写|发|给|来|一直|又|通知我|都)|短信",
    ),
    (
        "letter",
        r"(?:寄|邮寄|快递)(?:了|来|过来|到|给)*(?:我|家里|单位|公司|村里|老家)*[^,。!?;]{0,8}?(?:信(?!用|息)|函|通知|快递|催告)|"
        r"(?:信|催收函|催款函|催告函|催款单|通知单)(?:寄|邮|塞|贴|送)(?:到|给|在|来)",
    ),
    (
        "visit",
        rf"(?<!线)上(?:了)?(?:我|我们)?(?:家)?的?门(?!票|槛|课|诊|户)|登门|家访|外访|"
        rf"(?:来|到|去|上|跑到?|找到|找来|堵在?|堵到|闯进|冲进|跑来|跑去|杀到|直接来|追到|守在|蹲在|摸到)(?:了|过)?(?:我|我们|俺|"
        rf"咱)的?(?:{PERSON})?的?(?:家(?!人|属|长|的)|单位|公司|老家|店里?|厂里?|学校|村里?|小区|楼下|门口|办公室|工地|出租屋|住处|宿舍|住的地方)|"
        rf"(?:来|到|去|跑到?|找到|堵|闯进|冲进|跑来|跑去|杀到)(?:了|过)?(?:单位|公司|老家|店里|厂里|学校|村里|小区|家里|家门口|楼下|家来|门口)|"
        rf"敲(?:了|我|我家|家|过)*的?(?:门|家门)|砸(?:了|我|我家)*的?门|堵(?:了|我|住|着|家|在)*(?:的)?(?:门|家门口)|"
        rf"(?:堵|蹲|守|拦)(?:了|到|着|住)*我|找上门|闯进(?:我)?家|踹(?:我)?(?:家)?门",
    ),
    (
        "phone",
        rf"(?:骂人|骚扰|威胁|恐吓|陌生|催收|催款|催债)的?电话|打{_NOT_PHONE}(?:电话|手机(?!号)|座机|call)|"
        rf"电话(?:打|轰炸|骚扰|里|那头|威胁|恐吓|骂|催|联系|一个接|响|不停|说)|来电|来(?:了|过)?{_COUNT}电话|"
        rf"接(?:到|了|起来?|过)?[^,。!?;]{{0,10}}?电话|语音(?:电话|机器人)|呼死你|"
        rf"打(?:了|过)?(?:我|{PERSON})?(?:的)?(?:了|过)?{_COUNT}(?:个|次|通|遍|回)(?:电话)?(?![^,。!?;]{{0,2}}[工车针卡架])|"
        rf"打的(?:是|就是|都是)?(?:我)?(?:的)?{PERSON}|打(?:给|到|去|进|爆)(?:了|过)?{_WHO}|打(?:了|过)?(?:我|他们)?(?:我)?{PERSON}|"
        rf"给{_WHO}[^,。!?;给]{{0,6}}?打(?:了|过|来|的|$|(?=[,。!?;]))|打过来|打进来|打来|打爆|拨打|致电|通(?:了)?(?:一|两|几)?(?:次|个)?话|"
        rf"{_COUNT}(?:个|通|次)(?:未接)?(?:来电|电话)|爆(?:了)?(?:我)?的?通讯录|(?:轰炸|骚扰|联系|打遍?|群发)(?:了|过|我|的)*通讯录",
    ),
)
CHANNELS += (
    (
        UNSAID,
        rf"(?:联系|骚扰|找到?|通知|惊动)(?:了|过|到|上)?(?:我|我们|俺)的?(?:好几个|几个|所有|前|老)?的?{PERSON}",
    ),
)
_EVENT = re.compile("|".join(f"(?P<{channel}>{pattern})" for channel, pattern in CHANNELS))

_OFFICIAL = r"(?:公安|警察|民警|派出所|警官|法院|法官|检察|司法|经侦|公检法|执法|刑警|警方|政府|网警|法警|书记员|银保监|金融局|监管局)"
ACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("insult", re.compile(
        r"骂(?!人的?[都也]|别人|回去|不还|架|过去|催收)|辱骂|侮辱|羞辱|脏话|爆粗|粗口|"
        r"(?:话|说得?|讲得?|语气|嘴)(?:很|特别|非常|太|特|真|多|可|那么|贼|巨|都)?(?:难听|脏)|"
        r"(?:说|叫|喊|讲|评论|留言|回复)(?:我|你)(?:是)?(?:个|一个)?(?:老赖|畜生|骗子|垃圾|废物|人渣|不要脸|狗|猪|傻|贱|无赖|白眼狼)|不要脸|死全家|"
        r"问候(?:我)?(?:全家|祖宗|爸妈|爹妈)|人身攻击|阴阳怪气|傻逼|傻[bB]|操你|他妈的")),
    ("threat", re.compile(
        r"威胁|恐吓|恫吓|吓唬|要挟|弄死|整死|打断|打死|砍死|砍(?:我|你|人)|卸(?:我|你)?(?:一条|条)?(?:腿|胳膊)|收拾(?:我|你)|废了(?:我|你)|"
        r"(?:让|叫|要)(?:我|你)(?:全家)?(?:好看|吃不了|后悔|没好日子|在.{1,6}混不下去|家破人亡|不得安宁|走着瞧)|等着瞧|走着瞧|小心(?:点|我|你)|扬言|"
        r"(?:不还|再不还|不给钱|今天不还|不处理)(?:钱|款|的话)?(?:就|,)*(?:让|叫|找|派|带|要|会)?(?:人|警察|公安|我|你|我们|他们)?(?:来)?(?:抓|拘留|坐牢|"
        r"关进|判刑|弄|打|砍|杀|爆(?:我|你)?(?:的)?通讯录|曝光|告诉(?:我|你)?(?:的)?(?:家|爸|妈|父母|单位|公司|同事|朋友)|"
        r"把(?:我|你)[^,。!?;]{0,8}(?:告诉|曝光|发|传|公开|挂|说)|找(?:我|你)(?:的)?(?:家|爸|妈|父母|老婆|孩子|单位)|闹|不客气|让全村|贴|发到)|"
        r"(?:抓我|把我抓|拘留我|让我坐牢|要我坐牢|送我进去|要抓我)|对(?:我|你)(?:的)?(?:家人|孩子|父母)(?:不客气|下手)")),
    ("impersonate_official", re.compile(
        rf"(?:冒充|假冒|假扮|自称|谎称|假装|装成|装作|冒称|伪装成?|说(?:自己|他|她|他们|她们|是)(?:就)?是?(?:什么|某|当地|市|县|区|我们)?)(?:是|自己是|"
        rf"成)?[^,。!?;]{{0,6}}?{_OFFICIAL}")),
    ("disclose", re.compile(
        r"(?:把|将)(?:我|俺)[^,。!?;]{0,4}?(?:欠|逾期|借|债|照片|身份证|信息|名字|资料|事)[^,。!?;]{0,12}?(?:告诉|说|抖|发|捅|公布|曝光|传|泄|讲|"
        r"贴|公开|宣扬|挂)|(?:跟|和|向|对|给|告诉|通知)[^,。!?;]{1,8}?(?:说|讲|透露|抖|泄露|公开|曝光|宣扬)?(?:了)?(?:我|俺)(?:在外面|外面|在网上|在借呗|"
        r"借呗|花呗|的)*(?:欠|借(?!我)|逾期|不还|有笔?债|的?欠款|的?债|没还|是老赖)|"
        r"说(?:我|他|她)(?:在外面|在网上|外面|是)?(?:欠(?!他们)|不还|借了|逾期|老赖|骗)[^,。!?;]{0,6}?|"
        r"(?:发|晒|传|贴)(?:了|出)?(?:我|俺)的?[^,。!?;]{0,6}(?:截图|照片|身份证|信息|欠条|借款记录)|"
        r"(?:截图|欠款|账单|照片|身份证|借款记录|逾期信息|欠债的?事)[^,。!?;]{0,6}?(?:发给|发到|发在|传给|传到|贴在|贴到|告诉)|抖(?:了)?出来|曝光(?:了)?我|"
        r"泄露(?:了)?我|(?:全村|全公司|全单位|同事|邻居|亲戚|家里人?|家人|所有人|村里人?|整个[^,。]{1,4})(?:都|也|全)(?:知道)了?[^,。!?;]{0,2}")),
    ("excessive", re.compile(r"没完没了|狂打|狂轰|轰炸|打个不停|打不停|不停地?打|不断地?打|连环|夺命|一个接一个|一个接着一个|打爆|不间断|呼死你|从早(?:上)?打到晚|从早到晚(?:地)?打|一直不停|停不下来|"
        r"没停过|接二连三")),
    ("posting", re.compile(r"(?:贴|张贴)(?:了|着|满|出)?[^,。!?;]{0,6}?(?:大字报|告示|欠款|照片|催收|通知|纸|单子|条子|公告|标语|海报)|大字报|拉(?:了)?横幅|"
        r"喷(?:了)?(?:红)?漆|泼(?:了)?(?:红)?漆|贴(?:在|到)(?:我家?)?(?:门|楼|小区|村|单位|电梯)")),
    ("entering", re.compile(r"(?:硬|强行|直接)?(?:闯|冲)(?:进|入)(?:了)?(?:我|我们)?的?(?:家|屋|房|宿舍|办公室)|强行进(?:门|屋|入)|踹(?:开)?(?:了)?(?:我家|我)?的?门|"
        r"撬(?:了)?[^,。!?;]{0,3}锁|赖(?:着|在)[^,。!?;]{0,4}不走")),
    ("press_to_borrow", re.compile(r"(?:让|叫|逼|要|教)我[^,。!?;]{0,6}?(?:借(?:钱|网贷|别的|别人|新)?[^,。!?;]{0,6}?(?:来)?还|找(?:朋友|亲戚|家人|父母|同事)借|去借|撸口子|"
        r"贷款来还|下款来还)")),
    ("extra_fee", re.compile(r"(?:让|叫|要|要求|逼)我[^,。!?;]{0,6}?(?:另外|额外|再|多|先)?(?:交|付|给|转)[^,。!?;]{0,8}?(?:上门费|催收费|手续费|服务费|车马费|差旅费|"
        r"跑腿费|茶水费|辛苦费|保证金)")),
)  # fmt: skip
_SEVERE = frozenset({"insult", "threat", "impersonate_official", "disclose", "posting", "entering"})

_DENIED = re.compile(
    rf"(?:没有?|未|从没|从未|并没有?|不曾|没人|没有人|没谁|从来没有?|还没|也没|倒没有?|尚未|不会|没敢)(?:人|再|过|给|往|跟|对|向|去|来|有|怎么|直接|打|发|我|"
    rf"{PERSON}|说|收到|接到|什么|任何|真的?|被|他们|催收|联系|家里|家|的)*$"
)
_NOT_DENIED = re.compile(r"没(?:有)?(?:接|完|还|钱|办法|法|睡|说完|理|看|上班|停|少|有用|少给)[^,。!?;]*$")
_SUPPOSED = re.compile(
    r"(?:(?<![只可才])能|会(?!议)|要(?!钱|债|账|求)|将|怕|担心|可能|如果|要是|万一|万一他们|敢|别|不要|不许|不准|禁止|可以|准备|扬言|再(?!次|三)|希望|避免|"
    r"防止|阻止|怎么让|如何让|不想让|不让|是否|是不是|允许|有权|打算|想|说要|说会|请|让|不还(?:钱|款)?(?:的话)?就|不还|威胁(?:我)?(?:说)?(?:要)?|约定|等|提醒|"
    r"吓唬|权力|权利|资格|下次|同意|授权)[^,。!?;说]{0,7}$"
)
_GENERAL = re.compile(
    r"(?:催收|他们|平台|客服|借呗|银行)?(?:一般|通常|一天|每天)?(?:能|可以|会|可不可以|能不能|会不会|允许|最多|有没有权)[^,。!?;]{0,10}?(?:打|联系|上门|发|"
    r"骂|找|威胁)|(?:多少|几)(?:次|个电话|通|个)(?:电话)?(?:算|才|合|违|是)|"
    r"(?:电话|短信|上门|骚扰|骂人?|威胁|轰炸|通讯录|家人|单位|联系人|同事|公司|朋友|我妈|我爸)[^,。!?;]{0,8}?(?:违法|合法|违规|犯法|合规|犯罪|允许|属于|算不算|"
    r"算什么|算是|可以投诉|能投诉|怎么投诉|可以报警|能报警|真的假的|是真的吗|是真是假)"
)
_LAWFUL = re.compile(r"允许|合法|违法|违规|犯法|合规")
_HABIT = re.compile(
    r"天天|每天|整天|成天|老是|总是|总|一直|三天两头|时不时|隔三差五|经常|动不动|不停|每次|老(?=打|给)|频繁|没日没夜"
)
_DONE = re.compile(
    r"了|过|刚|正在|被|居然|竟然|竟|还(?=骂|给|打|跑|发|威胁|冒充)|又|到(?=我|单位|公司|家|学校)"
)
_OWN_ACT = re.compile(
    r"(?:^|[,。!?;])(?:然后|所以|于是|后来|但是|但|因为|刚才|刚刚|昨天|今天|前天|上午|下午|晚上|早上|中午|那|就|,)*我(?:昨天|今天|前天|上周[一二三四五六日天]?|"
    r"上午|下午|晚上|早上|已经|刚才|刚刚|刚|就|也|又|都|还|主动|自己|想|要|准备|打算|去|先|后来|今早|再|马上|直接|现在|试着|只好|一直|只|能|该|应该|可以|不敢|当时|"
    r"(?:跟|和|给|向|找)(?:借呗|花呗|支付宝|银行|平台|人工|官方)?的?(?:客服|他们?|催收(?:员)?|对方|平台|法院|银行|官方|支付宝|那边)|\d+号|\d+月\d+[号日]|"
    r",)*$"
)
_BACK_CALL = re.compile(
    r"(?:打|致电|拨打?|联系|找)(?:了|给|过|到|通了?)*(?:\S{0,2})?(?:借呗|花呗|支付宝|银行|官方|人工|平台|蚂蚁|他们的?)?的?(?:客服|95\d{3}|"
    r"12\d{3}|110|120|热线|官方|官网|法院|消保|银保监|总部|投诉|报警|律师|中介|机构|平台的?)"
)
_DELIVERED = re.compile(
    r"(?:律师|传票|支付令|起诉|判决|裁定|仲裁|执行|债权转让|债转|结清|调解)[^,。!?;]{0,6}$"
)
_SENDER_IS_KIN = re.compile(
    rf"(?<![给打到找跟和向对告诉知把联系骂扰])我?的?{PERSON}(?:昨天|今天|刚才?|都|也|又|晚上|早上|下午|,)*(?:给我|打给我|打我|发微信给我|发短信给我)?$"
)
_RECEIVES = re.compile(r"接|收")
_COURT_CALL = re.compile(
    r"(?:^|[,。!?;]|昨天|今天|上午|下午)(?:人民|区|县|市)*(?:法院|法官|仲裁委|调解中心|派出所|警察|民警|公安)(?:的人|那边|的)?(?:昨天|今天|刚|上午|下午|又|"
    r"也|给我)*$"
)
_COLLECTION = re.compile(
    r"催|逾期|欠|借呗|花呗|还钱|还款|贷|骂|威胁|冒充|电话|短信|上门|他们|债|律师|通讯录|平台|\d+个|[一二两三四五六七八九十](?:个|次|通)"
)
_ABOUT_A_DEBT = re.compile(
    r"我(?:的|家)?[^,。!?;]{0,4}(?:爸|妈|老婆|老公|家|单位|同事|朋友|邻居|通讯录)|骂我|威胁我|恐吓我|弄死我|我弄死|催|欠|还钱|还款|不还|逾期|贷|借呗|花呗|"
    r"(?:他们?|她们?|对方)[^,。!?;]{0,6}(?:骂|威胁|冒充|恐吓|说)"
)
_COLLECTOR = re.compile(r"催|他们|对方|平台|有人|逾期|借呗|花呗|贷|还钱|欠")
_SELF_EVIDENT = re.compile(r"把|将|曝光|泄露|截图|抖|朋友圈|群|知道")
_VISITED_SELF = re.compile(r"找我(?!的?家|的?爸|的?妈|的?单位|的?公司|的?父|的?老|的?亲|的?领|的?同)")

_TARGET = re.compile(
    rf"(?:给|打给|打到|打去|发给|发到|发在|联系|找到?|骚扰|告诉|跟|和|向|对|通知|去|到|来|打|加|骂|吵到?|把|问|找上|寄到|寄给|连|闯进|冲进|堵|威胁|吓|恐吓|轰炸|爆|"
    rf"群发|曝光给|传给|拉|追到|跑到|呼|催|叫|让|微信|call|电话)(?:了|过|完|的|是|我们?|俺|咱|他们|那个|也|又|都|一个|好几个|几个|别的|其他|所有|全部|身边|到|遍|"
    rf"给|在|我的|家里的?|老家的?|手机里的?|几位|好几位|一位|一些|各个|以前的?|现在的?|原来的?|公司的?|单位的?|前|老|小|大|亲|"
    rf"那几个){{0,4}}(?:(?P<family>{FAMILY}(?!的(?:单位|公司)))|(?P<friend>{FRIEND})|(?P<other>{OTHER})|"
    rf"(?P<employer>{EMPLOYER}))"
)
_GROUP = re.compile(
    r"(?P<family>(?:家族|家庭|亲戚|家人|亲友|一家人)(?:微信)?群)|(?P<employer>(?:工作|公司|单位|部门|同事)(?:微信)?群)|"
    r"(?P<friend>(?:同学|朋友|闺蜜)(?:微信)?群)"
)
_HOME = re.compile(r"(?:打到|打给|给|打)(?:了|我|我们)*(?:老家|家里)(?:的)?(?!来|门|楼)")
_RECEIVER = re.compile(
    rf"(?:我|俺)?的?(?:(?P<family>{FAMILY})|(?P<friend>{FRIEND})|(?P<other>{OTHER})|"
    rf"(?P<employer>{EMPLOYER}))(?:他们|她|他|那边|都|也|昨天|今天|前天|刚|刚刚|刚才|说|,|昨晚|今早|上午|下午|晚上|又|还|居然|"
    rf"已经){{0,4}}(?:接到|收到|被[^,。!?;]{{0,6}}?(?:打|骚扰|联系|骂|催|威胁|轰炸|找|加|吓))"
)
_TO_MYSELF = re.compile(
    r"(?:给|打|骂|威胁|找|加|跟|对|吓|催|催促|发给|打给|联系|骚扰|恐吓|冲)我(?!的?(?:手机里|通讯录|老家|身边|们|家里))|我(?:就|都|昨天|今天|刚|又|也)*(?:接|收)到"
)

_COUNT_UNIT = re.compile(
    r"^(?P<unit>次|通|遍|回|个(?:催收|骚扰|陌生|未接|骂人)?的?(?:电话|来电|短信|未接|语音|call)|条(?:短信|信息|消息|语音|微信)|条(?=$|[,。!?;])|"
    r"封|个(?=$|[,。!?;了吧呢啊多]|没|我|全|都|也|还|过来|左右|催收))"
)
_NOT_COUNT_HEAD = re.compile(
    r"(?:接|接了|接到了?|接通了?|逾期|晚还|有过|还了|还过|忘|借|第|这|那|同|上|下|每|试|看|投诉|报警|申请|协商|扣|换了?|来了|人)(?:过|了|的|也|才)?$"
)
_CONNECTED = re.compile(
    r"(?:接|接了|接通|接通了|接起来?|接听|接听了|只接|就接|接过|通了|我接了|才接)(?:了|到)?(?P<count>[0-9一二两三四五六七八九十]{1,3})(?:次|个|通|回)"
)
_NONE_CONNECTED = re.compile(
    r"(?:一个|一次|一通)(?:都|也)?没(?:有)?(?:敢)?接|(?:全|都|全都|我都|我全|通通)没(?:有)?(?:敢)?接|全(?:是|部)?未接|都是未接"
)
_SAME_NUMBER = re.compile(
    r"(?:同一个|同个|一个|相同的?)(?:手机)?(?:号码|号)(?:打|码打|一直|反复)|(?:都是|全是|是)(?:同一个|一个)(?:手机)?号"
)
_OTHER_NUMBERS = re.compile(
    r"换(?:着|了|不同的?|好几个)*(?:手机)?号(?:码)?|不同(?:的)?(?:手机)?号(?:码)?|每次(?:都)?(?:换|不一样|不是一个号)|好几个(?:手机)?号(?:码)?"
)
_DAYS_AGO = re.compile(r"(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})天(?:以|之)?前")


@dataclass(frozen=True)
class Event:
    """A contact told of at ``[start, end)``; channel None when only an act was told."""

    channel: str | None
    start: int
    end: int


def read_contacts(
    message: Message,
    dates: tuple[DateToken, ...],
    times: tuple[TimeToken, ...],
    count_numbers: tuple[Number, ...],
) -> Iterator[Candidate]:
    """At most one candidate: the contact reported in the message.

    :param dates: days not claimed by something else (a due date, a paper).
    :param times: times of day in the message.
    :param count_numbers: numbers that nothing else has claimed.
    """
    acts, places = _acts(message)
    told = next(_events(message), None)
    events = told or _event_of_acts(message, acts, places)
    if events is None:
        return
    recipient, explicit = _recipient(message, events)
    if told is None and not explicit and acts.keys() & _SEVERE == {"disclose"}:
        return  # 说我逾期 without a listener is no contact
    day, time = _day(message, events, dates), _time(message, events, times)
    count = _count(message, events, count_numbers)
    concrete = bool(day or count is not None or (acts.keys() & _SEVERE) or (time and not time.only_noon))
    if not concrete and not _happened(message, events, recipient, explicit):
        return
    contact = _contact(message, events, recipient, day, time, count, acts)
    vague = any(number.approx for number in count_numbers if count is not None and number.count == count)
    yield Candidate("contact", contact, events.start, events.end, vague and count is not None)


def _contact(
    message: Message, event: Event, recipient: str, day: date | None, time: TimeToken | None,
    count: int | None, acts: dict[str, int],
) -> dict[str, Any]:  # fmt: skip
    contact: dict[str, Any] = {}
    if day:
        contact["date"] = day.isoformat()
    if time and (day or not time.only_noon or event.channel):
        contact["time"] = time.time
    if event.channel:
        contact["channel"] = event.channel
    if count is not None:
        contact["count"] = count
    contact.update(_connection(message))
    contact["recipient"] = recipient
    found = [act for act, _ in ACTS if act in acts]
    if recipient == "self" and "disclose" in found and not _SELF_EVIDENT.search(message.text):
        found.remove("disclose")  # 说我是骗子 to one's own face tells nobody else
    if recipient != "self":
        found.append("contact_third_party")
    if (
        count is not None
        and count >= 10
        and event.channel == "phone"
        and recipient == "self"
        and _within_a_day(message, day)
    ):
        found = [*found, "excessive"] if "excessive" not in found else found
    if found:
        contact["acts"] = found
    return contact


def _within_a_day(message: Message, day: date | None) -> bool:
    return day is not None or bool(re.search(r"一天|一上午|一下午|一晚上|一早上|每天|当天", message.text))


def _connection(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if _NONE_CONNECTED.search(message.text):
        found["connected"] = 0
    else:
        match = _CONNECTED.search(message.text)
        from_numbers = [
            number for number in message.numbers if match and number.start == match.start("count")
        ]
        if (
            match
            and from_numbers
            and from_numbers[0].count is not None
            and re.search(r"打|来电", message.text[: match.start()])
        ):
            found["connected"] = from_numbers[0].count
    if _SAME_NUMBER.search(message.text):
        found["from_same_number"] = True
    elif _OTHER_NUMBERS.search(message.text):
        found["from_same_number"] = False
    return found


def _events(message: Message) -> Iterator[Event]:
    """Contacts that are told as having happened, in the order they were told."""
    for match in _EVENT.finditer(message.text):
        head = message.before(match.start(), 20)
        clause_left, clause_right = message.clause(match.start(), match.end())
        clause = message.text[clause_left:clause_right]
        if _is_denied(head) or _SUPPOSED.search(
            message.text[max(clause_left, match.start() - 14) : match.start()]
        ):
            continue
        if _is_own_act(message, match, clause_left) or _is_other_sender(message, match, head):
            continue
        if _GENERAL.search(clause) and not _is_dated(clause):
            continue
        if (
            _LAWFUL.search(message.sentence_after(match.end(), 20))
            and not _is_dated(clause)
            and not _DONE.search(clause)
        ):
            continue
        if is_question(message, match.start(), match.end()) and not (
            _is_dated(clause) or re.search(r"了(?![吗么])", clause)
        ):
            continue
        if re.search(
            r"的?(?:话术|录音|记录|电话号码|号码是|热线)", message.after(match.end(), 6)
        ) and not _is_dated(clause):
            continue
        if match.lastgroup == UNSAID and not (_COLLECTOR.search(message.text) or match.group()[0] != "找"):
            continue
        channel = None if match.lastgroup == UNSAID else str(match.lastgroup)
        yield Event(channel, match.start(), match.end())


def _is_denied(head: str) -> bool:
    return bool(_DENIED.search(head)) and not _NOT_DENIED.search(head)


def _is_dated(clause: str) -> bool:
    return bool(
        re.search(
            r"昨|今[天早晚]|前天|上周|上个?月|\d月|\d号|刚才|刚刚|[点:]\d|点半|周[一二三四五六日]", clause
        )
    )


def _is_own_act(message: Message, match: re.Match[str], clause_left: int) -> bool:
    """我打了95188: the person is the one who called."""
    if _RECEIVES.search(match.group()[:2]):
        return False
    if _BACK_CALL.match(message.text, match.start()) or _BACK_CALL.search(
        message.text, clause_left, match.end() + 6
    ):
        return True
    head = message.text[clause_left : match.start()]
    if match.lastgroup in ("wechat", "other", "sms") and re.match(r"在|用", match.group()):
        return False
    return bool(_OWN_ACT.search(head)) and not re.match(r"打我|给我|发我|来我|到我|去我", match.group())


def _is_other_sender(message: Message, match: re.Match[str], head: str) -> bool:
    """My mother called me, the court called, a paper came: no contact by a collector."""
    if _COURT_CALL.search(head):
        return True
    own = match.group().startswith(("给我", "打给我", "打我", "打电话给我", "来电", "发微信给我"))
    if own and _SENDER_IS_KIN.search(head) and not re.search(r"催|骂|欠", head):
        return True
    if match.lastgroup in ("letter", "sms", "wechat", "other"):
        behind = message.after(match.start(), 24)
        return bool(
            re.search(
                r"律师函|律师信|的函|传票|支付令|起诉状|判决书|债权转让|仲裁|结清证明|执行通知|裁定书|推销|验证码",
                behind,
            )
        ) and not re.search(r"骂|威胁|冒充|说我", behind)
    return False


def _acts(message: Message) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """The acts told of (act → where), without the denied and the supposed ones."""
    found: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for act, pattern in ACTS:
        for match in pattern.finditer(message.text):
            if not _act_is_told(message, act, match):
                continue
            found.setdefault(act, match.start())
            places.setdefault(act, match.span())
            break
    return found, places


def _act_is_told(message: Message, act: str, match: re.Match[str]) -> bool:
    head = message.before(match.start(), 14)
    left, right = message.clause(match.start(), match.end())
    clause = message.text[left:right]
    if _is_denied(head) or re.search(r"(?:不|别|不要|不许|不能|不敢|不会|没)$", head):
        return False
    if act not in ("threat",) and _SUPPOSED.search(message.text[left : match.start()]):
        return False
    if act == "threat" and re.search(
        r"(?:怕|担心|如果|会不会|会|能|可以|是不是|别|不许|不准|敢)[^,。!?;]{0,5}$",
        message.text[left : match.start()],
    ):
        return False
    if _OWN_ACT.search(message.text[left : match.start()]) and act in (
        "insult",
        "threat",
        "impersonate_official",
    ):
        return False
    if _GENERAL.search(clause) and not _is_dated(clause):
        return False
    return not is_question(message, match.start(), match.end()) or _is_dated(clause) or "了" in clause


def _event_of_acts(
    message: Message, acts: dict[str, int], places: dict[str, tuple[int, int]]
) -> Event | None:
    severe = [
        act
        for act in ("insult", "threat", "impersonate_official", "posting", "entering", "disclose")
        if act in acts
    ]
    if not severe:
        return None
    start, end = min(places[act] for act in severe)
    if not _ABOUT_A_DEBT.search(message.text):
        return None
    channel = "visit" if "posting" in acts or "entering" in acts else None
    return Event(channel, start, end)


def _recipient(message: Message, event: Event) -> tuple[str, bool]:
    """Whom they reached, and whether a third person was named."""
    for pattern in (_TARGET, _RECEIVER):
        for match in pattern.finditer(message.text):
            who = str(match.lastgroup)
            if _skips_person(message, match, event):
                continue
            return who, True
    group = _GROUP.search(message.text)
    if group and event.channel == "wechat":
        return str(group.lastgroup), True
    if event.channel in ("phone", "sms", None) and _HOME.search(message.text):
        return "family", True
    if re.search(r"通讯录", message.text[event.start : event.end]):
        return "other", True
    if event.channel == "visit" and re.search(r"单位|公司|学校|厂|店", message.text[event.start : event.end]):
        return ("self", False) if _VISITED_SELF.search(message.text) else ("employer", True)
    if re.search(
        r"朋友圈|群里?|评论区|村里|小区", message.text[event.start : event.end + 8]
    ) and not _TO_MYSELF.search(message.text):
        return "other", True
    return "self", False


def _skips_person(message: Message, match: re.Match[str], event: Event) -> bool:
    """The person named was not reached: denied, feared, or spoken of in another connection."""
    head = message.before(match.start(), 12)
    left, right = message.clause(match.start(), match.end())
    if _is_denied(head + re.split(PERSON, match.group())[0][:1]) or _SUPPOSED.search(
        message.text[left : match.start()]
    ):
        return True
    if (
        match.group().startswith(("去", "到", "来", "和", "跟", "叫", "让", "问"))
        and event.channel != "visit"
        and not re.search(r"说|讲|要钱|催|告|联系|打|闹", message.text[match.end() : right])
    ):
        return True
    if event.channel == "visit" and _VISITED_SELF.search(message.text) and match.lastgroup in ("employer",):
        return True
    if (
        event.channel == "visit"
        and match.lastgroup == "other"
        and match.group().endswith(("楼下", "村里", "社区", "老家"))
    ):
        return True
    if _OWN_ACT.search(message.text[left : match.start()]):
        return True
    return bool(re.search(r"借|骗|商量|帮|瞒|替", message.text[match.end() : match.end() + 3]))


def _day(message: Message, event: Event, dates: tuple[DateToken, ...]) -> date | None:
    """The past day nearest to the event."""
    days: list[tuple[int, date]] = []
    for token in dates:
        day = token.resolve(message.as_of, "past")
        if (
            day
            and day <= message.as_of
            and not re.match(r"(?:发工资|发薪|开庭|之?前还|借|到期)", message.after(token.end, 4))
        ):
            days.append((abs(token.start - event.start), day))
    for match in _DAYS_AGO.finditer(message.text):
        number = next((number for number in message.numbers if number.start == match.start()), None)
        if number and number.count:
            days.append((abs(match.start() - event.start), message.as_of - timedelta(days=number.count)))
    return min(days)[1] if days else None


def _time(message: Message, event: Event, times: tuple[TimeToken, ...]) -> TimeToken | None:
    return min(times, key=lambda token: abs(token.start - event.start), default=None)


def _count(message: Message, event: Event, numbers: tuple[Number, ...]) -> int | None:
    """How many times, if it is said of the contact."""
    for number in numbers:
        if number.count is None or number.ordinal or number.has_magnitude or not 0 < number.count <= 1000:
            continue
        match = _COUNT_UNIT.match(_until_pause(message, number.end))
        if not match:
            continue
        head, tail = message.before(number.start, 8), message.after(number.end, 10)
        if _NOT_COUNT_HEAD.search(head) or re.match(
            r"(?:次|回|个)(?:性|都没|也没|月|人|催收员|男|女|星期|礼拜|小时|号)", tail
        ):
            continue
        unit = match["unit"]
        if unit == "条" and not re.search(r"发(?:了|过|来|我|给我)*$", head):
            continue
        if unit == "个" and not re.search(
            r"(?:打|来|接)(?:了|过|我|的|给我|到|他|一天|又|电话|短信|有|起码|至少|将近|大概|快|差不多|,){0,5}$",
            head,
        ):
            continue
        if unit in ("次", "回", "遍") and not _counts_contacts(message, number, head):
            continue
        return number.count
    return None


def _until_pause(message: Message, start: int) -> str:
    """What follows, up to white space that was typed as a pause."""
    text = message.after(start, 8)
    pauses = [index - start for index in message.breaks if start < index < start + len(text)]
    return text[: min(pauses)] if pauses else text


def _counts_contacts(message: Message, number: Number, head: str) -> bool:
    left, right = message.clause(number.start, number.end)
    return bool(
        re.search(r"打|来|上门|发|电话|找|联系|骚扰|短信|催|敲|call|骂", message.text[left:right])
    ) and not re.search(r"(?:逾期|还款|晚还|协商|投诉|报警|申请)(?:过|了)?$", head)


def _happened(message: Message, event: Event, recipient: str, explicit: bool) -> bool:
    """Nothing concrete is told beside the contact itself: it counts when it is told as a single past event."""
    left, right = message.clause(event.start, event.end)
    clause = message.text[left:right]
    if explicit:
        return not re.search(r"(?:怎么办|咋办)", clause) or bool(re.search(r"我|了", clause))
    if _HABIT.search(clause):
        return False
    near = message.text[max(left, event.start - 6) : min(right, event.end + 4)]
    return bool(_DONE.search(near)) and bool(_COLLECTION.search(message.text))
