"""Trained taggers: models that mark mentions in text, beside the gazetteer and the rules."""
