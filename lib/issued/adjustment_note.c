/* adjustment_note.c: the note as a whole: its lines and parties, its totals, and the proof that the
 * parts of every difference sum to it. */
#include "adjustment_model.h"

#include "rational.h"

enum { CAUSES = APN_ADJUST_ROUNDING + 1 };

const char *apn_adjustment_cause_word(apn_adjustment_cause cause)
{
    static const char *const words[CAUSES] = {"membership", "driver", "basis", "amount",
                                              "rounding"};
    return (size_t)cause < CAUSES ? words[cause] : NULL;
}

static apn_status check_call(const apn_issued *issued, const apn_statement *statement,
                             apn_error *err)
{
    if (issued == NULL || statement == NULL)
        return apn__fail(err, APN_USAGE, NULL, "an adjustment needs two statements");
    apn_issued_info old = apn_issued_describe(issued);
    apn_agreement_info info = apn_agreement_describe(apn_statement_agreement(statement));
    if (strcmp(old.agreement, info.id) != 0)
        return apn__fail(err, APN_USAGE, "agreement",
                         "the issued statement is of agreement `%s`, and this agreement is `%s`",
                         old.agreement, info.id);
    if (strcmp(old.year, apn_statement_year(statement)) != 0)
        return apn__fail(err, APN_USAGE, "year",
                         "the issued statement is of %s, and what is to be compared with it of %s",
                         old.year, apn_statement_year(statement));
    if (strcmp(old.currency, info.currency) != 0 || apn_decimal_compare(old.unit, info.unit) != 0)
        return apn__fail(err, APN_USAGE, "unit",
                         "the issued statement has another currency or unit than the agreement");
    return APN_OK;
}

static const char *keep(apn_adjustment *note, const char *text)
{
    return apn__arena_copy(note->arena, text, strlen(text));
}

static bool gather_lines(apn_adjustment *note, const apn_issued *issued)
{
    size_t now = apn_statement_line_count(note->statement);
    note->lines =
        apn__arena_alloc(note->arena, now + apn_issued_line_count(issued), sizeof *note->lines);
    for (size_t i = 0; i < now && note->lines != NULL; i++)
        note->lines[note->line_count++] = apn_statement_line(note->statement, i).line.id;
    for (size_t i = 0; i < apn_issued_line_count(issued) && note->lines != NULL; i++) {
        const char *id = apn_issued_line(issued, i).id;
        bool known = false;
        for (size_t at = 0; at < now && !known; at++)
            known = strcmp(note->lines[at], id) == 0;
        if (known)
            continue;
        note->lines[note->line_count] = keep(note, id);
        if (note->lines[note->line_count++] == NULL)
            return false;
    }
    note->merged = apn__arena_alloc(note->arena, note->line_count, sizeof *note->merged);
    return note->lines != NULL && note->merged != NULL;
}

static bool gather_parties(apn_adjustment *note, const apn_issued *issued)
{
    const apn_agreement *agreement = apn_statement_agreement(note->statement);
    size_t now = apn_agreement_party_count(agreement);
    note->parties =
        apn__arena_alloc(note->arena, now + apn_issued_party_count(issued), sizeof *note->parties);
    for (size_t i = 0; i < now && note->parties != NULL; i++)
        note->parties[note->party_count++] = apn_agreement_party(agreement, i).id;
    for (size_t i = 0; i < apn_issued_party_count(issued) && note->parties != NULL; i++) {
        const char *id = apn_issued_party(issued, i).id;
        bool known = false;
        for (size_t at = 0; at < now && !known; at++)
            known = strcmp(note->parties[at], id) == 0;
        if (known)
            continue;
        note->parties[note->party_count] = keep(note, id);
        if (note->parties[note->party_count++] == NULL)
            return false;
    }
    return note->parties != NULL;
}

