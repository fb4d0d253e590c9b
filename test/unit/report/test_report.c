/* Whole reports of small agreements, written out by hand from docs/statement.md. */
#include "report_cases.h"

static const char agreement_text[] =
    "format: apportion/1\n"
    "agreement: {id: em, title: East | West, marking: OFFICIAL, sources: [Decision 015/2017]}\n"
    "parties:\n"
    "  - {id: lincs, name: Lincolnshire}\n"
    "  - {id: leics, name: Leicestershire}\n"
    "  - {id: notts, name: \"Notts, the *lead*\"}\n"
    "default_basis: equal\n"
    "cost_lines:\n"
    "  - {id: infra, title: Infrastructure, exclude: {lincs: has its own}, participants: [lincs, "
    "leics, notts],\n"
    "     basis: {percent: {leics: 35, notts: 65}}, budget: {2015/16: 1000.00, 2016/17: -2000}}\n"
    "  - {id: odd, budget: {2015/16: 0.02}, participants: [lincs, leics], stated_total: {2015/16: "
    "0.03}}\n"
    "  - {id: odder, basis: {all_to: leics}, budget: {2016/17: 7}, exclude: {notts: no}}\n"
    "  - {id: pence, basis: equal, budget: {2016/17: 0.02}}\n";

/* £1.00 and £2.00 on percentages that collect a penny in the pound too little. */
static const char published_text[] = "format: apportion/1\n"
                                     "agreement: {id: x}\n"
                                     "parties: [{id: a}, {id: b}]\n"
                                     "cost_lines:\n"
                                     "  - {id: l, basis: {percent: {a: 33, b: 66}, share_sum: "
                                     "as-published}, budget: {2015/16: 1, 2016/17: 2}}\n";

static apn_agreement *read_agreement(void)
{
    return read_text(agreement_text);
}

static apn_report *report_statement(const char *year, apn_report_format format)
{
    apn_agreement *agreement = read_agreement();
    apn_statement *statement = make(agreement, year);
    apn_report *report = NULL;
    const char *text;
    size_t length = 0;
    assert_int_equal(apn_report_statement(statement, (apn_report_format)3, &report, NULL),
                     APN_USAGE);
    assert_null(report);
    assert_int_equal(apn_report_statement(statement, format, &report, NULL), APN_OK);
    text = apn_report_text(report, &length);
    assert_int_equal(strlen(text), length);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
    return report;
}

