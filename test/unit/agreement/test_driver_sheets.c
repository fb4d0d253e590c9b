/* Drivers from sheets: what is read, and each fault of a sheet and of what is asked of it. */
#include "agreement_cases.h"
#include "sheet_cases.h"

#include "agreement_model.h"

/* Four parties; drivers begin in line 4. */
#define PARTIES                                                                                    \
    "format: apportion/1\nagreement: {id: x}\n"                                                    \
    "parties: [{id: leics, name: Leicestershire}, {id: met, name: MPS}, {id: ds}, {id: town}]\n"
#define DRIVER(keys) PARTIES "drivers: {d: {from_csv: {file: s.csv, " keys "}}}\n"
#define PLAIN        DRIVER("key: force, value: n")

static void expect(const apn_agreement *agreement, apn__year year, size_t party, int64_t hundredths)
{
    const apn__value_set *set = apn__driver_find(&agreement->drivers[0], year);
    apn_decimal expected = apn_decimal_from_i64(hundredths);
    expected.scale = 2;
    assert_non_null(set);
    assert_int_equal(set->values[party].given, APN__GIVEN);
    assert_int_equal(apn_decimal_compare(set->values[party].value, expected), 0);
}

enum { LEICS, MET, DS, TOWN };

/* A BOM, CRLF, blank lines, thousands commas, brackets, a dash for nil, spaces that do not break.
 */
static void what_spreadsheets_write(void **state)
{
    static const char sheet[] = "\xEF\xBB\xBF,,\r\nforce, n ,note\r\n"
                                "Leicestershire,\"1,848.50\",a\r\n,,\r\n"
                                "\"Metropolitan\nPolice\", - ,\r\nds\xC2\xA0,\xC2\xA0"
                                "7\r\n\r\nTOWN,needed\r\nelsewhere,n/a\r\n";
    apn_agreement *agreement = load_with(PLAIN, sheet, 0);
    (void)state;
    expect(agreement, 2015, LEICS, 184850);
    expect(agreement, 1999, MET, 0);
    expect(agreement, 2015, DS, 700);
    assert_int_equal(apn__driver_find(&agreement->drivers[0], 2015)->values[TOWN].given,
                     APN__NEEDED);
    apn_agreement_unref(agreement);
}

/* By id, by name, by another name of the force that the party's name is, or by `names` alone. */
static void names_of_parties(void **state)
{
    static const char sheet[] = "force,n\nLEICS,1\nMet Police,2\nDevon & Cornwall Constabulary,3\n"
                                "Town  Council,4\ntown,5\nds,6\n";
    apn_agreement *agreement =
        load_with(DRIVER("key: force, value: n, names: {town: town council, ds: devon and "
                         "cornwall constabulary}"),
                  sheet, 0);
    (void)state;
    expect(agreement, 2015, LEICS, 100);
    expect(agreement, 2015, MET, 200);
    expect(agreement, 2015, DS, 300);
    expect(agreement, 2015, TOWN, 400);
    apn_agreement_unref(agreement);
}

static void several_years_in_one_sheet(void **state)
{
    static const char by_row[] = "force,year,kind,n\nleics,2015-16,a,1\nleics,2016/2017,a,2\n"
                                 "leics,2016-17,b,9\nmet,2015/16,a,3\nelse,later,a,4\n"
                                 "ds,2015/16,a,1/3\ntown,2015/16,a,5\n";
    static const char by_column[] = "force,n15,n16\nleics,1,2\nmet,3,\nds,1,1\ntown,5,1\n";
    static const char labels[] = "force,as at,n\nleics,March 2015,1\nleics,March 2016,2\n"
                                 "leics,June 2016,7\nmet,March 2015,3\nds,March 2015,1\n"
                                 "town,March 2015,5\n";
    static const char *const asked[] = {
        DRIVER("key: force, value: n, year: year, where: {kind: a}"),
        DRIVER("key: force, value: {2016/17: n16, 2015/16: n15}"),
        DRIVER("key: force, value: n, year: as at, years: {2016/17: March 2016, 2015/16: March "
               "2015}"),
    };
    static const char *const sheets[] = {by_row, by_column, labels};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        apn_agreement *agreement = load_with(asked[i], sheets[i], 0);
        expect(agreement, 2015, LEICS, 100);
        expect(agreement, 2016, LEICS, 200);
        expect(agreement, 2015, MET, 300);
        expect(agreement, 2015, TOWN, 500);
        assert_null(apn__driver_find(&agreement->drivers[0], 2017));
        assert_int_equal(apn__driver_find(&agreement->drivers[0], 2016)->values[MET].given,
                         APN__ABSENT);
        apn_agreement_unref(agreement);
    }
    apn_agreement *agreement = load_with(DRIVER("key: force, value: n, year: 2015/16"),
                                         "force,n\nleics,1\nmet,1\nds,1/3\ntown,1\n", 0);
    expect(agreement, 2015, LEICS, 100);
    assert_null(apn__driver_find(&agreement->drivers[0], 2016));
    apn_agreement_unref(agreement);
}

