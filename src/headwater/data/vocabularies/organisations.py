"""What kind of body an organisation is (R12, R15: mixed pools of every legal form)."""

from headwater.data.vocabularies.term import Term, Vocabulary

LEGAL_FORMS = Vocabulary(
    (
        Term("charity", "Registered charity", ("Charity",)),
        Term("cio", "Charitable incorporated organisation (CIO)", ("CIO",)),
        Term("scio", "Scottish charitable incorporated organisation (SCIO)", ("SCIO",)),
        Term("charitable-company", "Charitable company (limited by guarantee)", ("Charitable company",)),
        Term("cic", "Community interest company (CIC)", ("CIC", "Community interest company")),
        Term("guarantee-company", "Company limited by guarantee", ("CLG",)),
        Term("benefit-society", "Community benefit society", ()),
        Term("cooperative", "Co-operative society", ("Cooperative", "Co-operative")),
        Term("association", "Unincorporated association", ()),
        Term("trust", "Trust", ("Charitable trust",)),
        Term("housing-association", "Housing association or registered provider", ("Housing association",)),
        Term("private-company", "Private limited company", ("Limited company",)),
        Term("partnership", "Partnership", ()),
        Term("sole-trader", "Sole trader", ("Individual", "Partnership or sole trader")),
        Term("local-authority", "Local authority", ("Council",)),
        Term("nhs", "NHS body", ()),
        Term("infrastructure", "Infrastructure body (CVS or VCSE alliance)", ("CVS", "Infrastructure body")),
    )
)
