"""What the kinds of displays are called and what each is for; what can be chosen for them."""

from collections.abc import Mapping

from coding.ui.words import N_

KIND_WORDS: Mapping[str, tuple[str, str]] = {
    "checklist-matrix": (
        N_("Checklist matrix"),
        N_(
            "Whether each indicator is there, as each kind of informant has it. Shows what is lacking, and who says so."
        ),
    ),
    "role-ordered-matrix": (
        N_("Role-ordered matrix"),
        N_("What those in one role say of each topic, beside those in others. Shows where a role sees it differently."),
    ),
    "conceptually-clustered-matrix": (
        N_("Conceptually clustered matrix"),
        N_("Informants by codes that belong together, so that what each says can be read across one idea."),
    ),
    "case-ordered-matrix": (
        N_("Case-ordered matrix"),
        N_("Informants from most to least of one code, with the others beside it. Shows what goes along with it."),
    ),
    "time-ordered-matrix": (
        N_("Time-ordered matrix"),
        N_("What was spoken of on each day or in each month, in the order of time."),
    ),
    "effects-matrix": (
        N_("Effects matrix"),
        N_("What was there before, what is there now, and what is planned, indicator by indicator."),
    ),
    "contrast-table": (
        N_("Contrast table"),
        N_("Those who have most of one code beside those who have least. Shows what tells them apart."),
    ),
    "content-analytic-summary": (
        N_("Content-analytic summary"),
        N_("How many informants say of each code that it exists, is planned, is absent …, and who they are."),
    ),
    "event-listing": (
        N_("Event listing"),
        N_("What happened, day by day and as it was told: excerpts whose evidence is an event."),
    ),
    "causal-chain": (
        N_("Causal chain"),
        N_("The longest way along which one code explains or supports the next, by links between excerpts."),
    ),
    "causal-network": (
        N_("Causal network"),
        N_("Which code explains or supports which, by links between excerpts. A number opens what it rests on."),
    ),
    "context-chart": (
        N_("Context chart"),
        N_("Those who act, and whether their words support (+) or contradict (−) each other, by links of excerpts."),
    ),
    "code-case-heatmap": (
        N_("Codes by informants (heatmap)"),
        N_("Who speaks of what, and how much: the stronger the colour, the more. Shows gaps and those who are alike."),
    ),
    "code-frequencies": (
        N_("Code frequencies"),
        N_("How many informants speak of each code; or how many excerpts, or words. Said often is not yet important."),
    ),
    "saturation": (
        N_("Saturation"),
        N_("How many new codes each interview brings, and whether more interviews would be likely to bring more."),
    ),
    "status-bars": (
        N_("Status of each indicator"),
        N_("What is said of each indicator by each kind of informant: that it exists, is planned, is absent …"),
    ),
    "document-portraits": (
        N_("Portraits of texts"),
        N_("What each text speaks of from beginning to end; texts stand under each other and can be compared."),
    ),
    "codelines": (
        N_("Code lines"),
        N_("Where in a text each code stands, so that it can be seen what follows what and what goes together."),
    ),
    "code-timeline": (
        N_("Codes over time"),
        N_("What was spoken of when, by the day of the interview as its header or its informant has it."),
    ),
    "codebook-sunburst": (
        N_("The codebook as rings or boxes"),
        N_("The groups of the codebook with their codes, the larger the more informants or excerpts they have."),
    ),
    "cooccurrence-matrix": (
        N_("Codes together (matrix)"),
        N_("Which codes stand together, and how often: on the same words, close by, in a text, or at an informant's."),
    ),
    "cooccurrence-network": (
        N_("Codes together (network)"),
        N_("Codes that stand together are tied: wide ties often, large codes by many informants."),
    ),
    "cooccurrence-sankey": (
        N_("Codes of two groups together (flows)"),
        N_("How the codes of one group go together with those of another: the wider a band, the more often."),
    ),
    "case-profiles": (
        N_("Profiles of informants"),
        N_("What each informant speaks of, on one scale: compare the make-up of the bars, not only their length."),
    ),
    "case-similarity": (
        N_("Informants who are alike"),
        N_("Who speaks of the same: codes both have, of the codes either has. Those alike stand beside each other."),
    ),
    "word-frequencies": (
        N_("Word frequencies"),
        N_("The words said most in the excerpts, without those that say little. They never replace codes."),
    ),
    "keyword-in-context": (
        N_("Keyword in context"),
        N_("Every place where a word or several behind each other are said, with what stands around them."),
    ),
    "word-tree": (
        N_("Word tree"),
        N_("What is said behind or before a word, and how often: figures of speech and what a word is used for."),
    ),
}
"""Key → name, and a line on what it is for."""

