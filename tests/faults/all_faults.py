"""Every fault, in the order of the table."""

from tests.faults import (
    damaged_generation,
    database_away,
    full_disk,
    killed_workers,
    moved_clock,
    redis_away,
    slow_clients,
    stopped_service,
    stuck_worker,
    swapped_generations,
)

FAULTS = tuple(
    module.FAULT
    for module in (
        killed_workers,
        stuck_worker,
        slow_clients,
        swapped_generations,
        damaged_generation,
        full_disk,
        database_away,
        redis_away,
        moved_clock,
        stopped_service,
    )
)
