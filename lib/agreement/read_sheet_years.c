/* read_sheet_years.c: the figures of a sheet, each with its year, and their sum against the
 * ledger's.
 */
#include "agreement_sheets.h"

#include "rational.h"

/* How the keys of from_csv say where figures stand. */
typedef struct layout {
    size_t value;             /* the column of the figures; APN__NONE: each year has one */
    apn__year_entry *columns; /* each year with the node that names its column … */
    size_t *column_at;        /* … and that column */
    size_t column_count;
    size_t year_column;      /* or APN__NONE */
    apn__year year;          /* without a column of years */
    apn__year_entry *labels; /* each year with the node of its text in that column */
    size_t label_count;
} layout;

/* `value` as headings by year. */
static bool read_columns(apn__reader *reader, const apn__sheet *sheet, const apn__node *node,
                         const apn__trail *trail, layout *out)
{
    bool good;
    out->column_count = apn__read_years(reader, node, trail, false, &out->columns);
    out->column_at = apn__scratch(reader, out->column_count, sizeof *out->column_at);
    good = out->column_at != NULL && out->column_count > 0;
    for (size_t i = 0; i < out->column_count && out->column_at != NULL; i++) {
        apn__trail here = apn__trail_of_key(trail, out->columns[i].node);
        out->column_at[i] = apn__sheet_column(reader, sheet, out->columns[i].node, &here);
        good = good && out->column_at[i] != APN__NONE;
    }
    return good;
}

static bool read_year(apn__reader *reader, const apn__sheet *sheet, const apn__node *node,
                      const apn__trail *up, layout *out)
{
    apn__trail trail = apn__trail_of_key(up, node);
    if (node->kind == APN__SCALAR && apn__sheet_find(sheet, node->text) == APN__NONE &&
        apn__year_read(node->text, &out->year))
        return true;
    out->year_column = apn__sheet_column(reader, sheet, node, &trail);
    return out->year_column != APN__NONE;
}

static bool read_labels(apn__reader *reader, const apn__node *node, const apn__trail *up,
                        layout *out)
{
    apn__trail trail = apn__trail_of_key(up, node);
    bool good = out->year_column != APN__NONE;
    if (!good)
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, &trail,
                   "`years` says what the years are called in a column, and `year` names no "
                   "column: name it, as year: as_at");
    out->label_count = apn__read_years(reader, node, &trail, false, &out->labels);
    for (size_t i = 0; i < out->label_count; i++) {
        apn__trail here = apn__trail_of_key(&trail, out->labels[i].node);
        good = apn__is_text(reader, out->labels[i].node, &here, "a text in the column of years") &&
               good;
    }
    return good && out->label_count > 0;
}

static bool read_layout(apn__reader *reader, const apn__sheet *sheet, const apn__sheet_keys *keys,
                        const apn__trail *up, layout *out)
{
    apn__trail value = apn__trail_of_key(up, keys->value);
    bool good = true;
    *out = (layout){.value = APN__NONE, .year_column = APN__NONE, .year = APN__EVERY_YEAR};
    if (keys->value->kind == APN__MAPPING) {
        good = read_columns(reader, sheet, keys->value, &value, out);
        if (keys->year != NULL) {
            apn__trail year = apn__trail_of_key(up, keys->year);
            apn__fault(reader, APN_WRONG_TYPE, keys->year->key_place, &year,
                       "each year has a column of its own in `%.*s`, so that `year` says nothing: "
                       "take it out",
                       APN__SHOW(keys->value->key));
            good = false;
        }
    } else {
        out->value = apn__sheet_column(reader, sheet, keys->value, &value);
        good = out->value != APN__NONE;
        if (keys->year != NULL)
            good = read_year(reader, sheet, keys->year, up, out) && good;
    }
    if (keys->years != NULL)
        good = read_labels(reader, keys->years, up, out) && good;
    return good;
}

/* The year that a row says. False: it is none of those that are wanted. */
static bool year_of(const apn__sheet *sheet, const layout *how, size_t row, apn__year *year)
{
    *year = how->year;
    if (how->year_column == APN__NONE)
        return true;
    apn__text text = apn__cell_text(sheet, row, how->year_column);
    for (size_t i = 0; i < how->label_count; i++) {
        *year = how->labels[i].year;
        if (apn__text_equal(text, how->labels[i].node->text))
            return true;
    }
    if (how->label_count > 0)
        return false;
    if (!apn__year_read(text, year))
        *year = APN__WRONG_YEAR;
    return true;
}

/* Adds the figures of one row. */
static void add_row(const apn__sheet *sheet, const layout *how, size_t row, apn__sheet_figures *out)
{
    apn__year year;
    if (how->value != APN__NONE) {
        if (year_of(sheet, how, row, &year))
            out->list[out->count++] = (apn__sheet_figure){year, row, how->value};
        return;
    }
    for (size_t i = 0; i < how->column_count; i++) {
        if (apn__cell_text(sheet, row, how->column_at[i]).length > 0)
            out->list[out->count++] =
                (apn__sheet_figure){how->columns[i].year, row, how->column_at[i]};
    }
}

