"""The rules by which figures get their periods.

In their texts the figures stand in braces, with what they are where that is no actual level: ``{growth:3%}``,
``{share f:45%}`` (a forecast), ``{t:20座}`` (a target). The document's date is 2024-05-10.
"""

from __future__ import annotations

from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "timing.period.clause",
        "A period that stands before a figure in its clause governs it.",
        "远航汽车2023年卖出{3万辆}。",
        "远航汽车卖出{3万辆}，2023年停产。",
    ),
    Rule(
        "timing.period.sentence",
        "A period governs the later clauses of its sentence, until another one or the present is named.",
        "2023年，远航汽车卖出{3万辆}。",
        "2023年，远航汽车换了厂址，目前拥有{3家}工厂。",
    ),
    Rule(
        "timing.period.attached",
        "A period of comparison or a beginning (从2019年的20亿元) is of the figure that it touches alone.",
        "营收从2019年的{20亿元}增长到2023年的{40亿元}。",
        "2023年营收{40亿元}，较2019年增长{growth:57%}。",
    ),
    Rule(
        "timing.period.exceeded",
        "What another period's figure is set against with 超过, 高于 or 不及 is of that period.",
        "2023年卖出{3万辆}，超过2022年全市约{2万辆}的总数。",
        "2023年卖出{3万辆}，超过{2万辆}的计划。",
    ),
    Rule(
        "timing.period.bracket",
        "A period in brackets is of the figure before it or of those within the brackets.",
        "老厂占全市产量的{share:42%}（统计局，2021年数据）。",
        "2023年，这家公司（成立于2019年）营收{4亿元}。",
    ),
    Rule(
        "timing.period.listed",
        "分别 hands the periods of a list to as many figures, one to each.",
        "2021年、2022年和2023年，营收分别为{1亿元}、{2亿元}和{4亿元}。",
        "2023年，甲、乙两厂分别生产{3万台}和{5万台}。",
    ),
    Rule(
        "timing.period.from-to",
        "从A增长到B over several years: A is of the first, B of the last; in one year nobody knows when A was.",
        "2020年至2023年，国产化率从{share:10%}升至{share:35%}。",
        "2023年，国产化率升至{share:35%}。",
    ),
    Rule(
        "timing.since.event",
        "自2019年成立以来 runs to the document's day.",
        "自2019年成立以来，公司完成{6轮}融资。",
        "公司成立于2019年，完成{6轮}融资。",
    ),
    Rule(
        "timing.until.now",
        "至今 runs from the beginning that was named to the document's day.",
        "去年9月起试营业，至今接待{20团}。",
        "至今已接待{20团}。",
    ),
    Rule(
        "timing.cagr.span",
        "A yearly average is over the span that is named, or over the years between those named.",
        "2021年为{20亿元}，到2026年将增至{f:90亿元}，五年复合增长率{cagr f:35%}。",
        "2023年为{20亿元}，多年复合增速{cagr:31%}。",
    ),
    Rule(
        "timing.same.period",
        "同期 is the period named before.",
        "2023年上半年进口{32万辆}，同期出口{90万辆}。",
        "出口{90万辆}，创同期新高。",
    ),
    Rule(
        "timing.same.year-ago",
        "上年同期 lies a year before the period named before, for its clause alone.",
        "2023年上半年盈利{5亿元}，上年同期为{1亿元}。",
        "2023年上半年盈利{5亿元}，较上年同期增长{growth:30%}。",
    ),
    Rule(
        "timing.same.year",
        "全年 and 同年 are the year of the period named before.",
        "2023年上半年收入{30亿元}，全年收入{70亿元}。",
        "2023年全年收入{70亿元}。",
    ),
    Rule(
        "timing.same.quarter",
        "单季, 当季 and 期内 are the quarter named before.",
        "2023年第三季收入{30亿元}，单季毛利率{share:31%}。",
        "2023年收入{30亿元}，单季毛利率{share:31%}。",
    ),
    Rule(
        "timing.same.month",
        "当月 is the month named before.",
        "2023年9月，三店开业，当月售出{600台}。",
        "2023年，三店开业，当月售出{600台}。",
    ),
    Rule(
        "timing.same.day",
        "首日, 当日 are the day named before.",
        "公司5月9日在香港挂牌，首日上涨{growth:四成}。",
        "公司在香港挂牌，首日上涨{growth:四成}。",
    ),
    Rule(
        "timing.same.then",
        "当时 is the period named last, were it only to compare with.",
        "对照2021年，情况好转：当时销量下滑{growth:二成}。",
        "2021年，情况好转：销量下滑{growth:二成}。",
    ),
    Rule(
        "timing.year.undated",
        "In an undated text a quarter without a year is counted from the period that the text reports.",
        "2020年第三季度，手表出货增长{growth:8%}。二季度出货{300万只}。",
        "2020年第三季度，手表出货增长{growth:8%}。当季出货{300万只}。",
    ),
    Rule(
        "timing.year.again",
        "A quarter named again without its year is the one named before.",
        "去年第三季度的财报不佳。第三季度净利下降{growth:8%}。",
        "去年第三季度的财报不佳。第一季度净利下降{growth:8%}。",
    ),
    Rule(
        "timing.quarter.this",
        "Where a document reports a quarter, 本季度 is that one, unless something is forecast.",
        "2024年第一季度，手表出货增长{growth:8%}。本季度收入增长{growth:9%}。",
        "2024年第一季度，手表出货增长{growth:8%}。预计本季度收入增长{growth f:9%}。",
    ),
    Rule(
        "timing.quarter.before",
        "前一季 is the quarter before the one named last.",
        "2023年第三季，市占从前一季的{share:9%}升至{share:13%}。",
        "2023年第三季，市占升至{share:13%}。",
    ),
    Rule(
        "timing.years.back",
        "In a report on a year, the past three years end with it.",
        "公司公布2023年年报，净利{3亿元}。过去三年，研发投入{9亿元}。",
        "公司2023年搬家。过去三年，研发投入{9亿元}。",
    ),
    Rule(
        "timing.base.last-year",
        "What is set against last year and names no period is of this year.",
        "与去年相比，车床转速提升{growth:40%}。",
        "与2015年相比，车床转速提升{growth:40%}。",
    ),
    Rule(
        "timing.event.founding",
        "The year of a beginning holds for its clause and no further.",
        "公司2015年成立时有{5名}员工，2018年成立{2家}分公司。",
        "公司2015年成立，拥有员工{2000人}。",
    ),
    Rule(
        "timing.event.relative",
        "The year of a clause about a thing (2019年建成的园区) is not that of the thing's figures.",
        "2019年建成的码头年吞吐{300万箱}。",
        "2019年建成{3座}码头。",
    ),
    Rule(
        "timing.event.release",
        "What describes a thing that came out in a period is not of the period.",
        "2023年7月，公司发布新芯片，其容量为{144GB}。",
        "2023年7月，公司发布新芯片，当月售出{6000块}。",
    ),
    Rule(
        "timing.reset.now",
        "Words for the present end the reign of a period.",
        "2021年建厂，如今年产{30万台}。",
        "2021年年产{30万台}。",
    ),
    Rule(
        "timing.reset.general",
        "What is common is of no period.",
        "2023年产线扩建，单条造价普遍超过{2亿元}。",
        "2023年产线扩建，总造价超过{2亿元}。",
    ),
    Rule(
        "timing.reset.mood",
        "In a later clause what is does not share the period of what is planned, nor a forecast that of the past.",
        "2024年计划新修水库{t:3座}，在册渔户已超过{400家}。",
        "2023年新修水库{3座}，在册渔户超过{400家}。",
    ),
    Rule(
        "timing.inherit.parallel",
        "After a semicolon the period goes on.",
        "2023年，甲厂生产{3万台}；乙厂生产{5万台}。",
        "2023年，甲厂生产{3万台}。乙厂占地{5万亩}。",
    ),
    Rule(
        "timing.inherit.part",
        "A part of what the sentence before told is of the same period.",
        "2023年全县产粮{30万吨}。其中水稻{20万吨}。",
        "2023年全县产粮{30万吨}。粮仓有{20座}。",
    ),
    Rule(
        "timing.inherit.flow",
        "In a paragraph, measures of a flow go on with the period of the sentence before.",
        "2023年营收{30亿元}。净利润{2亿元}。",
        "2023年营收{30亿元}。总部楼高{200米}。",
    ),
    Rule(
        "timing.inherit.rank",
        "Places in a ranking go on with its period.",
        "在2023年的城市榜单中，甲市位列{rank:第三}。\n乙市在榜单上排到{rank:第六}。",
        "2023年，甲市GDP位列{rank:第三}。\n乙市是第二大港，吞吐量{600万箱}。",
    ),
    Rule(
        "timing.inherit.market-day",
        "What the market pays goes on with the day, or is of the day when results came out.",
        "公司5月9日挂牌，发行价{10元}。午间股价报{12元}。",
        "公司2023年营收{10亿元}。午间股价报{12元}。",
    ),
    Rule(
        "timing.inherit.survey",
        "What those asked answered is of the time when they were asked.",
        "调查于2023年6月进行。\n{share:58%}的人用过手表。",
        "手表于2023年6月上市。\n{share:58%}的人用过手表。",
    ),
    Rule(
        "timing.inherit.plan",
        "The year of a plan holds for its later targets.",
        "到2027年，绿地达到{t:3000公顷}。\n新建公园{t:3座}。",
        "到2027年，绿地达到{t:3000公顷}。\n现有公园{3座}。",
    ),
    Rule(
        "timing.inherit.forecast",
        "What a forecast grows by goes on with the forecast's year of the paragraph before.",
        "预计2025年旅游花费{f:3万亿元}。\n住宿花费预计增长{growth f:12%}。",
        "预计2025年旅游花费{f:3万亿元}。\n若油价上调，住宿花费将下降{growth f:12%}。",
    ),
    Rule(
        "timing.heading.same",
        "What a heading tells without a period is of the period of the same figure below it.",
        "远航汽车交付逾{3万部}\n2023年，远航汽车交付{31500部}。",
        "远航汽车交付逾{3万部}\n2023年，远航汽车交付{9万辆}。",
    ),
    Rule(
        "timing.inherit.results",
        "A document that opens with a period's results is about that period.",
        "中环公布第一季业绩，收入{22亿元}。\n云业务收入增长{growth:三成}。",
        "中环公布第一季业绩，收入{22亿元}。\n董事局批准{5亿元}股份回购。",
    ),
)
