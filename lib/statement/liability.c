/* liability.c: a cost that arose on other days than those of the year in which it is charged. */
#include "statement_model.h"

void apn__line_note_arose(const apn__evaluation *evaluation, const apn__line *line)
{
    char where[APN__WHERE_SIZE], first[APN__DAY_SIZE], last[APN__DAY_SIZE];
    const apn__period *arose = &line->arose;
    if (arose->from.day == 0 || line->key != NULL) /* the section of exit costs says it */
        return;
    apn__line_where(line, "arose", "", where);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_AROSE, arose->from.place, where,
                      "%s `%s` is charged in %s and arose from %s to %s: whoever was a "
                      "member then shares it, by the figures of then",
                      line->called, line->info.id, evaluation->year_text,
                      apn__day_write(arose->from.day, first),
                      apn__day_write(arose->until.day, last));
}
