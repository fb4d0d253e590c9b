/* section_amounts.c: what the amounts that are shared are made of, line by line, and the funding
 * that comes off them. */
#include "section.h"

#include <stdio.h>

#include "sum.h"

/* Of the kinds of parts; the titles say which they are. */
static const apn_section_column part_columns[APN__PART_KINDS] = {
    [APN__PART_GROSS] = {"gross", "Gross", APN_COLUMN_AMOUNT, 1},
    [APN__PART_OVERHEAD] = {"overhead", "Overhead", APN_COLUMN_AMOUNT, 1},
    [APN__PART_VAT] = {"vat", "VAT", APN_COLUMN_AMOUNT, 1},
    [APN__PART_LESS] = {"less", "Funding", APN_COLUMN_AMOUNT, 1},
};
static const apn_section_column line_column = {"line", "Line", APN_COLUMN_TEXT, 0};
static const apn_section_column net_column = {"net", "Net, which is shared", APN_COLUMN_AMOUNT, 1};

static const apn__line *model_of(const apn_statement *statement, size_t line)
{
    return &statement->agreement->lines[statement->lines[line].line];
}

static size_t count_parts(const apn_statement *statement, apn__part_kind kind)
{
    size_t count = 0;
    for (size_t line = 0; line < statement->line_count; line++)
        for (size_t i = 0; i < statement->lines[line].part_count; i++)
            count += statement->lines[line].parts[i].kind == kind;
    return count;
}

/* The line, the kinds of parts that any line has, and the net amount. Returns how many; kinds[i] is
 * the kind of column i + 1. */
static size_t choose_columns(const apn_statement *statement, apn_section_column *columns,
                             apn__part_kind *kinds)
{
    size_t count = 0;
    columns[count++] = line_column;
    for (apn__part_kind kind = APN__PART_GROSS; kind < APN__PART_KINDS; kind++) {
        if (count_parts(statement, kind) == 0)
            continue;
        kinds[count - 1] = kind;
        columns[count++] = part_columns[kind];
    }
    columns[count++] = net_column;
    return count;
}

/* The line's parts of the kind. Their sum fits: that of all parts does, and the net was checked. */
static bool add_kind(const apn_statement *statement, size_t line, apn__part_kind kind,
                     apn_decimal *out)
{
    const apn__statement_line *held = &statement->lines[line];
    apn__sum sum;
    bool fits;
    apn__sum_begin(&sum);
    for (size_t i = 0; i < held->part_count; i++) {
        if (held->parts[i].kind == kind)
            apn__sum_add(&sum, held->parts[i].amount);
    }
    fits = apn__sum_take(&sum, statement->agreement->info.unit.scale, out);
    apn__sum_end(&sum);
    return fits;
}

static apn_status fail_digits(const apn_statement *statement, apn_error *err)
{
    return apn__fail(err, APN_LIMIT, "cost_lines",
                     "what comes off or is added in %s has more than %d digits, the most that an "
                     "amount may have",
                     statement->year_text, APN_DECIMAL_DIGITS);
}

apn_status apn__section_amounts(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    apn__part_kind kinds[APN__PART_KINDS];
    apn_section_column *columns =
        apn__arena_alloc(statement->arena, APN__PART_KINDS + 2, sizeof *columns);
    if (columns == NULL)
        return apn__fail_memory(err);
    (void)evaluation;
    const apn_section_info info = {
        .id = "amounts",
        .title = "What the amounts are made of",
        .rule = "Net is gross with what is added and less what comes off; only the net is shared.",
        .rows = statement->line_count,
        .columns = choose_columns(statement, columns, kinds)};
    if (info.columns == 3) /* nothing but gross figures */
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, columns);
    if (section == NULL)
        return apn__fail_memory(err);
    for (size_t line = 0; line < statement->line_count; line++) {
        const apn__line *model = model_of(statement, line);
        apn__section_text(section, line, 0, model->info.id, model->info.title);
        for (size_t column = 1; column + 1 < info.columns; column++) {
            apn_decimal amount;
            if (!add_kind(statement, line, kinds[column - 1], &amount))
                return fail_digits(statement, err);
            apn__section_amount(section, line, column, amount);
        }
        apn__section_amount(section, line, info.columns - 1, statement->lines[line].amount);
    }
    return apn__section_close(section, statement, err);
}

static const apn_section_column funding_columns[] = {
    {"line", "Line", APN_COLUMN_TEXT, 0},       {"item", "Item", APN_COLUMN_TEXT, 0},
    {"funding", "From", APN_COLUMN_TEXT, 0},    {"reserve", "Reserve", APN_COLUMN_TEXT, 0},
    {"amount", "Amount", APN_COLUMN_AMOUNT, 1},
};

/* An id, or else a place in a list, counted from 1. NULL when memory is out. */
static const char *name_of(const apn_statement *statement, const char *id, size_t place)
{
    char text[24];
    if (*id != '\0')
        return id;
    int length = snprintf(text, sizeof text, "%zu", place + 1);
    return apn__arena_copy(statement->arena, text, (size_t)length);
}

