/* Shares a column of amounts. For each chunk of lines: amounts become whole units; lines are
 * gathered by basis; each gathering goes through the basis's splitter in blocks, and the amounts go
 * to their cells or sums. A total beyond 64 bits goes the long way, by itself. */
#include "table_job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The state of a line. */
enum { LINE_SMALL = 0, LINE_LARGE = 1, LINE_NULL = 2 };

static const char *const no_memory = "the memory for the table is not there";

static apn_status fail(table_job *job, apn_status status, size_t line, const char *message)
{
    job->err = (apn_error){.status = status};
    snprintf(job->err.where, sizeof job->err.where, "lines[%llu]",
             (unsigned long long)(job->lines_before + line));
    snprintf(job->err.message, sizeof job->err.message, "%s", message);
    return status;
}

static apn_status out_of_memory(table_job *job)
{
    job->err = (apn_error){.status = APN_MEMORY};
    snprintf(job->err.message, sizeof job->err.message, "%s", no_memory);
    return APN_MEMORY;
}

static cell_int digits_of(apn_decimal number)
{
    cell_int size = (cell_int)((unsigned __int128)number.hi << 64 | number.lo);
    return number.sign < 0 ? -size : size;
}

static bool columns_begin(table_job *job)
{
    char money[MADE_FORMAT_SIZE];
    size_t names = job->layout == LAYOUT_WIDE   ? job->parties_count
                   : job->layout == LAYOUT_LONG ? 3
                                                : 2;
    snprintf(money, sizeof money, "d:38,%d", job->unit.scale);
    job->table = made_table_new(names);
    if (!job->table)
        return false;
    bool fits = true;
    if (job->layout == LAYOUT_WIDE) {
        for (size_t i = 0; fits && i < names; i++)
            fits = made_table_column(job->table, i, job->parties[i], money);
        return fits;
    }
    if (job->layout == LAYOUT_LONG)
        fits = made_table_column(job->table, 0, "line", "l");
    return fits && made_table_column(job->table, names - 2, job->key_name, "u") &&
           made_table_column(job->table, names - 1, job->amount_name, money);
}

apn_status table_job_begin(table_job *job)
{
    for (size_t g = 0; g < job->groups_count; g++)
        if (job->groups[g].count > job->widest)
            job->widest = job->groups[g].count;
    job->unit_digits = digits_of(job->unit);
    job->chunk_lines = ((size_t)1 << 20) / (job->parties_count + 1) + 1;
    if (job->chunk_lines > 1 << 14)
        job->chunk_lines = 1 << 14;
    size_t lines = job->chunk_lines;
    job->totals = calloc(lines, sizeof *job->totals);
    job->gathered = calloc(BLOCK_LINES, sizeof *job->gathered);
    job->amounts = calloc(BLOCK_LINES * (job->widest + 1), sizeof *job->amounts);
    job->order = calloc(lines, sizeof *job->order);
    job->starts = calloc(lines + job->groups_count + 2, sizeof *job->starts);
    job->group_of = calloc(lines, sizeof *job->group_of);
    job->state = calloc(lines, 1);
    job->sums = calloc(job->parties_count + 1, sizeof *job->sums);
    if (!job->totals || !job->gathered || !job->amounts || !job->order || !job->starts ||
        !job->group_of || !job->state || !job->sums || !columns_begin(job))
        return out_of_memory(job);
    return APN_OK;
}

/* Which basis a line names. */
static apn_status group_find(table_job *job, const cell_view *by, size_t row, size_t line,
                             uint32_t *out)
{
    char scratch[CELL_TEXT_SIZE], message[300];
    size_t length = 0, from = 0, to = job->groups_count;
    const char *id = cell_text(by, row, scratch, &length);
    const table_group *last = &job->groups[job->last_group];
    if (last->id_length == length && memcmp(last->id, id, length) == 0) {
        *out = (uint32_t)job->last_group;
        return APN_OK;
    }
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const table_group *group = &job->groups[middle];
        size_t least = group->id_length < length ? group->id_length : length;
        int order = memcmp(group->id, id, least);
        if (order == 0)
            order = (group->id_length > length) - (group->id_length < length);
        if (order == 0) {
            job->last_group = middle;
            *out = (uint32_t)middle;
            return APN_OK;
        }
        from = order < 0 ? middle + 1 : from;
        to = order < 0 ? to : middle;
    }
    snprintf(message, sizeof message, "the line names `%.*s`, which the basis does not have",
             length < 100 ? (int)length : 100, id);
    return fail(job, APN_UNKNOWN_ID, line, message);
}