static const char statement_json[] = "{\n"
                                     "  \"format\": \"apportion-statement/1\",\n"
                                     "  \"agreement\": \"em\",\n"
                                     "  \"year\": \"2015/16\",\n"
                                     "  \"measure\": \"budget\",\n"
                                     "  \"currency\": \"GBP\",\n"
                                     "  \"unit\": \"0.01\",\n"
                                     "  \"level\": \"line\",\n"
                                     "  \"lines\": [\n"
                                     "    {\n"
                                     "      \"id\": \"infra\",\n"
                                     "      \"basis\": \"percent\",\n"
                                     "      \"method\": \"largest-remainder\",\n"
                                     "      \"total\": \"1000.00\",\n"
                                     "      \"cells\": [\n"
                                     "        {\n"
                                     "          \"party\": \"lincs\",\n"
                                     "          \"status\": \"excluded\",\n"
                                     "          \"reason\": \"has its own\"\n"
                                     "        },\n"
                                     "        {\n"
                                     "          \"party\": \"leics\",\n"
                                     "          \"status\": \"shared\",\n"
                                     "          \"share\": \"7/20\",\n"
                                     "          \"quota\": \"350\",\n"
                                     "          \"amount\": \"350.00\",\n"
                                     "          \"moved\": \"0\"\n"
                                     "        },\n"
                                     "        {\n"
                                     "          \"party\": \"notts\",\n"
                                     "          \"status\": \"shared\",\n"
                                     "          \"share\": \"13/20\",\n"
                                     "          \"quota\": \"650\",\n"
                                     "          \"amount\": \"650.00\",\n"
                                     "          \"moved\": \"0\"\n"
                                     "        }\n"
                                     "      ]\n"
                                     "    },\n"
                                     "    {\n"
                                     "      \"id\": \"odd\",\n"
                                     "      \"basis\": \"equal\",\n"
                                     "      \"method\": \"largest-remainder\",\n"
                                     "      \"total\": \"0.02\",\n"
                                     "      \"cells\": [\n"
                                     "        {\n"
                                     "          \"party\": \"lincs\",\n"
                                     "          \"status\": \"shared\",\n"
                                     "          \"share\": \"1/2\",\n"
                                     "          \"quota\": \"1/100\",\n"
                                     "          \"amount\": \"0.01\",\n"
                                     "          \"moved\": \"0\"\n"
                                     "        },\n"
                                     "        {\n"
                                     "          \"party\": \"leics\",\n"
                                     "          \"status\": \"shared\",\n"
                                     "          \"share\": \"1/2\",\n"
                                     "          \"quota\": \"1/100\",\n"
                                     "          \"amount\": \"0.01\",\n"
                                     "          \"moved\": \"0\"\n"
                                     "        },\n"
                                     "        {\n"
                                     "          \"party\": \"notts\",\n"
                                     "          \"status\": \"not-a-member\"\n"
                                     "        }\n"
                                     "      ]\n"
                                     "    }\n"
                                     "  ],\n"
                                     "  \"parties\": [\n"
                                     "    {\n"
                                     "      \"party\": \"lincs\",\n"
                                     "      \"amount\": \"0.01\",\n"
                                     "      \"credit\": \"0.00\",\n"
                                     "      \"due\": \"0.01\"\n"
                                     "    },\n"
                                     "    {\n"
                                     "      \"party\": \"leics\",\n"
                                     "      \"amount\": \"350.01\",\n"
                                     "      \"credit\": \"0.00\",\n"
                                     "      \"due\": \"350.01\"\n"
                                     "    },\n"
                                     "    {\n"
                                     "      \"party\": \"notts\",\n"
                                     "      \"amount\": \"650.00\",\n"
                                     "      \"credit\": \"0.00\",\n"
                                     "      \"due\": \"650.00\"\n"
                                     "    }\n"
                                     "  ],\n"
                                     "  \"total\": \"1000.02\",\n"
                                     "  \"unapportioned\": \"0.00\",\n"
                                     "  \"ties\": [],\n"
                                     "  \"findings\": [\n"
                                     "    {\n"
                                     "      \"severity\": \"note\",\n"
                                     "      \"code\": \"default-basis\",\n"
                                     "      \"where\": \"cost_lines.odd\",\n"
                                     "      \"line\": 11,\n"
                                     "      \"column\": 5,\n"
                                     "      \"message\": \"";

static void statement_as_json(void **state)
{
    apn_report *report = report_statement("2015/16", APN_REPORT_JSON);
    const char *text = apn_report_text(report, NULL);
    (void)state;
    assert_true(strlen(text) > strlen(statement_json));
    assert_memory_equal(text, statement_json, strlen(statement_json));
    assert_holds(
        text, "      \"severity\": \"warning\",\n      \"code\": \"footing\",\n"
              "      \"where\": \"cost_lines.odd.stated_total.2015/16\",\n      \"line\": 11,\n");
    assert_holds(text, "\",\n      \"table\": \"odd\",\n      \"what\": \"column\",\n"
                       "      \"id\": \"2015/16\",\n"
                       "      \"difference\": \"0.01\",\n      \"diagnosis\": \"unexplained\",\n"
                       "      \"candidates\": []\n    }");
    assert_null(strstr(text, "digest"));
    assert_string_equal(text + strlen(text) - 4, "]\n}\n");
    apn_report_free(report);
}

