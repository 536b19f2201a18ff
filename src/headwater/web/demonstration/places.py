"""The organisations of the example: invented, in real towns of North East England.

Service mixes follow the real ones: of 54,779 registered locations in October 2024 homecare, residential and
nursing homes lead by far (Care Quality Commission, Open Government Licence). Postcodes are units that do not
exist in sectors that do, so that the place is found to the sector and said to be approximate.
"""

from dataclasses import dataclass

ADULTS, OLDER, DEMENTIA = "Caring for adults under 65 yrs", "Caring for adults over 65 yrs", "Dementia"
LEARNING, MENTAL, PHYSICAL = "Learning disabilities", "Mental health conditions", "Physical disabilities"
HOME, RESIDENTIAL, NURSING = "Homecare agencies", "Residential homes", "Nursing homes"
SUPPORTED, HOUSING, COMMUNITY = "Supported living", "Supported housing", "Community services - Healthcare"


@dataclass(frozen=True)
class Example:
    """An invented organisation and the leader who applies for it."""

    name: str
    leader: str
    role: str
    postcode: str
    council: str
    services: tuple[str, ...]
    groups: tuple[str, ...]
    size: str
    sector: str
    story: str = ""


def _partner(name, leader, postcode, council, services, groups, size, sector, story=""):
    return Example(name, leader, "partner", postcode, council, services, groups, size, sector, story)


def _consultant(name, leader, postcode, council, services, groups, size, sector, story=""):
    return Example(name, leader, "consultant", postcode, council, services, groups, size, sector, story)


