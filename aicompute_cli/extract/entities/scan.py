"""Who and what an article names: the mentions of all kinds, one canonical name each, none overlapping another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.attribution.scan import find_attributions
from aicompute_cli.extract.entities import (
    again,
    aliases,
    bylines,
    forms,
    quotations,
    roles,
    titled,
)
from aicompute_cli.extract.entities.again import find_again
from aicompute_cli.extract.entities.aliases import Declared, find_declared, generic_names, keeps_apart
from aicompute_cli.extract.entities.authors import byline_roles
from aicompute_cli.extract.entities.bylines import publisher_of
from aicompute_cli.extract.entities.candidates import find_candidates
from aicompute_cli.extract.entities.quotations import find_quotations
from aicompute_cli.extract.entities.roles import each_once, find_roles
from aicompute_cli.extract.entities.spelling import tidy
from aicompute_cli.extract.entities.unify import one_name_each
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.names.scan import find_stretches
from aicompute_cli.model import Alias, Attribution, DocumentEntities, Name, Role

RULES = (
    *aliases.RULES,
    *again.RULES,
    *forms.RULES,
    *roles.RULES,
    *quotations.RULES,
    *bylines.RULES,
    *titled.RULES,
)


def find_entities(
    article: Article,
    names: list[Name],
    attributions: Sequence[Attribution] | None = None,
    *,
    author: str | None = None,
) -> DocumentEntities:
    """Who and what `article` names; `names` are those of `find_names`, `attributions` of `find_attributions`.

    `author` is who is known to have written it.
    """
    stretches = list(find_stretches(article))
    mentions = choose(find_candidates(article, names, stretches, author))
    declared = find_declared(article.folded, mentions)
    more = find_again(article.folded, _new(declared, mentions), stretches)
    mentions = choose([*more, *mentions]) if more else mentions
    leads = one_name_each(article.folded, mentions, declared)
    mentions = [_led(name, leads) for name in mentions] if leads else mentions
    if attributions is None:
        attributions = find_attributions(article, names)
    return DocumentEntities(
        mentions=tuple(mentions),
        aliases=tuple(_aliases(declared, leads)),
        roles=tuple(_roles(article, mentions)),
        quotations=tuple(find_quotations(article.folded, attributions, _kinds(names))),
    )


def _roles(article: Article, mentions: list[Name]) -> list[Role]:
    publisher = publisher_of(article)
    return each_once(
        [*find_roles(article.folded, mentions), *byline_roles(article.folded, mentions, publisher)]
    )


def _kinds(names: Iterable[Name]) -> dict[str, str]:
    return {name.canonical: name.kind for name in names}


def _new(declared: Sequence[Declared], mentions: Sequence[Name]) -> Iterator[Declared]:
    """The declared names that no mention has, or one of another kind only."""
    at = {name.span: name for name in mentions} if declared else {}
    for item in declared:
        other = at.get(item.span)
        if other is None or (other.kind != item.name.kind and other.canonical != item.name.canonical):
            yield item


def _aliases(declared: Sequence[Declared], leads: dict[forms.Key, forms.Link]) -> list[Alias]:
    """Each other name that the text declares, where it does so first."""
    found: dict[tuple[str, str], Alias] = {}
    for item in declared:
        lead = leads.get((item.name.kind, item.name.canonical))
        canonical = lead.name[1] if lead else item.name.canonical
        form = tidy(item.form)
        if form not in generic_names() and form != canonical and not keeps_apart(form, canonical):
            found.setdefault((form, canonical), Alias(form, canonical, item.span))
    return list(found.values())


def _led(name: Name, leads: dict[forms.Key, forms.Link]) -> Name:
    lead = leads.get((name.kind, name.canonical))
    if lead is None:
        return name
    kind, canonical = lead.name
    rules = (*name.rules, lead.rule) if lead.rule and lead.rule not in name.rules else name.rules
    return Name(name.span, canonical, kind, rules)
