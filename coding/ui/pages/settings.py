"""How Simpul looks to this person, and where it keeps things."""

import streamlit as st

import coding
from coding.ui.running import here
from coding.ui.words import _

st.title(_("Settings"))
st.subheader(_("About"))
st.text(_("Simpul {version}. Nothing leaves this computer.").format(version=coding.__version__))
st.text(_("Database: {place}").format(place=here().place))