CHARITY, BUSINESS = "not_for_profit", "private"
PARTNERS = (
    _partner("Wansbeck Carers", "Ruth Robson", "NE63 9ZZ", "Northumberland", (COMMUNITY,), (OLDER, ADULTS), "small", CHARITY, "cast"),
    _partner("Hexham Day Services", "Callum Brandling", "NE46 1ZZ", "Northumberland", (COMMUNITY,), (LEARNING,), "small", CHARITY),
    _partner("Gateshead Young Carers", "Priya Nair", "NE8 1ZZ", "Gateshead", (COMMUNITY,), (ADULTS,), "micro", CHARITY),
    _partner("Redcar Supported Living", "Tom Featherstone", "TS10 1ZZ", "Redcar and Cleveland", (SUPPORTED,), (LEARNING, MENTAL), "medium", BUSINESS),
    _partner("Saltmeadow Homecare", "Deborah Okafor", "NE8 2ZZ", "Gateshead", (HOME,), (OLDER, DEMENTIA), "medium", BUSINESS, "rival"),
    _partner("Blyth Harbour House", "Alan Straughan", "NE24 1ZZ", "Northumberland", (RESIDENTIAL,), (OLDER, DEMENTIA), "small", BUSINESS),
    _partner("Consett Good Neighbours", "Shirley Hall", "DH8 5ZZ", "County Durham", (COMMUNITY,), (OLDER,), "micro", CHARITY),
    _partner("Alnwick Garden Homes", "Fiona Charlton", "NE66 1ZZ", "Northumberland", (RESIDENTIAL, NURSING), (OLDER, DEMENTIA), "medium", BUSINESS),
    _partner("Tweedside Care", "Margaret Dunn", "TD15 1ZZ", "Northumberland", (HOME,), (OLDER, PHYSICAL), "small", CHARITY, "no consultant"),
    _partner("Darlington Recovery Project", "Joseph Adeyemi", "DL1 1ZZ", "Darlington", (SUPPORTED,), (MENTAL,), "small", CHARITY),
    _partner("Whitburn Lodge", "Helen Pattison", "SR6 7ZZ", "South Tyneside", (RESIDENTIAL,), (OLDER,), "small", BUSINESS),
    _partner("Middlesbrough Welcome", "Samira Haddad", "TS1 2ZZ", "Middlesbrough", (COMMUNITY,), (ADULTS, MENTAL), "small", CHARITY),
    _partner("Peterlee Parents Together", "Leanne Hughes", "SR8 1ZZ", "County Durham", (COMMUNITY,), (LEARNING,), "micro", CHARITY),
    _partner("Hartlepool Quay Homecare", "Mark Iley", "TS24 8ZZ", "Hartlepool", (HOME,), (OLDER, PHYSICAL), "medium", BUSINESS),
    _partner("Prudhoe Meadows", "Janet Weddell", "NE42 5ZZ", "Northumberland", (NURSING,), (OLDER, DEMENTIA), "medium", BUSINESS),
    _partner("Teesdale Rural Support", "Geoff Raine", "", "County Durham", (COMMUNITY,), (OLDER,), "micro", CHARITY, "withheld postcode"),
    _partner("Haltwhistle Homes", "Susan Bell", "NE49 9ZZ", "Northumberland", (RESIDENTIAL,), (LEARNING,), "small", CHARITY),
    _partner("Shields Together", "Abdul Karim", "NE33 1ZZ", "South Tyneside", (COMMUNITY,), (ADULTS,), "small", CHARITY),
    _partner("Stockton Bridges", "Nicola Farrow", "TS18 1ZZ", "Stockton-on-Tees", (SUPPORTED,), (LEARNING, PHYSICAL), "medium", CHARITY),
    _partner("Bishop Auckland Almshouses", "Peter Lamb", "DL14 7ZZ", "County Durham", (HOUSING,), (OLDER,), "micro", CHARITY),
    _partner("Tynemouth Sea Rooms", "Grace Milburn", "NE30 1ZZ", "North Tyneside", (COMMUNITY,), (MENTAL,), "micro", CHARITY, "not yet"),
    _partner("Guisborough Grange", "Ian Petch", "TS14 6ZZ", "Redcar and Cleveland", (NURSING,), (OLDER, DEMENTIA), "medium", BUSINESS, "withdrawn"),
    _partner("Birtley Homecare", "Tracy Dodds", "DH3 1ZZ", "Gateshead", (HOME,), (OLDER,), "small", BUSINESS),
    _partner("Ouseburn Minds", "Lewis Armstrong", "NE6 1ZZ", "Newcastle upon Tyne", (COMMUNITY,), (MENTAL,), "small", CHARITY),
)  # fmt: skip
CONSULTANTS = (
    _consultant("Tees Valley Home Care", "Martin Oyelaran", "TS19 0ZZ", "Stockton-on-Tees", (HOME,), (OLDER, PHYSICAL), "large", BUSINESS, "cast"),
    _consultant("Coquet Community Trust", "Eleanor Grey", "NE65 0ZZ", "Northumberland", (COMMUNITY,), (OLDER, ADULTS), "medium", CHARITY, "sealed wish"),
    _consultant("Durham Family Support", "Kath Wearmouth", "DH1 4ZZ", "County Durham", (COMMUNITY,), (ADULTS, MENTAL), "medium", CHARITY),
    _consultant("Northgate Housing Care", "Robert Ainsley", "DL1 5ZZ", "Darlington", (HOUSING, SUPPORTED), (OLDER, MENTAL), "large", CHARITY),
    _consultant("Team Valley Homecare", "Sandra Metcalfe", "NE11 0ZZ", "Gateshead", (HOME,), (OLDER, DEMENTIA), "medium", BUSINESS, "rival"),
    _consultant("St Aidan's Nursing Homes", "Michael Duffy", "NE3 1ZZ", "Newcastle upon Tyne", (NURSING, RESIDENTIAL), (OLDER, DEMENTIA), "large", CHARITY),
    _consultant("Cheviot Learning Disability Partnership", "Angus Renton", "NE61 1ZZ", "Northumberland", (SUPPORTED,), (LEARNING,), "medium", CHARITY),
    _consultant("Wearside Carers Centre", "Maxine Peacock", "SR1 1ZZ", "Sunderland", (COMMUNITY,), (OLDER, ADULTS), "medium", CHARITY),
    _consultant("Cleveland Mind Space", "Yusuf Rahman", "TS3 6ZZ", "Middlesbrough", (COMMUNITY, SUPPORTED), (MENTAL,), "medium", CHARITY),
    _consultant("Derwent House Group", "Carol Siddle", "DH8 6ZZ", "County Durham", (RESIDENTIAL,), (OLDER, DEMENTIA), "large", BUSINESS),
    _consultant("North Tyne Hospice at Home", "Beth Ridley", "NE29 0ZZ", "North Tyneside", ("Hospice",), (OLDER, ADULTS), "medium", CHARITY),
    _consultant("Esk Valley Care", "Stephen Marwood", "TS12 1ZZ", "Redcar and Cleveland", (RESIDENTIAL, HOME), (OLDER,), "medium", BUSINESS, "tenders not said"),
    _consultant("Cullercoats Community Kitchen", "Amara Nwosu", "NE30 4ZZ", "North Tyneside", (COMMUNITY,), (ADULTS,), "small", CHARITY),
    _consultant("Lanchester Supported Homes", "David Hindmarsh", "DH7 0ZZ", "County Durham", (SUPPORTED,), (LEARNING, MENTAL), "medium", BUSINESS),
    _consultant("Hadrian Housing with Care", "Joan Tait", "NE45 5ZZ", "Northumberland", (HOUSING,), (OLDER,), "large", CHARITY),
    _consultant("Seaham Live Well", "Paul Gibbon", "SR7 7ZZ", "County Durham", (COMMUNITY,), (OLDER, MENTAL), "small", CHARITY),
    _consultant("Tyne Bridge Advocacy", "Zainab Malik", "NE1 2ZZ", "Newcastle upon Tyne", (COMMUNITY,), (LEARNING, MENTAL), "small", CHARITY),
    _consultant("Yarm Road Homes", "Christine Pallister", "TS16 0ZZ", "Stockton-on-Tees", (RESIDENTIAL,), (OLDER, DEMENTIA), "medium", BUSINESS, "not yet"),
)  # fmt: skip
EVERYONE = PARTNERS + CONSULTANTS
