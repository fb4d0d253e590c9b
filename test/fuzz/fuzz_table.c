/* Whatever table is asked for, the library answers or refuses, and never with APN_INTERNAL. Answers
 * are held to the laws of whole tables by calculation of this file's own: every cell, row, column,
 * group, running total and the whole is less than one unit off its exact amount; the totals are the
 * sums of the amounts; column totals are those that were asked for; and the negated table gives the
 * negated answer. test/fuzz/seeds.py writes the same bytes from words. */
#include <gmp.h>
#include <string.h>

#include "apportion/table.h"
#include "law.h"

enum { MOST = 7, MOST_GROUPS = 4, TEXT = 512 };
enum {
    HAS_DENOMINATORS = 1,
    HAS_ROW_GROUPS = 2,
    HAS_COLUMN_GROUPS = 4,
    IS_CUMULATIVE = 8,
    HAS_COLUMN_TOTALS = 16,
    FITS_ROWS = 32,  /* the last cell of a row makes it whole, where there is one denominator */
    FITS_TOTALS = 64 /* the last column total is what the others leave of the whole */
};

typedef struct groups {
    size_t count, parents[MOST_GROUPS], members[MOST];
} groups;

typedef struct question {
    size_t rows, columns;
    unsigned flags;
    apn_decimal cells[MOST * MOST], denominators[MOST], totals[MOST];
    groups row_groups, column_groups;
    apn_table_options options;
} question;

typedef struct bytes {
    const uint8_t *next, *end;
} bytes;

static unsigned take(bytes *from)
{
    return from->next < from->end ? *from->next++ : 0;
}

/* One byte says the size (2 bits), the sign and the scale; then the digits, lowest first. */
static apn_decimal take_decimal(bytes *from)
{
    static const unsigned sizes[] = {1, 2, 6, 12};
    unsigned head = take(from), size = sizes[head % 4];
    apn_decimal value = {.scale = (int16_t)(head / 8 % (APN_DECIMAL_SCALE + 1))};
    for (unsigned i = 0; i < size; i++) {
        uint64_t byte = take(from);
        if (i < 8)
            value.lo |= byte << (8 * i);
        else
            value.hi |= byte << (8 * (i - 8));
    }
    value.sign = (int8_t)(value.hi == 0 && value.lo == 0 ? 0 : head & 4 ? -1 : 1);
    return value;
}

/* A place among so many, or APN_NO_GROUP. */
static size_t take_place(bytes *from, size_t count)
{
    size_t place = take(from) % (count + 1);
    return place < count ? place : APN_NO_GROUP;
}

static void take_groups(bytes *from, size_t things, groups *out, apn_table_groups *shown)
{
    out->count = 1 + take(from) % MOST_GROUPS;
    for (size_t g = 0; g < out->count; g++)
        out->parents[g] = take_place(from, out->count);
    for (size_t i = 0; i < things; i++)
        out->members[i] = take_place(from, out->count);
    *shown = (apn_table_groups){out->count, out->parents, out->members, NULL};
}

static void take_unit(bytes *from, apn_decimal *unit)
{
    static const apn_decimal units[] = {
        {.sign = 0},           {.lo = 1, .sign = 1},       {.lo = 5, .scale = 2, .sign = 1},
        {.lo = 25, .sign = 1}, {.lo = 1000000, .sign = 1}, {.lo = 1, .scale = 18, .sign = 1},
        {.lo = 1, .sign = -1}};
    *unit = units[take(from) % (sizeof units / sizeof *units)];
}

/* The cell that makes the row a whole number of units, when its figures are small whole numbers. */
static void fit_row(question *q, size_t row)
{
    apn_decimal *cells = q->cells + row * q->columns, divisor = apn_decimal_from_i64(1);
    int64_t sum = 0, one = 0, parts, whole = q->options.unit.lo > 5 ? 1000000 : 1;
    if (q->flags & HAS_DENOMINATORS)
        divisor = q->denominators[row];
    if (q->options.unit.sign < 0 || apn_decimal_to_i64(divisor, &parts, NULL) != APN_OK ||
        parts < 1 || parts > 1000)
        return;
    for (size_t j = 0; j + 1 < q->columns; j++) {
        if (apn_decimal_to_i64(cells[j], &one, NULL) != APN_OK || one > INT32_MAX ||
            one < -INT32_MAX)
            return;
        sum += one;
    }
    cells[q->columns - 1] = apn_decimal_from_i64((sum / parts + 2) * parts * whole - sum);
}