bool apn__sheet_read_figures(apn__reader *reader, const apn__sheet *sheet,
                             const apn__sheet_keys *keys, const apn__trail *trail,
                             const apn__rows *rows, apn__sheet_figures *out)
{
    layout how;
    if (!read_layout(reader, sheet, keys, trail, &how))
        return false;
    size_t each = how.value == APN__NONE ? how.column_count : 1;
    *out = (apn__sheet_figures){.year_column = how.year_column};
    out->list = apn__scratch(reader, apn__multiply_sizes(rows->count, each), sizeof *out->list);
    for (size_t i = 0; i < rows->count && out->list != NULL; i++)
        add_row(sheet, &how, rows->list[i], out);
    return out->list != NULL;
}

bool apn__fault_year(apn__reader *reader, const apn__sheet *sheet,
                     const apn__sheet_figures *figures, const apn__sheet_figure *one,
                     const apn__trail *trail)
{
    if (one->year != APN__WRONG_YEAR)
        return false;
    apn__text text = apn__cell_text(sheet, one->row, figures->year_column);
    apn__fault(reader, APN_NUMBER, apn__cell_place(sheet, one->row, figures->year_column), trail,
               "`%.*s` is not a financial year: write it as 2015/16, or leave the row out with "
               "`where`",
               APN__SHOW(text));
    return true;
}

/* Adds up the figures of a year, APN__EVERY_YEAR for all. False, reported, when one is no number.
 */
static bool add_up(apn__reader *reader, const apn__sheet *sheet, const apn__sheet_figures *figures,
                   apn__year year, const apn__trail *trail, mpz_t sum)
{
    bool good = true;
    mpz_t one;
    mpz_init(one);
    for (size_t i = 0; i < figures->count; i++) {
        const apn__sheet_figure *figure = &figures->list[i];
        apn_decimal value;
        apn__node cell = {.kind = APN__SCALAR,
                          .sheet = true,
                          .text = apn__cell_text(sheet, figure->row, figure->column),
                          .place = apn__cell_place(sheet, figure->row, figure->column)};
        if (year != APN__EVERY_YEAR && figure->year != year)
            continue;
        if (!apn__read_number(reader, &cell, trail, APN_FORM_MONEY, &value)) {
            good = false;
            continue;
        }
        apn__integer_from_decimal(one, value, APN_DECIMAL_SCALE);
        mpz_add(sum, sum, one);
    }
    mpz_clear(one);
    return good;
}

/* Compares one total, of a year or of all. False when a figure is no number. */
static bool control(apn__reader *reader, const apn__sheet *sheet, const apn__node *node,
                    const apn__trail *trail, const apn__sheet_figures *figures, apn__year year)
{
    char sums[128], states[128], differs[128];
    apn_decimal stated;
    mpz_t sum, other;
    bool good;
    if (!apn__read_number(reader, node, trail, APN_FORM_MONEY, &stated))
        return true;
    mpz_init(sum);
    mpz_init(other);
    good = add_up(reader, sheet, figures, year, trail, sum);
    apn__integer_from_decimal(other, stated, APN_DECIMAL_SCALE);
    (void)apn__scaled_text(sum, 2, sums, sizeof sums);
    (void)apn__scaled_text(other, 2, states, sizeof states);
    mpz_sub(other, sum, other);
    (void)apn__scaled_text(other, 2, differs, sizeof differs);
    if (good && mpz_sgn(other) != 0)
        apn__fault(reader, APN_CSV, node->place, trail,
                   "the figures of `%s` add up to %s, and `control_total` says %s: %s %s; find the "
                   "row that is missing or too many, or mend the total",
                   sheet->path, sums, states, differs + (mpz_sgn(other) < 0),
                   mpz_sgn(other) < 0 ? "less" : "more");
    mpz_clear(sum);
    mpz_clear(other);
    return good;
}

bool apn__sheet_control(apn__reader *reader, const apn__sheet *sheet, const apn__node *node,
                        const apn__trail *up, const apn__sheet_figures *figures)
{
    apn__year_entry *entries = NULL;
    bool good = true;
    if (node == NULL)
        return true;
    apn__trail trail = apn__trail_of_key(up, node);
    if (node->kind != APN__MAPPING)
        return control(reader, sheet, node, &trail, figures, APN__EVERY_YEAR);
    size_t count = apn__read_years(reader, node, &trail, false, &entries);
    for (size_t i = 0; i < count; i++) {
        apn__trail here = apn__trail_of_key(&trail, entries[i].node);
        good = control(reader, sheet, entries[i].node, &here, figures, entries[i].year) && good;
    }
    return good;
}
