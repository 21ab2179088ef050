/* Which acts can't be taken back in the same visit: they write what was decided, erase it, or end the visit. A second,
 * unwanted touch at the place of the first must never reach one. The switch names every act, so that a new one has to be
 * placed here before the tests compile. */
#pragma once

#include "app.h"
#include "rule/consent.h"
#include "rule/privacy.h"

static inline bool act_is_final(enum act act, int32_t number)
{
    switch (act) {
    case ACT_LEAVE:
    case ACT_COMMIT_JOIN:
    case ACT_WITHDRAW_SURE:
    case ACT_ALLOW_SURE:
    case ACT_LEAVE_SURE:
    case ACT_EXPORT:
    case ACT_GO_ON:
    case ACT_CLOCK_SET:
    case ACT_UPDATE_BEGIN:
    case ACT_UPDATE_KEEP:
    case ACT_POWER:
    case ACT_LETTER_USE:
    case ACT_MOVE_OUT:
    case ACT_LETTER_UNDO:
    case ACT_SETUP_OPEN:
    case ACT_INSTALL:
    case ACT_SETUP_POWER:
    case ACT_GROUP_KEPT:  /* the words are not shown again */
    case ACT_MEETING_OFF: /* these two staff can take back; but somebody may have stayed at home by then */
    case ACT_CLOSE:
    case ACT_SEEK_PUT: /* it does no harm, but it is there until its Monday */
        return true;
    case ACT_MINE_CONTACT: /* the other ways lead to where it is written */
        return number == CONTACT_NONE;
    case ACT_SETUP_SAME: /* "not the same" leads back */
    case ACT_LETTER_SAME:
    case ACT_OFFICE_KEY:
    case ACT_PIN_LEAVE: /* to read it changes nothing */
        return number == 1;
    case ACT_KEPT: /* first it is asked */
        return number == 1;
    case ACT_GROUP_STEP: /* from every other one a step leads back, on the same screen */
        return number == GROUP_STEP_close;
    /* What shows something else. */
    case ACT_NONE:
    case ACT_GO:
    case ACT_BACK:
    case ACT_SPELL:
    case ACT_PAGE:
    case ACT_PART:
    case ACT_HELP:
    case ACT_STILL_HERE:
    case ACT_COVER:
    case ACT_UNCOVER:
    case ACT_LANGUAGE:
    case ACT_BEGIN:
    case ACT_SIZE:
    case ACT_CONTRAST:
    case ACT_TOUCH_WAY:
    case ACT_ROAD:
    case ACT_LISTEN:
    case ACT_VOICE_RATE:
    case ACT_VOICE_VOLUME:
    case ACT_VOICE_TRY:
    case ACT_CURTAIN:
    case ACT_NOTHING:
    case ACT_TOPIC:
    case ACT_DAY:
    case ACT_AREA:
    case ACT_WISH:
    case ACT_SEEK_TOPIC:
    case ACT_SEEK_WISH:
    case ACT_WISHED:
    case ACT_HOSTED:
    case ACT_GROUP:
    case ACT_RULE:
    case ACT_JOIN:
    case ACT_RULE_THINK:
    case ACT_RULES_AGAIN: /* it tells nothing of anybody */
    case ACT_FACTS_READ:
    case ACT_SIGN_WAY:
    case ACT_SIGN: /* nothing is kept before the review, which offers to sign again */
    case ACT_REVIEW_CHANGE:
    case ACT_CODE_FIND:
    case ACT_STILL_WORD: /* tried again, or left */
    case ACT_STILL_NAME:
    case ACT_WITHDRAW:
    case ACT_ALLOW:
    case ACT_STAFF_CHECK:
    case ACT_BACK_UP:
    case ACT_LOG_TAKE: /* on a stick, where it can be erased */
    case ACT_MACHINE:
    case ACT_LETTER_READ:
    case ACT_LETTER_TURN:
    case ACT_SETUP_LANGUAGE:
    case ACT_SETUP_ROTATE:
    case ACT_SETUP_NEXT:
    case ACT_SETUP_SKIP:
    case ACT_INSTALL_DISK:
    /* What can be said anew, on the same screen or by Back, before anything is kept: a rule and a consent question are
     * guarded by the time a new screen is deaf, since their answers have to stand at the same place each time. */
    case ACT_RULE_AGREE:
    case ACT_ANSWER:
    case ACT_NAME:
    case ACT_CONTACT_WAY:
    case ACT_PRINT:
    case ACT_SHEET_HEAR:
    case ACT_PRINT_CANCEL:
    case ACT_PRINTER_USE:
    case ACT_STICK_HERE:
    case ACT_KEYBOARD:
    case ACT_KEY:
    case ACT_ERASE:
    case ACT_SHIFT:
    case ACT_KEY_PAGE:
    case ACT_WRITTEN:
    case ACT_MARK_UNDO:
    case ACT_MARK_CLEAR:
    case ACT_MARK_DOT:
    case ACT_CODE_WORD:
    case ACT_CODE_UNDO:
    case ACT_CODE_PICK:
    case ACT_PIN_KEY:
    case ACT_PIN_ERASE:
    case ACT_PIN_DONE:
    case ACT_PIN_FORGOTTEN:
    case ACT_PIN_DRAW: /* the old one holds … */
    case ACT_PIN_SET:  /* … until this one was written */
    case ACT_CLOCK_PART:
    case ACT_CLOCK_TURN:
    case ACT_STAFF_MEETING:
    case ACT_STAFF_GROUP:
    case ACT_MEETING_DAY:
    case ACT_MEETING_HOUR:
    case ACT_CLOSE_BEGIN:
    case ACT_CLOSE_TURN:
    case ACT_OPEN_BEGIN:
    case ACT_SETUP_AIM:
    case ACT_SETUP_CARD:
    case ACT_SETUP_EDGE:
    case ACT_SETUP_TURN:
    case ACT_SETUP_CLOCK:
    case ACT_SETUP_CENTRE:
    case ACT_SETUP_MAKE: /* the PIN has to be written first */
    case ACT_SETUP_TRIAL:
    case ACT_SETUP_PROTOCOL:
    /* What staff take back on the screen that says that it is done. */
    case ACT_MEETING_MOVE:
    case ACT_MEETING_ROOM:
    case ACT_MEETING_BACK:
    case ACT_OPEN:
    case ACT_GROUP_HIDE:
    case ACT_GROUP_SHOW:
    /* What a group says anew by its code, or round its table. */
    case ACT_GROUP_DRAW:
    case ACT_GROUP_GIVE: /* the group draws nothing by it */
    case ACT_GROUP_REST:
    case ACT_TIME_BEGIN:
    case ACT_TIME_TURN:
    case ACT_TIME_KEEP:
    case ACT_EDITION:
    case ACT_TABLE_OPEN:
    case ACT_TABLE_RULE:
    case ACT_TABLE_FEEDBACK:
    case ACT_TABLE_PEOPLE:
    case ACT_TABLE_BEGIN:
    case ACT_TABLE_NEXT:
    case ACT_TABLE_AGAIN:
    case ACT_TABLE_ANSWER: /* it can be given once more until the seat is passed on */
    case ACT_TABLE_DONE:
    case ACT_TABLE_TALK:
    case ACT_TABLE_ASK:
    case ACT_TABLE_OUT:
    case ACT_TABLE_AGREE: /* the next table makes another edition */
    case ACT_CHANGE_DROP: /* it held nowhere */
    case ACTS:
        break;
    }
    return false;
}