RULE_WORDS: Mapping[str, str] = {
    "hand": N_("Own words"),
    "quote": N_("Quote"),
    "summary": N_("Summary"),
    "rating": N_("Status"),
    "count": N_("Number"),
    "names": N_("Who"),
    "missing": N_("Missing"),
}
"""By which rule an entry was made."""

SPLIT_WORDS: Mapping[str, str] = {
    "": N_("Not split"),
    "coder": N_("Coder"),
    "informant-type": N_("Kind of informant"),
    "source-type": N_("Kind of source"),
    "time": N_("Time of the interview"),
}
"""By what a display is split."""

OPTION_WORDS: Mapping[str, str] = {
    "by": N_("Compared by"),
    "unit": N_("Count"),
    "order": N_("Order"),
    "level": N_("Together"),
    "value": N_("In the cells"),
    "least": N_("At least (times)"),
    "left": N_("On the left"),
    "right": N_("On the right"),
    "sequence": N_("Order of interviews"),
    "base": N_("Base (interviews)"),
    "run": N_("Run (interviews)"),
    "threshold": N_("Threshold (%)"),
    "scale": N_("Scale"),
    "source": N_("Text"),
    "voices": N_("Words of"),
    "side": N_("What is said"),
    "axis": N_("Measured in"),
    "span": N_("Span of time"),
    "shape": N_("Shape"),
    "word": N_("Word"),
    "without": N_("Words left out besides"),
    "entry": N_("Entry"),
    "of": N_("Topics"),
    "code": N_("By the code"),
}
FREE_WORDS: Mapping[str, str] = {
    "word": N_("The most frequent one"),
    "without": N_("for example, really"),
    "code": N_("The one most speak of"),
}
"""What stands where nothing is written for an option."""

VALUE_WORDS: Mapping[str, str] = {
    "rating": N_("Status"),
    "quote": N_("Quote"),
    "summary": N_("Summary"),
    "names": N_("Who"),
    "patterns": N_("Pattern codes"),
    "cases": N_("Informants"),
    "sources": N_("Sources"),
    "coders": N_("Coders"),
    "informants": N_("Informants"),
    "segments": N_("Excerpts"),
    "words": N_("Words"),
    "codebook": N_("As in the codebook"),
    "frequency": N_("The most first"),
    "clustered": N_("Those alike together"),
    "overlap": N_("On overlapping words"),
    "same": N_("On exactly the same words"),
    "turn": N_("In the same turn"),
    "near1": N_("At most 1 turn apart"),
    "near2": N_("At most 2 turns apart"),
    "near3": N_("At most 3 turns apart"),
    "near4": N_("At most 4 turns apart"),
    "near5": N_("At most 5 turns apart"),
    "source": N_("In the same text"),
    "case": N_("By the same informant"),
    "count": N_("Number"),
    "first": N_("The first group"),
    "second": N_("The second group"),
    "coefficient": N_("Coefficient c"),
    "portion": N_("Share of the code on the left"),
    "date": N_("By date"),
    "name": N_("By name"),
    "all": N_("All informants together"),
    "groups": N_("Groups of codes"),
    "codes": N_("Codes"),
    "several": N_("The first six"),
    "turns": N_("Turns"),
    "lines": N_("Lines"),
    "days": N_("Days"),
    "months": N_("Months"),
    "times": N_("Times said"),
    "everybody": N_("Everybody"),
    "text": N_("As in the texts"),
    "left": N_("By the words before"),
    "right": N_("By the words behind"),
    "after": N_("Behind the word"),
    "before": N_("Before the word"),
    "rings": N_("Rings"),
    "matrix": N_("Matrix"),
    "map": N_("Map"),
    "rate": N_("Excerpts per 1,000 words"),
    "boxes": N_("Boxes"),
    "share": N_("Share of the text"),
    "length": N_("Length of the text"),
}