/* Pennies in whole pennies need no division; false leaves the amount to the library. */
static bool units_at_once(const table_job *job, const cell_view *amount, size_t row, int64_t *out)
{
    if (amount->type.kind != CELL_SIGNED && amount->type.kind != CELL_UNSIGNED)
        return false;
    int behind = job->unit.scale - amount->type.scale;
    cell_int number = cell_number(amount, row);
    if (behind < 0 || behind > APN_DECIMAL_SCALE)
        return false;
    for (; behind > 0; behind--)
        if (__builtin_mul_overflow(number, (cell_int)10, &number))
            return false;
    if (job->unit_digits != 1) {
        if (number % job->unit_digits != 0)
            return false;
        number /= job->unit_digits;
    }
    *out = (int64_t)number;
    return number <= INT64_MAX && number >= -INT64_MAX;
}

static apn_status units_read(table_job *job, const cell_view *amount, size_t row,
                             apn_decimal *units)
{
    apn_decimal value;
    apn_status status = cell_decimal(amount, row, &value, &job->err);
    if (status == APN_OK)
        status = apn_decimal_to_units(value, job->unit, job->mode, units, &job->err);
    return status;
}

/* The error that the library filled, with the line that it is of. */
static apn_status at_line(table_job *job, apn_status status, size_t line)
{
    snprintf(job->err.where, sizeof job->err.where, "lines[%llu]",
             (unsigned long long)(job->lines_before + line));
    return status;
}

static apn_status line_read(table_job *job, const cell_view *amount, const cell_view *by,
                            size_t row, size_t line)
{
    job->state[line] = LINE_SMALL;
    job->group_of[line] = 0;
    if (by && cell_is_null(by, row))
        return fail(job, APN_MISSING_KEY, line, "the line names no basis");
    if (by) {
        apn_status status = group_find(job, by, row, line, &job->group_of[line]);
        if (status != APN_OK)
            return status;
    }
    if (cell_is_null(amount, row)) {
        job->state[line] = LINE_NULL;
        return job->keeps_nulls
                   ? APN_OK
                   : fail(job, APN_NO_FIGURE, line,
                          "the line has no amount: give it one, or say nulls=\"keep\"");
    }
    if (units_at_once(job, amount, row, &job->totals[line]))
        return APN_OK;
    apn_decimal units;
    apn_status status = units_read(job, amount, row, &units);
    if (status != APN_OK)
        return at_line(job, status, line);
    if (apn_decimal_to_i64(units, &job->totals[line], NULL) != APN_OK ||
        job->totals[line] == INT64_MIN)
        job->state[line] = LINE_LARGE;
    return APN_OK;
}

/* Where the cells of the chunk's lines go. */
typedef struct target {
    made_batch *batch;
    size_t first_column; /* of amounts */
} target;

static bool cell_put(table_job *job, const target *to, size_t line, size_t member, size_t place,
                     cell_int units)
{
    cell_int amount = units;
    if (job->layout == LAYOUT_TOTALS)
        return !__builtin_add_overflow(job->sums[place], units, &job->sums[place]);
    if (job->unit_digits != 1 && __builtin_mul_overflow(units, job->unit_digits, &amount))
        return false;
    bool wide = job->layout == LAYOUT_WIDE;
    size_t at = wide ? line : job->starts[line] + member;
    const made_cells *cells = &to->batch->cells[to->first_column + (wide ? place : 0)];
    unsigned char *bits = (unsigned char *)(uintptr_t)cells->buffers[0];
    memcpy((unsigned char *)(uintptr_t)cells->buffers[1] + at * sizeof amount, &amount,
           sizeof amount);
    bits[at / 8] = (unsigned char)(bits[at / 8] | 1u << at % 8);
    return true;
}

