"""django-tasks on our own leased jobs: `@task` functions are enqueued as jobs and done at least once."""

from typing import Any

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskContext, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from beffroi.web.core.models import Job
from beffroi.web.core.work import Outcome, Work, job, submit

KIND = "core.task"
STATUS = {
    Job.State.QUEUED: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}


class TaskBackend(BaseTaskBackend):
    """Keeps tasks as jobs in the site's own database."""

    supports_defer = True
    supports_get_result = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Ask for a task; it runs after the surrounding transaction is committed."""
        self.validate_task(task)
        arguments = {"path": task.module_path, "args": normalize_json(list(args)), "kwargs": normalize_json(kwargs)}
        return result_of(submit(kind=KIND, arguments=arguments, run_after=task.run_after), task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """How a task stands."""
        found = Job.objects.filter(key=result_id, kind=KIND).first()
        if found is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(found, task_at(found.arguments["path"]))


@job(KIND, _("Task"))
def run_task(work: Work, *, path: str, args: list[Any], kwargs: dict[str, Any]) -> Outcome:
    """Run a task by its name."""
    task = task_at(path)
    given = [TaskContext(task_result=result_of(work.job, task)), *args] if task.takes_context else args
    value = task.call(*given, **kwargs)
    return Outcome(value=normalize_json(value))


def task_at(path: str) -> Task[Any, Any]:
    """The task of a dotted name; nothing but a task is ever run."""
    found = import_string(path)
    if not isinstance(found, Task):
        raise TypeError(f"{path} is not a task")
    return found


def result_of(found: Job, task: Task[Any, Any]) -> TaskResult[Any]:
    """A job as django-tasks shows it."""
    failed = found.state == Job.State.FAILED
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(found.key),
        status=STATUS[Job.State(found.state)],
        enqueued_at=found.created_at,
        started_at=found.started_at,
        finished_at=found.finished_at,
        last_attempted_at=found.started_at,
        args=found.arguments["args"],
        kwargs=found.arguments["kwargs"],
        backend="default",
        errors=[TaskError(exception_class_path="builtins.RuntimeError", traceback="")] if failed else [],
        worker_ids=[found.worker] if found.worker else [],
    )
    object.__setattr__(result, "_return_value", found.outcome)
    return result