/* What all rows have less the other column totals, when the figures are small. */
static void fit_totals(question *q)
{
    int64_t rest = 0, one, parts = 1;
    for (size_t i = 0; i < q->rows; i++) {
        int64_t sum = 0;
        if ((q->flags & HAS_DENOMINATORS) &&
            apn_decimal_to_i64(q->denominators[i], &parts, NULL) != APN_OK)
            return;
        for (size_t j = 0; j < q->columns; j++) {
            if (apn_decimal_to_i64(q->cells[i * q->columns + j], &one, NULL) != APN_OK ||
                one > INT64_MAX / 100 || one < -INT64_MAX / 100)
                return;
            sum += one;
        }
        rest += parts > 0 ? sum / parts : 0;
        if (rest > INT64_MAX / 100 || rest < -INT64_MAX / 100)
            return;
    }
    for (size_t j = 0; j + 1 < q->columns; j++) {
        if (apn_decimal_to_i64(q->totals[j], &one, NULL) != APN_OK || one > INT32_MAX ||
            one < -INT32_MAX)
            return;
        rest -= one;
    }
    q->totals[q->columns - 1] = apn_decimal_from_i64(rest);
}

static void decode(question *q, const uint8_t *data, size_t size)
{
    bytes from = {data, data + size};
    memset(q, 0, sizeof *q);
    q->options.size = sizeof q->options;
    q->rows = 1 + take(&from) % MOST;
    q->columns = 1 + take(&from) % MOST;
    q->flags = take(&from);
    take_unit(&from, &q->options.unit);
    if (q->flags & HAS_ROW_GROUPS)
        take_groups(&from, q->rows, &q->row_groups, &q->options.row_groups);
    if (q->flags & HAS_COLUMN_GROUPS)
        take_groups(&from, q->columns, &q->column_groups, &q->options.column_groups);
    q->options.cumulative = (q->flags & IS_CUMULATIVE) != 0;
    for (size_t i = 0; i < q->rows && (q->flags & HAS_DENOMINATORS); i++)
        q->denominators[i] = take_decimal(&from);
    for (size_t j = 0; j < q->columns && (q->flags & HAS_COLUMN_TOTALS); j++)
        q->totals[j] = take_decimal(&from);
    for (size_t i = 0; i < q->rows * q->columns; i++)
        q->cells[i] = take_decimal(&from);
    for (size_t i = 0; i < q->rows && (q->flags & FITS_ROWS); i++)
        fit_row(q, i);
    if (q->flags & FITS_TOTALS)
        fit_totals(q);
    q->options.denominators = q->flags & HAS_DENOMINATORS ? q->denominators : NULL;
    q->options.column_totals = q->flags & HAS_COLUMN_TOTALS ? q->totals : NULL;
}

static void set_decimal(mpq_t out, apn_decimal value)
{
    mpz_set_ui(mpq_numref(out), value.hi);
    mpz_mul_2exp(mpq_numref(out), mpq_numref(out), 64);
    mpz_add_ui(mpq_numref(out), mpq_numref(out), value.lo);
    mpz_ui_pow_ui(mpq_denref(out), 10, (unsigned long)value.scale);
    if (value.sign < 0)
        mpq_neg(out, out);
    mpq_canonicalize(out);
}

static apn_decimal unit_of(const question *q)
{
    return q->options.unit.sign != 0 ? q->options.unit
                                     : (apn_decimal){.lo = 1, .scale = 2, .sign = 1};
}

/* How far every amount is off, in units: amount / unit - cell / denominator / unit. */
typedef struct offs {
    mpq_t of[MOST * MOST];
} offs;