static apn_status block_put(table_job *job, const target *to, const table_group *group,
                            const size_t *lines, size_t count)
{
    const int64_t *amounts = job->amounts;
    if (job->layout == LAYOUT_TOTALS) {
        for (size_t m = 0; m < group->count; m++) {
            cell_int sum = 0;
            for (size_t i = 0; i < count; i++)
                sum += amounts[i * group->count + m];
            job->sums[group->places[m]] += sum;
        }
        return APN_OK;
    }
    for (size_t m = 0; m < group->count; m++)
        for (size_t i = 0; i < count; i++)
            if (!cell_put(job, to, lines[i], m, group->places[m], amounts[i * group->count + m]))
                return fail(job, APN_LIMIT, lines[i], "an amount has more than 38 digits");
    return APN_OK;
}

/* A block of lines of one basis, whose totals fit in 64 bits. */
static apn_status block_share(table_job *job, const target *to, const table_group *group,
                              const size_t *lines, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        job->gathered[i] = job->totals[lines[i]];
    apn_status status =
        apn_splitter_run_i64(group->splitter, job->gathered, count, job->amounts, &job->err);
    if (status == APN_OK)
        return block_put(job, to, group, lines, count);
    if (sscanf(job->err.where, "totals[%zu]", &at) == 1 && at < count)
        at_line(job, status, lines[at]);
    return status;
}

/* A line whose total is beyond 64 bits. */
static apn_status large_share(table_job *job, const target *to, const cell_view *amount, size_t row,
                              size_t line)
{
    const table_group *group = &job->groups[job->group_of[line]];
    apn_decimal units, total, part;
    apn_split *split = NULL;
    apn_status status = units_read(job, amount, row, &units);
    if (status == APN_OK)
        status = apn_decimal_from_units(units, job->unit, &total, &job->err);
    if (status == APN_OK)
        status = apn_split_make(group->splitter, total, &split, &job->err);
    for (size_t m = 0; status == APN_OK && m < group->count; m++) {
        status = apn_decimal_to_units(apn_split_amount(split, m), job->unit, APN_ROUND_NONE, &part,
                                      &job->err);
        if (status == APN_OK && !cell_put(job, to, line, m, group->places[m], digits_of(part)))
            status = fail(job, APN_LIMIT, line, "an amount has more than 38 digits");
    }
    apn_split_free(split);
    return status == APN_OK ? APN_OK : at_line(job, status, line);
}

/* Lines by basis, each basis's in their order; starts[g] is where basis g's begin. */
static void lines_gather(table_job *job, size_t count, size_t *starts)
{
    memset(starts, 0, (job->groups_count + 1) * sizeof *starts);
    for (size_t i = 0; i < count; i++)
        if (job->state[i] == LINE_SMALL)
            starts[job->group_of[i] + 1]++;
    for (size_t g = 0; g < job->groups_count; g++)
        starts[g + 1] += starts[g];
    for (size_t i = 0; i < count; i++)
        if (job->state[i] == LINE_SMALL)
            job->order[starts[job->group_of[i]]++] = i;
    for (size_t g = job->groups_count; g > 0; g--) /* each had moved to its end */
        starts[g] = starts[g - 1];
    starts[0] = 0;
}

static bool amount_buffers(made_cells *cells, size_t rows)
{
    cells->buffers[0] = made_buffer((rows + 7) / 8);
    cells->buffers[1] = made_buffer(rows * sizeof(cell_int));
    return cells->buffers[0] && cells->buffers[1];
}

/* The names and lines of a long table, in row order. */
static bool long_fill(table_job *job, made_batch *batch, size_t count)
{
    size_t bytes = 0, row = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t m = 0; m < job->groups[job->group_of[i]].count; m++)
            bytes += strlen(job->parties[job->groups[job->group_of[i]].places[m]]);
    int64_t *lines = made_buffer(batch->rows * sizeof *lines);
    int32_t *ends = made_buffer((batch->rows + 1) * sizeof *ends);
    char *chars = made_buffer(bytes);
    batch->cells[0].buffers[1] = lines;
    batch->cells[1].buffers[1] = ends;
    batch->cells[1].buffers[2] = chars;
    if (!lines || !ends || !chars || bytes > INT32_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        const table_group *group = &job->groups[job->group_of[i]];
        for (size_t m = 0; m < group->count; m++, row++) {
            const char *name = job->parties[group->places[m]];
            size_t length = strlen(name);
            lines[row] = (int64_t)(job->lines_before + i);
            memcpy(chars + ends[row], name, length);
            ends[row + 1] = ends[row] + (int32_t)length;
        }
    }
    return true;
}

