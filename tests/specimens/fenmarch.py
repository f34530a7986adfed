"""The police and crime plan of Fenmarch, a made-up area: edition 1 and the text as varied."""

from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind

BUDGET = [
    ("Neighbourhood policing", 18_420, 19_260),
    ("Response and custody", 41_900, 43_150),
    ("Investigation", 29_310, 30_020),
    ("Protecting vulnerable people", 14_080, 15_340),
    ("Roads policing", 6_270, 6_515),
    ("Rural crime team", 410, 640),
    ("Control room", 9_860, 10_110),
    ("Forensic services", 5_130, 5_190),
    ("Digital and data", 12_480, 13_020),
    ("Buildings", 8_940, 8_700),
    ("Vehicles", 4_020, 4_180),
    ("Training", 3_150, 3_205),
    ("Counter-terrorism share", 2_240, 2_310),
    ("Regional organised crime unit", 3_870, 3_960),
    ("Victims’ services", 1_000, 1_321),
    ("Community safety grants", 1_460, 1_515),
    ("Commissioner’s office", 1_385, 1_420),
    ("Panel and audit", 118, 121),
    ("Interest and borrowing", 2_050, 2_240),
    ("Transfers to reserves", 900, 350),
    ("Volunteers and cadets", 214, 236),
    ("Welfare of officers and staff", 780, 845),
    ("Insurance", 1_290, 1_330),
    ("Legal services", 1_115, 1_140),
    ("Mutual aid", 360, 375),
    ("Estates surveys", 95, 110),
]


def pounds(thousands: int) -> str:
    """Write thousands of pounds in full, with a true minus."""
    return f"{'−' if thousands < 0 else ''}£{abs(thousands):,},000"


def budget_table() -> str:
    """The budget by service, with a total at its foot: long enough to run over a page."""
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td>{pounds(was)}</td><td>{pounds(now)}</td><td>{pounds(now - was)}</td></tr>'
        for name, was, now in BUDGET
    )
    was, now = sum(row[1] for row in BUDGET), sum(row[2] for row in BUDGET)
    return (
        "<table><caption>Budget by service, in pounds</caption><thead><tr>"
        '<th scope="col">Service</th><th scope="col">2025 to 2026</th><th scope="col">2026 to 2027</th>'
        f'<th scope="col">Change</th></tr></thead><tbody>{rows}</tbody><tfoot><tr><th scope="row">Total</th>'
        f"<td>{pounds(was)}</td><td>{pounds(now)}</td><td>{pounds(now - was)}</td></tr></tfoot></table>"
    )


