/* Whatever seed and totals are asked for, a table is given or refused, and never with APN_INTERNAL.
 * Answers are held to the definition by calculation of this file's own: sums, and every cell within
 * a half of seed x row x column. A table is refused as infeasible exactly when the sums differ or
 * some rows are to have more than the columns in which they have a seed. Rows and columns exchanged
 * give the exchanged table unless there are ties. test/fuzz/seeds.py writes the same bytes from
 * words. */
#include <gmp.h>
#include <string.h>

#include "apportion/table.h"
#include "law.h"

enum { MOST = 5, CELLS = MOST * MOST, TEXT = 1 << 16 };

/* What the flags ask for: the last column total is what the others leave of the rows' sum; and the
 * rows' totals are cut to two bytes, so that ties are near. */
enum { FITS_TOTALS = 1, IS_SMALL = 2 };

typedef struct question {
    size_t rows, columns;
    apn_decimal seed[CELLS], row_totals[MOST], column_totals[MOST];
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

/* Whole units of any size up to 48 bits. */
static apn_decimal take_total(bytes *from, unsigned flags)
{
    unsigned size = flags & IS_SMALL ? 1 : 1 + take(from) % 6;
    int64_t value = 0;
    for (unsigned i = 0; i < size; i++)
        value |= (int64_t)take(from) << (8 * i);
    return apn_decimal_from_i64(flags & IS_SMALL ? value % 8 : value);
}

static int64_t sum(const apn_decimal *totals, size_t count)
{
    int64_t whole = 0;
    for (size_t i = 0; i < count; i++)
        whole += (int64_t)totals[i].lo;
    return whole;
}

static void decode(question *q, const uint8_t *data, size_t size)
{
    bytes from = {data, size > 0 ? data + size : data};
    *q = (question){0};
    q->rows = 1 + take(&from) % MOST;
    q->columns = 1 + take(&from) % MOST;
    unsigned flags = take(&from);
    for (size_t i = 0; i < q->rows * q->columns; i++)
        q->seed[i] = take_decimal(&from);
    for (size_t i = 0; i < q->rows; i++)
        q->row_totals[i] = take_total(&from, flags);
    for (size_t j = 0; j < q->columns; j++)
        q->column_totals[j] = take_total(&from, flags);
    int64_t rest = sum(q->row_totals, q->rows) - sum(q->column_totals, q->columns - 1);
    if ((flags & FITS_TOTALS) && rest >= 0)
        q->column_totals[q->columns - 1] = apn_decimal_from_i64(rest);
}

static int any_negative(const question *q)
{
    for (size_t i = 0; i < q->rows * q->columns; i++)
        if (q->seed[i].sign < 0)
            return 1;
    return 0;
}

/* By all sets of rows. */
static int has_table(const question *q)
{
    if (sum(q->row_totals, q->rows) != sum(q->column_totals, q->columns))
        return 0;
    for (unsigned set = 1; set < 1u << q->rows; set++) {
        int64_t need = 0, room = 0;
        for (size_t i = 0; i < q->rows; i++)
            need += set >> i & 1 ? (int64_t)q->row_totals[i].lo : 0;
        for (size_t j = 0; j < q->columns; j++) {
            int touched = 0;
            for (size_t i = 0; i < q->rows; i++)
                touched |= (set >> i & 1) && q->seed[i * q->columns + j].sign > 0;
            room += touched ? (int64_t)q->column_totals[j].lo : 0;
        }
        if (need > room)
            return 0;
    }
    return 1;
}

static apn_status ask(const question *q, apn_biproportional **table, apn_error *err)
{
    apn_table_options options = {.size = sizeof options, .unit = apn_decimal_from_i64(1)};
    apn_biproportional_input input = {q->rows, q->columns, q->seed, q->row_totals,
                                      q->column_totals};
    apn_status status = apn_biproportional_make(&input, &options, table, err);
    require((status == APN_OK) == (*table != NULL), "a table or an error");
    return status;
}

typedef size_t (*divisor)(const apn_biproportional *, size_t, char *, size_t);

static void read_divisor(mpq_t out, divisor which, const apn_biproportional *table, size_t line)
{
    static char text[TEXT];
    require(which(table, line, text, sizeof text) < sizeof text, "a divisor has an end");
    require(mpq_set_str(out, text, 10) == 0, "a divisor is a fraction");
    mpq_canonicalize(out);
    require(mpq_sgn(out) > 0, "a divisor is above zero");
}

static void set_decimal(mpq_t out, apn_decimal value)
{
    mpz_set_ui(mpq_numref(out), value.hi);
    mpz_mul_2exp(mpq_numref(out), mpq_numref(out), 64);
    mpz_add_ui(mpq_numref(out), mpq_numref(out), value.lo);
    mpz_ui_pow_ui(mpq_denref(out), 10, (unsigned long)value.scale);
    mpq_canonicalize(out);
}

static void check_cell(const question *q, const apn_biproportional *table, size_t i, size_t j)
{
    mpq_t product, other;
    apn_decimal seed = q->seed[i * q->columns + j];
    apn_decimal amount = apn_biproportional_amount(table, i, j);
    mpq_inits(product, other, NULL);
    set_decimal(product, seed);
    read_divisor(other, apn_biproportional_row_divisor, table, i);
    mpq_mul(product, product, other);
    read_divisor(other, apn_biproportional_column_divisor, table, j);
    mpq_mul(product, product, other);
    require(amount.sign >= 0 && amount.scale == 0 && amount.hi == 0, "an amount is whole units");
    require(seed.sign > 0 || amount.sign == 0, "a seed of nil gets nil");
    set_decimal(other, amount);
    mpq_sub(product, product, other);
    mpq_abs(product, product);
    mpq_set_ui(other, 1, 2);
    require(mpq_cmp(product, other) <= 0, "a cell rounds to its amount");
    mpq_clears(product, other, NULL);
}

static void check_sums(const question *q, const apn_biproportional *table)
{
    uint64_t columns[MOST] = {0};
    for (size_t i = 0; i < q->rows; i++) {
        uint64_t row = 0;
        for (size_t j = 0; j < q->columns; j++) {
            row += apn_biproportional_amount(table, i, j).lo;
            columns[j] += apn_biproportional_amount(table, i, j).lo;
        }
        require(row == q->row_totals[i].lo, "a row has its total");
    }
    for (size_t j = 0; j < q->columns; j++)
        require(columns[j] == q->column_totals[j].lo, "a column has its total");
}

/* Tied cells lie in rows and columns that have another one. */
static void check_ties(const question *q, const apn_biproportional *table)
{
    for (size_t t = 0; t < apn_biproportional_tie_count(table); t++) {
        apn_biproportional_tie tie = apn_biproportional_tie_at(table, t);
        size_t rows[MOST] = {0}, columns[MOST] = {0};
        require(tie.cells_count >= 4 && tie.raised_count > 0 && tie.raised_count < tie.cells_count,
                "a tie has cells that are raised and others");
        for (size_t i = 0; i < tie.cells_count; i++) {
            require(tie.cells[i] < q->rows * q->columns &&
                        (i == 0 || tie.cells[i] > tie.cells[i - 1]),
                    "tied cells ascend");
            rows[tie.cells[i] / q->columns]++;
            columns[tie.cells[i] % q->columns]++;
        }
        for (size_t i = 0; i < MOST; i++)
            require(rows[i] != 1 && columns[i] != 1, "a tie leads on");
    }
}

static void check_exchanged(const question *q, const apn_biproportional *table)
{
    question other = {.rows = q->columns, .columns = q->rows};
    apn_biproportional *exchanged = NULL;
    for (size_t i = 0; i < q->rows; i++)
        for (size_t j = 0; j < q->columns; j++)
            other.seed[j * q->rows + i] = q->seed[i * q->columns + j];
    memcpy(other.row_totals, q->column_totals, sizeof other.row_totals);
    memcpy(other.column_totals, q->row_totals, sizeof other.column_totals);
    require(ask(&other, &exchanged, NULL) == APN_OK, "exchanged, there is a table as well");
    require(apn_biproportional_tie_count(exchanged) == apn_biproportional_tie_count(table),
            "exchanged, there are as many ties");
    for (size_t i = 0; i < q->rows && apn_biproportional_tie_count(table) == 0; i++)
        for (size_t j = 0; j < q->columns; j++)
            require(apn_biproportional_amount(table, i, j).lo ==
                        apn_biproportional_amount(exchanged, j, i).lo,
                    "rows and columns exchanged give the exchanged table");
    apn_biproportional_free(exchanged);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    question q;
    apn_biproportional *table = NULL;
    apn_error err = {0};
    decode(&q, data, size);
    apn_status status = ask(&q, &table, &err);
    if (any_negative(&q))
        require(status == APN_NEGATIVE_WEIGHT, "a negative seed is refused");
    else
        require(status == (has_table(&q) ? APN_OK : APN_TABLE_INFEASIBLE),
                "a table is refused exactly when there is none");
    require(status == APN_OK || (err.status == status && err.message[0] != '\0'),
            "a refusal has a sentence");
    if (status == APN_OK) {
        check_sums(&q, table);
        for (size_t i = 0; i < q.rows; i++)
            for (size_t j = 0; j < q.columns; j++)
                check_cell(&q, table, i, j);
        check_ties(&q, table);
        check_exchanged(&q, table);
    }
    apn_biproportional_free(table);
    return 0;
}
