"""The words of the staff sheet, plain and in both languages: it is read by people who never saw this site."""

QUESTIONS = ("told", "explain", "used")
ANSWERS = ("yes", "partly", "no")

SHEET = {
    "en": {
        "title": "Has this reached you?",
        "about": "Your organisation is trying to work like this:",
        "told": "I was told about it",
        "explain": "I could explain it to a colleague",
        "used": "I have used it in my work",
        "yes": "Yes",
        "partly": "Partly",
        "no": "No",
        "line": "One line for those who lead, if you like",
        "line_help": "An idea or a worry. Leave out names and anything that shows who you are.",
        "send": "Send",
        "promise": "Nobody can see who answered. We keep no name, no phone number and no time, only the month. "
        "Your leader sees rounded numbers, and the lines without names, only when at least {floor} people have answered.",
        "thanks": "Thank you",
        "sent": "Your answer is in. Nobody can tell it was you.",
        "again": "Send another answer",
        "shared": "If you share this phone, hand it on now.",
        "back": "What was said back",
        "nothing_back": "Nothing yet. What your leader answers is shown here.",
        "choose": "Tap one answer.",
        "full": "This sheet has had more answers than there are staff. Tell your leader, please.",
        "other": "Cymraeg",
        "scan": "Point the camera of a phone at the square, or type this address:",
        "paper": "Or tick here and put the sheet in the box:",
        "worry": "If someone is at risk, do not use this sheet. Tell your manager or the council, or call 999.",
        "urgent": "If someone is at risk",
    },
    "cy": {
        "title": "A yw hyn wedi eich cyrraedd chi?",
        "about": "Mae eich sefydliad yn ceisio gweithio fel hyn:",
        "told": "Cefais wybod amdano",
        "explain": "Gallwn ei esbonio i gydweithiwr",
        "used": "Rwyf wedi ei ddefnyddio yn fy ngwaith",
        "yes": "Ie",
        "partly": "Yn rhannol",
        "no": "Na",
        "line": "Un llinell i'r rhai sy'n arwain, os mynnwch",
        "line_help": "Syniad neu bryder. Peidiwch â rhoi enwau na dim sy'n dangos pwy ydych chi.",
        "send": "Anfon",
        "promise": "Ni all neb weld pwy atebodd. Nid ydym yn cadw enw, rhif ffôn nac amser, dim ond y mis. "
        "Mae eich arweinydd yn gweld niferoedd wedi'u talgrynnu, a'r llinellau heb enwau, dim ond pan fydd o leiaf {floor} "
        "o bobl wedi ateb.",
        "thanks": "Diolch",
        "sent": "Mae eich ateb wedi cyrraedd. Ni all neb ddweud mai chi oedd e.",
        "again": "Anfon ateb arall",
        "shared": "Os ydych yn rhannu'r ffôn hwn, rhowch ef i'r nesaf nawr.",
        "back": "Beth ddywedwyd yn ôl",
        "nothing_back": "Dim eto. Bydd atebion eich arweinydd yn ymddangos yma.",
        "choose": "Dewiswch un ateb.",
        "full": "Mae'r daflen hon wedi cael mwy o atebion nag sydd o staff. Dywedwch wrth eich arweinydd.",
        "other": "English",
        "scan": "Pwyntiwch gamera ffôn at y sgwâr, neu teipiwch y cyfeiriad hwn:",
        "paper": "Neu ticiwch yma a rhowch y daflen yn y blwch:",
        "worry": "Os oes rhywun mewn perygl, peidiwch â defnyddio'r daflen hon. Dywedwch wrth eich rheolwr neu'r cyngor, neu ffoniwch 999.",
        "urgent": "Os oes rhywun mewn perygl",
    },
}