static void offs_init(offs *o, const question *q, const apn_table *table)
{
    mpq_t unit, divisor, amount;
    mpq_inits(unit, divisor, amount, NULL);
    set_decimal(unit, unit_of(q));
    for (size_t i = 0; i < q->rows * q->columns; i++) {
        mpq_init(o->of[i]);
        set_decimal(o->of[i], q->cells[i]);
        if (q->flags & HAS_DENOMINATORS) {
            set_decimal(divisor, q->denominators[i / q->columns]);
            mpq_div(o->of[i], o->of[i], divisor);
        }
        set_decimal(amount, apn_table_amount(table, i / q->columns, i % q->columns));
        mpq_sub(o->of[i], amount, o->of[i]);
        mpq_div(o->of[i], o->of[i], unit);
        mpq_div(amount, amount, unit);
        require(mpz_cmp_ui(mpq_denref(amount), 1) == 0, "an amount is whole units");
    }
    mpq_clears(unit, divisor, amount, NULL);
}

static void offs_clear(offs *o, const question *q)
{
    for (size_t i = 0; i < q->rows * q->columns; i++)
        mpq_clear(o->of[i]);
}

/* Whether the group is, or is within, `outer`. */
static int is_within(const groups *all, size_t group, size_t outer)
{
    while (group != APN_NO_GROUP && group != outer)
        group = all->parents[group];
    return group == outer;
}

static unsigned set_of(const groups *all, size_t things, size_t group)
{
    unsigned set = 0;
    for (size_t i = 0; i < things; i++)
        if (is_within(all, all->members[i], group))
            set |= 1u << i;
    return set;
}

/* Sets of rows and columns are binary. */
static int is_near(const question *q, const offs *o, unsigned rows, unsigned columns)
{
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < q->rows * q->columns; i++)
        if ((rows >> (i / q->columns) & 1) && (columns >> (i % q->columns) & 1))
            mpq_add(sum, sum, o->of[i]);
    mpq_abs(sum, sum);
    int near = mpq_cmp_ui(sum, 1, 1) < 0;
    mpq_clear(sum);
    return near;
}

static void check_held(const question *q, const offs *o)
{
    unsigned all_rows = (1u << q->rows) - 1, all_columns = (1u << q->columns) - 1;
    int asked = (q->flags & HAS_COLUMN_TOTALS) != 0;
    require(is_near(q, o, all_rows, all_columns), "the whole is held");
    for (size_t i = 0; i < q->rows; i++) {
        require(is_near(q, o, 1u << i, all_columns), "rows are held");
        for (size_t j = 0; j < q->columns; j++) {
            require(is_near(q, o, 1u << i, 1u << j), "cells are held");
            require(!q->options.cumulative || is_near(q, o, (2u << i) - 1, 1u << j),
                    "running totals are held");
        }
    }
    for (size_t j = 0; j < q->columns; j++)
        require(asked || is_near(q, o, all_rows, 1u << j), "columns are held");
    for (size_t g = 0; g < q->options.row_groups.count; g++) {
        unsigned set = set_of(&q->row_groups, q->rows, g);
        require(is_near(q, o, set, all_columns), "groups of rows are held");
        for (size_t j = 0; j < q->columns; j++)
            require(is_near(q, o, set, 1u << j), "groups of rows are held in a column");
    }
    for (size_t h = 0; h < q->options.column_groups.count; h++) {
        unsigned set = set_of(&q->column_groups, q->columns, h);
        require(is_near(q, o, all_rows, set), "groups of columns are held");
        for (size_t i = 0; i < q->rows; i++)
            require(is_near(q, o, 1u << i, set), "groups of columns are held in a row");
    }
}

/* total = the amounts of the sets. */
static int is_sum(const question *q, const apn_table *table, unsigned rows, unsigned columns,
                  apn_decimal total)
{
    mpq_t sum, one;
    mpq_inits(sum, one, NULL);
    for (size_t i = 0; i < q->rows * q->columns; i++)
        if ((rows >> (i / q->columns) & 1) && (columns >> (i % q->columns) & 1)) {
            set_decimal(one, apn_table_amount(table, i / q->columns, i % q->columns));
            mpq_add(sum, sum, one);
        }
    set_decimal(one, total);
    int equal = mpq_equal(sum, one);
    mpq_clears(sum, one, NULL);
    return equal;
}

