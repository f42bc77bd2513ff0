"""The wordings that periods are put together from, as regular expressions, the first that fits first."""

from __future__ import annotations

from aicompute_cli.extract.periods import clock, lunar
from aicompute_cli.extract.periods.numerals import DIGIT, NUMERAL

LINK = r"[ \u3000]?(?:--?|[—–]{1,2}|[~～－至到])[ \u3000]?"

NAMES = {
    "_": r"[ \u3000]?",
    "LINK": LINK,
    "B": rf"(?<![{DIGIT}%点十百千万亿])(?<!\d[.,:/])",
    "Y4": r"(?:(?:1\d|2[01])\d\d|[一二][〇零○一二三四五六七八九]{3})",
    "M": r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])",
    "D": r"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])",
    "CN": "[〇零○一二三四五六七八九]",
    "Q": r"[1-4一二三四]",
    "N": f"[{NUMERAL}]",
    "CENTURY": r"(?:[12]\d|[一二]?十[一二三四五六七八九]?)",
}
# One line an alternative, the first that fits is taken; {B} keeps out the tails of longer numbers.
PATTERNS = {
    "stamp": clock.PATTERNS["stamp"],
    "clock": clock.PATTERNS["clock"],
    "lunar_day": lunar.PATTERNS["lunar_day"],
    "iso": r"(?<![A-Za-z0-9./_])(?:1\d|2[01])\d\d(?P<sep1>[-/.])(?:1[0-2]|0?[1-9])(?P=sep1)"
    r"(?:3[01]|[12]\d|0?[1-9])(?![0-9]|(?P=sep1)\d|\.\d)",
    "iso_bare": r"(?<![A-Za-z0-9.,/_-])(?<!\d )(?:19|20)\d\d(?P<sep3> ?)(?:1[0-2]|0[1-9])(?P=sep3)"
    r"(?:3[01]|[12]\d|0[1-9])(?![0-9A-Za-z号万亿元个台家人股+%-]|[.,]\d| \d\d(?!:))",
    "slashed": r"(?<![A-Za-z0-9./_-])(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9]){_}[日号]",
    "iso_month": r"(?<![A-Za-z0-9./_-])(?:19|20)\d\d[-/]0[1-9](?![0-9A-Za-z./-])",
    "day_first": r"(?<![A-Za-z0-9./_])(?:3[01]|[12]\d|0?[1-9])(?P<sep2>[-/.])(?:1[0-2]|0?[1-9])(?P=sep2)(?:19|20)\d\d"
    r"(?![0-9]|(?P=sep2)\d)",
    "day_first_short": r"(?<![A-Za-z0-9./_-])\d{{1,2}}(?P<sep5>[-/])(?:1[0-2]|0?[1-9])(?P=sep5)\d{{1,2}}"
    r"(?![0-9A-Za-z./%-])",
    "lunar": lunar.PATTERNS["lunar"],
    "lunar_year": lunar.PATTERNS["lunar_year"],
    "marked_clock": clock.PATTERNS["marked_clock"],
    "fiscal_year": r"(?<![A-Za-z])FY{_}(?:20)?\d\d(?!\d)|{B}{Y4}(?:[/-]\d{{2,4}})?{_}(?:会计年度|财(?:政)?年度?)"
    r"|(?:本|上|下|今|去|明)一?个?(?:会计年度|财(?:政)?年度?)",
    "fiscal_quarter": r"第?{_}{Q}{_}财季|[上本下当]一?个?财季",
    "years": r"{B}{Y4}{LINK}(?:{Y4}|\d\d){_}年度?(?!轻)|(?<=从){Y4}{LINK}{Y4}(?![0-9年个万亿台家人元+%.])",
    "year_list": r"{B}{Y4}(?=(?:{_}[、,和及与/]{_}{Y4}){{1,6}}{_}年)",
    "decade": r"(?:(?:{CENTURY}|上个?|本|这个)世纪{_})?(?:{B}(?:[0-9]0|(?:1\d|20)\d0)|[二三四五六七八九]十|零零"
    r"|{B}[一二][〇零○一二三四五六七八九]{{2}}[〇零○]){_}年代",
    "century": r"(?:{B}{CENTURY}|上个?|本)世纪(?![经教不福资]|之交)",
    "plan": r"[“\"「『‘]?(?:十[一二三四五六七]?|[七八九])五[”\"」』’]?(?:规划)?"
    r"(?:期间|时期|期末|末期?|收官之?年|开局之?年|(?=以来))",
    "year_half": r"(?<![A-Za-z0-9.])(?:(?:20)?\d\d{_}[QH][1-4]|[1-4][QH](?:20)?\d\d)(?![A-Za-z0-9])",
    "year_estimate": r"(?<![A-Za-z0-9.])20\d\d[EFA](?![A-Za-z0-9])",
    "year": r"{B}{Y4}{_}年(?:度)?(?![轻代])"
    r"|(?<![A-Za-z_-]){B}20\d\d(?={_}(?:全年|[上下]半年|半年报|中报|第?[一二三四]季|H[12]))",
    "millennium": r"{B}[两二]千(?:零[一二三四五六七八九]年|年(?![轻历的前来多以间后]))",
    "old_year": r"{B}[一二三四五六七八九]{CN}{CN}年(?={_}(?:{M}{_}月|第?{Q}季|[上下]半年|度))"
    r"|(?<=[在于])[1-9]\d\d年(?![内间里之以前后来的历时多代])",
    "era": r"(?:{ERA}){_}(?:元|{N}{{1,6}}){_}年(?:度)?"
    r"|{B}1[0-2]\d{_}年(?:度)?(?={_}(?:1[0-2]|0?[1-9]){_}月|{_}第|{_}[上下]半年)",
    "short_year": r"(?:['’‘]|{B})\d\d{_}年(?={_}{M}{_}月|{_}Q[1-4]|{_}第?{Q}季|{_}[上下]半年|{_}H[12]"
    r"|第{N}{{1,2}}个?(?:周|礼拜|星期|月)"
    r"|{FESTIVAL})"
    r"|['’‘]\d\d{_}年|{B}(?:九[〇零○一二三四五六七八九]|[五六七八][〇零○一二三四五六七八九](?=年"
    r"{_}(?:{M}{_}月|第?{Q}季|[上下]半年|前{N})))年(?!代)"
    r"|{B}[0零〇][0-9一二三四五六七八九]{_}年(?!代)|(?<![^\n，,。；;：:、（(“ ])\d\d年(?={SHORT})",
    "firsts": r"[前头首]{_}(?![一1]{_}[个季月]){N}{{1,3}}{_}(?:个?月|个?季度?)(?![内后])",
    "quarters": r"{B}第?{_}{Q}季?度?{LINK}第?{_}{Q}{_}季度?|{B}第?{Q}{_}[、和及]{_}第?{Q}季度",
    "quarter": r"第{_}{Q}{_}季度?(?![节赛])|{B}{Q}{_}(?:季度|季报)"
    r"|(?<![A-Za-z0-9_])(?:Q[1-4]|[1-4]Q)(?![A-Za-z0-9_\\])",
    "letter_half": r"(?<![A-Za-z0-9_])H[12](?![A-Za-z0-9_])",
    "months": r"(?<![月周])(?<!星期)(?<!礼拜){B}{M}(?:{LINK}|{_}、{_}){M}{_}月份?(?![均饼球薪租活亮老刊供嫂]|期(?!间))",
    "month": r"{B}{M}{_}月份?(?![均饼球薪租活亮老刊供嫂]|期(?!间)|初[一二三四五六七八九十])",
    "days": r"(?<!日){B}{D}(?:{LINK}|{_}、{_}){D}{_}[日号]",
    "day": r"{B}{D}{_}[日号]|(?<=月)(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)"
    r"(?![日号个万亿多余家人名位项款种倍成台年月天点百千分]|{N}|大|强|佳)"
    r"|(?<=月)(?:3[01]|[12]\d|[1-9])(?=\s*\Z|{LINK}(?:{M}月|{Y4}|次年|今[年天日]))",
    "days_of_month": r"(?<=[月的])(?:最后|[前头后末](?![一1]{_}[天日])){_}"
    r"(?:[1-3]?\d|[两一二三四五六七八九]|[二三]?十[一二三四五六七八九]?){_}[天日](?![数内之以])",
    "nth_day": r"(?<=[年月的])第{_}(?:[1-9]\d{{0,2}}|{N}{{1,4}}){_}天",
    "nth_month": r"(?<=[年的])第{_}(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]){_}个月",
    "nth_weekday": r"(?:最后一|第{_}[1-5一二三四五]{_})个{_}(?:周|星期|礼拜)[一二三四五六日天]",
    "week": r"第{_}(?:[1-5]?\d|{N}{{1,3}}){_}个?(?:周|星期|礼拜)(?![期年一二三四五六日天])",
    "in_brackets": r"(?:[昨今明][（(]{D}[）)][日天晚早]|[本上][（(]{M}[）)]月份?)",
    "third_of_month": r"(?:上中|中下|[上中下])旬|[上下]半月(?!刊)",
    "end": r"(?<=[度年季月])(?:[末底](?![盘座层班子])|伊始|初(?![步创始级审中夜次一二三四五六七八九十]))",
    "weekday": r"(?:(?:上上|上|本|这|下下|下)个?)?(?:周|星期|礼拜)[一二三四五六日天](?![周年])",
    "part_of_day": clock.PATTERNS["part_of_day"],
    "reach": r"(?:未来|接下来|今后|往后|过去|最近|近)的?{_}(?!{Y4}{_}年)(?:{N}{{1,4}}(?:{LINK}{N}{{1,3}}|[多余几])?{_}"
    r"(?:年|个?月|个?季度?|个?周|个?星期|个?交易日|[天日]|个?小时|个?钟头|分钟|秒钟?)|半年|半个月)(?:半)?(?:之?内|以内|之?间|以?来|里|中)?",
    "since_about": r"(?<![{NUMERAL}.])(?:{N}{{1,3}}{_}(?:年多|个多月|多?个月|年半|个半月)|半年多)以?来",
    "ago": r"(?:{N}{{1,3}}{_}(?:年半?|个月|天|个?周|个?星期)|半年)(?:以前|之前|前|以后|之后|后|来)(?![0-9景途者来期])",
}

_OTHER = "上下中今伊傍全农冬凌初前午半后周夏夜大头底往接拂旧早明星昨晚最末未本正深清白礼第腊过近这闰阴首黎H"
_GROUPS = {
    "0-9": "iso iso_bare slashed iso_month day_first day_first_short year_half year_estimate",
    NUMERAL: "stamp clock lunar_day years year_list year millennium old_year months month days day",
    _OTHER: "lunar lunar_year marked_clock in_brackets third_of_month end weekday part_of_day reach "
    "days_of_month nth_day nth_month nth_weekday week firsts letter_half",
    f"{NUMERAL}F上下今去明本当第": "fiscal_year fiscal_quarter",
    f'{NUMERAL}上本这"‘“「『': "decade century plan",
    f"{NUMERAL}'‘’": "short_year",
    f"{NUMERAL}Q第": "quarters quarter",
    f"{NUMERAL}半": "since_about ago",
}
BEGINS = {name: begins for begins, group in _GROUPS.items() for name in group.split()}
"""The characters that each pattern can begin with, as a class of them; no digit stands before a numeral alone."""