static bool target_begin(table_job *job, size_t count, target *out)
{
    *out = (target){0};
    if (job->layout == LAYOUT_TOTALS)
        return true;
    size_t rows = count;
    if (job->layout == LAYOUT_LONG) {
        rows = 0;
        for (size_t i = 0; i < count; i++) {
            job->starts[i] = rows;
            rows += job->groups[job->group_of[i]].count;
        }
        out->first_column = 2;
    }
    out->batch = made_table_batch(job->table, rows);
    bool fits = out->batch != NULL;
    for (size_t c = out->first_column; fits && c < job->table->columns_count; c++)
        fits = amount_buffers(&out->batch->cells[c], rows);
    return fits && (job->layout == LAYOUT_WIDE || long_fill(job, out->batch, count));
}

/* How many cells were not put. */
static void nulls_count(const table_job *job, const target *to)
{
    for (size_t c = to->first_column; to->batch && c < job->table->columns_count; c++) {
        made_cells *cells = &to->batch->cells[c];
        const unsigned char *bits = cells->buffers[0];
        int64_t set = 0;
        for (size_t i = 0; i < (to->batch->rows + 7) / 8; i++)
            set += __builtin_popcount(bits[i]);
        cells->null_count = (int64_t)to->batch->rows - set;
    }
}

apn_status table_job_chunk(table_job *job, const struct ArrowArray *batch, size_t first,
                           size_t count)
{
    cell_view amount = cell_view_of(job->amount_type, batch, job->amount_column), by;
    bool named = job->by_column >= 0;
    apn_status status = APN_OK;
    target to;
    if (named)
        by = cell_view_of(job->by_type, batch, job->by_column);
    for (size_t i = 0; status == APN_OK && i < count; i++)
        status = line_read(job, &amount, named ? &by : NULL, first + i, i);
    if (status != APN_OK)
        return status;
    if (!target_begin(job, count, &to))
        return out_of_memory(job);
    size_t *starts = job->starts + job->chunk_lines;
    lines_gather(job, count, starts);
    for (size_t g = 0; g < job->groups_count; g++)
        for (size_t i = starts[g]; status == APN_OK && i < starts[g + 1]; i += BLOCK_LINES) {
            size_t rest = starts[g + 1] - i;
            status = block_share(job, &to, &job->groups[g], job->order + i,
                                 rest < BLOCK_LINES ? rest : BLOCK_LINES);
        }
    for (size_t i = 0; status == APN_OK && i < count; i++)
        if (job->state[i] == LINE_LARGE)
            status = large_share(job, &to, &amount, first + i, i);
    nulls_count(job, &to);
    job->lines_before += count;
    return status;
}

apn_status table_job_end(table_job *job)
{
    if (job->layout != LAYOUT_TOTALS)
        return APN_OK;
    size_t bytes = 0;
    made_batch *batch = made_table_batch(job->table, job->parties_count);
    for (size_t i = 0; i < job->parties_count; i++)
        bytes += strlen(job->parties[i]);
    if (!batch || bytes > INT32_MAX)
        return out_of_memory(job);
    int32_t *ends = made_buffer((job->parties_count + 1) * sizeof *ends);
    char *chars = made_buffer(bytes);
    cell_int *amounts = made_buffer(job->parties_count * sizeof *amounts);
    batch->cells[0].buffers[1] = ends;
    batch->cells[0].buffers[2] = chars;
    batch->cells[1].buffers[1] = amounts;
    if (!ends || !chars || !amounts)
        return out_of_memory(job);
    for (size_t i = 0; i < job->parties_count; i++) {
        size_t length = strlen(job->parties[i]);
        memcpy(chars + ends[i], job->parties[i], length);
        ends[i + 1] = ends[i] + (int32_t)length;
        if (__builtin_mul_overflow(job->sums[i], job->unit_digits, &amounts[i])) {
            job->err = (apn_error){.status = APN_LIMIT};
            snprintf(job->err.message, sizeof job->err.message, "a sum has more than 38 digits");
            return APN_LIMIT;
        }
    }
    return APN_OK;
}

void table_job_free(table_job *job)
{
    free(job->totals);
    free(job->gathered);
    free(job->amounts);
    free(job->order);
    free(job->starts);
    free(job->group_of);
    free(job->state);
    free(job->sums);
    made_table_unref(job->table);
}
