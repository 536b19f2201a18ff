"""What the example's two coders see in what people wrote, and two stories. All of it is invented."""

# How an answer's sentence begins, and the themes it speaks of to the first coder.
SEEN: dict[str, tuple[str, ...]] = {
    "I keep Friday mornings": ("time",),
    "I plan the quarter now": ("time",),
    "We told the board": ("courage",),
    "It was quieter than": ("courage",),
    "I ask more and answer": ("leading",),
    "I feel surer of myself": ("confidence",),
    "I no longer feel": ("alone",),
    "Someone outside": ("alone",),
    "We have begun a shared": ("partnership",),
    "I would never have rung": ("partnership",),
    "I learned how to read": ("knowledge",),
    "Our evaluation of": ("knowledge",),
    "I let go of two": ("leading",),
    "She runs them better": ("leading",),
    "Having an hour and": ("time",),
    "I have put it in the": ("time",),
    "I had the conversation": ("courage",),
    "I had put it off": ("courage",),
    "I am more confident": ("confidence",),
    "I prepare the ground": ("leading",),
    "Nothing much yet": ("alone",),
    "I do feel less alone": ("alone",),
    "We wrote a policy": ("knowledge",),
    "I had no idea where": ("knowledge",),
    "I stopped solving": ("leading",),
    "The seniors bring": ("leading",),
    "I joined the providers": ("partnership",),
    "Three of us are": ("partnership",),
    "I had no more time": ("time",),
    "But I was braver": ("courage",),
    "Leading someone": ("both_ways",),
    "I listen longer": ("leading",),
    "I went home with": ("both_ways",),
    "It works both": ("both_ways",),
    "I found that I know": ("confidence",),
    "That did my": ("confidence",),
    "I have changed how I": ("leading", "both_ways"),
    "I ask one question": ("leading",),
    "It was good to be with": ("alone",),
    "The job is lonely": ("alone",),
    "We now visit": ("partnership",),
    "Our two teams": ("partnership",),
    "I took her way": ("both_ways",),
    "I gained as much": ("both_ways",),
    "Time set aside": ("time",),
    "I have raised our own": ("courage",),
    "If she could face": ("courage", "both_ways"),
    "I felt part of": ("alone",),
}
# Where the second coder sees something else.
OTHERWISE: dict[str, tuple[str, ...]] = {
    "I feel surer of myself": ("confidence", "leading"),
    "She runs them better": (),
    "Nothing much yet": (),
    "I prepare the ground": ("confidence",),
    "Leading someone": ("both_ways", "leading"),
    "I found that I know": (),
    "If she could face": ("courage",),
}
REASONS = (
    "We read it together: the sentence before it says what is meant.",
    "Kept to the definition in the codebook.",
    "It is said of the person, not of what they did.",
)
AGAINST = ("I had no more time",)
STORIES = (
    {
        "domain": "self",
        "title": "The Friday mornings",
        "before": "I answered the phone from seven to seven. Planning was what I did in the car.",
        "change": "In our third meeting she asked when I had last thought about next year, and I could not say. We looked at my "
        "diary, line by line. I took two things out of it and gave them to people who wanted them. Friday mornings have been "
        "empty since October, and the deputies keep them empty for me.",
        "matters": "The house runs better when I am not in the middle of it. I would not have dared on my own.",
    },
    {
        "domain": "together",
        "title": "Two rotas, one list",
        "before": "Each of us rang the same agency on the same bad weekends and paid what it asked.",
        "change": "I went to help someone with a different matter altogether, and on the way out we talked about weekends. Now our "
        "two organisations share a list of bank staff. It has its troubles: two people left, and in January it did not hold.",
        "matters": "I came to give and I took something home. And it is a thing that would not stand in any plan.",
    },
)
VOICES = (
    (True, "Small, and you can see how it holds. It changed more people than one."),
    (True, "It tells of what did not hold as well, which makes me believe the rest."),
    (True, "This is what the programme says it is for, in one morning a week."),
)
