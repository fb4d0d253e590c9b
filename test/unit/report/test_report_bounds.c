/* Reports of what floors, caps, absorbers and residuals do to amounts: each says whom they moved.
 */
#include "report_cases.h"

/* £90.00 in equal parts of £30.00: Ann's floor lifts her to £40.00 and Bob's cap leaves him £20.00,
 * so Cat keeps £30.00. On the next line Cat absorbs the £10.00 more that Ann pays. On the third the
 * penny that is left goes to whom the line says. */
static const char bounded_text[] =
    "format: apportion/1\n"
    "agreement: {id: x}\n"
    "parties: [{id: a, name: Ann}, {id: b, name: Bob}, {id: c, name: Cat}]\n"
    "cost_lines:\n"
    "  - {id: l, basis: equal, budget: {2015/16: 90}, floors: {a: 40}, caps: {b: 20}}\n"
    "  - {id: m, basis: equal, budget: {2015/16: 90}, floors: {a: 40}, absorber: c}\n"
    "  - {id: n, basis: equal, budget: {2015/16: 100}, rounding: {method: residual, to: b}}\n"
    "  - {id: o, basis: equal, budget: {2015/16: 100}, rounding: {method: residual, to: largest}}\n"
    "  - {id: p, basis: {all_to: a}, budget: {2015/16: 5}, rounding: {method: residual, to: a}}\n";

static apn_report *report_bounded(apn_report_format format)
{
    apn_agreement *agreement = read_text(bounded_text);
    apn_statement *statement = make(agreement, "2015/16");
    apn_report *report = NULL;
    assert_int_equal(apn_report_statement(statement, format, &report, NULL), APN_OK);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
    return report;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        count++;
    return count;
}

static void statement_says_which_bounds_were_reached(void **state)
{
    apn_report *report = report_bounded(APN_REPORT_JSON);
    const char *text = apn_report_text(report, NULL);
    (void)state;
    assert_holds(text, "          \"amount\": \"40.00\",\n          \"moved\": \"0\",\n"
                       "          \"bound\": \"floor\"\n        },\n");
    assert_holds(text, "          \"amount\": \"20.00\",\n          \"moved\": \"0\",\n"
                       "          \"bound\": \"cap\"\n        },\n");
    assert_holds(text, "          \"amount\": \"20.00\",\n          \"moved\": \"0\",\n"
                       "          \"bound\": \"absorber\"\n        }\n");
    assert_int_equal(count_of(text, "\"bound\""), 4);
    apn_report_free(report);
    report = report_bounded(APN_REPORT_CSV);
    text = apn_report_text(report, NULL);
    assert_holds(text, ",l,l,equal,largest-remainder,a,shared,,1/3,33.3333,40,40.00,0,floor\n");
    assert_holds(text, ",l,l,equal,largest-remainder,b,shared,,1/3,33.3333,20,20.00,0,cap\n");
    assert_holds(text, ",l,l,equal,largest-remainder,c,shared,,1/3,33.3333,30,30.00,0,\n");
    assert_holds(text, ",m,m,equal,largest-remainder,c,shared,,1/3,33.3333,20,20.00,0,absorber\n");
    apn_report_free(report);
    report = report_bounded(APN_REPORT_MARKDOWN);
    text = apn_report_text(report, NULL);
    assert_holds(text, "| Ann | 33.3333 % | £40.00 | pays its floor |\n"
                       "| Bob | 33.3333 % | £20.00 | pays its cap |\n"
                       "| Cat | 33.3333 % | £30.00 | |\n");
    assert_holds(text, "| Bob | 33.3333 % | £30.00 | |\n"
                       "| Cat | 33.3333 % | £20.00 | absorbs what bounds leave |\n");
    apn_report_free(report);
}

static void statement_says_whose_the_residual_is(void **state)
{
    apn_report *report = report_bounded(APN_REPORT_MARKDOWN);
    const char *text = apn_report_text(report, NULL);
    (void)state;
    assert_holds(text, "Rounding: residual to Bob, ties by listed-order.\n");
    assert_holds(text, "Rounding: residual to the largest weight, ties by listed-order.\n");
    assert_holds(text, "Rounding: residual, ties by listed-order.\n");
    apn_report_free(report);
    report = report_bounded(APN_REPORT_JSON);
    text = apn_report_text(report, NULL);
    assert_holds(text, "      \"method\": \"residual\",\n      \"residual_to\": \"b\",\n");
    assert_holds(text, "      \"method\": \"residual\",\n      \"residual_to\": \"largest\",\n");
    assert_int_equal(count_of(text, "residual_to"), 2);
    apn_report_free(report);
}

/* The same parties by themselves, under a floor and a cap. */
static void split_says_which_bounds_were_reached(void **state)
{
    static const char *const names[] = {"a", "b", "c"};
    const apn_decimal weights[] = {number("1"), number("1"), number("1")};
    const apn_bound floors[] = {{APN_BOUND_AMOUNT, number("40")}, {0}, {0}};
    const apn_bound caps[] = {{0}, {APN_BOUND_AMOUNT, number("20")}, {0}};
    apn_split_options options = {.size = sizeof options, .floors = floors, .caps = caps};
    static const char *const says[] = {
        "      \"moved\": \"0\",\n      \"bound\": \"floor\"\n    },\n",
        "b,1,1/3,33.3333,20,20.00,0,cap\nc,1,1/3,33.3333,30,30.00,0,\n",
        "\n- a pays its floor.\n- b pays its cap.\n"};
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    (void)state;
    assert_int_equal(apn_splitter_make(weights, 3, &options, &splitter, NULL), APN_OK);
    assert_int_equal(apn_split_make(splitter, number("90.00"), &split, NULL), APN_OK);
    for (size_t format = 0; format < 3; format++) {
        apn_report *report = NULL;
        assert_int_equal(apn_report_split(split, names, (apn_report_format)format, &report, NULL),
                         APN_OK);
        assert_holds(apn_report_text(report, NULL), says[format]);
        apn_report_free(report);
    }
    apn_split_free(split);
    apn_splitter_free(splitter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statement_says_which_bounds_were_reached),
        cmocka_unit_test(statement_says_whose_the_residual_is),
        cmocka_unit_test(split_says_which_bounds_were_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
