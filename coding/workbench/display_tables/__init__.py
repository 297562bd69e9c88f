"""How the table of each kind of display is counted: what the store counts, made a table by the reduction.

A new kind is a file here with a function `count(Asked) -> Sheet`, and a line below.
"""

from collections.abc import Callable, Mapping

from coding.reduction.sheet import Sheet
from coding.workbench.display_tables import (
    case_profiles,
    case_similarity,
    code_case,
    code_frequencies,
    code_timeline,
    codebook_tree,
    codelines,
    concordance,
    cooccurrence,
    event_listing,
    linked,
    portraits,
    saturation,
    status_bars,
    template,
    time_ordered,
    word_frequencies,
    word_tree,
)
from coding.workbench.display_tables.asked import Asked
from coding.workbench.display_tables.cooccurrence import GROUP
from coding.workbench.display_tables.settled import settled

COUNTS: Mapping[str, Callable[[Asked], Sheet]] = {
    "checklist-matrix": template.checklist,
    "role-ordered-matrix": template.role_ordered,
    "conceptually-clustered-matrix": template.conceptually_clustered,
    "case-ordered-matrix": template.case_ordered,
    "time-ordered-matrix": time_ordered.count,
    "effects-matrix": template.effects,
    "contrast-table": template.contrast,
    "content-analytic-summary": template.content_analytic,
    "event-listing": event_listing.count,
    "causal-chain": linked.causal_chain,
    "causal-network": linked.causal_network,
    "context-chart": linked.context_chart,
    "code-case-heatmap": code_case.count,
    "code-frequencies": code_frequencies.count,
    "saturation": saturation.count,
    "status-bars": status_bars.count,
    "document-portraits": portraits.count,
    "codelines": codelines.count,
    "code-timeline": code_timeline.count,
    "codebook-sunburst": codebook_tree.count,
    "cooccurrence-matrix": cooccurrence.count,
    "cooccurrence-network": cooccurrence.ties,
    "cooccurrence-sankey": cooccurrence.streams,
    "case-profiles": case_profiles.count,
    "case-similarity": case_similarity.count,
    "word-frequencies": word_frequencies.count,
    "keyword-in-context": concordance.count,
    "word-tree": word_tree.count,
}

__all__ = ["COUNTS", "GROUP", "Asked", "settled"]