static void ties_and_direct_charges_as_json(void **state)
{
    apn_report *report = report_statement("2016/17", APN_REPORT_JSON);
    const char *text = apn_report_text(report, NULL);
    (void)state;
    assert_holds(text, "  \"ties\": [\n"
                       "    {\n"
                       "      \"line\": \"pence\",\n"
                       "      \"parties\": [\n"
                       "        \"lincs\",\n"
                       "        \"leics\",\n"
                       "        \"notts\"\n"
                       "      ],\n"
                       "      \"units\": \"2\",\n"
                       "      \"given\": [\n"
                       "        \"lincs\",\n"
                       "        \"leics\"\n"
                       "      ]\n"
                       "    }\n"
                       "  ],\n");
    assert_holds(text, "          \"status\": \"direct\",\n"
                       "          \"share\": \"1\",\n"
                       "          \"quota\": \"7\",\n"
                       "          \"amount\": \"7.00\",\n"
                       "          \"moved\": \"0\"\n");
    assert_holds(text, "          \"quota\": \"1/150\",\n"
                       "          \"amount\": \"0.00\",\n"
                       "          \"moved\": \"-2/3\"\n");
    apn_report_free(report);
}

static void statement_as_csv(void **state)
{
    apn_report *report = report_statement("2015/16", APN_REPORT_CSV);
    (void)state;
    assert_string_equal(
        apn_report_text(report, NULL),
        "year,measure,line,title,basis,method,party,status,reason,share,percent,"
        "quota,amount,moved,bound\n"
        "2015/16,budget,infra,Infrastructure,percent,largest-remainder,lincs,excluded,has its "
        "own,,,,,,\n"
        "2015/16,budget,infra,Infrastructure,percent,largest-remainder,leics,shared,,7/"
        "20,35.0000,350,350.00,0,\n"
        "2015/16,budget,infra,Infrastructure,percent,largest-remainder,notts,shared,,13/"
        "20,65.0000,650,650.00,0,\n"
        "2015/16,budget,odd,odd,equal,largest-remainder,lincs,shared,,1/2,50.0000,"
        "1/100,0.01,0,\n"
        "2015/16,budget,odd,odd,equal,largest-remainder,leics,shared,,1/2,50.0000,"
        "1/100,0.01,0,\n"
        "2015/16,budget,odd,odd,equal,largest-remainder,notts,not-a-member,,,,,,,\n");
    apn_report_free(report);
}

static void statement_as_markdown(void **state)
{
    apn_report *report = report_statement("2016/17", APN_REPORT_MARKDOWN);
    const char *text = apn_report_text(report, NULL);
    (void)state;
    assert_holds(
        text, "**OFFICIAL**\n\n# East \\| West\n\nStatement for 2016/17, budget. Amounts in GBP");
    assert_holds(text, "\n## Infrastructure\n\nBasis: percent. Rounding: largest-remainder, ties "
                       "by listed-order.\n\n"
                       "| Party | Share | Amount | Note |\n| :-- | --: | --: | :-- |\n"
                       "| Lincolnshire | | | excluded: has its own |\n"
                       "| Leicestershire | 35.0000 % | (£700.00) | |\n"
                       "| Notts, the \\*lead\\* | 65.0000 % | (£1,300.00) | |\n"
                       "| **Total** | | **(£2,000.00)** | |\n");
    assert_holds(text, "| Lincolnshire | | | not a member |\n"
                       "| Leicestershire | 100.0000 % | £7.00 | pays the whole line |\n"
                       "| Notts, the \\*lead\\* | | | excluded: no |\n");
    assert_holds(text, "\n## Totals by party\n\n| Party | Amount |\n| :-- | --: |\n"
                       "| Lincolnshire | £0.01 |\n"
                       "| Leicestershire | (£692.99) |\n"
                       "| Notts, the \\*lead\\* | (£1,300.00) |\n"
                       "| **Total** | **(£1,992.98)** |\n");
    assert_holds(text, "\n## Notes\n\n- Rounding by largest-remainder: ");
    assert_holds(text, "\n- Tie in pence: Lincolnshire, Leicestershire and Notts, the \\*lead\\* "
                       "had equal claims; "
                       "units at stake: 2; given to Lincolnshire and Leicestershire.\n");
    assert_holds(text, "\n- note (no-figure): ");
    assert_holds(text, "\n- Source: Decision 015/2017\n");
    apn_report_free(report);
}

