"""Writes the demo council's streets and addresses: invented, from a fixed seed, the same bytes on every run.

    python packaging/make_addresses.py [FOLDER]     (default: kiosk/council)

No street, postcode or UPRN here belongs to a real place: the postcode area FH does not exist.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SEED = 1974
COUNCIL = Path(__file__).resolve().parent.parent / "kiosk" / "council"
FIRST_USRN = 47_000_101
FIRST_UPRN = 990_010_000_101
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # a postcode never ends in C, I, K, M, O or V
MOST_AT_A_POSTCODE = 24
COUNTY_ROADS = {"London Road", "Chester Road", "Station Road", "Fairholme Bypass", "Ffordd Caer", "Marl Hill"}
PERMIT_ZONES = {
    "a": ("Fairholme", ("Mill Lane", "Castle Street", "Corn Market", "Market Place", "High Street")),
    "b": ("Fairholme", ("Bridge Street", "Butcher Row", "Weir Street", "Tannery Row")),
    "c": ("Fairholme", ("Station Road", "Gas Street", "George Street", "Victoria Road")),
    "d": ("Oldbrook", ("Brook Street", "Cross Street", "Oak Street")),
    "e": ("Harrow Marsh", ("Wharf Road", "The Staithe")),
    "f": ("Llanhelyg", ("Y Sgwâr", "Stryd Fawr", "Stryd y Farchnad")),
}
ZONE_OF = {(town, name): zone for zone, (town, names) in PERMIT_ZONES.items() for name in names}
HOUSE_BINS = {
    # round: rubbish and recycling take turns, so that one crew is enough
    "b": ("rubbish:b", "recycling:a", "food:every"),
    "a": ("rubbish:a", "recycling:b", "food:every"),
}
FLAT_BINS = ("rubbish-sacks:every", "recycling-sacks:every", "food:every")


@dataclass(frozen=True)
class Place:
    """A town with its wards, its postcode district, and the names of its streets."""

    town: str
    district: str
    wards: tuple[str, ...]
    streets: tuple[str, ...]


PLACES = (
    Place(
        "Fairholme", "FH1", ("Castle", "Millside", "Northgate"),
        (
            "Mill Lane", "Abbey Close", "Alder Walk", "Baker Street", "Bell Lane", "Bridge Street", "Butcher Row",
            "Canal Side", "Castle Street", "Chapel Row", "Chester Road", "Church Street", "Cooper’s Yard",
            "Corn Market",
            "Dyers Lane", "Elm Grove", "Fairholme Bypass", "Ferry Lane", "Fuller Street", "Gas Street", "George Street",
            "Glover Street", "Hawthorn Road", "High Street", "Ivy Terrace", "Juniper Close", "Kiln Road", "Lime Avenue",
            "London Road", "Market Place", "Meadow Rise", "Orchard Road", "Park Crescent", "Priory Road",
            "Queen Street",
            "River View", "Rope Walk", "St Mary’s Close", "Station Road", "Tannery Row", "Thatcher Way",
            "Victoria Road",
            "Weaver Street", "Weir Street", "Willow Drive",
        ),
    ),
    Place(
        "Oldbrook", "FH2", ("Oldbrook East", "Oldbrook West"),
        (
            "Acorn Way", "Ash Road", "Barn Close", "Beech Avenue", "Birch Road", "Brook Street", "Cedar Close",
            "Cherry Tree Road", "Clover Field", "Coppice Lane", "Cross Street", "Farm Road", "Fern Bank", "Hazel Road",
            "Heron Way", "Holly Bank", "Kestrel Drive", "Larch Road", "Maple Road", "Marl Hill", "Oak Street",
            "Old Brook Lane", "Pound Lane", "Primrose Hill", "Rowan Road", "School Lane", "Swallow Court",
            "Sycamore Road", "The Green", "Woodside",
        ),
    ),
    Place(
        "Harrow Marsh", "FH3", ("Marsh and Fen",),
        (
            "Bank Lane", "Bulrush Road", "Chapel Street", "Dyke Road", "Eel Pie Lane", "Fen Street", "Goose Green",
            "Lock Lane", "Marsh Road", "Mill Lane", "Osier Way", "Otter Close", "Reed Street", "Sluice Road",
            "The Staithe", "Tide Mill Lane", "Wharf Road", "Windmill Hill", "Withy Lane", "Church Street",
        ),
    ),
    Place(
        "Llanhelyg", "FH4", ("Llanhelyg", "Tŷ Mawr"),
        (
            "Bryn Awel", "Cae’r Felin", "Clos y Dŵr", "Ffordd Caer", "Ffordd Llwyn Onn", "Ffordd y Bont",
            "Glan-yr-afon",
            "Gwêl-y-mynydd", "Heol y Bŵl", "Heol y Capel", "Heol y Ffynnon", "Heol y Tŷ Gwyn", "Lôn Goed", "Lôn yr Ŵyn",
            "Maes y Deri", "Maes yr Haf", "Min-y-nant", "Pen-y-lan", "Rhodfa’r Gŵyr", "Stryd Fawr", "Stryd y Farchnad",
            "Tan-y-graig", "Trem y Môr", "Y Sgwâr", "Llys Tŷ Nant",
        ),
    ),
)  # fmt: skip
HOUSE_NAMES = (
    "Rose Cottage", "The Old Forge", "Lilac House", "Orchard End", "The Lodge", "Toll House", "Holly Cottage",
    "Corner House", "The Hollies", "Weir Cottage", "Bay Tree House", "The Granary",
)  # fmt: skip
WELSH_HOUSE_NAMES = (
    "Tŷ Gwyn",
    "Bryn Hyfryd",
    "Tŷ Newydd",
    "Awel y Môr",
    "Tŷ Capel",
    "Hafod Wen",
    "Pen-y-bryn",
    "Y Bwthyn",
)
BLOCKS = ("Weaver House", "Nightingale Court", "Kingfisher House", "Brunel Court", "Llys Helyg", "Mallard House")


def main(folder: Path = COUNCIL) -> None:
    """Write `streets.csv` and `addresses.csv` into `folder`."""
    streets = list(_streets())
    _write(folder / "streets.csv", ("usrn", "name", "town", "ward", "responsible", "zone"), streets)
    addresses = list(_addresses(streets, random.Random(SEED)))
    columns = ("uprn", "number", "usrn", "postcode", "ward", "day", "bins", "assisted")
    _write(folder / "addresses.csv", columns, addresses)
    print(f"{folder}: {len(streets)} streets, {len(addresses)} addresses")


def _streets() -> Iterator[dict[str, str]]:
    usrn = FIRST_USRN
    for place in PLACES:
        for place_in_town, name in enumerate(place.streets):
            ward = place.wards[place_in_town % len(place.wards)]
            responsible = "county" if name in COUNTY_ROADS else ""
            yield {
                "usrn": str(usrn), "name": name, "town": place.town, "ward": ward, "responsible": responsible,
                "zone": ZONE_OF.get((place.town, name), ""),
            }  # fmt: skip
            usrn += 1


def _addresses(streets: Sequence[dict[str, str]], chance: random.Random) -> Iterator[dict[str, str]]:
    uprn = FIRST_UPRN
    postcodes = {place.town: _postcodes(place.district) for place in PLACES}
    for street in streets:
        if "Bypass" in street["name"]:
            continue  # nobody lives there, and lamps stand there all the same
        mill_lane = street["usrn"] == str(FIRST_USRN)
        day = "fri" if mill_lane else chance.choice(("mon", "tue", "wed", "thu", "fri"))
        turn = "b" if mill_lane else chance.choice("ab")
        homes = _mill_lane() if mill_lane else _homes(street, chance)
        for start in range(0, len(homes), MOST_AT_A_POSTCODE):
            postcode = "FH1 4QT" if mill_lane else next(postcodes[street["town"]])
            for number in homes[start : start + MOST_AT_A_POSTCODE]:
                bins = FLAT_BINS if number.startswith("Flat") else _house_bins(turn, chance, always=mill_lane)
                yield {
                    "uprn": str(uprn), "number": number, "usrn": street["usrn"], "postcode": postcode,
                    "ward": street["ward"], "day": day, "bins": " ".join(bins),
                    "assisted": "yes" if _assisted(number, chance, mill_lane=mill_lane) else "no",
                }  # fmt: skip
                uprn += chance.randint(1, 9)


def _mill_lane() -> list[str]:
    """The street of the pictures and examples: known by heart, whatever the dice say."""
    return [str(number) for number in range(1, 23)] + ["The Old Mill"]


def _homes(street: dict[str, str], chance: random.Random) -> list[str]:
    last = chance.randint(12, 28)
    numbers = [n for n in range(1, last + 1) if n != 13]  # many streets leave it out
    homes = [str(number) for number in numbers]
    for _ in range(chance.choice((0, 0, 1))):
        at = chance.randrange(len(homes))
        homes.insert(at + 1, homes[at] + "a")
    if chance.random() < 0.25:
        split = chance.choice(homes)
        at = homes.index(split)
        homes[at : at + 1] = [f"Flat {flat}, {split}" for flat in range(1, chance.randint(3, 5))]
    if chance.random() < 0.15:
        block = chance.choice(BLOCKS)
        homes += [f"Flat {flat}, {block}" for flat in range(1, chance.choice((7, 10, 13)))]
    names = WELSH_HOUSE_NAMES if street["town"] == "Llanhelyg" else HOUSE_NAMES
    homes += chance.sample(names, chance.choice((0, 1, 1, 2)))
    return homes


def _house_bins(turn: str, chance: random.Random, *, always: bool) -> tuple[str, ...]:
    garden = chance.random() < 0.6 or always
    week = "a" if turn == "b" else "b"  # garden waste goes with the recycling
    return (*HOUSE_BINS[turn], f"garden:{week}") if garden else HOUSE_BINS[turn]


def _assisted(number: str, chance: random.Random, *, mill_lane: bool) -> bool:
    if mill_lane:
        return number == "9"
    return chance.random() < 0.02


def _postcodes(district: str) -> Iterator[str]:
    """Yield FH1 1AA, FH1 1BD …: every inward code once, the last letter stepping with the first to look mixed."""
    for sector in range(1, 10):
        for first, letter in enumerate(INWARD_LETTERS):
            for step in range(len(INWARD_LETTERS)):
                last = INWARD_LETTERS[(first * 3 + step) % len(INWARD_LETTERS)]
                code = f"{district} {sector}{letter}{last}"
                if code != "FH1 4QT":
                    yield code


def _write(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
