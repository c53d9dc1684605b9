"""Results of a strategy held against the path that was planned, and where along the chain a deviation comes from.

In short:

- `model`: `Results` (nodes, links, indicators), `Indicator`, `Peer`, `Path`, `Point`; `months`: a month is a number.
- `verdicts.verdict(indicator, at)` gives the `Verdict` of an indicator: its status, what was expected, what is.
- `diagnosis.diagnose(results, at=None)` gives a `Diagnosis`: verdicts, alerts, and the `Source`s that explain them.
- `sources.find_sources(nodes, links, statuses)` is the walk alone, for who holds the status of each node already.
- `forecast.forecast(indicator, at)`: the trend, and where it leads by the month of the target, with an interval.
- `entry`: doubts about a value when it is entered: bounds, jumps, outliers, totals, consistency; scores of reports.
- `framework.check.check(framework)`: what a framework lacks before anything is measured.
- `aggregation.aggregate(rule, parts)`: a whole from its parts, with the reason why a part is left out.
- `reading.read_results(path)` for a YAML file; `reading.results_of(name, content)` for one that was sent.

Reasons and refusals are `Message`s, so that `reporting.language` can say them in French.
"""