static apn_report *report_schedule(const char *party, apn_report_format format)
{
    apn_agreement *agreement = read_agreement();
    apn_statement *first = make(agreement, "2015/16"), *second = make(agreement, "2016/17");
    const apn_statement *statements[] = {first, second};
    apn_report *report = NULL;
    assert_int_equal(apn_report_schedule(statements, 2, party, format, &report, NULL), APN_OK);
    apn_statement_unref(first);
    apn_statement_unref(second);
    apn_agreement_unref(agreement);
    return report;
}

static void assert_schedule(const char *party, apn_report_format format, const char *expected)
{
    apn_report *report = report_schedule(party, format);
    assert_string_equal(apn_report_text(report, NULL), expected);
    apn_report_free(report);
}

static void schedule_by_party(void **state)
{
    apn_report *report = report_schedule(NULL, APN_REPORT_JSON);
    const char *text = apn_report_text(report, NULL);
    (void)state;
    assert_holds(text,
                 "  \"format\": \"apportion-schedule/1\",\n  \"agreement\": \"em\",\n  "
                 "\"measure\": \"budget\",\n"
                 "  \"currency\": \"GBP\",\n  \"unit\": \"0.01\",\n"
                 "  \"years\": [\n    \"2015/16\",\n    \"2016/17\"\n  ],\n  \"parties\": [\n");
    assert_holds(text, "      \"party\": \"leics\",\n      \"amounts\": [\n        \"350.01\",\n   "
                       "     \"-692.99\"\n"
                       "      ],\n      \"total\": \"-342.98\"\n");
    assert_holds(
        text,
        "  \"unapportioned\": {\n    \"amounts\": [\n      \"0.00\",\n      \"0.00\"\n    ],\n"
        "    \"total\": \"0.00\"\n  },\n"
        "  \"totals\": {\n    \"amounts\": [\n      \"1000.02\",\n      \"-1992.98\"\n    ],\n"
        "    \"total\": \"-992.96\"\n  }\n}\n");
    apn_report_free(report);
    assert_schedule(NULL, APN_REPORT_CSV,
                    "year,measure,party,name,amount\n"
                    "2015/16,budget,lincs,Lincolnshire,0.01\n"
                    "2015/16,budget,leics,Leicestershire,350.01\n"
                    "2015/16,budget,notts,\"Notts, the *lead*\",650.00\n"
                    "2016/17,budget,lincs,Lincolnshire,0.01\n"
                    "2016/17,budget,leics,Leicestershire,-692.99\n"
                    "2016/17,budget,notts,\"Notts, the *lead*\",-1300.00\n");
    report = report_schedule(NULL, APN_REPORT_MARKDOWN);
    assert_holds(apn_report_text(report, NULL), "\n## Notes\n\n- Source: Decision 015/2017\n");
    assert_holds(apn_report_text(report, NULL),
                 "| Party | 2015/16 | 2016/17 | Total |\n| :-- | --: | --: | --: |\n"
                 "| Lincolnshire | £0.01 | £0.01 | £0.02 |\n"
                 "| Leicestershire | £350.01 | (£692.99) | (£342.98) |\n"
                 "| Notts, the \\*lead\\* | £650.00 | (£1,300.00) | (£650.00) |\n"
                 "| **Total** | **£1,000.02** | **(£1,992.98)** | **(£992.96)** |\n");
    apn_report_free(report);
}

