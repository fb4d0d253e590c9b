/* biproportional_scale.c: alternate scaling: rows and columns are fitted in turn, each to its total
 * exactly, until hardly a unit is in a wrong column any more. */
#include "biproportional.h"

#include "findings.h"

/* Fits the lines of one side that have something to share. */
static void fit_side(apn__biproportion *b, int side)
{
    for (size_t line = 0; line < b->counts[side]; line++)
        if (mpz_sgn(b->totals[side][line]) > 0)
            apn__line_fit(b, side, line);
}

static void count_excess(mpz_t excess, const apn__biproportion *b)
{
    mpz_t over;
    mpz_init(over);
    mpz_set_ui(excess, 0);
    for (size_t column = 0; column < b->counts[APN__COLUMNS]; column++) {
        apn__column_over(over, b, column);
        if (mpz_cmp(over, b->step) < 0)
            continue;
        mpz_fdiv_q(over, over, b->step);
        mpz_add(excess, excess, over);
    }
    mpz_clear(over);
}

/* Whether the last round took away a quarter of the excess. */
static bool pays(const mpz_t before, const mpz_t after)
{
    mpz_t four, three;
    mpz_inits(four, three, NULL);
    mpz_mul_ui(four, after, 4);
    mpz_mul_ui(three, before, 3);
    bool less = mpz_cmp(four, three) <= 0;
    mpz_clears(four, three, NULL);
    return less;
}

apn_status apn__biproportion_scale(apn__biproportion *b, mpz_t excess, apn_error *err)
{
    apn_status status = APN_OK;
    mpz_t before, misplaced;
    mpz_inits(before, misplaced, NULL);
    fit_side(b, APN__ROWS);
    count_excess(excess, b);
    for (bool first = true;
         status == APN_OK && mpz_sgn(excess) > 0 && (first || pays(before, excess));
         first = false) {
        mpz_set(before, excess);
        fit_side(b, APN__COLUMNS);
        fit_side(b, APN__ROWS);
        count_excess(excess, b);
        mpz_mul(misplaced, excess, b->step);
        status = apn__biproportion_tell(b, misplaced, err);
    }
    mpz_clears(before, misplaced, NULL);
    return status;
}

/* The part of the binary digits of the whole that is not misplaced any more. */
static unsigned part_done(const apn__biproportion *b, const mpz_t misplaced)
{
    mpz_t whole;
    mpz_init(whole);
    for (size_t row = 0; row < b->counts[APN__ROWS]; row++)
        mpz_add(whole, whole, b->totals[APN__ROWS][row]);
    size_t digits = mpz_sizeinbase(whole, 2), left = mpz_sizeinbase(misplaced, 2);
    mpz_clear(whole);
    return left < digits ? (unsigned)((digits - left) * 1000 / digits) : 0;
}

apn_status apn__biproportion_tell(apn__biproportion *b, const mpz_t misplaced, apn_error *err)
{
    unsigned done = misplaced ? part_done(b, misplaced) : 0;
    if (done > b->done)
        b->done = done;
    if (b->progress && b->progress(b->progress_context, b->done) != 0)
        return apn__fail(err, APN_CANCELLED, NULL, "the caller ended the work");
    return APN_OK;
}
