"""What the applicants and the panel of the example wrote. Every person and organisation is invented."""

NEEDS: dict[str, tuple[tuple[str, str], ...]] = {
    "business-planning": (
        (
            "Our three-year plan ends in March and the board wants the next one by the summer. "
            "I have never led one from the start.",
            "Set a direction with the team and the board that we can all say in one sentence.",
        ),
        (
            "We have grown by saying yes. I need to decide what we stop, and I keep putting it off.",
            "Choose with a clear head, and tell people why.",
        ),
    ),
    "income": (
        (
            "Two thirds of our income is one grant that ends next year. I lie awake over what comes after it.",
            "Plan for several sources at once, and talk to funders as an equal.",
        ),
        (
            "We could trade, and people ask us to. I do not know how to price what we do.",
            "Know what our work costs and stand by it.",
        ),
    ),
    "internal-communications": (
        (
            "Staff on nights hear of changes last. Two good people left because of it.",
            "Build a way of talking that does not depend on me being in the building.",
        ),
    ),
    "external-communications": (
        (
            "Families know us, the town does not. A story in the paper last year was told without us.",
            "Tell our own story plainly, and early.",
        ),
    ),
    "buildings": (
        (
            "The roof, the lift and the lease all come due in the same year.",
            "See a building as a plan, and not as the next surprise.",
        ),
    ),
    "teams": (
        (
            "A third of our care staff are new since last winter. The ones who stayed are tired.",
            "Make this a place where people want to stay, and notice sooner when they do not.",
        ),
        (
            "My deputies bring me every decision. I answer, and then there is no time left to think.",
            "Ask before I answer, so that they find they can decide.",
        ),
    ),
    "wider-system": (
        (
            "The new neighbourhood teams are being planned around us. I am in the room, and I am quiet.",
            "Speak for small providers in a way that larger bodies use.",
        ),
    ),
    "commissioner-negotiation": (
        (
            "The council offers the same rate as last year. I have always signed.",
            "Go into that meeting with figures, a limit and a calm voice.",
        ),
    ),
}
RESPONSIBILITY = (
    "I lead the whole organisation and answer to the board. The managers of our services report to me.",
    "I own and manage it. Everybody here can come to me, and they do.",
    "I am the registered manager and the only director. The seniors look to me for the day and for the year.",
)
EARLIER_HELP = (
    "",
    "A consultant wrote us a plan some years ago. It was a good plan for somebody else.",
    "A peer group during the pandemic. It was the best hour of my month.",
)
OFFERS_WORDS = (
    "We made a welcome for new staff that the whole team now gives. Most of those who began last year are still here.",
    "We brought families into choosing new staff. I would do it again.",
    "We moved to digital care records in one building at a time, and asked the night staff first.",
)
EVIDENCE = (
    "We took over a service that was about to close. Two years later its inspection was good and its team is the steadiest we have.",
    "When our main contract ended we asked everyone what must not be lost, "
    "and built the new service around that. Nobody was made redundant.",
    "We merged two small charities in a year. I learned more from what I would do differently than from what went well.",
    "We halved our use of agency staff by asking people when they could work, instead of telling them.",
)
AWARDS = ("", "Regional care awards, finalist for leadership", "Investors in People", "")
COMMENTS = {
    "partner": (
        "Knows what is pressing and says it plainly. The second answer shows real appetite to learn.",
        "A leader who thinks about the people first. The board knows, and the time is kept free.",
        "Clear about the question, generous in what could be offered in return.",
        "Honest about what is hard. I saw curiosity in every answer.",
    ),
    "consultant": (
        "Speaks of what the team did before what the leader did. Good evidence of listening.",
        "Has led through the situations our applicants describe, and says what was learned.",
        "The time is agreed with the employer, and supervision is welcomed.",
        "Warm and specific. I would like to be asked questions by this person.",
    ),
}
STRENGTHS = {
    "partner": (
        "You say plainly what is pressing, and you want to be able to do more of it yourself. Your board stands behind you.",
        "You know your question. What you offer another leader is something several people here want to learn.",
        "The panel saw a leader who thinks of the people first and is curious about their own part in things.",
    ),
    "consultant": (
        "You tell of what your team did before what you did. The panel saw someone who listens.",
        "You have led through what others are facing now, and you speak as freely of what you would do differently.",
        "Your experience is close to what many applicants ask for, and your time is agreed with your employer.",
    ),
}
REASONS = {
    "accepted": "What you want to work on is what this programme is for, and the time is right for you. "
    "We would be glad to have you.",
    "waiting": "There were more applications than places this time. Yours met every criterion, and we offer it a place "
    "as soon as one is free.",
    "not_yet": "You have just taken on the role, and your board is changing in the same months. The programme asks for "
    "time that you told us is not there yet. When the new chair has settled in, much of what you wrote could begin. "
    "Nothing about your answers needs to change.",
}
SEALED_NAME = "Northumbrian Care Holdings"