/* Lines that are rounded by party have their rounding in the party's total. */
static void add_together(const apn_issued *issued, const apn_statement *now, size_t old, size_t new,
                         mpq_t rounding)
{
    char text[16384];
    mpq_t amount, quota;
    mpq_inits(amount, quota, NULL);
    if (old != SIZE_MAX && apn_issued_party(issued, old).has_together) {
        apn__fraction_from_decimal(amount, apn_issued_party(issued, old).together);
        if (apn__exact_read(apn_issued_party(issued, old).quota, quota))
            mpq_sub(amount, amount, quota);
        mpq_sub(rounding, rounding, amount);
    }
    if (new != SIZE_MAX &&
        apn_statement_together_quota(now, new, text, sizeof text) < sizeof text) {
        apn__fraction_from_decimal(amount, apn_statement_party_together(now, new));
        if (apn__exact_read(text, quota))
            mpq_sub(amount, amount, quota);
        mpq_add(rounding, rounding, amount);
    }
    mpq_clears(amount, quota, NULL);
}

static bool has_together(const apn_statement *statement)
{
    for (size_t i = 0; i < apn_statement_line_count(statement); i++)
        if (apn_statement_line(statement, i).level == APN_LEVEL_TOTAL)
            return true;
    return false;
}

static void add_up(apn_adjustment *note, const apn_issued *issued)
{
    size_t now = apn_agreement_party_count(apn_statement_agreement(note->statement));
    bool together = has_together(note->statement);
    for (size_t i = 0; i < note->party_count; i++) {
        apn_adjusted *total = &note->cells[note->line_count * note->party_count + i];
        mpq_t *sum = apn__adjustment_part(note, note->line_count, i);
        size_t old = apn_issued_find_party(issued, note->parties[i]);
        total->has_amount = 1;
        if (old != SIZE_MAX)
            total->before = apn_issued_party(issued, old).amount;
        if (i < now)
            total->after = apn_statement_party_total(note->statement, i);
        note->due[i] = *total;
        if (old != SIZE_MAX)
            note->due[i].before = apn_issued_party(issued, old).due;
        if (i < now)
            note->due[i].after = apn_statement_party_due(note->statement, i);
        for (size_t row = 0; row < note->line_count; row++)
            for (size_t cause = 0; cause < CAUSES; cause++)
                mpq_add(sum[cause], sum[cause], apn__adjustment_part(note, row, i)[cause]);
        add_together(issued, note->statement, old, together && i < now ? i : SIZE_MAX,
                     sum[APN_ADJUST_ROUNDING]);
    }
}

/* difference = after - before. */
static apn_status subtract(const apn_adjustment *note, apn_adjusted *cell, apn_error *err)
{
    int scale = apn_agreement_describe(apn_statement_agreement(note->statement)).unit.scale;
    mpz_t units, term;
    bool fits;
    mpz_inits(units, term, NULL);
    scale = scale > cell->after.scale ? scale : cell->after.scale;
    apn__integer_from_decimal(units, cell->after, scale);
    apn__integer_from_decimal(term, cell->before, scale);
    mpz_sub(units, units, term);
    fits = apn__decimal_from_integer(&cell->difference, units, scale);
    mpz_clears(units, term, NULL);
    return fits ? APN_OK
                : apn__fail(err, APN_LIMIT, NULL, "a difference has more than %d digits",
                            APN_DECIMAL_DIGITS);
}

/* The difference, and that its parts sum to it. */
static apn_status finish_cell(const apn_adjustment *note, size_t row, size_t party, mpq_t sum,
                              mpq_t figure, apn_error *err)
{
    apn_adjusted *cell = &note->cells[row * note->party_count + party];
    const mpq_t *parts = (const mpq_t *)apn__adjustment_part(note, row, party);
    apn_status status = subtract(note, cell, err);
    if (status != APN_OK)
        return status;
    mpq_set_ui(sum, 0, 1);
    for (size_t cause = 0; cause < CAUSES; cause++)
        mpq_add(sum, sum, parts[cause]);
    apn__fraction_from_decimal(figure, cell->difference);
    if (cell->has_amount && !mpq_equal(sum, figure))
        return apn__fail(err, APN_INTERNAL, "",
                         "the parts of a difference do not sum to it: this is a fault in the "
                         "library, and no note is returned");
    return APN_OK;
}

static apn_status prove(const apn_adjustment *note, apn_error *err)
{
    apn_status status = APN_OK;
    mpq_t sum, figure;
    mpq_inits(sum, figure, NULL);
    for (size_t row = 0; row <= note->line_count && status == APN_OK; row++)
        for (size_t party = 0; party < note->party_count && status == APN_OK; party++)
            status = finish_cell(note, row, party, sum, figure, err);
    for (size_t party = 0; party < note->party_count && status == APN_OK; party++)
        status = subtract(note, &note->due[party], err);
    mpq_clears(sum, figure, NULL);
    return status;
}