/* Fills one row of funding. False when memory is out. */
static bool fill_funding(apn_statement *statement, apn__section *section, size_t row,
                         const apn__line *line, const apn__amount_part *part)
{
    const apn__less *less = part->less;
    apn_decimal amount = part->amount;
    const char *name = name_of(statement, less->id, part->place);
    amount.sign = -amount.sign;
    apn__section_text(section, row, 0, line->info.id, line->info.title);
    if (part->item != APN__NONE) {
        const apn__item *item = &line->items[part->item];
        const char *item_name = name_of(statement, item->id, part->item);
        if (item_name == NULL)
            return false;
        apn__section_text(section, row, 1, item_name,
                          *item->title != '\0' ? item->title : item_name);
    }
    if (name == NULL)
        return false;
    apn__section_text(section, row, 2, name, less->title);
    if (less->reserve != APN__NONE) {
        const apn__reserve *reserve = &statement->agreement->reserves[less->reserve];
        apn__section_text(section, row, 3, reserve->id, reserve->title);
    }
    apn__section_amount(section, row, 4, amount);
    return true;
}

apn_status apn__section_funding(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    const apn_section_info info = {.id = "funding",
                                   .title = "Funding from elsewhere",
                                   .rule = "It came off before the lines were shared.",
                                   .rows = count_parts(statement, APN__PART_LESS),
                                   .columns = sizeof funding_columns / sizeof *funding_columns};
    size_t row = 0;
    (void)evaluation;
    if (info.rows == 0)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, funding_columns);
    if (section == NULL)
        return apn__fail_memory(err);
    for (size_t line = 0; line < statement->line_count; line++) {
        const apn__statement_line *held = &statement->lines[line];
        for (size_t i = 0; i < held->part_count; i++) {
            if (held->parts[i].kind == APN__PART_LESS &&
                !fill_funding(statement, section, row++, model_of(statement, line),
                              &held->parts[i]))
                return apn__fail_memory(err);
        }
    }
    return apn__section_close(section, statement, err);
}

static const apn_section_column vat_columns[] = {
    {"line", "Line", APN_COLUMN_TEXT, 0},
    {"item", "Item", APN_COLUMN_TEXT, 0},
    {"recoverable", "Recoverable", APN_COLUMN_AMOUNT, 1},
    {"irrecoverable", "Irrecoverable", APN_COLUMN_AMOUNT, 1},
};

/* The VAT of the year on a cost, or NULL. */
static const apn__figure *vat_of(const apn_statement *statement, const apn__beside *beside)
{
    return beside->vat == NULL
               ? NULL
               : apn__figures_find(&beside->vat->measures[statement->measure], statement->year);
}

/* Fills the rows of one cost; `section` NULL: only counts. False when memory is out. */
static bool tell_vat(apn_statement *statement, apn__section *section, const apn__line *line,
                     size_t item, size_t *row)
{
    const apn__beside *beside = item == APN__NONE ? &line->beside : &line->items[item].beside;
    const apn__figure *figure = vat_of(statement, beside);
    if (figure == NULL)
        return true;
    size_t at = (*row)++;
    if (section == NULL)
        return true;
    apn__section_text(section, at, 0, line->info.id, line->info.title);
    if (item != APN__NONE) {
        const char *name = name_of(statement, line->items[item].id, item);
        if (name == NULL)
            return false;
        apn__section_text(section, at, 1, name,
                          *line->items[item].title != '\0' ? line->items[item].title : name);
    }
    apn__section_amount(section, at, beside->vat->recoverable ? 2 : 3, figure->amount);
    return true;
}

/* Of all lines; returns false when memory is out. */
static bool tell_vats(apn_statement *statement, apn__section *section, size_t *rows)
{
    bool good = true;
    *rows = 0;
    for (size_t i = 0; i < statement->line_count && good; i++) {
        const apn__line *line = model_of(statement, i);
        good = tell_vat(statement, section, line, APN__NONE, rows);
        for (size_t item = 0; item < line->item_count && good; item++)
            good = tell_vat(statement, section, line, item, rows);
    }
    return good;
}

apn_status apn__section_vat(const apn__evaluation *evaluation, apn_statement *statement,
                            apn_error *err)
{
    apn_section_info info = {.id = "vat",
                             .title = "VAT",
                             .rule = "What cannot be recovered is in the net amounts; what can be "
                                     "is only told.",
                             .columns = sizeof vat_columns / sizeof *vat_columns};
    (void)evaluation;
    (void)tell_vats(statement, NULL, &info.rows);
    if (info.rows == 0)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, vat_columns);
    if (section == NULL || !tell_vats(statement, section, &info.rows))
        return apn__fail_memory(err);
    return apn__section_close(section, statement, err);
}
