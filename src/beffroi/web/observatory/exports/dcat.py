"""The open series as a DCAT-AP 3 catalogue in JSON-LD, for portals of open data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.web.observatory.exports.dataset import Described

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
EUROPE = "http://publications.europa.eu/resource/authority/continent/EUROPE"
FORMATS = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/json"), ("sdmx.csv", "CSV", "text/csv"))


@dataclass(frozen=True)
class Entry:
    """A series of the catalogue: described in each language, with its years and the address of its data."""

    described: dict[str, Described]
    years: Sequence[int]
    address: str


def to_dcat(entries: Iterable[Entry], site: str) -> dict[str, Any]:
    """The catalogue of a site, one dataset a series."""
    site = site.rstrip("/")
    return {
        "@context": CONTEXT,
        "@id": f"{site}/observe/figures/",
        "@type": "dcat:Catalog",
        "dct:title": _texts({"en": "Figures of European regions", "fr": "Chiffres des régions européennes"}),
        "dct:description": _texts(
            {
                "en": "Official figures of regions in industrial transition, as shown by Beffroi.",
                "fr": "Chiffres officiels des régions en transition industrielle, tels que Beffroi les montre.",
            }
        ),
        "dct:publisher": {"@type": "foaf:Agent", "@id": f"{site}/", "foaf:name": "Beffroi"},
        "foaf:homepage": {"@id": f"{site}/"},
        "dcat:dataset": [_dataset(entry) for entry in entries],
    }


def _dataset(entry: Entry) -> dict[str, Any]:
    about = next(iter(entry.described.values()))
    dataset = {
        "@id": entry.address,
        "@type": "dcat:Dataset",
        "dct:identifier": about.id,
        "dct:title": _texts({lang: each.label for lang, each in entry.described.items()}),
        "dct:description": _texts({lang: each.definition for lang, each in entry.described.items()}),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": about.publisher},
        "dct:provenance": _said("dct:ProvenanceStatement", f"{about.publisher}, {about.dataset}"),
        "dcat:version": about.vintage,
        "dct:spatial": {"@id": EUROPE},
        "dcat:landingPage": {"@id": entry.address},
        "dcat:distribution": [_distribution(entry, about, *form) for form in FORMATS],
    }
    return dataset | ({"dct:temporal": _period(entry.years)} if entry.years else {})


def _distribution(entry: Entry, about: Described, ending: str, file_type: str, media: str) -> dict[str, Any]:
    address = f"{entry.address}data.{ending}"
    is_cc_by = about.licence.startswith("CC BY 4.0")
    made = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": entry.address},
        "dcat:downloadURL": {"@id": address},
        "dct:format": {"@id": f"{FILE_TYPE}{file_type}"},
        "dcat:mediaType": {"@id": f"http://www.iana.org/assignments/media-types/{media}"},
        "dct:license": {"@id": CC_BY} if is_cc_by else _said("dct:LicenseDocument", about.licence),
        "dct:rights": _said("dct:RightsStatement", about.licence),
    }
    standard = "https://sdmx.org/standards-2/" if ending.startswith("sdmx") else ""
    return made | ({"dct:conformsTo": {"@id": standard}} if standard else {})


def _said(kind: str, text: str) -> dict[str, str]:
    """A statement in words where the vocabulary wants a thing, not a text."""
    return {"@type": kind, "rdfs:label": text}


def _period(years: Sequence[int]) -> dict[str, Any]:
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": {"@value": str(min(years)), "@type": "xsd:gYear"},
        "dcat:endDate": {"@value": str(max(years)), "@type": "xsd:gYear"},
    }


def _texts(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": lang, "@value": text} for lang, text in texts.items()]
