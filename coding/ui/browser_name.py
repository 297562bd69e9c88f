"""What a person calls the browser and the machine of a sign-in: enough to tell one's own from a stranger's."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(agent: str) -> str:
    """“Firefox · Windows” for a User-Agent header; empty where it names nothing known."""
    found = (next((name for mark, name in kinds if mark in agent), "") for kinds in (BROWSERS, MACHINES))
    return " · ".join(filter(None, found))
