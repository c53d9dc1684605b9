"""How dates are written, where a language would have it otherwise than Beffroi."""
