/* biproportional_refuse.c: why no table has these totals, in one sentence that proves it: some rows
 * are to have more than all columns in which they have a seed above zero, or the same of columns.
 * Both sums are added up here from the totals alone. */
#include "biproportional.h"

#include "alloc.h"
#include "findings.h"
#include "rational.h"

/* Names that a list has before it says how many more there are. */
enum { MOST_NAMES = 5 };

/* Lines of one side, and what they are to have together. */
typedef struct group {
    int side;
    unsigned char *has; /* 0 or 1 for each line */
    size_t count;
    mpz_t sum;
} group;

static void units_text(const apn__biproportion *b, const mpz_t units, char *buffer, size_t size)
{
    mpq_t amount, unit;
    mpq_inits(amount, unit, NULL);
    mpq_set_z(amount, units);
    apn__fraction_from_decimal(unit, b->unit);
    mpq_mul(amount, amount, unit);
    apn__fraction_decimal_text(amount, (unsigned)b->unit.scale, buffer, size);
    mpq_clears(amount, unit, NULL);
}

apn_status apn__biproportion_refuse_sums(const apn__biproportion *b, const mpz_t sums[2],
                                         apn_error *err)
{
    char rows[96], columns[96];
    units_text(b, sums[APN__ROWS], rows, sizeof rows);
    units_text(b, sums[APN__COLUMNS], columns, sizeof columns);
    return apn__fail(err, APN_TABLE_INFEASIBLE, NULL,
                     "the row totals come to %s and the column totals to %s: no table has both, "
                     "make them the same",
                     rows, columns);
}

static bool group_init(group *g, const apn__biproportion *b, int side)
{
    mpz_init(g->sum);
    g->side = side;
    g->has = apn__alloc(b->counts[side], 1);
    return g->has != NULL;
}

static void group_clear(group *g)
{
    mpz_clear(g->sum);
    apn__free(g->has);
}

static void sum_group(group *g, const apn__biproportion *b)
{
    g->count = 0;
    mpz_set_ui(g->sum, 0);
    for (size_t line = 0; line < b->counts[g->side]; line++)
        if (g->has[line]) {
            g->count++;
            mpz_add(g->sum, g->sum, b->totals[g->side][line]);
        }
}

/* The lines of the other side in which these have a seed above zero. */
static void set_touched(group *touched, const group *lines, const apn__biproportion *b)
{
    for (size_t other = 0; other < b->counts[touched->side]; other++) {
        touched->has[other] = 0;
        for (size_t line = 0; line < b->counts[lines->side]; line++)
            if (lines->has[line] && mpz_sgn(b->seeds[apn__cell(b, lines->side, line, other)]) > 0)
                touched->has[other] = 1;
    }
}

/* The lines of the other side that are not in the group. */
static void set_rest(group *rest, const group *lines, const apn__biproportion *b)
{
    for (size_t line = 0; line < b->counts[lines->side]; line++)
        rest->has[line] = !lines->has[line];
}

static void print_names(apn__buffer *text, const group *g, const apn__biproportion *b)
{
    char buffer[32];
    size_t printed = 0, named = g->count > MOST_NAMES + 1 ? MOST_NAMES : g->count;
    for (size_t line = 0; line < b->counts[g->side] && printed < named; line++) {
        if (!g->has[line])
            continue;
        const char *between = printed == 0 ? "" : printed + 1 < g->count ? ", " : " and ";
        apn__buffer_print(text, "%s%s", between,
                          apn__biproportion_name(b, g->side, line, buffer, sizeof buffer));
        printed++;
    }
    if (named < g->count)
        apn__buffer_print(text, " and %zu more %s", g->count - named,
                          g->side == APN__ROWS ? "rows" : "columns");
}

/* "row 1 and row 2 are to have 7.00 together, and their seeds above zero are all in column 1, which
 * is to have 5.00" */
static apn_status say(const apn__biproportion *b, const group *lines, const group *touched,
                      apn_error *err)
{
    char needs[96], has[96];
    apn__buffer lines_text = {0}, touched_text = {0};
    bool one = lines->count == 1;
    units_text(b, lines->sum, needs, sizeof needs);
    units_text(b, touched->sum, has, sizeof has);
    print_names(&lines_text, lines, b);
    print_names(&touched_text, touched, b);
    apn_status status = APN_TABLE_INFEASIBLE;
    if (lines_text.failed || touched_text.failed)
        status = apn__fail_memory(err);
    else if (touched->count == 0)
        apn__fail(err, status, NULL,
                  "%s %s to have %s%s and %s no seed above zero: change the total or the seeds",
                  lines_text.bytes, one ? "is" : "are", needs, one ? "" : " together",
                  one ? "has" : "have");
    else
        apn__fail(err, status, NULL,
                  "%s %s to have %s%s, but %s seeds above zero are all in %s, to have %s%s: change "
                  "a total or a seed",
                  lines_text.bytes, one ? "is" : "are", needs, one ? "" : " together",
                  one ? "its" : "their", touched_text.bytes, has,
                  touched->count == 1 ? "" : " together");
    apn__buffer_end(&lines_text);
    apn__buffer_end(&touched_text);
    return status;
}

