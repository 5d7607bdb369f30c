"""The timetable: APScheduler, which only posts."""
