/* The two ways behind presenter.c. Each answers presenter.h's calls; what a call means stands there. */
#pragma once

#include "display/presenter.h"

struct presenter_desk;
fault presenter_desk_open(struct presenter_desk **ret, const struct display_options *options);
void presenter_desk_close(struct presenter_desk *p);
struct canvas presenter_desk_canvas(struct presenter_desk *p, bool *ret_lost);
void presenter_desk_show(struct presenter_desk *p, const struct area *areas, int count);
void presenter_desk_size(const struct presenter_desk *p, int *ret_width, int *ret_height);

struct presenter_drm;
fault presenter_drm_open(struct presenter_drm **ret, const struct display_options *options);
void presenter_drm_close(struct presenter_drm *p);
struct canvas presenter_drm_canvas(struct presenter_drm *p, bool *ret_lost);
void presenter_drm_show(struct presenter_drm *p, const struct area *areas, int count);
void presenter_drm_forget(struct presenter_drm *p);
struct ui_panel presenter_drm_panel(const struct presenter_drm *p);
void presenter_drm_tick(struct presenter_drm *p);