static void money(void **state)
{
    apn_agreement *agreement = load_with(
        PARTIES "drivers: {d: {unit: GBP, from_csv: {file: s.csv, key: f, value: n, year: y}}}\n",
        "f,y,n\nleics,2015/16,£1.5k\nmet,2015/16,\"£1,000\"\nds,2015/16,5\ntown,2015/16,GBP 1\n",
        0);
    (void)state;
    expect(agreement, 2015, LEICS, 150000);
    expect(agreement, 2015, MET, 100000);
    apn_agreement_unref(agreement);
}

/* The control total counts every row that `where` leaves, whoever's it is. */
static void control_totals(void **state)
{
    static const char sheet[] = "force,y,n\nleics,2015/16,\"1,000.25\"\nmet,2015/16,2\n"
                                "else,2016/17,(0.25)\nds,2016/17,1\ntown,2016/17,3\n";
#define CONTROLLED(total) DRIVER("key: force, value: n, year: y, control_total: " total)
    (void)state;
    apn_agreement_unref(load_with(CONTROLLED("£1006"), sheet, 0));
    apn_agreement_unref(load_with(CONTROLLED("{2015/16: 1002.25, 2016/17: 3.75}"), sheet, 0));
    load_fails(CONTROLLED("1000"), sheet, APN_CSV, "case.yaml", 4, 85,
               "add up to 1006.00, and `control_total` says 1000.00: 6.00 more");
    load_fails(CONTROLLED("{2016/17: 4.005}"), sheet, APN_CSV, "case.yaml", 4, 95,
               "add up to 3.75, and `control_total` says 4.005: 0.255 less");
    load_fails(CONTROLLED("4"), "force,y,n\nleics,2015/16,1\nelse,2015/16,n/a\n", APN_NUMBER,
               "s.csv", 3, 14, "`n/a`");
}

/* A party without a row is noted, with what its row may be called. */
static void parties_without_a_row(void **state)
{
    apn_findings *findings = NULL;
    apn_agreement *agreement =
        load_noted(PLAIN, "force,n\nLeicestshire,1\nmet,2\nds,3\n", &findings);
    const apn_finding *note = apn_findings_at(findings, 0);
    (void)state;
    assert_int_equal(apn_findings_count(findings), 1);
    assert_int_equal(note->severity, APN_NOTE);
    assert_int_equal(note->code, APN_MISSING_WEIGHT);
    assert_int_equal(note->line, 4);
    assert_string_equal(note->where, "drivers.d.from_csv");
    assert_string_equal(note->message, "`s.csv` has no row for Leicestershire, nor for others of "
                                       "the parties; did you mean `Leicestshire`?");
    apn_findings_free(findings);
    apn_agreement_unref(agreement);
    load_fails(DRIVER("key: force, value: n, names: {leics: Leicester}"),
               "force,n\nLeicster,1\nmet,2\nds,3\ntown,1\n", APN_CSV, "case.yaml", 4, 76,
               "is for `Leicester`; did you mean `Leicster`?");
    load_fails(PLAIN, "force,n\nKent,1\n", APN_CSV, "case.yaml", 4, 44,
               "its first one is for `Kent`");
}

static void rows_of_others(void **state)
{
    static const char refuse[] = DRIVER("key: force, value: n, others: refuse");
    (void)state;
    apn_agreement_unref(load_with(refuse, "force,n\nleics,1\nmet,2\nds,3\ntown,4\n", 0));
    load_fails(refuse, "force,n\nleics,1\nmet,2\nds,3\ntown,4\nTwon,1\n", APN_UNKNOWN_ID, "s.csv",
               6, 1, "`Twon` is no party of the agreement; did you mean `town`?");
    load_fails(refuse, "force,n\nleics,1\nmet,2\nds,3\ntown,4\n,1\n", APN_UNKNOWN_ID, "s.csv", 6, 1,
               "`` is no party");
}

static void rows_twice(void **state)
{
    (void)state;
    load_fails(PLAIN, "force,n\nleics,1\nmet,2\nds,3\ntown,4\n\nLeicestershire Police,1\n", APN_CSV,
               "s.csv", 7, 1, "a row for Leicestershire in line 2 already");
    load_fails(DRIVER("key: force, value: n, year: y"),
               "force,n,y\nleics,1,2015/16\nmet,2,2015/16\nds,3,2015/16\ntown,4,2015/16\n"
               "leics,1,2016/17\nleics,1,2016-17\n",
               APN_CSV, "s.csv", 7, 1, "Leicestershire and 2016/17 in line 6 already");
    load_fails(PARTIES "drivers: {d: {from_csv: {file: s.csv, key: f, value: n}}}\n"
                       "bases: {b: {driver: d}}\n",
               "f,n\nMet,1\nLeics,1\nds,1\ntown,1\nMPS,2\n", APN_CSV, "s.csv", 6, 1,
               "a row for MPS in line 2 already");
    load_fails("format: apportion/1\nagreement: {id: x}\n"
               "parties: [{id: a, name: Kent}, {id: b, name: Kent Police}]\n"
               "drivers: {d: {from_csv: {file: s.csv, key: f, value: n}}}\n",
               "f,n\na,1\nb,1\nKent Constabulary,2\n", APN_UNKNOWN_ID, "s.csv", 4, 1,
               "may be more than one party");
}