FOREWORD = Section(
    "s-foreword",
    SectionKind.FOREWORD,
    "Foreword",
    "<p>Fenmarch is a county of water, wide roads and small towns. Most of what keeps people safe here is done "
    "quietly: a knock on a door, a patient call, a file that is put together well.</p>"
    "<p>This plan says what I ask of the police, what I will pay for, and how you can tell whether it was done. It is "
    "short on purpose. Where it makes a promise, the promise has a number, a date and a name beside it.</p>"
    "<blockquote><p>We asked twelve hundred people what they wanted from a plan. The answer we heard most was: tell us "
    "what happened next.</p></blockquote>"
    "<p>I have read every reply. I thank the Panel and the Chief Constable, who tested each line of the draft.</p>",
)
VICTIMS = Section(
    "s-victims",
    SectionKind.OBJECTIVE,
    "Victims are heard and helped",
    "<p>Every year about 21,400 people in Fenmarch tell the police that they have been the victim of a crime. Many "
    "more tell nobody. Both groups need to know that help is there, that it is free, and that it does not depend on an "
    "arrest.</p>"
    "<p>From April 2025 three services, chosen by district, take referrals. A person who calls is given a named worker "
    "within five working days and keeps that worker until they say that they no longer need one.</p>"
    "<h3>Why this comes first</h3>"
    "<p>People told us that the weeks after a crime are the hardest, and that silence makes them harder. In 2025 the "
    "office spoke with 1,260 victims:</p>"
    "<ul><li>in libraries and at markets, on 41 days;</li><li>on the telephone, in the evenings;</li>"
    "<li>and in the waiting rooms of Saltreach and Priorsbridge courts.</li></ul>"
    "<p>A plan cannot undo harm. It can make sure that a person is told what will happen next, by whom and when, and "
    "that the promise is kept.</p>",
    limbs=frozenset({"C1a", "C1b"}),
    objectives=(
        Objective(
            "V",
            "help that begins with the first call",
            "People harmed by crime in Fenmarch cope, recover and, where they want to, see justice done.",
            (
                "Nine in ten victims say that they were treated with respect.",
                "No one waits more than two working days for a first contact.",
                "Fewer cases end because the victim no longer feels able to go on.",
            ),
            (
                PriorityAction(
                    "V1", "Run the support services from one address in Priorsbridge.", "Commissioner’s office"
                ),
                PriorityAction("V2", "Keep every victim told of progress at least every 28 days.", "Chief Constable"),
                PriorityAction("V3", "Pilot a joint waiting room at Saltreach court.", "Chief Constable"),
                PriorityAction("V4", "Offer video evidence rooms in all four districts.", "Chief Constable"),
            ),
        ),
    ),
)
NEIGHBOURHOODS = Section(
    "s-neighbourhoods",
    SectionKind.OBJECTIVE,
    "Officers you know by name",
    "<p>Each of the 38 neighbourhoods has an officer who stays for at least two years, and a telephone number that is "
    "answered.</p><p>Each neighbourhood team holds an open meeting at least four times a year, and publishes what it "
    "heard and what it did about it.</p>",
    objectives=(
        Objective("N", "time on foot", "Every village sees its officer each fortnight.", (), ()),
        Objective(
            "R",
            "roads that people come home on",
            "",
            ("Fewer people are killed or seriously hurt.",),
            (PriorityAction("R1", "Run speed checks where residents ask for them.", ""),),
        ),
    ),
)
MONEY = Section(
    "s-money",
    SectionKind.RESOURCES,
    "Money and workforce",
    "<p>The budget for 2026 to 2027 was set on 26 February 2026. It is paid for by the police grant and by the precept "
    "on council tax.</p>"
    + budget_table()
    + "<p>The Chief Constable is to employ 1,412 officers and 118 community support officers at 31 March 2027.</p>",
)
MEASURES = Section(
    "s-measures",
    SectionKind.MEASURES,
    "How it will be measured",
    "<h4>What is counted</h4><p>First contact within two working days, from the services’ own records, every three "
    "months. The aim is 95 per cent.</p>"
    "<ol><li><p>Victims told of progress within 28 days.</p></li><li><p>Victims who say that they were treated with "
    "respect, from a survey of 400 people in each half year:</p><ul><li>by district;</li><li>by age.</li></ul>"
    "</li></ol>",
)
EMPTY = Section("s-empty", SectionKind.OTHER, "Notes on the first year")
APPENDIX = Section(
    "s-definitions",
    SectionKind.APPENDIX,
    "Definitions",
    "<p><strong>Victim</strong> means a person who has been harmed by conduct that is a crime, whether or not anyone "
    'was charged. The full list is at <a href="https://fenmarch.example/definitions">fenmarch.example/definitions</a>.</p>'
    "<table><tbody><tr><td>Term</td><td>Meaning</td></tr><tr><td>Precept</td><td>The police share of council tax.</td>"
    "</tr></tbody></table>",
)

EDITION_1 = Outline("Police and Crime Plan", (FOREWORD, VICTIMS, NEIGHBOURHOODS, MONEY, MEASURES, EMPTY, APPENDIX))


def varied() -> Outline:
    """The text as the variation leaves it: words changed, a paragraph added, an action retired, a figure moved."""
    objective = VICTIMS.objectives[0]
    actions = (
        PriorityAction(
            "V1", "Run the Victims’ Hub from one address in Priorsbridge, with evening hours.", "Commissioner’s office"
        ),
        objective.actions[1],
        objective.actions[3],
        PriorityAction(
            "V5", "Give every young victim a worker trained to work with children.", "Commissioner’s office"
        ),
    )
    html = VICTIMS.html.replace(
        "2025 three services, chosen by district, take referrals.",
        "2026 one service, the Fenmarch Victims’ Hub, takes every referral.",
    ).replace("five working days", "two working days")
    html = html.replace(
        "<h3>Why this",
        "<p>The Chief Constable is to provide officers who keep victims told of what is happening to their case, in "
        "the way that each person has chosen and at least every 28 days.</p><h3>Why this",
    )
    victims = Section(
        VICTIMS.id,
        VICTIMS.kind,
        VICTIMS.heading,
        html,
        VICTIMS.limbs,
        (Objective(objective.code, objective.title, objective.aim, objective.outcomes, actions),),
    )
    money = Section(
        MONEY.id, MONEY.kind, MONEY.heading, MONEY.html.replace("£640,000", "£660,000").replace("£230,000", "£250,000")
    )
    return EDITION_1.with_section(victims).with_section(money)


EDITION_2 = varied()
