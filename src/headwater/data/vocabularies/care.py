"""What care services do and whom they support, in the regulators' own terms.

Retyped from the Care Quality Commission's directory and by-location file (two wordings for one service)
and from the Care Inspectorate's datastore. Scotland registers care homes without the English
distinction of nursing, so they have a term of their own.
"""

from headwater.data.vocabularies.term import Term, Vocabulary

SERVICE_TYPES = Vocabulary(
    (
        Term(
            "homecare", "Homecare agencies", ("Domiciliary care service", "Home care agency", "Care at home")
        ),
        Term("residential-home", "Residential homes", ("Care home service without nursing",)),
        Term("nursing-home", "Nursing homes", ("Care home service with nursing",)),
        Term("supported-living", "Supported living", ("Supported living service",)),
        Term("supported-housing", "Supported housing", ("Extra Care housing services", "Extra care housing")),
        Term("shared-lives", "Shared lives", ("Adult placement service",)),
        Term("hospice", "Hospice", ("Hospice services",)),
        Term("home-hospice", "Home hospice care", ("Hospice services at home",)),
        Term(
            "community-mental-health",
            "Community services - Mental Health",
            ("Community based services for people with mental health needs",),
        ),
        Term(
            "community-learning-disability",
            "Community services - Learning disabilities",
            ("Community based services for people with a learning disability",),
        ),
        Term(
            "community-substance",
            "Community services - Substance abuse",
            ("Community based services for people who misuse substances",),
        ),
        Term("community-healthcare", "Community services - Healthcare", ("Community healthcare service",)),
        Term(
            "community-nursing",
            "Community services - Nursing",
            ("Community health care services - Nurses Agency only", "Nurse Agency"),
        ),
        Term(
            "community-midwives",
            "Community services - Independent midwives",
            ("Community health care services - Independent Midwives", "Community health service"),
        ),
        Term("rehabilitation", "Rehabilitation (illness/injury)", ("Rehabilitation services",)),
        Term(
            "rehabilitation-substance",
            "Rehabilitation (substance abuse)",
            ("Residential substance misuse treatment and/or rehabilitation service",),
        ),
        Term("specialist-college", "Education disability services", ("Specialist college service",)),
        Term("long-term-conditions", "Long-term conditions", ("Long term conditions services",)),
        Term("dentist", "Dentist", ("Dental service",)),
        Term("doctors", "Doctors/GPs", ("Doctors consultation service", "Doctors treatment service")),
        Term("mobile-doctors", "Mobile doctors", ("Mobile doctors service",)),
        Term(
            "diagnosis",
            "Diagnosis/screening",
            (
                "Diagnostic and/or screening service",
                "Diagnostic and/or screening service - single handed sessional providers",
            ),
        ),
        Term(
            "clinic",
            "Clinic",
            ("Acute services without overnight beds / listed acute services with or without overnight beds",),
        ),
        Term("hospital", "Hospital", ("Acute services with overnight beds",)),
        Term(
            "hospital-mental-health",
            "Hospitals - Mental health/capacity",
            (
                "Hospital services for people with mental health needs, learning disabilities and problems "
                "with substance misuse",
            ),
        ),
        Term("ambulance", "Ambulances", ("Ambulance service",)),
        Term("urgent-care", "Urgent care centres", ("Urgent care services",)),
        Term("remote-advice", "Phone/online advice", ("Remote clinical advice service",)),
        Term("prison-healthcare", "Prison healthcare", ("Prison Healthcare Services",)),
        Term("blood", "Blood and transplant service", ()),
        Term("hyperbaric", "Hyperbaric chamber services", ("Hyperbaric Chamber",)),
        Term("care-home", "Care homes (Scotland)", ("Care Home Service", "Care home")),
        Term("housing-support", "Housing support", ("Housing Support Service",)),
        Term("day-support", "Support service, other than care at home", ("Other than care at home",)),
        Term("daycare-children", "Day care of children", ("Day Care of Children",)),
        Term("fostering", "Fostering", ("Fostering Service", "Fostering agency")),
        Term("adoption", "Adoption", ("Adoption Service", "Adoption agency")),
        Term("school-accommodation", "School care accommodation", ("School Care Accommodation Service",)),
        Term("secure-accommodation", "Secure accommodation", ("Secure Accommodation Service",)),
        Term("offender-accommodation", "Offender accommodation", ("Offender Accommodation Service",)),
        Term("childcare-agency", "Child care agency", ()),
    )
)

CLIENT_GROUPS = Vocabulary(
    (
        Term("older", "Adults over 65", ("Caring for adults over 65 yrs", "Older People", "Older adults")),
        Term("adults", "Adults under 65", ("Caring for adults under 65 yrs", "Younger Adults", "Adults")),
        Term(
            "children",
            "Children and young people",
            (
                "Caring for children (0 - 18yrs)",
                "Caring for children",
                "Children 0-18 years",
                "Children",
                "Children and Young People",
                "Children & Young People",
            ),
        ),
        Term("everyone", "Everyone", ("Services for everyone", "Whole Population")),
        Term("dementia", "Dementia", ()),
        Term(
            "learning-disability",
            "Learning disabilities or autism",
            (
                "Learning disabilities",
                "Learning Disabilities or autistic spectrum disorder",
                "Learning disability",
            ),
        ),
        Term("mental-health", "Mental health", ("Mental health conditions", "Mental Health Problems")),
        Term(
            "physical-disability",
            "Physical disabilities",
            ("Physical disability", "Physical and Sensory Impairment"),
        ),
        Term("sensory", "Sensory impairments", ("Sensory impairment",)),
        Term(
            "substance",
            "Substance misuse",
            (
                "Substance misuse problems",
                "People who misuse drugs and alcohol",
                "Alcohol and Drug Misuse",
                "Drug and Alcohol Misuse",
            ),
        ),
        Term("eating-disorder", "Eating disorders", ("People with an eating disorder",)),
        Term(
            "restricted",
            "People whose rights are restricted under the Mental Health Act",
            (
                "Caring for people whose rights are restricted under the Mental Health Act",
                "People detained under the Mental Health Act",
            ),
        ),
        Term("respite", "Respite care and short breaks", ("Respite Care and Short Breaks",)),
        Term("blood-borne", "Blood-borne virus", ("Blood Borne Virus",)),
        Term("homeless", "People who are homeless", ("Homeless people", "Homelessness")),
    )
)

REGULATED_ACTIVITIES: tuple[str, ...] = (
    "Accommodation for persons who require nursing or personal care",
    "Accommodation for persons who require treatment for substance misuse",
    "Assessment or medical treatment for persons detained under the Mental Health Act 1983",
    "Diagnostic and screening procedures",
    "Family planning",
    "Family planning services",
    "Management of supply of blood and blood derived products",
    "Maternity and midwifery services",
    "Nursing care",
    "Personal care",
    "Services in slimming clinics",
    "Surgical procedures",
    "Termination of pregnancies",
    "Transport services, triage and medical advice provided remotely",
    "Treatment of disease, disorder or injury",
)
"""CQC regulated activities: not service types, but they stray into that column and one holds a comma."""
