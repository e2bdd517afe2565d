"""One call-off: frozen specification and model, timetable, invitations, questions and answers, stages and locks."""
