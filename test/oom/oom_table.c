/* oom_table.c: whatever allocation fails while a table is rounded and reported, the call says
 * APN_MEMORY, gives no result and leaves nothing behind. */
#include <stdio.h>

#include "apportion/apportion.h"
#include "failing_memory.h"

enum { ROWS = 3, COLUMNS = 4 };

/* Rows of 1/3, 1/3, 1/3 and 2: whole, with ties. */
static apn_decimal cells[ROWS * COLUMNS], denominators[ROWS];
static apn_table_options options = {.size = sizeof options};

static apn_status report_all(const apn_table *table, const apn_biproportional *other,
                             apn_error *err, bool *empty)
{
    const apn_table_names names = {.size = sizeof names, .corner = "x", .options = &options};
    apn_status status = APN_OK;
    for (int i = 0; status == APN_OK && apn_report_format_word((apn_report_format)i); i++) {
        apn_report *report = NULL;
        apn_report_format format = (apn_report_format)i;
        status = table ? apn_report_table(table, &names, format, &report, err)
                       : apn_report_biproportional(other, &names, format, &report, err);
        *empty = *empty && (status == APN_OK) == (report != NULL);
        apn_report_free(report);
    }
    return status;
}

static apn_status round_table(apn_error *err, bool *empty)
{
    apn_table *table = NULL;
    apn_status status = apn_table_make(cells, ROWS, COLUMNS, &options, &table, err);
    *empty = (status == APN_OK) == (table != NULL);
    if (status == APN_OK)
        status = report_all(table, NULL, err, empty);
    apn_table_free(table);
    return status;
}

static apn_status round_in_proportion(apn_error *err, bool *empty)
{
    const apn_decimal down[ROWS] = {
        {.lo = 4, .sign = 1}, {.lo = 4, .sign = 1}, {.lo = 4, .sign = 1}};
    const apn_decimal across[COLUMNS] = {
        {.lo = 3, .sign = 1}, {.lo = 3, .sign = 1}, {.lo = 3, .sign = 1}, {.lo = 3, .sign = 1}};
    const apn_biproportional_input input = {ROWS, COLUMNS, cells, down, across};
    apn_biproportional *table = NULL;
    apn_status status = apn_biproportional_make(&input, &options, &table, err);
    *empty = (status == APN_OK) == (table != NULL);
    if (status == APN_OK)
        status = report_all(NULL, table, err, empty);
    apn_biproportional_free(table);
    return status;
}

/* 1 + 1 + 1 + 6 is printed as 3: the last is left out. */
static apn_status check_sum(apn_error *err, bool *empty)
{
    const apn_printed_sum sum = {
        .size = sizeof sum, .figures = cells, .count = COLUMNS, .total = {.lo = 3, .sign = 1}};
    apn_findings *findings = NULL;
    apn_status status = apn_printed_sum_check(&sum, &findings, err);
    *empty = (status == APN_OK) == (apn_findings_count(findings) == 1);
    apn_findings_free(findings);
    return status;
}

static size_t failures_tried;

/* Fails allocation 1, 2, 3 … (and all later ones when `onwards`) until none is left to fail; the
 * faults. */
static int try_all(const char *name, apn_status (*run)(apn_error *err, bool *empty), bool onwards)
{
    apn_error plain = {0};
    bool empty = false;
    int faults = 0;
    apn_status expected = run(&plain, &empty);
    for (size_t nth = 1;; nth++) {
        apn_error err = {0};
        failing_memory_arm(nth, onwards);
        apn_status status = run(&err, &empty);
        failing_memory_disarm();
        bool failed = failing_memory_failed();
        if (failing_memory_outstanding() != 0 || !empty ||
            status != (failed ? APN_MEMORY : expected) || err.status != status) {
            printf("%s, allocation %zu: %s\n", name, nth, apn_status_word(status));
            faults++;
        }
        if (!failed)
            return faults;
        failures_tried++;
    }
}

static int try_both(const char *name, apn_status (*run)(apn_error *err, bool *empty))
{
    return try_all(name, run, false) + try_all(name, run, true);
}

int main(void)
{
    static const size_t parents[] = {APN_NO_GROUP, 0};
    static const size_t down[ROWS] = {1, 1, APN_NO_GROUP},
                        across[COLUMNS] = {0, 0, 1, APN_NO_GROUP};
    const apn_decimal one = apn_decimal_from_i64(1), three = apn_decimal_from_i64(3);
    const apn_decimal prescribed[COLUMNS] = {three, {0}, {0}, apn_decimal_from_i64(6)};
    const apn_decimal too_much[COLUMNS] = {
        apn_decimal_from_i64(4), {0}, {0}, apn_decimal_from_i64(5)};
    int faults = 0;
    for (size_t i = 0; i < ROWS * COLUMNS; i++) {
        cells[i] = i % COLUMNS == COLUMNS - 1 ? apn_decimal_from_i64(6) : one;
        denominators[i / COLUMNS] = three;
    }
    options.unit = one;
    faults += try_both("a printed sum", check_sum);
    faults += try_both("in proportion", round_in_proportion);
    options.denominators = denominators;
    faults += try_both("plain", round_table);
    options.cumulative = 1;
    faults += try_both("periods", round_table);
    options.cumulative = 0;
    options.column_totals = prescribed;
    faults += try_both("prescribed", round_table);
    options.column_totals = too_much;
    faults += try_both("infeasible", round_table);
    options.column_totals = NULL;
    options.row_groups = (apn_table_groups){2, parents, down, NULL};
    options.column_groups = (apn_table_groups){2, parents, across, NULL};
    faults += try_both("groups", round_table);
    printf("%zu allocations made to fail, %d faults\n", failures_tried, faults);
    return faults > 0 || failures_tried == 0;
}