static void faults_of_what_is_asked(void **state)
{
    static const char sheet[] =
        "force,n,as_at,n2,n2\nleics,1,March 2015,1,1\nmet,1,March 2015,1,1\n"
        "ds,1,March 2015,1,1\ntown,1,March 2015,1,1\n";
    static const struct {
        const char *text;
        apn_status code;
        unsigned column;
        const char *part;
    } cases[] = {
        {DRIVER("value: n"), APN_MISSING_KEY, 25, "`key` is missing"},
        {DRIVER("key: force"), APN_MISSING_KEY, 25, "`value` is missing"},
        {DRIVER("key: frce, value: n"), APN_CSV, 44, "no column `frce`; did you mean `force`?"},
        {DRIVER("key: force, value: zzzzz"), APN_CSV, 58,
         "no column `zzzzz`; the columns are force, n, as_at, n2, n2"},
        {DRIVER("key: force, value: n2"), APN_CSV, 58, "two columns `n2`, column 4 and column 5"},
        {DRIVER("key: force, value: n, where: {as_at: March 2105}"), APN_CSV, 76,
         "has `March 2105` in column `as_at`; did you mean `March 2015`?"},
        {DRIVER("key: force, value: n, where: {as_it: March 2015}"), APN_CSV, 69,
         "no column `as_it`; did you mean `as_at`?"},
        {DRIVER("key: force, value: n, where: {as_at: March 2015, force: Leics}"), APN_CSV, 95,
         "has `Leics` in column `force`"},
        {DRIVER("key: force, value: n, where: {n: 1, as_at: [1]}"), APN_WRONG_TYPE, 82, "a list"},
        {DRIVER("key: force, value: n, names: {mett: x}"), APN_UNKNOWN_ID, 69, "no party `mett`"},
        {DRIVER("key: force, value: n, others: fail"), APN_WRONG_TYPE, 69, "choose pass or refuse"},
        {DRIVER("key: force, value: {2015/16: n}, year: as_at"), APN_WRONG_TYPE, 72,
         "a column of its own"},
        {DRIVER("key: force, value: n, years: {2015/16: x}"), APN_WRONG_TYPE, 61,
         "`year` names no column"},
        {DRIVER("key: force, value: {15: n}"), APN_NUMBER, 59, "not a financial year"},
        {DRIVER("key: force, value: n, col: x"), APN_UNKNOWN_KEY, 61, "not a key of a driver's"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        load_fails(cases[i].text, sheet, cases[i].code, "case.yaml", 4, cases[i].column,
                   cases[i].part);
}

static void faults_of_cells(void **state)
{
    (void)state;
    load_fails(PLAIN, "force,n\nleics,1\nmet,\"1,23\"\nds,1\ntown,1\n", APN_NUMBER, "s.csv", 3, 7,
               "`1,23`");
    load_fails(PLAIN, "force,n\nleics,1\nmet, 12x\nds,1\ntown,1\n", APN_NUMBER, "s.csv", 3, 8,
               "`12x`");
    load_fails(PLAIN, "force,n\nleics,1\nmet,(3)\nds,1\ntown,1\n", APN_NEGATIVE_WEIGHT, "s.csv", 3,
               5, "below zero");
    load_fails(PLAIN, "force,n\nleics,1\nmet\nds,1\ntown,1\n", APN_NUMBER, "s.csv", 3, 1,
               "nothing");
    load_fails(PLAIN, "force,n\nSir G\xE2r,1\n", APN_CSV, "s.csv", 2, 6, "Windows-1252");
    load_fails(PLAIN, "force,n\n\"leics,1\n", APN_CSV, "s.csv", 2, 1, "does not end");
    load_fails(PLAIN, "\n ,\n", APN_CSV, "case.yaml", 4, 32, "is empty");
    load_fails(PLAIN, "force,n\n", APN_CSV, "s.csv", 1, 1, "no row under its headings");
    load_fails(DRIVER("key: force, value: n, year: y"),
               "force,n,y\nleics,1,2015/16\nmet,1,this year\nds,1,2015/16\ntown,1,2015/16\n",
               APN_NUMBER, "s.csv", 3, 7, "`this year` is not a financial year");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_spreadsheets_write),
        cmocka_unit_test(names_of_parties),
        cmocka_unit_test(several_years_in_one_sheet),
        cmocka_unit_test(money),
        cmocka_unit_test(control_totals),
        cmocka_unit_test(parties_without_a_row),
        cmocka_unit_test(rows_of_others),
        cmocka_unit_test(rows_twice),
        cmocka_unit_test(faults_of_what_is_asked),
        cmocka_unit_test(faults_of_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
