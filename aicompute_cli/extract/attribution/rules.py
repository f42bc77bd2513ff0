"""The rules that tell the sources of a text, each with a text on which it works and one on which it must not."""

from __future__ import annotations

from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "source.phrase.names",
        "据, 根据, 按… with a name says from whom",
        "据海关总署数据，进口增长4%。",
        "据悉，进口增长4%。",
    ),
    Rule(
        "source.phrase.quoting",
        "who quotes and whom they quote are both named",
        "院长吴敏之引用国家能源局资料说明，装机为50GW。",
        "院长吴敏之引用诗句收尾。",
    ),
    Rule(
        "source.phrase.view",
        "在某某看来 is that one's word",
        "在德勤看来，六成企业会加码。",
        "在今天看来，六成企业会加码。",
    ),
    Rule(
        "source.phrase.within",
        "在《…》中 places it in that report",
        "在《算力产业年鉴》中，它排名第六。",
        "在名单中，它排名第六。",
    ),
    Rule(
        "source.phrase.learnt",
        "从某某获悉 names from whom, 某某获悉 the paper that learnt it",
        "记者从国家能源局获悉，用电增长4%。",
        "记者获悉，用电增长4%。",
    ),
    Rule(
        "source.phrase.ranking",
        "a ranking with a Latin name is its own source",
        "最新的Green300榜单中，它以65.1分居首。",
        "最新的榜单中，它以65.1分居首。",
    ),
    Rule(
        "source.name.subject",
        "a name whose verb says, expects or lays down something",
        "联发科表示，收入增长两成。",
        "联发科的收入增长两成。",
    ),
    Rule(
        "source.sentence.subject",
        "a verb without a subject belongs to the speaker of an earlier clause of the sentence",
        "董事长何敬之出席活动时，首度透露产能有3万片。",
        "出席活动时，首度透露产能有3万片。",
    ),
    Rule(
        "source.data.shows",
        "whose data, report or survey shows something",
        "Omdia的数据显示，销量增长9%。",
        "数据显示，销量增长9%。",
    ),
    Rule(
        "source.data.owner",
        "what stands before 数据显示 is a source even if no table knows it",
        "百川视界的数据显示，销量增长9%。",
        "最新的数据显示，销量增长9%。",
    ),
    Rule(
        "source.data.latest",
        "某某最新的…分析， without a verb is that one's word",
        "Omdia最新面板市场分析，明年出货增长9%。",
        "Omdia的面板分析，出自新人之手。",
    ),
    Rule(
        "source.event.named",
        "大会, 本届论坛 are the event named before",
        "2031山海算力大会开幕。大会发布的数据显示，规模增长9%。",
        "有人去开会。大会发布的数据显示，规模增长9%。",
    ),
    Rule(
        "source.results.company",
        "results are of the company named with them, in their sentence or before",
        "思科财报显示，收入增长9%。",
        "财报显示，收入增长9%。",
    ),
    Rule(
        "source.report.before",
        "报告, 该白皮书 stand for the title named before",
        "《算力产业年鉴》出版。年鉴之外，报告显示，用电增长9%。",
        "有报告显示，用电增长9%。",
    ),
    Rule(
        "source.pronoun.person",
        "他 and 她 are who spoke last",
        "院长吴敏之说明了背景。她预计，用电增长9%。",
        "她预计，用电增长9%。",
    ),
    Rule(
        "source.pronoun.body",
        "该机构, 公司 are the one named last",
        "思科公布新品。公司预计，收入增长9%。",
        "公司预计，收入增长9%。",
    ),
    Rule(
        "source.anonymous.as-written",
        "消息人士 and the like stand as written",
        "一位知情人士透露，订单有40万片。",
        "一位路人经过40万片厂房。",
    ),
    Rule(
        "source.headline.colon",
        "某某：… at the head",
        "Omdia：今年销量增长9%",
        "注意：今年销量增长9%",
    ),
    Rule(
        "source.headline.title",
        "a headline of a title that is just out",
        "《绿色算力行动方案》印发 能耗要降9%",
        "绿色算力方案印发 能耗要降9%",
    ),
    Rule(
        "source.bracket.figure",
        "a name in brackets binds the figure before it",
        "产量占全球的31%（世界银行，2031年数据），人均偏低。",
        "产量占全球的31%（见图2），人均偏低。",
    ),
    Rule(
        "source.line.table",
        "the source line under a table is the table's",
        "附表：收入\n机架 300 280\n资料来源：Omdia",
        "附表：收入\n机架 300 280\n图片来源：Omdia",
    ),
    Rule(
        "reach.quote.before",
        "a quotation is the word of who is named behind it, as is a figure that 这个数字 points back at",
        "“产能会到8万片。”厂长何敬之表示。",
        "厂长何敬之表示，产能会到8万片。",
    ),
    Rule(
        "reach.nobody.cue",
        "数据显示, 据悉 and the like end what a source said",
        "Omdia预计销量增长9%。据了解，有30家厂商入场。",
        "Omdia预计销量增长9%。有30家厂商入场。",
    ),
    Rule(
        "reach.own.words",
        "the text's own conclusions and prices end what a source said",
        "Omdia预计销量增长9%。照此推算，后年有300万台。",
        "Omdia预计销量增长9%，后年有300万台。",
    ),
    Rule(
        "reach.market.figure",
        "what the market expected is nobody's figure",
        "思科表示，收入为20亿美元，高于市场预期的18亿美元。",
        "思科表示，收入为20亿美元，高于去年的18亿美元。",
    ),
    Rule(
        "source.guidance.own",
        "what a company expected of itself before is its own figure",
        "思科收入为20亿美元，高于公司原估的18亿美元。",
        "思科收入为20亿美元，高于各方原估的18亿美元。",
    ),
    Rule(
        "reach.paragraph.opening",
        "a paragraph that opens with 其中, 从…看 goes on with the one before",
        "Omdia预计销量增长9%。\n其中，平板增长2%。",
        "Omdia预计销量增长9%。\n国内平板增长2%。",
    ),
    Rule(
        "reach.paragraph.quote",
        "a paragraph that opens with a quotation and names nobody goes on with the speaker before",
        "厂长何敬之表示，需求还在。\n“产能会到8万片。”",
        "厂长何敬之表示，需求还在。\n产能会到8万片。",
    ),
    Rule(
        "reach.paragraph.results",
        "paragraphs on the same company go on with its results",
        "思科公布财报。财报显示，收入增长9%。\n存货减少2%。",
        "思科公布财报。收入增长9%。\n存货减少2%。",
    ),
)
