"""Plans of actions: checked, placed on their critical path, replanned; read and written as YAML, CSV and XLSX.

In short:

- `model`: `Plan`, `PlannedAction`, `Statement`; `dates`: `PartialDate`, `parse_date` (a year, a month or a day).
- `check.check(plan, seats=None, capacity=None)` gives `PlanFinding`s (`code`, `action`, `message`, `remedy`); the
  optional arguments are for who knows the owners: which of them hold a seat, how many actions each can carry at once.
- `critical.critical_path(plan)` gives a `CriticalPath` with the `Timing` of each action: earliest, latest, slack.
- `replan.replan(plan, changes)` gives the `Move`s that follow from new dates; `replan.moved(plan, moves)` the new plan.
- `reading.read_plan(path)` for a file; `reading.plan_of(name, content)` for one that was sent: a `Reading` with the
  plan, or with everything that is wrong in it, row by row.
- `writing.to_csv(plan)`, `writing.to_xlsx(plan)`: what `plan_of` reads back.

Findings and refusals are `Message`s, so that `reporting.language` can say them in French.
"""
