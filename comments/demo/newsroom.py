"""What the demonstration's newsroom has published: written by us, about a town that does not exist."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from articles.models.policy import DiscussionMode

_TEXTS = Path(__file__).parent / "articles"
_DISCUSSIONS = Path(__file__).parent / "discussions"


@dataclass(frozen=True)
class Writer:
    """`portrait` says what the picture of that name shows; blank where there is none."""

    name: str
    bio: str
    handle: str = ""
    portrait: str = ""


@dataclass(frozen=True)
class Correction:
    """A slip of the first revision, and what is said when the second mends it."""

    slip: str
    mended: str
    note: str


@dataclass(frozen=True)
class DemoPicture:
    """One within a text, which names it where its key will stand: `/pictures/pier-lamp/image/`."""

    name: str
    alt: str
    caption: str


@dataclass(frozen=True)
class DemoArticle:
    """`slug` names its text, picture and discussion; `age` is how long ago it appeared, below 0 until it will."""

    slug: str
    headline: str
    dek: str
    age: timedelta
    writers: tuple[str, ...]
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    caption: str = ""
    alt: str = ""
    mode: DiscussionMode | None = None
    correction: Correction | None = None
    within: tuple[DemoPicture, ...] = ()

    @property
    def name(self) -> str:
        """Of its lead picture."""
        return self.slug

    @property
    def body(self) -> str:
        return (_TEXTS / f"{self.slug}.html").read_text(encoding="utf-8").strip()

    @property
    def discussion(self) -> str:
        """Its discussion's outline; blank where nobody has said anything."""
        path = _DISCUSSIONS / f"{self.slug}.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""


TOPICS = {
    "Harbour": "Ferries, tides, fish, and the people who wait for them.",
    "Getting about": "Bridges, trains, buses and the way round.",
    "Town": "What the council decides, and what the town makes of it.",
    "Learning": "Schools, the library, and what is cooked there.",
}
WRITERS = (
    Writer(
        "Inga Marsh",
        "Inga Marsh edits these pages and writes about whatever crosses the water.",
        handle="inga",
        portrait="A woman with long red hair and a pale scarf, drawn in flat shapes.",
    ),
    Writer(
        "Owen Tarrant",
        "Owen Tarrant reports from the town hall. He has seen four mayors and one reserve fund.",
        portrait="A man with short grey hair, round glasses and a green tie, drawn in flat shapes.",
    ),
    Writer("Dora Keel", "Dora Keel covers schools, books and gardens, and is still on the waiting list for a plot."),
)
# What other sites, which do not exist either, say of pages that articles lead to.
LINKED_PAGES = (
    {
        "address": "https://beacons.example/lamps/green-amber-dark",
        "title": "Green, amber, dark: how a pier speaks without words",
        "description": "Three lights run a harbour, say people who have collected its lamps for ninety years.",
        "site_name": "The Lantern Society",
    },
)
ARTICLES = (
    DemoArticle(
        "evening-ferry",
        "Saltmere gets its evening ferry back",
        "One more crossing a night, a lamp on the pier that says whether, and a year to prove that anybody wants it",
        timedelta(hours=5),
        ("Inga Marsh",),
        ("Harbour", "Getting about"),
        ("ferry", "timetables"),
        "The “Margarethe” on her way to the far shore.",
        "A small ferry with lit windows crosses a dark bay towards low hills under a large pale moon.",
        within=(
            DemoPicture(
                "ticket-window",
                "A sheet of paper with a column of times hangs behind a window; the last line is red.",
                "Read by everyone who does not take the ferry.",
            ),
            DemoPicture(
                "ferry-bicycles",
                "Three bicycles, red, green and dark, stand in a row at a ship’s rail.",
                "Three of the fourteen, none of them a cello.",
            ),
            DemoPicture(
                "pier-lamp",
                "A lamp on a pier glows green over dark water.",
                "Green for a crossing: the lamp at the end of the pier.",
            ),
        ),
    ),
    DemoArticle(
        "library-hours",
        "Library to stay open until nine, and trust its readers",
        "Two evenings a week without staff: a neighbouring town lost a pot plant",
        timedelta(hours=26),
        ("Dora Keel",),
        ("Learning",),
        ("library", "opening hours"),
        "The upper gallery has 40 desks.",
        "Shelves full of upright and leaning books in red, green and sand, with a reading lamp burning among them.",
    ),
    DemoArticle(
        "allotment-hedge",
        "Two neighbours, one hedge, and a window in it",
        "How a quarrel at the Sunny Bank allotments is being settled by nobody in particular",
        timedelta(days=2, hours=4),
        ("Dora Keel",),
        ("Town",),
        ("gardens", "neighbours"),
        "Hornbeam, two metres and thirty-one centimetres of it.",
        "A branch with broad toothed leaves in two greens across a red sun.",
    ),
    DemoArticle(
        "school-kitchen",
        "Four schools take lunch into their own hands",
        "The bins are lighter, the soup is gone, and 212 people want the custard back",
        timedelta(days=3, hours=2),
        ("Dora Keel",),
        ("Learning", "Town"),
        ("schools", "food"),
        "Half past eleven at Dyke Street.",
        "A large red pot with steam rising in curls, beside a ladle and three bowls.",
        DiscussionMode.PREMODERATED,
        Correction(
            "leave 58 grams on the plate",
            "leave 61 grams on the plate",
            "An earlier version gave the waste in the bins as 58 grams a meal. It is 61.",
        ),
    ),
    DemoArticle(
        "tide-tables",
        "Tide tables for the winter are out",
        "Highest water in February; sandbags behind the lifeboat station",
        timedelta(days=5),
        ("Inga Marsh",),
        ("Harbour",),
        ("tides", "timetables"),
        mode=DiscussionMode.OFF,
    ),
    DemoArticle(
        "mill-bridge",
        "Mill Bridge will close for eleven weeks, and everyone knows a better way round",
        "A loose railing led engineers to look underneath. They took photographs, and the photographs did the rest",
        timedelta(days=6, hours=3),
        ("Owen Tarrant", "Inga Marsh"),
        ("Getting about", "Town"),
        ("bridges", "cycling", "council"),
        "Mill Bridge, from the towpath: the bearing in question is on the second pier from the left.",
        "A stone bridge with three arches over a calm river, its reflection below and a low sun behind it.",
    ),
    DemoArticle(
        "night-train",
        "The night train is back, and so is the question of snoring",
        "Nine hours where five would do: three hundred people came to wave",
        timedelta(days=19),
        ("Inga Marsh",),
        ("Getting about",),
        ("trains", "timetables"),
        "22:14, platform one.",
        "A green sleeping train with yellow windows runs through a dark landscape under stars.",
        DiscussionMode.CLOSED,
    ),
    DemoArticle(
        "lamp-posts",
        "Council to vote on dimming the lamp posts",
        "Moths and the treasurer are in favour; the taxi drivers would like to be asked",
        timedelta(days=-30),
        ("Owen Tarrant",),
        ("Town",),
        ("council",),
    ),
)
