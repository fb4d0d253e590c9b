/* issued_sums.c: whether what a statement says adds up: nobody restates a file that was changed by
 * hand, or by accident, without being told. */
#include "issued_model.h"

#include <stdio.h>

#include "rational.h"

/* Sums in units of 10^-APN_DECIMAL_SCALE. */
typedef struct sums {
    const apn_issued *issued;
    apn_findings *findings;
    mpz_t term, sum, all;
    mpz_t *parties;     /* of each party, over the lines */
    mpq_t exact, total; /* of quotas */
    mpq_t unit, figure;
} sums;

static void add(sums *s, mpz_t to, apn_decimal amount)
{
    apn__integer_from_decimal(s->term, amount, APN_DECIMAL_SCALE);
    mpz_add(to, to, s->term);
}

static bool is_sum(sums *s, const mpz_t sum, apn_decimal amount)
{
    apn__integer_from_decimal(s->term, amount, APN_DECIMAL_SCALE);
    return mpz_cmp(sum, s->term) == 0;
}

/* "`lines.x.total` is 10.00 and its cells sum to 9.99". */
static void report(sums *s, apn__place place, const char *where, const char *parts,
                   apn_decimal said, const mpz_t sum)
{
    char text[APN_DECIMAL_TEXT_SIZE], made[2 * APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(said, 0, text);
    apn__scaled_text(sum, (unsigned)s->issued->info.unit.scale, made, sizeof made);
    apn__findings_add(s->findings, APN_ERROR, APN_FOOTING, place, where,
                      "the statement does not add up: `%s` is %s, and %s make %s; take the file as "
                      "it was issued",
                      where, text, parts, made);
}

static bool rounded_by_itself(const apn__issued_line *line)
{
    return strcmp(line->info.method, "independent") == 0;
}

/* The amount is the quota, moved by so many units. */
static void check_moved(sums *s, const apn__issued_line *line, size_t party)
{
    const apn_issued_cell_info *cell = &line->cells[party];
    char where[256];
    (void)apn__exact_read(cell->moved, s->figure);
    mpq_mul(s->figure, s->figure, s->unit);
    mpq_add(s->figure, s->figure, s->exact);
    apn__fraction_from_decimal(s->exact, cell->amount);
    if (mpq_equal(s->figure, s->exact))
        return;
    (void)snprintf(where, sizeof where, "lines.%.64s.%.64s", line->info.id,
                   s->issued->parties[party].id);
    apn__findings_add(s->findings, APN_ERROR, APN_FOOTING, line->place, where,
                      "the statement does not add up: `amount` of `%s` is not its `quota` with "
                      "`moved` units more; take the file as it was issued",
                      where);
}

/* The quotas make the total, but where percentages were used as published. */
static void check_quotas(sums *s, const apn__issued_line *line, const char *where)
{
    apn__fraction_from_decimal(s->figure, line->info.total);
    if (mpz_sizeinbase(mpq_denref(s->total), 2) > APN__LIMIT_TABLE_DENOMINATOR_BITS)
        apn__findings_add(s->findings, APN_ERROR, APN_LIMIT, line->place, where,
                          "the quotas of `%s` need a common denominator of more than %u binary "
                          "digits, which no statement of the library has",
                          where, APN__LIMIT_TABLE_DENOMINATOR_BITS);
    else if (!rounded_by_itself(line) && !mpq_equal(s->total, s->figure))
        apn__findings_add(s->findings, APN_ERROR, APN_FOOTING, line->place, where,
                          "the statement does not add up: the quotas of `%s` do not make its "
                          "`total`; take the file as it was issued",
                          where);
}

static void check_line(sums *s, const apn__issued_line *line)
{
    char where[128];
    bool any = false;
    mpz_set_ui(s->sum, 0);
    mpq_set_ui(s->total, 0, 1);
    for (size_t party = 0; party < s->issued->party_count; party++) {
        const apn_issued_cell_info *cell = &line->cells[party];
        if (*cell->quota == '\0')
            continue;
        (void)apn__exact_read(cell->quota, s->exact);
        if (mpz_sizeinbase(mpq_denref(s->total), 2) <= APN__LIMIT_TABLE_DENOMINATOR_BITS)
            mpq_add(s->total, s->total, s->exact);
        if (!cell->has_amount)
            continue;
        any = true;
        add(s, s->sum, cell->amount);
        add(s, s->parties[party], cell->amount);
        check_moved(s, line, party);
    }
    add(s, s->all, line->info.total);
    (void)snprintf(where, sizeof where, "lines.%.64s.total", line->info.id);
    check_quotas(s, line, where);
    if (any && !rounded_by_itself(line) && !is_sum(s, s->sum, line->info.total))
        report(s, line->place, where, "the amounts of its cells", line->info.total, s->sum);
}

static void check_totals(sums *s)
{
    const apn_issued *issued = s->issued;
    char where[128];
    mpz_set_ui(s->sum, 0);
    for (size_t party = 0; party < issued->party_count; party++) {
        const apn_issued_party_info *info = &issued->parties[party];
        if (info->has_together)
            add(s, s->parties[party], info->together);
        add(s, s->sum, info->amount);
        (void)snprintf(where, sizeof where, "parties.%.64s.amount", info->id);
        if (!is_sum(s, s->parties[party], info->amount))
            report(s, issued->party_places[party], where, "its amounts on the lines", info->amount,
                   s->parties[party]);
    }
    add(s, s->sum, issued->info.unapportioned);
    if (!is_sum(s, s->sum, issued->info.total))
        report(s, issued->total_place, "total", "the parties' amounts and `unapportioned`",
               issued->info.total, s->sum);
    if (!is_sum(s, s->all, issued->info.total))
        report(s, issued->total_place, "total", "the lines' totals", issued->info.total, s->all);
}

void apn__issued_check_sums(const apn_issued *issued, apn_findings *findings)
{
    sums s = {.issued = issued, .findings = findings};
    s.parties = apn__integers_make(issued->party_count);
    if (s.parties == NULL) {
        apn__findings_fail_memory(findings);
        return;
    }
    mpz_inits(s.term, s.sum, s.all, NULL);
    mpq_inits(s.exact, s.total, s.unit, s.figure, NULL);
    apn__fraction_from_decimal(s.unit, issued->info.unit);
    for (size_t line = 0; line < issued->line_count; line++)
        check_line(&s, &issued->lines[line]);
    check_totals(&s);
    mpz_clears(s.term, s.sum, s.all, NULL);
    mpq_clears(s.exact, s.total, s.unit, s.figure, NULL);
    apn__integers_free(s.parties, issued->party_count);
}
