/* Cost lines from a ledger's extract: what is read, and each fault. */
#include "agreement_cases.h"
#include "sheet_cases.h"

#include "agreement_model.h"
#include "library_limits.h"

#define PARTIES                                                                                    \
    "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"                       \
    "bases: {flat: equal, mine: {all_to: a}}\n"
#define LINES(keys) PARTIES "cost_lines: {from_csv: {file: s.csv, id: code, " keys "}}\n"
#define PLAIN       LINES("year: year, amount: amount, basis: flat")

static void expect(const apn__line *line, apn_measure measure, apn__year year, int64_t pence)
{
    apn_decimal expected = apn_decimal_from_i64(pence);
    const apn__figure *figure = apn__figures_find(&line->measures[measure], year);
    expected.scale = 2;
    assert_non_null(figure);
    assert_int_equal(apn_decimal_compare(figure->amount, expected), 0);
}

/* Rows of one id are one line, lines in the order in which they first stand. */
static void a_ledger(void **state)
{
    static const char sheet[] =
        "code,name,year,amount,what,by,kind,sort\n"
        "S 2/Servers,Servers,2015-16,\"£1,000.50\",budget,flat,ict,capital\n"
        "c_01,Lines,2015/16,(20.00),budget,,,\n"
        "S 2/Servers,Servers,2016-17,-,budget,flat,ict,capital\n"
        "S 2/Servers,,2015-16,3.00-,outturn,flat,ict,capital\n";
    apn_agreement *agreement = load_with(
        PARTIES "default_basis: mine\n"
                "cost_lines: {from_csv: {file: s.csv, id: code, title: name, year: year, "
                "amount: amount, measure: what, basis: by, category: kind, nature: sort}}\n",
        sheet, 0);
    const apn__line *servers = &agreement->lines[0], *lines = &agreement->lines[1];
    (void)state;
    assert_int_equal(agreement->line_count, 2);
    assert_string_equal(servers->info.id, "s-2-servers");
    assert_string_equal(servers->info.title, "Servers");
    assert_string_equal(servers->info.category, "ict");
    assert_string_equal(servers->info.nature, "capital");
    assert_string_equal(agreement->bases[servers->basis].name, "flat");
    expect(servers, APN_BUDGET, 2015, 100050);
    expect(servers, APN_BUDGET, 2016, 0);
    expect(servers, APN_OUTTURN, 2015, -300);
    assert_string_equal(lines->info.id, "c_01");
    assert_true(lines->default_basis);
    expect(lines, APN_BUDGET, 2015, -2000);
    apn_agreement_unref(agreement);
}

/* A column for each year; a blank cell is a year without a figure. One year for the whole sheet. */
static void years_of_a_ledger(void **state)
{
    apn_agreement *agreement = load_with(
        LINES("amount: {2015/16: '2015-16', 2016/17: next}, basis: mine, measure: outturn"),
        "code,2015-16,next\nOne,1.00,2.00\nTwo,3.00,\n", 0);
    (void)state;
    assert_string_equal(agreement->lines[0].info.title, "One");
    expect(&agreement->lines[0], APN_OUTTURN, 2016, 200);
    expect(&agreement->lines[1], APN_OUTTURN, 2015, 300);
    assert_int_equal(agreement->lines[1].measures[APN_OUTTURN].count, 1);
    assert_int_equal(agreement->lines[1].measures[APN_BUDGET].count, 0);
    apn_agreement_unref(agreement);
    agreement =
        load_with(LINES("year: 2015/16, amount: n, basis: {all_to: b}"), "code,n\none,1.00\n", 0);
    assert_string_equal(agreement->bases[agreement->lines[0].basis].name, "all_to:b");
    expect(&agreement->lines[0], APN_BUDGET, 2015, 100);
    apn_agreement_unref(agreement);
}

