"""What each cause did in this case, in a sentence and, where causes differ, a table; and times that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from rca.review.blocks import Block, Callout, Heading, Line, Row, Steps, Table, Tag, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.sentences import capital, counted, excerpt, joined, number_word, plural, sentence

_MOST: Final = 40
_ORDER: Final = ("yes", "not settled", "no")


def needed(material: Material) -> str:
    """Return how many causes were needed in this case, as the tree is drawn.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    str
        One sentence; empty where the recorded causes do not yet explain the outcome, or are a single one.
    """
    actual = material.depth.actual
    standings = _told(material)
    if not actual.possible.follows or len(standings) < 2:
        return ""
    alone = [each for each in standings if each.but_for == "yes"]
    open_ones = sum(each.but_for == "not settled" for each in standings)
    still = f"; for {number_word(open_ones)} that is not settled while factors are open" if open_ones else ""
    if not alone and open_ones:
        return f"As the tree is drawn, no cause is shown to be needed by itself{still}."
    if not alone:
        return "As the tree is drawn, no cause was needed by itself: others were enough without it."
    whole = len(alone) == len(standings)
    who = f"each of {number_word(len(alone))} causes" if whole else counted_words(len(alone), len(standings))
    tested = sum(each.single_fix for each in alone)
    if tested == len(alone):
        test = ""
    elif tested:
        test = f"; only for {number_word(tested)} of them is every step answered as necessary"
    else:
        test = "; no chain of answers bears that out to the outcome yet"
    return f"As the tree is drawn, {who} was needed: without it the others were not enough{test}{still}."


def counted_words(some: int, of: int) -> str:
    """Return so many of so many causes, as the subject of "was needed".

    Examples
    --------
    >>> counted_words(1, 4), counted_words(2, 4)
    ('one of four causes', 'each of two of four causes')
    """
    part = f"{number_word(some)} of {number_word(of)} causes"
    return part if some == 1 else f"each of {part}"


def _told(material: Material) -> list[Any]:
    """Return the causes that are not excluded."""
    return [each for each in material.depth.actual.standings if each.state != "excluded"]


def this_case(material: Material) -> Iterator[Block]:
    """Yield what each cause did in this case, where causes differ in it.

    Parameters
    ----------
    material : Material
        Projected results.

    Yields
    ------
    Block
        A heading and a table, and what came too late to count; nothing where each cause was needed or none is known.
    """
    actual = material.depth.actual
    if not actual.possible.follows:
        return
    standings = _told(material)
    shares = dict(actual.possible.responsibility)
    differ = any(each.but_for != "yes" for each in standings)
    late = actual.possible.pre_empted
    if not differ and not late:
        return
    yield Heading("What each cause did in this case", level=3)
    if differ:
        ranked = sorted(
            standings, key=lambda s: (_ORDER.index(s.but_for), _ORDER.index(s.cause), -shares.get(s.factor, 0))
        )
        rows = tuple(_standing(material, each, shares.get(each.factor)) for each in ranked[:_MOST])
        columns = ("Cause", "Needed by itself?", "Part of what caused it?", "Share")
        yield Table(columns, rows, plain(_legend(material, len(ranked))), title="What each cause did")
    if late:
        yield Steps(tuple(_late(material, each) for each in late), ordered=False)


def _standing(material: Material, each: Any, share: Fraction | None) -> Row:
    name = (Words(excerpt(material.factor_name(each.factor))), *marks([each.factor]), Tag(each.state, each.state))
    return Row((name, plain(each.but_for), plain(each.cause), plain(_share(material, each, share))))


def _share(material: Material, each: Any, share: Fraction | None) -> str:
    if each.cause == "no":
        return "none"
    if share is None:
        return "none" if material.depth.actual.possible.shares_complete else "not computed"
    return str(share)


def _legend(material: Material, count: int) -> str:
    actual = material.depth.actual
    says = [
        "Needed by itself: without this cause alone the others were not enough.",
        "Share: 1 where a cause decides alone, 1/2 where one other would also have had to be absent, and so on.",
    ]
    if any("not settled" in {each.but_for, each.cause} for each in _told(material)):
        says.append("Not settled: it depends on factors that are not established; shares then count them in.")
    if actual.possible.pre_empted:
        says.append("Shares leave out what came too late, even where it would have been enough later.")
    if not (actual.possible.complete and actual.possible.causes_complete):
        says.append("Not every set of causes could be listed.")
    if count > _MOST:
        says.append(f"{counted(count - _MOST, 'further cause')} {plural(count - _MOST, 'is', 'are')} not listed.")
    return " ".join(says)


def _late(material: Material, each: Any) -> Line:
    cause, effect = each.late.cause, each.late.effect
    by = joined([_named(material, id_) for id_ in each.by])
    verdict = (
        "its times are contested, so this changes no answer" if each.late.contested else "it counts for nothing here"
    )
    text = f"{_named(material, cause)} came when {_named(material, effect)} was there already, by {by}; {verdict}."
    return (Words(capital(text)), *marks([each.late.cause_event, each.late.shown_event]))


def timing(material: Material) -> Iterator[Block]:
    """Yield the links that the timeline rules out, in a box.

    Parameters
    ----------
    material : Material
        Projected results.

    Yields
    ------
    Block
        One box; nothing where every link fits.
    """
    faults = material.depth.faults
    if faults:
        items = tuple(_fault(material, fault) for fault in faults)
        title = f"{number_word(len(faults)).capitalize()} {plural(len(faults), 'link', 'links')} of the tree "
        title += f"{plural(len(faults), 'does', 'do')} not fit the times"
        yield Callout("contradiction", title, (Steps(items, ordered=False),))


_FAULTS: Final = {
    "after": "came after",
    "over": "was over before",
    "late": "began only after the start of",
}


def _fault(material: Material, fault: Any) -> Line:
    link = f"{_named(material, fault.cause)} is given as a cause of {_named(material, fault.effect)}"
    events = (
        Words(sentence(f"but “{material.event_name(fault.cause_event)}”").rstrip(".")),
        *marks([fault.cause_event]),
        Words(f"{_FAULTS[fault.fault]} “{material.event_name(fault.effect_event)}”"),
        *marks([fault.effect_event]),
    )
    doubt = (Words("These times are contested.", "quiet"),) if fault.contested else ()
    return (Words(f"{link}.", "strong"), *events, *doubt)


def _named(material: Material, id_: str) -> str:
    return f"“{excerpt(material.factor_name(id_))}” ({id_})"
