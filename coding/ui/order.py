"""The pages in the order of the work: file name (and address) → name in the side bar and its symbol."""

from coding.ui.words import N_

PAGES: dict[str, tuple[str, str]] = {
    "project": (N_("Project"), "folder_open"),
    "transcript": (N_("Transcripts"), "upload_file"),
    "codebook": (N_("Codebook"), "account_tree"),
    "tagging": (N_("Coding"), "ink_highlighter"),
    "suggestion": (N_("Suggestions"), "lightbulb"),
    "excerpts": (N_("Excerpts"), "format_quote"),
    "reduction": (N_("Data reduction"), "compress"),
    "display": (N_("Data display"), "insert_chart"),
    "conclusion": (N_("Conclusion"), "gavel"),
    "report": (N_("Report"), "article"),
    "agreement": (N_("Agreement"), "balance"),
    "review": (N_("Review"), "fact_check"),
    "guidance": (N_("Supervision"), "supervisor_account"),
    "history": (N_("History"), "history"),
    "settings": (N_("Settings"), "tune"),
}
