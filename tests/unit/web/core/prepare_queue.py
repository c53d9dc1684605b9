"""Run in a process of its own: bring a database up to date and ask for one task; prints the key of the job."""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    from tests.unit.web.core.slow import count_to_eight

    call_command("migrate", run_syncdb=True, verbosity=0)
    print(count_to_eight.enqueue(sys.argv[1]).id)
