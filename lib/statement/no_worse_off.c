/* no_worse_off.c: nobody pays more on a line than it would alone. What each would pay alone is its
 * cap, rounded down to the unit; the others share what is left, as under any cap, or the absorber
 * pays it. */
#include "statement_model.h"

bool apn__line_no_worse_off(const apn__evaluation *evaluation, const apn__sharing *who,
                            apn_bound *caps)
{
    apn_decimal unit = evaluation->agreement->info.unit, units;
    apn_error fault = {0};
    const apn__value_set *set =
        apn__driver_some(evaluation, who, who->line->no_worse_off, who->year);
    apn_status status = APN_OK;
    for (size_t i = 0; set != NULL && i < who->count && status == APN_OK; i++) {
        const apn__value *alone = &set->values[who->members[i]];
        caps[i].kind = APN_BOUND_NONE;
        if (alone->given != APN__GIVEN)
            continue;
        caps[i].kind = APN_BOUND_AMOUNT;
        status = apn_decimal_to_units(alone->value, unit, APN_ROUND_DOWN, &units, &fault);
        if (status == APN_OK)
            status = apn_decimal_from_units(units, unit, &caps[i].value, &fault);
    }
    if (status != APN_OK)
        apn__line_report_split(evaluation, who->line, &fault);
    return set != NULL && status == APN_OK;
}
