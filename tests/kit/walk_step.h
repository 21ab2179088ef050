/* What the files of walk commands share: the line at hand, and finding and asking nodes. */
#pragma once

#include "walk.h"

struct step {
    struct walk *w;
    struct session *s;
    const struct ui *u;
    char *rest; /* of the line */
    char *why;
    size_t why_size;
};

/* Node of a path; "topics/topic:?" fits any number there. UI_NONE for none, as the others. */
uint16_t walk_find(struct step *p, const char *pattern);
uint16_t walk_find_act(struct step *p, enum act act, int32_t number); /* INT32_MIN: any number */
uint16_t walk_find_role(struct step *p, enum ui_role role);
enum act walk_act(const char *name);               /* ACT_NONE for none */
bool walk_ask_node(struct step *p, uint16_t node); /* with the hand of this walk; false and why */
bool walk_do_act(struct step *p, enum act act, int32_t number);
bool walk_miss(struct step *p, const char *what); /* always false; fills in why */
char *walk_quoted(char *text);                    /* the words between the quotes; "" without */
/* walk_print.c */
bool walk_step_printer(struct step *p);
bool walk_step_paper(struct step *p);
bool walk_step_sheet(struct step *p);
/* walk_machine.c */
bool walk_step_machine(struct step *p);
bool walk_step_asked(struct step *p);
/* walk_voice.c */
bool walk_step_voice(struct step *p);
bool walk_step_headset(struct step *p);
bool walk_step_spoken(struct step *p);
bool walk_step_heard(struct step *p);
bool walk_step_silent(struct step *p);
bool walk_step_word(struct step *p);
bool walk_step_key(struct step *p);
bool walk_step_rate(struct step *p);
bool walk_step_volume(struct step *p);
bool walk_step_dark(struct step *p);
/* walk_write.c */
bool walk_step_type(struct step *p);
bool walk_step_enter(struct step *p);
/* walk_touch.c */
bool walk_step_palm(struct step *p);
bool walk_step_double(struct step *p);
bool walk_step_rawtap(struct step *p);
bool walk_step_slide(struct step *p);
bool walk_step_spot(struct step *p);
/* walk_road.c */
bool walk_step_presses(struct step *p);
/* walk_tries.c */
bool walk_step_tries(struct step *p);
/* walk_letter.c */
bool walk_step_office(struct step *p);
bool walk_step_letter(struct step *p);
/* walk_setup.c */
bool walk_step_bare(struct step *p);
bool walk_step_centre(struct step *p);
bool walk_step_aim(struct step *p);
bool walk_remember_pin(struct step *p);
bool walk_enter_drawn(struct step *p, bool wrong);
