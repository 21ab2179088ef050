/* What staff change for a day: one meeting, closed days, hidden groups (rule/house.h). */
#pragma once

#include "flow/core/core.h"

/* After a cut the event log may lack the newest act: adds it. At a start, and before the next act. */
fault flow_house_settle(struct app *app);
/* A Monday that has come moves the numbers of rule/interest.h. At a start and at rest; a clock that is not sure moves nothing. */
fault flow_interest_settle(struct app *app);
/* The name of a room was written: the meeting at hand is held there. */
void flow_room_written(struct app *app);
