"""The gallery: every scenario as a card with a picture that is drawn from the scenario itself."""
