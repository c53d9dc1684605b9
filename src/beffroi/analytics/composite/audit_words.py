"""The words of the audit: heads of its tables, and what may stand in their cells."""

from beffroi.analytics.messages import Message

HEADS: dict[str, list[str]] = {
    "data": [
        Message("Indicator"),
        Message("Missing"),
        Message("Minimum"),
        Message("Median"),
        Message("Maximum"),
        Message("Skewness before"),
        Message("Kurtosis before"),
        Message("Treatment"),
    ],
    "pairs": [
        Message("Node"),
        Message("One"),
        Message("The other"),
        Message("Correlation"),
        Message("They"),
    ],
    "belonging": [
        Message("Part"),
        Message("Node"),
        Message("With its node"),
        Message("With the total"),
        Message("Flag"),
    ],
    "reliability": [
        Message("Node"),
        Message("Children"),
        Message("Alpha"),
        Message("First component explains"),
        Message("Components above 1"),
        Message("Reads as"),
    ],
    "weights": [
        Message("Indicator"),
        Message("Effective weight"),
        Message("Share of importance"),
        Message("Correlation with the total"),
    ],
    "without": [
        Message("Without"),
        Message("Mean shift"),
        Message("Largest"),
        Message("Of"),
    ],
    "unit": [
        Message("Indicator"),
        Message("Node"),
        Message("Rank"),
        Message("Value"),
        Message("Is a"),
    ],
}
THEN = {
    "log_shift": Message("logarithm after a shift"),
    "log_shift_signed": Message("logarithm after a shift, by the side of the tail"),
    "log_one": Message("logarithm from one"),
    "box_cox": Message("Box-Cox"),
}
SAME, AGAINST = Message("tell the same"), Message("run against each other")