static void schedule_of_one_party(void **state)
{
    apn_report *report = report_schedule("lincs", APN_REPORT_JSON);
    const char *text = apn_report_text(report, NULL);
    (void)state;
    assert_holds(text, "  \"party\": \"lincs\",\n  \"years\": [\n");
    assert_holds(text, "      \"line\": \"odd\",\n      \"amounts\": [\n        \"0.01\",\n        "
                       "null\n      ],\n"
                       "      \"total\": \"0.01\",\n      \"without_amount\": [\n        {\n"
                       "          \"year\": \"2016/17\",\n"
                       "          \"status\": \"no-figure\"\n        }\n      ]\n");
    assert_holds(text, "          \"year\": \"2015/16\",\n"
                       "          \"status\": \"excluded\",\n"
                       "          \"reason\": \"has its own\"\n        },\n");
    assert_holds(text, "      \"line\": \"pence\",\n      \"amounts\": [\n        null,\n        "
                       "\"0.01\"\n");
    assert_null(strstr(text, "unapportioned"));
    assert_holds(text,
                 "  \"totals\": {\n    \"amounts\": [\n      \"0.01\",\n      \"0.01\"\n    ],\n"
                 "    \"total\": \"0.02\"\n  }\n}\n");
    apn_report_free(report);
    assert_schedule("notts", APN_REPORT_CSV,
                    "year,measure,party,line,title,status,amount,reason\n"
                    "2015/16,budget,notts,infra,Infrastructure,shared,650.00,\n"
                    "2015/16,budget,notts,odd,odd,not-a-member,,\n"
                    "2016/17,budget,notts,infra,Infrastructure,shared,-1300.00,\n"
                    "2016/17,budget,notts,odder,odder,excluded,,no\n"
                    "2016/17,budget,notts,pence,pence,shared,0.00,\n");
    report = report_schedule("notts", APN_REPORT_MARKDOWN);
    assert_holds(apn_report_text(report, NULL),
                 "## Notts, the \\*lead\\*\n\n| Line | 2015/16 | 2016/17 | Total |\n"
                 "| :-- | --: | --: | --: |\n"
                 "| Infrastructure | £650.00 | (£1,300.00) | (£650.00) |\n"
                 "| odd | not a member | no figure | £0.00 |\n"
                 "| odder | no figure | excluded | £0.00 |\n"
                 "| pence | no figure | £0.00 | £0.00 |\n"
                 "| **Total** | **£650.00** | **(£1,300.00)** | **(£650.00)** |\n"
                 "\n## Notes\n\n- odder: excluded: no\n- Source: Decision 015/2017\n");
    apn_report_free(report);
}

static void schedule_refuses_what_cannot_stand_together(void **state)
{
    apn_agreement *agreement = read_agreement(), *other = read_agreement();
    apn_statement *one = make(agreement, "2015/16"), *two = make(other, "2016/17");
    const apn_statement *mixed[] = {one, two}, *twice[] = {one, one};
    apn_report *report = NULL;
    (void)state;
    assert_int_equal(apn_report_schedule(mixed, 2, NULL, APN_REPORT_JSON, &report, NULL),
                     APN_USAGE);
    assert_int_equal(apn_report_schedule(twice, 2, NULL, APN_REPORT_JSON, &report, NULL),
                     APN_USAGE);
    assert_int_equal(apn_report_schedule(mixed, 0, NULL, APN_REPORT_JSON, &report, NULL),
                     APN_USAGE);
    assert_int_equal(apn_report_schedule(mixed, 1, "linc", APN_REPORT_JSON, &report, NULL),
                     APN_UNKNOWN_ID);
    assert_int_equal(apn_report_schedule(mixed, 1, NULL, (apn_report_format)3, &report, NULL),
                     APN_USAGE);
    assert_null(report);
    apn_statement_unref(one);
    apn_statement_unref(two);
    apn_agreement_unref(agreement);
    apn_agreement_unref(other);
}

