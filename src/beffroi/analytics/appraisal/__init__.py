"""Appraisals of services: the corridor of prices that are viable, and costs and benefits over years.

In short:

- `price.reading.read_case(path)` gives the `PriceCase` of a YAML file; `price.corridor.corridor(case)` the `Corridor`
  of prices that carry the costs, keep members and still find buyers, or the reasons why there is none.
- `price.ceiling.ceiling(answers)`, `price.floors`, `price.members`, `price.demand`, `price.aid` are its parts.
- `cba.reading.read_project(path)` gives the `Project` of a YAML file; `cba.appraise.appraise(project)` its `Appraisal`:
  present values, rates of return, switching values, a simulation, the data of a tornado chart.
- `satisfaction.wilson` and `satisfaction.promoters` say how satisfied people are, with intervals.
- `deminimis` reckons what a price below a reference is worth, what may still be granted, until when it is registered.
- `fields` reads the numbers of both, and says of each mistake where it stands.

Reasons and refusals are `Message`s, so that `reporting.language` can say them in French.
"""
