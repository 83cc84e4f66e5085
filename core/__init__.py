"""Everything that runs without Streamlit: problems, the two descents, what is said and drawn of them."""