static void shows_what_nobody_pays(void **state)
{
    apn_agreement *agreement = read_text(published_text);
    apn_statement *one = make(agreement, "2015/16"), *two = make(agreement, "2016/17");
    const apn_statement *both[] = {one, two};
    apn_report *report = NULL;
    (void)state;
    assert_int_equal(apn_report_statement(one, APN_REPORT_MARKDOWN, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL),
                 "| b | 66.0000 % | £0.66 | |\n| Unapportioned | | £0.01 | |\n"
                 "| **Total** | | **£1.00** | |\n");
    assert_holds(apn_report_text(report, NULL),
                 "| b | £0.66 |\n| Unapportioned | £0.01 |\n| **Total** | **£1.00** |\n");
    apn_report_free(report);
    assert_int_equal(apn_report_schedule(both, 2, NULL, APN_REPORT_MARKDOWN, &report, NULL),
                     APN_OK);
    assert_holds(apn_report_text(report, NULL),
                 "| b | £0.66 | £1.32 | £1.98 |\n"
                 "| **Unapportioned** | **£0.01** | **£0.02** | **£0.03** |\n"
                 "| **Total** | **£1.00** | **£2.00** | **£3.00** |\n");
    apn_report_free(report);
    assert_int_equal(apn_report_schedule(both, 2, NULL, APN_REPORT_JSON, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL),
                 "  \"unapportioned\": {\n    \"amounts\": [\n      \"0.01\",\n"
                 "      \"0.02\"\n    ],\n    \"total\": \"0.03\"\n  },\n");
    apn_report_free(report);
    apn_statement_unref(one);
    apn_statement_unref(two);
    apn_agreement_unref(agreement);
}

/* 36 digits before the point in each of two years: each year has 38 digits, and both together 39.
 */
static void schedule_refuses_sums_beyond_38_digits(void **state)
{
    apn_agreement *agreement = read_text(
        "format: apportion/1\n"
        "agreement: {id: x}\n"
        "parties: [{id: a}]\n"
        "cost_lines:\n"
        "  - {id: l, basis: equal, budget: {2015/16: 999999999999999999999999999999999999.99,\n"
        "     2016/17: 0.01}}\n");
    apn_statement *one = make(agreement, "2015/16"), *two = make(agreement, "2016/17");
    const apn_statement *both[] = {one, two};
    apn_report *report = NULL;
    (void)state;
    assert_int_equal(apn_report_schedule(both, 2, NULL, APN_REPORT_CSV, &report, NULL), APN_LIMIT);
    assert_null(report);
    assert_int_equal(apn_report_schedule(both, 1, NULL, APN_REPORT_CSV, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL), ",a,a,999999999999999999999999999999999999.99\n");
    apn_report_free(report);
    apn_statement_unref(one);
    apn_statement_unref(two);
    apn_agreement_unref(agreement);
}

/* 2 units over three equal weights, and a party whose name is not UTF-8. */
static apn_report *report_split(apn_report_format format)
{
    static const char *const names[] = {"a", "b|c", "d\xFF"};
    apn_decimal weights[3], total;
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_report *report = NULL;
    for (size_t i = 0; i < 3; i++)
        weights[i] = apn_decimal_from_i64(5);
    assert_int_equal(apn_decimal_parse("0.02", 4, APN_FORM_PLAIN, NULL, &total, NULL), APN_OK);
    assert_int_equal(apn_splitter_make(weights, 3, NULL, &splitter, NULL), APN_OK);
    assert_int_equal(apn_split_make(splitter, total, &split, NULL), APN_OK);
    assert_int_equal(apn_report_split(split, names, format, &report, NULL), APN_OK);
    apn_split_free(split);
    apn_splitter_free(splitter);
    return report;
}