/* Beside lines of the agreement's own, in listed order. */
static void lines_of_both_kinds(void **state)
{
    apn_agreement *agreement = load_with(
        PARTIES "cost_lines:\n  - {id: first, basis: flat, budget: {2015/16: 1.00}}\n"
                "  - from_csv: {file: s.csv, id: code, year: year, amount: amount, basis: flat,\n"
                "      where: {what: cost}}\n"
                "  - {id: last, basis: flat, budget: {2015/16: 1.00}}\n",
        "code,year,amount,what\none,2015/16,5.00,cost\ntwo,2015/16,6.00,cost\nall,2015/16,11.00,"
        "total\n",
        0);
    static const char *const ids[] = {"first", "one", "two", "last"};
    (void)state;
    assert_int_equal(agreement->line_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(agreement->lines[i].info.id, ids[i]);
    apn_agreement_unref(agreement);
    load_fails(PARTIES "cost_lines:\n  - {id: one, basis: flat, budget: {2015/16: 1.00}}\n"
                       "  - from_csv: {file: s.csv, id: code, year: y, amount: n, basis: flat}\n",
               "code,y,n\none,2015/16,5.00\n", APN_DUPLICATE_ID, "s.csv", 2, 1,
               "already the id of a cost line in case.yaml, line 6");
}

/* Postings of one line, measure and year are added up where the agreement says so. */
static void repeated_rows(void **state)
{
    static const char sheet[] = "code,year,amount\none,2015/16,1.10\ntwo,2015/16,7.00\n"
                                "one,2015/16,\"1,000.00\"\none,2016/17,4.00\none,2015/16,(0.20)\n";
    apn_agreement *agreement =
        load_with(LINES("year: year, amount: amount, basis: flat, repeated: add, control_total: "
                        "1011.90"),
                  sheet, 0);
    (void)state;
    assert_int_equal(agreement->line_count, 2);
    expect(&agreement->lines[0], APN_BUDGET, 2015, 100090);
    expect(&agreement->lines[0], APN_BUDGET, 2016, 400);
    apn_agreement_unref(agreement);
    load_fails(PLAIN, "code,year,amount\none,2015/16,1.00\ntwo,2015/16,7.00\none,2015-16,2.00\n",
               APN_CSV, "s.csv", 4, 13, "`one` has a budget for 2015/16 in line 2 already");
    load_fails(LINES("year: year, amount: amount, basis: flat, repeated: add"),
               "code,year,amount\none,2015/16,1.10\none,2015/16,x\n", APN_NUMBER, "s.csv", 3, 13,
               "`x`");
}

static void faults_of_what_is_asked(void **state)
{
    static const char sheet[] = "code,year,amount\none,2015/16,1.00\n";
    static const struct {
        const char *text;
        apn_status code;
        unsigned column;
        const char *part;
    } cases[] = {
        {LINES("year: year, basis: flat"), APN_MISSING_KEY, 24, "`amount` is missing"},
        {LINES("amount: amount, basis: flat"), APN_MISSING_KEY, 31, "of which year"},
        {LINES("year: yaer, amount: amount, basis: flat"), APN_CSV, 54, "did you mean `year`?"},
        {LINES("title: name, year: year, amount: amount, basis: flat"), APN_CSV, 55,
         "no column `name`"},
        {LINES("year: year, amount: amount, basis: flat, measure: bugdet"), APN_CSV, 98,
         "no column `bugdet`"},
        {LINES("year: year, amount: amount, basis: flet"), APN_UNKNOWN_ID, 83,
         "did you mean `flat`?"},
        {LINES("year: year, amount: amount, basis: flat, repeated: sum"), APN_WRONG_TYPE, 99,
         "choose refuse or add"},
        {LINES("year: year, amount: amount, basis: flat, nature: usual"), APN_WRONG_TYPE, 97,
         "not a nature of cost"},
        {LINES("year: year, amount: amount, basis: flat, control_total: 2"), APN_CSV, 104,
         "add up to 1.00, and `control_total` says 2.00: 1.00 less"},
        {LINES("year: year, amount: amount, basis: flat, repeat: add"), APN_UNKNOWN_KEY, 89,
         "did you mean `repeated`?"},
        {PARTIES "cost_lines: {from_csv: s.csv}\n", APN_WRONG_TYPE, 24, "a group of keys"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        load_fails(cases[i].text, sheet, cases[i].code, "case.yaml", 5, cases[i].column,
                   cases[i].part);
    load_fails(LINES("year: year, amount: amount"), sheet, APN_MISSING_KEY, "s.csv", 2, 1,
               "does not say how it is shared");
}

static void faults_of_cells(void **state)
{
    (void)state;
    load_fails(PLAIN, "code,year,amount\none,2015/16,1.005\n", APN_NOT_WHOLE_UNITS, "s.csv", 2, 13,
               "1.005");
    load_fails(PLAIN, "code,year,amount\none,2015/16,\"1,00\"\n", APN_NUMBER, "s.csv", 2, 15,
               "1,00");
    load_fails(PLAIN, "code,year,amount\none,2015/16,\n", APN_NUMBER, "s.csv", 2, 13, "nothing");
    load_fails(PLAIN, "code,year,amount\none,Total,1.00\n", APN_NUMBER, "s.csv", 2, 5,
               "`Total` is not a financial year");
    load_fails(PLAIN, "code,year,amount\n,2015/16,1.00\n", APN_CSV, "s.csv", 2, 1, "no id");
    load_fails(PLAIN, "code,year,amount\n**,2015/16,1.00\n", APN_CSV, "s.csv", 2, 1, "no id");
    load_fails(PLAIN, "code,year,amount\nLead,2015/16,1.00\n", APN_WRONG_TYPE, "s.csv", 2, 1,
               "`lead` is a word of the format");
    load_fails(PLAIN, "code,year,amount\nA 1,2015/16,1.00\na-1,2016/17,1.00\n", APN_CSV, "s.csv", 3,
               1, "has the id `a-1` here and `A 1` in line 2");
    load_fails(LINES("year: year, amount: amount, basis: by"),
               "code,year,amount,by\none,2015/16,1.00,flat\none,2016/17,1.00,mine\n", APN_CSV,
               "s.csv", 3, 18, "has the basis `mine` here and `flat` in line 2");
    load_fails(LINES("year: year, amount: amount, basis: flat, measure: m"),
               "code,year,amount,m\none,2015/16,1.00,Actual\n", APN_WRONG_TYPE, "s.csv", 2, 18,
               "`Actual` is not a measure");
}

static void where_sheets_may_lie(void **state)
{
    static const char *const outside[] = {"../s.csv", "/s.csv", "a/../s.csv", "C:s.csv",
                                          "a\\s.csv", "a/..",   "..",         "'a\tb'"};
    char text[400];
    (void)state;
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        snprintf(text, sizeof text,
                 PARTIES "cost_lines: {from_csv: {file: %s, id: c, year: y, amount: n}}\n",
                 outside[i]);
        load_fails(text, "", APN_PATH_OUTSIDE, "case.yaml", 5, 31, "leads out of the agreement's");
    }
    load_fails(PARTIES "cost_lines: {from_csv: {file: a..b/.s.csv, id: c, year: y, amount: n}}\n",
               "", APN_IO, "case.yaml", 5, 31, "there is no such sheet");
}

/* Without a source no sheet can be read; a source that is out of memory ends the reading. */
static apn_status no_memory(void *context, const char *from, const char *name, const char **bytes,
                            size_t *length, apn_error *err)
{
    (void)context, (void)from, (void)name, (void)bytes, (void)length, (void)err;
    return APN_MEMORY;
}

static void sources(void **state)
{
    apn_text_source text = {"case.yaml", PLAIN, strlen(PLAIN)};
    apn_agreement_options options = {.size = sizeof options - 1};
    apn_agreement *agreement = NULL;
    apn_findings *findings = NULL;
    apn_error err = {0};
    (void)state;
    assert_int_equal(apn_agreement_load(&text, 1, &options, NULL, &agreement, &err), APN_USAGE);
    assert_int_equal(apn_agreement_from_yaml(&text, 1, NULL, &agreement, &err), APN_IO);
    assert_non_null(strstr(err.message, "without sheets"));
    options = (apn_agreement_options){.size = sizeof options, .source = no_memory};
    assert_int_equal(apn_agreement_load(&text, 1, &options, &findings, &agreement, &err),
                     APN_MEMORY);
    assert_null(findings);
    assert_null(agreement);
}

/* A sheet that is named again is not asked for again, and not counted. */
static apn_status count_asked(void *context, const char *from, const char *name, const char **bytes,
                              size_t *length, apn_error *err)
{
    size_t *asked = context;
    (void)from, (void)name, (void)err;
    ++*asked;
    *bytes = "f,n\na,1\nb,1\n";
    *length = strlen(*bytes);
    return APN_OK;
}

static void so_many_sheets_and_no_more(void **state)
{
    char text[16384];
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        size_t asked = 0, length = (size_t)snprintf(text, sizeof text, PARTIES "drivers:\n");
        for (size_t i = 0; i < 2 * (APN__LIMIT_SHEETS + over); i++)
            length += (size_t)snprintf(text + length, sizeof text - length,
                                       "  d%zu: {from_csv: {file: %zu.csv, key: f, value: n}}\n", i,
                                       i / 2);
        apn_text_source source = {"case.yaml", text, length};
        apn_agreement_options options = {
            .size = sizeof options, .source = count_asked, .source_context = &asked};
        apn_agreement *agreement = NULL;
        apn_error err = {0};
        assert_int_equal(apn_agreement_load(&source, 1, &options, NULL, &agreement, &err),
                         over == 0 ? APN_OK : APN_LIMIT);
        assert_int_equal(asked, APN__LIMIT_SHEETS);
        assert_int_equal(err.line, over == 0 ? 0 : 6 + 2 * APN__LIMIT_SHEETS);
        apn_agreement_unref(agreement);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ledger),
        cmocka_unit_test(years_of_a_ledger),
        cmocka_unit_test(lines_of_both_kinds),
        cmocka_unit_test(repeated_rows),
        cmocka_unit_test(faults_of_what_is_asked),
        cmocka_unit_test(faults_of_cells),
        cmocka_unit_test(where_sheets_may_lie),
        cmocka_unit_test(sources),
        cmocka_unit_test(so_many_sheets_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
