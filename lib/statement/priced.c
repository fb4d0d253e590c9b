/* priced.c: the amount of a line that is charged by the unit: the price times the units of its
 * members. Shared by those units, each member pays the price of its own. */
#include "statement_model.h"

#include "decimal_internal.h"
#include "findings.h"
#include "rational.h"

static apn_status refuse_pieces(const apn__evaluation *evaluation, apn_error *err)
{
    return apn__fail(
        err, APN_WRONG_TYPE, "",
        "it is charged by the unit, and its members change within %s: units are counted "
        "as they are, not by days, so let all share the whole year; who has no units "
        "pays nothing",
        evaluation->year_text);
}

/* units of currency = price x units / unit. */
static apn_status to_currency(const apn__evaluation *evaluation, const apn__line *line,
                              const mpq_t amount, apn_decimal *out, apn_error *err)
{
    apn_decimal unit = evaluation->agreement->info.unit, counted;
    char text[128];
    apn_status status = APN_OK;
    mpq_t units, size;
    mpz_t whole;
    mpq_inits(units, size, NULL);
    mpz_init(whole);
    apn__fraction_from_decimal(size, unit);
    mpq_div(units, amount, size);
    apn__fraction_decimal_text(amount, (unsigned)unit.scale + 4, text, sizeof text);
    if (mpz_cmp_ui(mpq_denref(units), 1) != 0 && line->amounts == APN_ROUND_NONE)
        status =
            apn__fail(err, APN_NOT_WHOLE_UNITS, "",
                      "its price times its units comes to %s, which is not a whole number of the "
                      "smallest amount: name a rounding, as rounding: {amounts: half-away}",
                      text);
    if (status == APN_OK) {
        apn__round_divide(whole, mpq_numref(units), mpq_denref(units),
                          line->amounts == APN_ROUND_NONE ? APN_ROUND_DOWN : line->amounts);
        status = apn__decimal_from_integer(&counted, whole, 0)
                     ? apn_decimal_from_units(counted, unit, out, err)
                     : apn__fail(err, APN_LIMIT, "",
                                 "its price times its units has more than %d "
                                 "digits",
                                 APN_DECIMAL_DIGITS);
    }
    mpq_clears(units, size, NULL);
    mpz_clear(whole);
    return status;
}

apn_status apn__line_price(const apn__evaluation *evaluation, const apn__sharing *who,
                           apn_decimal price, size_t pieces, apn_decimal *out, apn_error *err)
{
    mpq_t *units = apn__fractions_make(who->count);
    mpq_t amount;
    apn_status status = units == NULL ? apn__fail_memory(err) : APN_OK;
    mpq_init(amount);
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    if (status == APN_OK && !apn__basis_counts_units(basis))
        status = apn__fail(err, APN_WRONG_TYPE, "",
                           "it has the price of a unit, and basis `%s`, which a version of "
                           "the agreement puts in force, counts none",
                           basis->name);
    if (status == APN_OK && pieces > 1)
        status = refuse_pieces(evaluation, err);
    /* A figure that is missing was reported as a finding; the line is not shared without it. */
    bool counted = status == APN_OK && apn__basis_units(evaluation, who, units);
    for (size_t i = 0; counted && i < who->count; i++)
        mpq_add(amount, amount, units[i]);
    if (counted) {
        mpq_t each;
        mpq_init(each);
        apn__fraction_from_decimal(each, price);
        mpq_mul(amount, amount, each);
        mpq_clear(each);
        status = to_currency(evaluation, who->line, amount, out, err);
    }
    mpq_clear(amount);
    apn__fractions_free(units, who->count);
    return status;
}