static void split_in_every_format(void **state)
{
    apn_report *report = report_split(APN_REPORT_JSON);
    (void)state;
    assert_holds(
        apn_report_text(report, NULL),
        "{\n  \"format\": \"apportion-split/1\",\n  \"total\": \"0.02\",\n  \"unit\": \"0.01\",\n"
        "  \"method\": \"largest-remainder\",\n  \"ties_rule\": \"listed-order\",\n  \"parties\": "
        "[\n"
        "    {\n      \"party\": \"a\",\n      \"weight\": \"5\",\n      \"share\": \"1/3\",\n"
        "      \"percent\": \"33.3333\",\n      \"quota\": \"1/150\",\n      \"amount\": "
        "\"0.01\",\n"
        "      \"moved\": \"1/3\"\n    },\n");
    assert_holds(apn_report_text(report, NULL),
                 "  \"unapportioned\": \"0.00\",\n  \"ties\": [\n    {\n      \"parties\": [\n     "
                 "   \"a\",\n"
                 "        \"b|c\",\n        \"d\xEF\xBF\xBD\"\n      ],\n      \"units\": \"2\",\n"
                 "      \"given\": [\n        \"a\",\n        \"b|c\"\n      ]\n    }\n  ],\n  "
                 "\"findings\": []\n}\n");
    apn_report_free(report);
    report = report_split(APN_REPORT_CSV);
    assert_string_equal(apn_report_text(report, NULL),
                        "party,weight,share,percent,quota,amount,moved,bound\n"
                        "a,5,1/3,33.3333,1/150,0.01,1/3,\n"
                        "b|c,5,1/3,33.3333,1/150,0.01,1/3,\n"
                        "d\xEF\xBF\xBD,5,1/3,33.3333,1/150,0.00,-2/3,\n");
    apn_report_free(report);
    report = report_split(APN_REPORT_MARKDOWN);
    assert_holds(apn_report_text(report, NULL),
                 "| Party | Weight | Share | Amount |\n| :-- | --: | --: | --: |\n"
                 "| a | 5 | 33.3333 % | 0.01 |\n"
                 "| b\\|c | 5 | 33.3333 % | 0.01 |\n");
    assert_holds(apn_report_text(report, NULL),
                 "| **Total** | | | **0.02** |\n\n- Rounding by largest-remainder: ");
    assert_holds(apn_report_text(report, NULL),
                 "- Tie: a, b\\|c and d\xEF\xBF\xBD had equal claims; units at stake: 2; "
                 "given to a and b\\|c.\n");
    apn_report_free(report);
}

/* Weights of 10^37 and 10^-18: over their common scale one is 10^55, the other 1, so W is 1 and 54
 * zeros and 1, and the quota of the larger is 7 and 55 zeros over W: longer than any figure that
 * money gives. */
static void exact_figures_of_any_length(void **state)
{
    static const char zeros[] = "000000000000000000000000000000000000000000000000000000"; /* 54 */
    static const char *const names[] = {"a", "b"};
    apn_decimal weights[] = {number("10000000000000000000000000000000000000"),
                             number("0.000000000000000001")};
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_report *report = NULL;
    char expected[256];
    (void)state;
    assert_int_equal(strlen(zeros), 54);
    assert_int_equal(apn_splitter_make(weights, 2, NULL, &splitter, NULL), APN_OK);
    assert_int_equal(
        apn_split_make(splitter, number("1000000000000000000000000000007.00"), &split, NULL),
        APN_OK);
    assert_int_equal(apn_report_split(split, names, APN_REPORT_JSON, &report, NULL), APN_OK);
    snprintf(expected, sizeof expected, "\"quota\": \"1000000000000000000000000000007%s0/1%s1\"",
             zeros, zeros);
    assert_true(strlen(expected) > 140);
    assert_holds(apn_report_text(report, NULL), expected);
    apn_report_free(report);
    assert_int_equal(apn_report_split(split, names, (apn_report_format)-1, &report, NULL),
                     APN_USAGE);
    assert_null(report);
    apn_split_free(split);
    apn_splitter_free(splitter);
}

static void split_with_something_left_over(void **state)
{
    static const char *const names[] = {"a", "b", "c"};
    apn_split_options options = {.size = sizeof options, .method = APN_INDEPENDENT};
    apn_decimal weights[] = {number("1"), number("1"), number("1")};
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_report *report = NULL;
    (void)state;
    assert_int_equal(apn_splitter_make(weights, 3, &options, &splitter, NULL), APN_OK);
    assert_int_equal(apn_split_make(splitter, number("-1.00"), &split, NULL), APN_OK);
    assert_int_equal(apn_report_split(split, names, APN_REPORT_MARKDOWN, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL),
                 "| c | 1 | 33.3333 % | (0.33) |\n| Unapportioned | | | (0.01) |\n"
                 "| **Total** | | | **(1.00)** |\n");
    assert_holds(apn_report_text(report, NULL), "- warning (unapportioned): ");
    apn_report_free(report);
    apn_split_free(split);
    apn_splitter_free(splitter);
}

