"""What the people of the journey write in their applications. All of them, and their organisations, are invented."""

from dataclasses import dataclass

VALUE = "Dignity and choice for the people we support"
ELIGIBLE = {
    "partner": {
        "Do you carry responsibility": "Yes",
        "Is being a trustee": "No",
        "Would help from outside": "Yes",
        "Do you have the authority": "Yes",
        "Can you keep about two hours": "Yes",
    },
    "consultant": {
        "Have you led a whole organisation": "Yes",
        "Is being a trustee": "No",
        "Can you come to the training": "Yes",
        "Can you keep three to four hours": "Yes",
    },
}


@dataclass(frozen=True)
class Leader:
    """Someone who applies. ``topics`` are what they ask for, or what they can speak on."""

    name: str
    email: str
    organisation: str
    postcode: str
    area: str
    service: str
    topics: tuple[str, ...]

    def pages(self, role: str) -> list[dict[str, object]]:
        """The answers of each page of the form, in its order."""
        own = self._seeking() if role == "partner" else self._offering()
        return [
            self._organisation(),
            self._work(),
            *own,
            self._meeting(),
            {},
            {"What brought you to apply": "I saw the call and decided myself"},
        ]

    def _organisation(self) -> dict[str, object]:
        return {
            "Name of your organisation": self.organisation,
            "Legal form": "Registered charity",
            "Sector": "Not for profit",
            "Postcode you mainly work from": self.postcode,
            "Income last year": "£100,000 to £500,000",
            "Paid staff": "24",
            "Levels of management": "3",
        }

    def _work(self) -> dict[str, object]:
        return {
            "Services": (self.service,),
            "Council areas you work in": self.area,
            "Main commissioners": f"{self.area} Council",
            "What you have none of": (
                "We are not bidding for anything now",
                "We belong to no group or brand",
            ),
        }

    def _seeking(self) -> list[dict[str, object]]:
        return [
            {
                "Your job title": "Chief executive",
                "How long have you been in this role": "One to three years",
                "What do you lead": "The whole charity: two teams and our volunteers.",
                "Does your board or owner know": "No",
            },
            {
                "Up to three topics": self.topics,
                "What is pressing now": "Two grants end next year, and the board asks what comes then.",
                "What would you like to be able to do": "Lead that conversation calmly.",
            },
            {
                "Topics you know well": ("Team motivation and training",),
                "What matters most to you": (VALUE,),
            },
        ]

    def _offering(self) -> list[dict[str, object]]:
        return [
            {
                "Your job title": "Director",
                "How long have you been in this role": "Ten years or more",
                "Has your employer or board agreed": "No",
            },
            {
                "Tell us of something you led": "Two charities became one, and nobody lost their work.",
                "Topics you can speak on": self.topics,
                "What matters most to you": (VALUE,),
            },
            {
                "How many leaders could you work with": "Two",
                "Hours a month you can give": "6",
                "Have you trained in coaching": "A short course",
                "Will you take part in supervision": "Yes",
            },
        ]

    def _meeting(self) -> dict[str, object]:
        return {
            "How would you like to meet": "In person or by video",
            "Days that usually suit you": ("Tuesday", "Thursday"),
            "Languages you are happy to meet in": ("English",),
        }


HELEN = Leader(
    "Helen Marsh", "helen@example.org", "Wear Valley Carers", "SR2 7PS", "Sunderland",
    "Support service, other than care at home", ("Business planning",),
)  # fmt: skip
TOM = Leader(
    "Tom Brandling", "tom@example.org", "Tyne Hospice Friends", "NE1 4ST", "Newcastle upon Tyne",
    "Home hospice care", ("Income generation",),
)  # fmt: skip
JOAN = Leader(
    "Joan Pease", "joan@example.org", "Cleveland Advice Line", "TS1 2AZ", "Middlesbrough",
    "Phone/online advice", ("Management of buildings",),
)  # fmt: skip
DAVID = Leader(
    "David Rowe", "david@example.org", "Durham Supported Homes", "DH1 3NJ", "County Durham",
    "Supported housing", ("Business planning", "Income generation"),
)  # fmt: skip
SUNITA = Leader(
    "Sunita Rao", "sunita@example.org", "Northern Shared Lives", "DL1 5QP", "Darlington",
    "Shared lives", ("Management of buildings", "Business planning"),
)  # fmt: skip
SEEKING, OFFERING = (HELEN, TOM, JOAN), (DAVID, SUNITA)