static apn_status work_out(apn_adjustment *note, const apn_issued *issued, apn_error *err)
{
    apn_issued_info info = apn_issued_describe(issued);
    if (!gather_lines(note, issued) || !gather_parties(note, issued))
        return apn__fail_memory(err);
    note->measure = keep(note, info.measure);
    note->digest = keep(note, info.digest);
    size_t cells = apn__multiply_sizes(note->line_count + 1, note->party_count);
    if (cells > APN__LIMIT_CELLS)
        return apn__fail(err, APN_LIMIT, NULL, "the note would have more than %u cells",
                         APN__LIMIT_CELLS);
    note->cells = apn__arena_alloc(note->arena, cells, sizeof *note->cells);
    note->due = apn__arena_alloc(note->arena, note->party_count, sizeof *note->due);
    note->parts = apn__fractions_make(cells * CAUSES);
    note->part_count = cells * CAUSES;
    if (note->due == NULL || note->measure == NULL || note->digest == NULL || note->cells == NULL ||
        note->parts == NULL)
        return apn__fail_memory(err);
    apn_decimal nil = {
        .scale = apn_agreement_describe(apn_statement_agreement(note->statement)).unit.scale};
    for (size_t i = 0; i < cells; i++)
        note->cells[i] = (apn_adjusted){.before = nil, .after = nil, .difference = nil};
    for (size_t row = 0; row < note->line_count; row++)
        if (!apn__adjustment_line(note, issued, row))
            return apn__fail_memory(err);
    add_up(note, issued);
    apn_status status = prove(note, err);
    return status == APN_OK ? apn__adjustment_money(note, err) : status;
}

apn_status apn_adjustment_make(const apn_issued *issued, apn_statement *statement,
                               apn_adjustment **out, apn_error *err)
{
    apn_status status = check_call(issued, statement, err);
    *out = NULL;
    if (status != APN_OK)
        return status;
    apn_adjustment *note = apn__alloc(1, sizeof *note);
    if (note == NULL)
        return apn__fail_memory(err);
    note->statement = apn_statement_ref(statement);
    note->arena = apn__arena_make();
    status = note->arena == NULL ? apn__fail_memory(err) : work_out(note, issued, err);
    if (status == APN_OK)
        *out = note;
    else
        apn_adjustment_free(note);
    return status;
}

void apn_adjustment_free(apn_adjustment *note)
{
    if (note == NULL)
        return;
    if (note->parts != NULL)
        apn__fractions_free(note->parts, note->part_count);
    apn_statement_unref(note->statement);
    apn__arena_free(note->arena);
    apn__free(note);
}

const apn_statement *apn_adjustment_statement(const apn_adjustment *note)
{
    return note->statement;
}

const char *apn_adjustment_issued_measure(const apn_adjustment *note)
{
    return note->measure;
}

const char *apn_adjustment_issued_digest(const apn_adjustment *note)
{
    return note->digest;
}

size_t apn_adjustment_line_count(const apn_adjustment *note)
{
    return note->line_count;
}

const char *apn_adjustment_line(const apn_adjustment *note, size_t line)
{
    return note->lines[line];
}

size_t apn_adjustment_party_count(const apn_adjustment *note)
{
    return note->party_count;
}

const char *apn_adjustment_party(const apn_adjustment *note, size_t party)
{
    return note->parties[party];
}

int apn_adjustment_is_merged(const apn_adjustment *note, size_t line)
{
    return note->merged[line];
}

apn_adjusted apn_adjustment_cell(const apn_adjustment *note, size_t line, size_t party)
{
    return note->cells[line * note->party_count + party];
}

apn_adjusted apn_adjustment_total(const apn_adjustment *note, size_t party)
{
    return note->cells[note->line_count * note->party_count + party];
}

apn_adjusted apn_adjustment_due(const apn_adjustment *note, size_t party)
{
    return note->due[party];
}

size_t apn_adjustment_part(const apn_adjustment *note, size_t line, size_t party,
                           apn_adjustment_cause cause, char *buffer, size_t size)
{
    size_t row = line == SIZE_MAX ? note->line_count : line;
    return apn__fraction_text(apn__adjustment_part(note, row, party)[cause], buffer, size);
}