static void check_sums(const question *q, const apn_table *table)
{
    unsigned rows = (1u << q->rows) - 1, columns = (1u << q->columns) - 1;
    require(is_sum(q, table, rows, columns, apn_table_total(table)), "the whole is a sum");
    for (size_t i = 0; i < q->rows; i++)
        require(is_sum(q, table, 1u << i, columns, apn_table_row_total(table, i)),
                "a row's total is a sum");
    for (size_t j = 0; j < q->columns; j++) {
        apn_decimal total = apn_table_column_total(table, j);
        require(is_sum(q, table, rows, 1u << j, total), "a column's total is a sum");
        require(!(q->flags & HAS_COLUMN_TOTALS) || apn_decimal_compare(total, q->totals[j]) == 0,
                "a column has the total that was asked for");
    }
}

/* The figures that are given as text: what was moved is amount less quota. */
static void check_texts(const question *q, const offs *o, const apn_table *table)
{
    static char text[TEXT];
    mpq_t moved;
    mpq_init(moved);
    for (size_t i = 0; i < q->rows * q->columns; i++) {
        size_t length = apn_table_moved(table, i / q->columns, i % q->columns, text, sizeof text);
        if (length < sizeof text) {
            require(mpq_set_str(moved, text, 10) == 0 && mpq_equal(moved, o->of[i]),
                    "what was moved is amount less quota");
        }
    }
    for (size_t j = 0; j <= q->columns; j++)
        require(apn_table_price(table, APN_NO_GROUP, j, APN_TABLE_CELLS, text, sizeof text) > 0,
                "a price is a figure");
    mpq_clear(moved);
}

static void check_refusal(const question *q, apn_status status, const apn_error *err)
{
    int known = status == APN_NUMBER || status == APN_NOT_WHOLE_UNITS || status == APN_USAGE ||
                status == APN_LIMIT || status == APN_TABLE_INFEASIBLE;
    require(known, "tables are refused for their reasons only");
    require(status == APN_NUMBER || status == APN_USAGE || status == APN_LIMIT ||
                (q->flags & HAS_COLUMN_TOTALS),
            "a table without column totals always exists");
    require(err->status == status && err->message[0] != '\0', "a refusal has a sentence");
}

static void check_mirror(question *q, const apn_table *table, apn_status status)
{
    apn_table *mirror = NULL;
    for (size_t i = 0; i < q->rows * q->columns; i++)
        q->cells[i].sign = (int8_t)-q->cells[i].sign;
    for (size_t j = 0; j < q->columns; j++)
        q->totals[j].sign = (int8_t)-q->totals[j].sign;
    require(apn_table_make(q->cells, q->rows, q->columns, &q->options, &mirror, NULL) == status,
            "the negated table is answered or refused alike");
    for (size_t i = 0; mirror != NULL && i < q->rows * q->columns; i++) {
        apn_decimal amount = apn_table_amount(mirror, i / q->columns, i % q->columns);
        amount.sign = (int8_t)-amount.sign;
        require(apn_decimal_compare(amount,
                                    apn_table_amount(table, i / q->columns, i % q->columns)) == 0,
                "the negated table gives the negated answer");
    }
    apn_table_free(mirror);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    question q;
    offs o;
    apn_table *table = NULL;
    apn_error err = {0};
    decode(&q, data, size);
    apn_status status = apn_table_make(q.cells, q.rows, q.columns, &q.options, &table, &err);
    require((status == APN_OK) == (table != NULL), "a table or an error");
    if (status != APN_OK) {
        check_refusal(&q, status, &err);
    } else {
        offs_init(&o, &q, table);
        check_held(&q, &o);
        check_sums(&q, table);
        check_texts(&q, &o, table);
        offs_clear(&o, &q);
    }
    check_mirror(&q, table, status);
    apn_table_free(table);
    return 0;
}
