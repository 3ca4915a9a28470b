"""The terms that the graph uses: namespaces, classes, and the property of each relation.

Own terms are declared in `ontology/kg.ttl`; a test fails when one of the two forgets the other.
"""

from __future__ import annotations

from types import MappingProxyType

from rdflib import DC, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD, Namespace, URIRef

from kg.model import EntityType, Predicate


class _Terms(Namespace):
    """A namespace whose terms are made once: a graph uses some a million times."""

    def __getattr__(self, name: str) -> URIRef:
        term: URIRef = super().__getattr__(name)
        setattr(self, name, term)
        return term


KG = _Terms("https://w3id.org/shuangyong-kg/ontology#")
KG_SHAPE = Namespace("https://w3id.org/shuangyong-kg/shapes#")
SEM = _Terms("http://semanticweb.cs.vu.nl/2009/11/sem/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
OA = _Terms("http://www.w3.org/ns/oa#")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")

PREFIXES = MappingProxyType(
    {
        "dc": str(DC),
        "dcterms": str(DCTERMS),
        "dqv": str(DQV),
        "geo": str(GEO),
        "kg": str(KG),
        "oa": str(OA),
        "org": str(ORG),
        "owl": str(OWL),
        "prov": str(PROV),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "schema": str(SDO),
        "sem": str(SEM),
        "skos": str(SKOS),
        "skosxl": str(SKOSXL),
        "void": str(VOID),
        "xsd": str(XSD),
    }
)
"""The prefixes of every dump, query and page."""

CLASSES = MappingProxyType(
    {
        EntityType.PLACE: KG.Place,
        EntityType.ORGANIZATION: KG.Organization,
        EntityType.SITE: KG.Site,
        EntityType.DOCUMENT: KG.Document,
        EntityType.EVENT: KG.Event,
        EntityType.PERSON: KG.Person,
        EntityType.HONOUR: KG.Honour,
        EntityType.QUANTITY: KG.Quantity,
        EntityType.TIME: KG.TimeSpan,
    }
)
"""The class of each type of entity."""

SUBTYPES = MappingProxyType(
    {
        EntityType.ORGANIZATION: frozenset(
            {
                "Company",
                "Garrison",
                "GovernmentBody",
                "Institution",
                "LeadingGroup",
                "Media",
                "MilitaryBody",
                "PartyBody",
                "School",
                "SocialOrganization",
            }
        ),
        EntityType.DOCUMENT: frozenset(
            {
                "Book",
                "Column",
                "Film",
                "Law",
                "Newsletter",
                "Newspaper",
                "Plan",
                "Policy",
                "Song",
            }
        ),
    }
)
"""What `Entity.subtype` may be: local names of own classes."""

PROPERTIES = MappingProxyType(
    {
        (Predicate.LOCATED_IN, EntityType.PLACE): SDO.containedInPlace,
        (Predicate.LOCATED_IN, EntityType.SITE): SDO.containedInPlace,
        (Predicate.LOCATED_IN, EntityType.ORGANIZATION): SDO.location,
        (Predicate.LOCATED_IN, EntityType.EVENT): SEM.hasPlace,
        (Predicate.PART_OF, EntityType.ORGANIZATION): ORG.subOrganizationOf,
        (Predicate.PART_OF, EntityType.EVENT): SEM.subEventOf,
        (Predicate.PART_OF, EntityType.PLACE): SDO.containedInPlace,
        (Predicate.PART_OF, EntityType.SITE): SDO.containedInPlace,
        (Predicate.PART_OF, EntityType.DOCUMENT): DCTERMS.isPartOf,
        (Predicate.ORGANIZER, EntityType.EVENT): KG.organizer,
        (Predicate.PARTICIPANT, EntityType.EVENT): KG.participant,
        (Predicate.TIME, EntityType.EVENT): SEM.hasTime,
        (Predicate.TIME, EntityType.DOCUMENT): KG.statedTime,
        # Only of an honour that the article awards to nobody; else it dates the conferral.
        (Predicate.TIME, EntityType.HONOUR): KG.statedTime,
        (Predicate.TIME, EntityType.QUANTITY): KG.statedTime,
        (Predicate.TIME, EntityType.ORGANIZATION): KG.statedTime,
        (Predicate.TIME, EntityType.SITE): KG.statedTime,
        (Predicate.ISSUER, EntityType.DOCUMENT): DCTERMS.publisher,
        (Predicate.COMMEMORATES, EntityType.SITE): KG.commemorates,
        (Predicate.COMMEMORATES, EntityType.EVENT): KG.commemorates,
        (Predicate.COMMEMORATES, EntityType.DOCUMENT): KG.commemorates,
        (Predicate.MEMBER, EntityType.ORGANIZATION): ORG.hasMember,
        (Predicate.ROLE, EntityType.PERSON): ORG.memberOf,
        (Predicate.STATISTIC, EntityType.QUANTITY): KG.statisticOf,
    }
)
"""The property of each relation by the type of its subject; awards are in `kg.graph.conferrals`."""

FACTS = frozenset(PROPERTIES.values()) | {
    KG.receivedHonour,
    KG.honour,
    KG.receiver,
    KG.ordinalInRun,
}
"""The properties that say what an article says: each use of one has a statement node."""

ROLES = MappingProxyType({KG.organizer: KG.Organizer, KG.participant: KG.Participant})
"""The role that an actor plays in an event, by the property that says so."""


def property_of(predicate: Predicate, subject: EntityType) -> URIRef:
    """The RDF property of a relation whose subject is of the given type.

    Raises ValueError for a pair that the model does not know, rather than losing the fact.

    >>> property_of(Predicate.ISSUER, EntityType.DOCUMENT)
    rdflib.term.URIRef('http://purl.org/dc/terms/publisher')
    """
    try:
        return PROPERTIES[predicate, subject]
    except KeyError:
        known = ", ".join(sorted(t for p, t in PROPERTIES if p is predicate)) or "none"
        raise ValueError(
            f"No RDF property for {predicate!s} of a {subject!s}. Known subjects: {known}."
        ) from None


def classes_of(type_: EntityType, subtype: str | None) -> tuple[URIRef, ...]:
    """The classes of an entity, the general one first, so that readers need no inference.

    Raises ValueError for a subtype that the ontology does not declare.

    >>> [str(c).partition("#")[2] for c in classes_of(EntityType.ORGANIZATION, "Garrison")]
    ['Organization', 'Garrison']
    """
    if subtype is None:
        return (CLASSES[type_],)
    known = SUBTYPES.get(type_, frozenset())
    if subtype not in known:
        options = ", ".join(sorted(known)) or "none"
        raise ValueError(f"Unknown subtype {subtype!r} of {type_!s}. Known: {options}.")
    return (CLASSES[type_], KG[subtype])