/* These rows are to have more than the columns that they touch. Then the other columns are to have
 * more than the rows that those touch: the shorter of both is said. */
static apn_status refuse(const apn__biproportion *b, group *rows, apn_error *err)
{
    group columns, others, touched;
    bool made = group_init(&columns, b, APN__COLUMNS);
    made = group_init(&others, b, APN__COLUMNS) && made;
    made = group_init(&touched, b, APN__ROWS) && made;
    apn_status status = APN_MEMORY;
    if (made) {
        set_touched(&columns, rows, b);
        set_rest(&others, &columns, b);
        set_touched(&touched, &others, b);
        sum_group(rows, b);
        sum_group(&columns, b);
        sum_group(&others, b);
        sum_group(&touched, b);
        bool shorter = others.count + touched.count < rows->count + columns.count;
        if (mpz_cmp(rows->sum, columns.sum) <= 0 || mpz_cmp(others.sum, touched.sum) <= 0)
            status = apn__fail(err, APN_INTERNAL, NULL, "a proof that no table exists failed");
        else
            status = shorter ? say(b, &others, &touched, err) : say(b, rows, &columns, err);
    } else {
        apn__fail_memory(err);
    }
    group_clear(&columns);
    group_clear(&others);
    group_clear(&touched);
    return status;
}

/* Adds the rows that have something in the columns, and the columns that these could use; until
 * there are no more. */
static void spread(group *rows, group *columns, const apn__biproportion *b)
{
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t row = 0; row < b->counts[APN__ROWS]; row++) {
            bool has = rows->has[row];
            for (size_t column = 0; column < b->counts[APN__COLUMNS] && !has; column++)
                has = columns->has[column] &&
                      mpz_sgn(b->amounts[apn__cell(b, APN__ROWS, row, column)]) > 0;
            if (!has || rows->has[row])
                continue;
            rows->has[row] = 1;
            grown = true;
            for (size_t column = 0; column < b->counts[APN__COLUMNS]; column++)
                columns->has[column] |= b->open[apn__cell(b, APN__ROWS, row, column)];
        }
    }
}

/* The rows from which `over_column` has too much have no way to a column that has too little, so
 * that they are to have more than all the columns that they could use. */
apn_status apn__biproportion_refuse_cut(const apn__biproportion *b, size_t over_column,
                                        apn_error *err)
{
    group rows, columns;
    bool made = group_init(&rows, b, APN__ROWS);
    made = group_init(&columns, b, APN__COLUMNS) && made;
    apn_status status;
    if (made) {
        columns.has[over_column] = 1;
        spread(&rows, &columns, b);
        status = refuse(b, &rows, err);
    } else {
        status = apn__fail_memory(err);
    }
    group_clear(&rows);
    group_clear(&columns);
    return status;
}

/* A line with a total and nowhere to put it is the plainest such proof, and alternate scaling needs
 * that there is none. */
static bool is_stranded(const apn__biproportion *b, int side, size_t line)
{
    if (mpz_sgn(b->totals[side][line]) == 0)
        return false;
    for (size_t across = 0; across < b->counts[1 - side]; across++)
        if (b->open[apn__cell(b, side, line, across)])
            return false;
    return true;
}

static apn_status refuse_line(const apn__biproportion *b, int side, size_t line, apn_error *err)
{
    group lines, touched;
    bool made = group_init(&lines, b, side);
    made = group_init(&touched, b, 1 - side) && made;
    apn_status status;
    if (made) {
        lines.has[line] = 1;
        set_touched(&touched, &lines, b);
        sum_group(&lines, b);
        sum_group(&touched, b);
        status = say(b, &lines, &touched, err);
    } else {
        status = apn__fail_memory(err);
    }
    group_clear(&lines);
    group_clear(&touched);
    return status;
}

apn_status apn__biproportion_check_support(const apn__biproportion *b, apn_error *err)
{
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++)
        for (size_t line = 0; line < b->counts[side]; line++)
            if (is_stranded(b, side, line))
                return refuse_line(b, side, line, err);
    return APN_OK;
}
