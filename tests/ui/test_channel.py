"""What waits in a browser is known by the text it was made in."""

from uuid import uuid4

import pytest

from coding.ui import channel


@pytest.mark.parametrize("text_version", [1, 2, 31])
def test_a_channel_names_project_source_text_and_coder(text_version: int) -> None:
    project, source, coder = uuid4(), uuid4(), uuid4()
    name = channel.name(project, source, coder, text_version)
    assert channel.parts(name) == (project, source, text_version, coder)
    assert name.split("/")[-1] == str(coder)


@pytest.mark.parametrize("text_version", [1, 3])
def test_a_further_round_has_a_channel_of_its_own_that_is_the_same_persons(text_version: int) -> None:
    project, source, coder, layer = uuid4(), uuid4(), uuid4(), uuid4()
    name = channel.name(project, source, coder, text_version, layer)
    assert name != channel.name(project, source, coder, text_version)
    assert channel.parts(name) == (project, source, text_version, coder)
    assert (channel.layer(name), channel.layer(channel.name(project, source, coder, text_version))) == (layer, None)
    assert name.split("/")[-1] == str(coder)


@pytest.mark.parametrize("name", ["", "a/b/c", "1/2/3/4/5", f"{uuid4()}/{uuid4()}/x/{uuid4()}"])
def test_what_is_no_channel_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        channel.parts(name)
