"""What suggesters are told."""

from coding.suggestion.material import Label, Scheme


def test_the_codes_of_a_scheme_keep_the_order_of_the_codebook() -> None:
    assert Scheme("id", (Label("K2", "Dialog"), Label("K1", "Penyertaan"))).codes == ("K2", "K1")