static void findings_as_json(void **state)
{
    apn_report *report = NULL;
    apn_text_source source = {"bad.yaml", "format: apportion/1\nagrement: {id: x}\n", 38};
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    (void)state;
    assert_int_equal(apn_report_findings(NULL, &report, NULL), APN_OK);
    assert_string_equal(apn_report_text(report, NULL),
                        "{\n  \"format\": \"apportion-findings/1\",\n  \"findings\": []\n}\n");
    apn_report_free(report);
    assert_int_not_equal(apn_agreement_from_yaml(&source, 1, &findings, &agreement, NULL), APN_OK);
    assert_int_equal(apn_report_findings(findings, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL),
                 "    {\n      \"severity\": \"error\",\n      \"code\": \"unknown-key\",\n");
    assert_holds(apn_report_text(report, NULL),
                 "      \"file\": \"bad.yaml\",\n      \"line\": 2,\n      \"column\": 1,\n");
    apn_report_free(report);
    apn_findings_free(findings);
}

static void formats_have_words(void **state)
{
    apn_report_format format = APN_REPORT_JSON;
    apn_error err = {0};
    (void)state;
    assert_string_equal(apn_report_format_word(APN_REPORT_JSON), "json");
    assert_string_equal(apn_report_format_word(APN_REPORT_CSV), "csv");
    assert_string_equal(apn_report_format_word(APN_REPORT_MARKDOWN), "markdown");
    assert_null(apn_report_format_word((apn_report_format)3));
    assert_int_equal(apn_report_format_find("markdown", 8, &format, NULL), APN_OK);
    assert_int_equal(format, APN_REPORT_MARKDOWN);
    assert_int_equal(apn_report_format_find("xml", 3, &format, &err), APN_USAGE);
    assert_non_null(strstr(err.message, "json, csv, markdown"));
    apn_report_free(NULL);
}

/* 12 + 30 is 42, and 51 is printed: with 21 for 12 it would foot. The mended entry is told. */
static void json_names_the_digits_to_exchange(void **state)
{
    (void)state;
    apn_agreement *agreement = read_text("format: apportion/1\n"
                                         "agreement: {id: t}\n"
                                         "parties: [{id: a}]\n"
                                         "rounding: {unit: 1}\n"
                                         "cost_lines:\n"
                                         "  - id: l\n"
                                         "    basis: equal\n"
                                         "    items: [{id: x, budget: {2015/16: 12}},\n"
                                         "            {id: y, budget: {2015/16: 30}}]\n"
                                         "    stated_total: {2015/16: 51}\n");
    apn_statement *statement = make(agreement, "2015/16");
    apn_report *report = NULL;
    assert_int_equal(apn_report_statement(statement, APN_REPORT_JSON, &report, NULL), APN_OK);
    const char *text = apn_report_text(report, NULL);
    assert_holds(text, "\"difference\": \"9\"");
    assert_holds(text, "\"diagnosis\": \"transposition\"");
    assert_holds(text, "\"entry\": \"x\"");
    assert_holds(text, "\"value\": \"21\"");
    apn_report_free(report);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_names_the_digits_to_exchange),
        cmocka_unit_test(statement_as_json),
        cmocka_unit_test(ties_and_direct_charges_as_json),
        cmocka_unit_test(statement_as_csv),
        cmocka_unit_test(statement_as_markdown),
        cmocka_unit_test(schedule_by_party),
        cmocka_unit_test(schedule_of_one_party),
        cmocka_unit_test(schedule_refuses_what_cannot_stand_together),
        cmocka_unit_test(shows_what_nobody_pays),
        cmocka_unit_test(schedule_refuses_sums_beyond_38_digits),
        cmocka_unit_test(split_in_every_format),
        cmocka_unit_test(exact_figures_of_any_length),
        cmocka_unit_test(split_with_something_left_over),
        cmocka_unit_test(findings_as_json),
        cmocka_unit_test(formats_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
