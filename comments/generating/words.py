"""What the made-up people of a made-up discussion say, and what they are called."""

from random import Random

_FIRST_NAMES = (
    "Abel", "Agnes", "Bram", "Cleo", "Dario", "Edith", "Farid", "Greta", "Hamish", "Ines",
    "Jonas", "Kaya", "Lotte", "Milan", "Nadia", "Otis", "Petra", "Quentin", "Rosa", "Stellan",
)  # fmt: skip
_LAST_NAMES = (
    "Abbott", "Brandt", "Castellan", "Dunmore", "Eastwick", "Fenn", "Garrow", "Hollis", "Ivers", "Jessop",
    "Kettle", "Lindqvist", "Marlow", "Northcote", "Osei", "Pascoe", "Quill", "Rowntree", "Sandoval", "Tamm",
)  # fmt: skip
SITES = ("Harbour Notes", "The Ferry Diary", "Kerb and Gutter", "Letters from the Quay", "North Bank Weekly")

_OPENINGS = (
    "I have walked past it every morning for ten years, and",
    "With respect,",
    "Nobody has mentioned yet that",
    "My neighbour on the council says that",
    "What the article leaves out is that",
    "To be fair,",
    "If I read the plan correctly,",
    "Let us be honest:",
)
_SUBJECTS = (
    "the night bus", "the new footbridge", "the fish market", "the swimming bath", "the parking on the quay",
    "the library’s reading room", "the old tram line", "the school kitchen", "the flood wall", "the cycle path",
)  # fmt: skip
_PREDICATES = (
    "costs us less than the yearly repairs did",
    "was promised twice and paid for once",
    "serves the whole east side and not only the station",
    "will be full on the first warm Saturday",
    "never had enough hands to keep it open",
    "is the one thing that visitors ask me about",
    "needs a roof before it needs a name",
    "has been counted wrong in every report so far",
)
_ENDINGS = (
    "and I would rather pay for that than for another study.",
    "which is more than can be said of the ring road.",
    "so who exactly is it meant for?",
    "but I am ready to be shown otherwise.",
    "and the figures for last winter bear it out.",
    "as anybody who waits there in the rain can tell you.",
    "though I grant that the timing is poor.",
)
_REMARKS = (
    "Thank you, that is *exactly* the point.",
    "That is **not** what was decided in March.",
    "I stand corrected on the dates.",
    "Has anyone asked the people who work there?",
    "We tried this once. It lasted a summer.",
    "Ask again in a year.",
    "Both can be true.",
)
_LINKS = (
    "The minutes are [on the town’s pages](https://town.example/minutes/spring).",
    "There is a map at https://maps.example/quay?layer=paths for those who do not know the corner.",
    "Compare [how the next town does it](https://example.net/next-town/ferries).",
    "The numbers: https://figures.example/passengers",
)


def invented_name(number: int) -> str:
    """A different one for each number below 400; after that a figure tells namesakes apart."""
    again, place = divmod(number, len(_FIRST_NAMES) * len(_LAST_NAMES))
    first, last = divmod(place * 7 % (len(_FIRST_NAMES) * len(_LAST_NAMES)), len(_LAST_NAMES))
    return f"{_FIRST_NAMES[first]} {_LAST_NAMES[last]}" + (f" {again + 1}" if again else "")


def invented_bodies(count: int, chance: Random) -> list[str]:
    """As readers type them: one to three paragraphs, some with a quotation, a link, emphasis or a list."""
    return [_body(chance) for _ in range(count)]


def invented_headline(chance: Random) -> str:
    subject, predicate = chance.choice(_SUBJECTS), chance.choice(_PREDICATES)
    return f"{subject[0].upper()}{subject[1:]} {predicate}"


def invented_report(chance: Random) -> str:
    """As an editor writes it: the HTML of four to nine paragraphs."""
    paragraphs = [
        " ".join(_sentence(chance) for _ in range(chance.randrange(2, 5))) for _ in range(chance.randrange(4, 10))
    ]
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _body(chance: Random) -> str:
    paragraphs = [_paragraph(chance) for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))]
    if chance.random() < 0.25:
        paragraphs.insert(0, f"> {_sentence(chance)}")
    if chance.random() < 0.15:
        paragraphs.append(chance.choice(_LINKS))
    if chance.random() < 0.05:
        paragraphs.append("\n".join(f"- {subject}" for subject in chance.sample(_SUBJECTS, 3)))
    return "\n\n".join(paragraphs)


def _paragraph(chance: Random) -> str:
    if chance.random() < 0.3:
        return chance.choice(_REMARKS)
    return " ".join(_sentence(chance) for _ in range(chance.randrange(1, 4)))


def _sentence(chance: Random) -> str:
    words = [chance.choice(part) for part in (_OPENINGS, _SUBJECTS, _PREDICATES, _ENDINGS)]
    return " ".join(words)
