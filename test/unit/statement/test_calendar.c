/* Members by date: what each pays is worked by hand from days or months; every fault that dates and
 * years bring. */
#include "agreement_text.h"

#define LEAVER                                                                                     \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: em}\n"                                                                        \
    "parties:\n"                                                                                   \
    "  - {id: lincs, name: Lincolnshire}\n"                                                        \
    "  - {id: notts, name: Nottinghamshire}\n"                                                     \
    "  - {id: nhants, name: Northamptonshire, left: 2017-09-30}\n"                                 \
    "drivers: {users: {values: {lincs: 1100, notts: 1888, nhants: 1220}}}\n"

#define TWO                                                                                        \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: x}\n"                                                                         \
    "parties: [{id: a}, {id: b}, {id: c}]\n"

static void assert_row(const char *text, const char *year, const char *expected)
{
    apn_statement *statement = statement_of(text, year, APN_BUDGET);
    size_t parties = apn_agreement_party_count(apn_statement_agreement(statement));
    char row[256] = "", amount[APN_DECIMAL_TEXT_SIZE];
    for (size_t party = 0; party < parties; party++) {
        apn_decimal_format(apn_statement_cell(statement, 0, party).amount, 0, amount);
        snprintf(row + strlen(row), sizeof row - strlen(row), "%s%s", party == 0 ? "" : " ",
                 amount);
    }
    assert_string_equal(row, expected);
    apn_statement_unref(statement);
}

/* Every fault of the year, as "code line:column where", in the order of the file. */
static void assert_faults(const char *text, const char *year, const char *expected)
{
    apn_agreement *agreement = agreement_of(text);
    apn_findings *findings = NULL;
    apn_statement *statement = NULL;
    const apn_finding *finding;
    char all[1024] = "";
    assert_int_not_equal(
        apn_statement_make(agreement, year, APN_BUDGET, &findings, &statement, NULL), APN_OK);
    assert_null(statement);
    for (size_t i = 0; (finding = apn_findings_at(findings, i)) != NULL; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s %u:%u %s", i == 0 ? "" : "\n",
                 apn_status_word(finding->code), finding->line, finding->column, finding->where);
    assert_string_equal(all, expected);
    apn_findings_free(findings);
    apn_agreement_unref(agreement);
}

static void assert_sentence(const char *text, const char *year, const char *part)
{
    apn_agreement *agreement = agreement_of(text);
    apn_statement *statement = NULL;
    apn_error err = {0};
    assert_int_not_equal(apn_statement_make(agreement, year, APN_BUDGET, NULL, &statement, &err),
                         APN_OK);
    if (strstr(err.message, part) == NULL)
        fail_msg("%s", err.message);
    apn_agreement_unref(agreement);
}

#define LICENCES "cost_lines: [{id: l, basis: {driver: users}, budget: {2017/18: 420800.00}}]\n"

/* R9. 420,800 x 1220/4208 = 122,000; x 183/365 = 61,167.123…; x 6/12 = 61,000. The others share the
 * rest as 1100 to 1888. */
static void a_leaver(void **state)
{
    (void)state;
    assert_row(LEAVER LICENCES, "2017/18", "132394.97 227237.91 61167.12");
    assert_row(LEAVER "proration: months\n" LICENCES, "2017/18", "132456.49 227343.51 61000.00");
    assert_row(LEAVER "proration: days\n" LICENCES, "2017/18", "132394.97 227237.91 61167.12");
}

/* R8. Grant of 2004-05 in £m: Leics 112.7, Notts 141.2, Nhants 71.7, Lincs 69.2, together 394.8.
 * Lincolnshire: 1,000,000 x 69.2/394.8 x 182/365 = 87,399.20…; x 6/12 = 87,639.31…. */
static void a_joiner(void **state)
{
#define JOINER(joined, rest)                                                                       \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: em}\n"                                                                        \
    "parties: [{id: lincs" joined "}, {id: leics}, {id: notts}, {id: nhants}]\n" rest              \
    "drivers: {grant: {values: {lincs: 69.2, leics: 112.7, notts: 141.2, nhants: 71.7}}}\n"        \
    "cost_lines: [{id: l, basis: {driver: grant}, budget: {2017/18: 1000000.00}"
    (void)state;
    /* The others: 1,000,000 x (183/365 / 325.6 + 182/365 / 394.8) x their grant. */
    assert_row(JOINER(", joined: 2017-10-01", "") "}]\n", "2017/18",
               "87399.20 315878.72 395759.31 200962.77");
    assert_row(JOINER(", joined: 2017-10-01", "proration: months\n") "}]\n", "2017/18",
               "87639.31 315795.61 395655.19 200909.89");
    /* The same by the line alone: an exclusion until the day before, or a participant from it. */
    assert_row(JOINER("", "") ", exclude: {lincs: {reason: own, until: 2017-09-30}}}]\n", "2017/18",
               "87399.20 315878.72 395759.31 200962.77");
    assert_row(JOINER("", "") ", participants: [{id: lincs, from: 2017-10-01}, leics, notts, "
                              "nhants]}]\n",
               "2017/18", "87399.20 315878.72 395759.31 200962.77");
}

/* R11. 1 April to 30 September is 183 days: half of a leap year exactly, and more than half of any
 * other. c pays a third for that long. 366 days: 3660.00/3 x 1/2 = 610; 365 days: 3650.00/3 x
 * 183/365 = 610, too, of less. */
static void leap_years(void **state)
{
#define HALF(year, left, amount)                                                                   \
    "format: apportion/1\nagreement: {id: x}\n"                                                    \
    "parties: [{id: a}, {id: b}, {id: c, left: " left "}]\n"                                       \
    "cost_lines: [{id: l, basis: equal, budget: {" year ": " amount "}}]\n"
    (void)state;
    assert_row(HALF("2015/16", "2015-09-30", "3660.00"), "2015/16", "1525.00 1525.00 610.00");
    assert_row(HALF("2019/20", "2019-09-30", "3660.00"), "2019/20", "1525.00 1525.00 610.00");
    assert_row(HALF("2023/24", "2023-09-30", "3660.00"), "2023/24", "1525.00 1525.00 610.00");
    assert_row(HALF("2016/17", "2016-09-30", "3650.00"), "2016/17", "1520.00 1520.00 610.00");
    assert_row(HALF("2099/00", "2099-09-30", "3650.00"), "2099/00", "1520.00 1520.00 610.00");
    assert_row(HALF("1999/00", "1999-09-30", "3660.00"), "1999/00", "1525.00 1525.00 610.00");
}

/* Both days count: a member for one day only, the last of the year, pays 1/365 of a third. */
static void both_days_are_included(void **state)
{
    (void)state;
    assert_row("format: apportion/1\nagreement: {id: x}\n"
               "parties: [{id: a}, {id: b}, {id: c, joined: 2017-03-31, left: 2017-03-31}]\n"
               "cost_lines: [{id: l, basis: equal, budget: {2016/17: 1095.00}}]\n",
               "2016/17", "547.00 547.00 1.00");
}

/* R10. c withdraws from one line on the last of January, 306 of 365 days, and shares the other on.
 */
static void a_partial_withdrawal(void **state)
{
    static const char text[] =
        TWO "cost_lines:\n"
            "  - {id: l, basis: equal, budget: {2017/18: 1095.00},\n"
            "     exclude: {c: {reason: local policing goes back, from: 2018-02-01}}}\n"
            "  - {id: m, basis: equal, budget: {2017/18: 1095.00, 2018/19: 3.00}}\n";
    apn_statement *statement;
    (void)state;
    assert_row(text, "2017/18", "394.50 394.50 306.00");
    statement = statement_of(text, "2017/18", APN_BUDGET);
    assert_amount(apn_statement_cell(statement, 1, 2).amount, "365.00");
    assert_int_equal(apn_statement_cell(statement, 0, 2).status, APN_CELL_SHARED);
    apn_statement_unref(statement);
}

/* The line lives from 1 January to 31 March 2018, 90 days; c leaves after 30 of them. The amount is
 * shared over the 90 days, and not reduced. */
static void a_line_with_a_life(void **state)
{
    (void)state;
    assert_row("format: apportion/1\nagreement: {id: x}\n"
               "parties: [{id: a}, {id: b}, {id: c, left: 2018-01-30}]\n"
               "cost_lines: [{id: l, basis: equal, from: 2018-01-01, budget: {2017/18: 90.00}}]\n",
               "2017/18", "40.00 40.00 10.00");
    assert_row("format: apportion/1\nagreement: {id: x, effective: {from: 2018-01-01}}\n"
               "parties: [{id: a}, {id: b}, {id: c, left: 2018-01-30}]\n"
               "cost_lines: [{id: l, basis: equal, budget: {2017/18: 90.00}}]\n",
               "2017/18", "40.00 40.00 10.00");
    assert_row("format: apportion/1\nagreement: {id: x, effective: {to: 2018-03-31}}\n"
               "parties: [{id: a}, {id: b}, {id: c, left: 2018-01-31}]\n"
               "proration: months\n"
               "cost_lines: [{id: l, basis: equal, from: 2018-01-01, budget: {2017/18: 90.00}}]\n",
               "2017/18", "40.00 40.00 10.00");
}

/* A date that changes nothing cuts nothing: c is excluded when it joins in mid-month. */
static void a_date_that_changes_nothing(void **state)
{
    (void)state;
    assert_row("format: apportion/1\nagreement: {id: x}\nproration: months\n"
               "parties: [{id: a}, {id: b}, {id: c, joined: 2017-10-17}]\n"
               "cost_lines: [{id: l, basis: equal, budget: {2017/18: 10.00},\n"
               "  exclude: {c: has its own}}]\n",
               "2017/18", "5.00 5.00 0.00");
    /* A single piece needs no month's edge either. */
    assert_row("format: apportion/1\nagreement: {id: x}\nproration: months\n"
               "parties: [{id: a}, {id: b}]\n"
               "cost_lines: [{id: l, basis: equal, from: 2017-10-17, budget: {2017/18: 10.00}}]\n",
               "2017/18", "5.00 5.00");
}

/* Years of 365 or 366 days from any day: 1 January 2016 to 31 December 2016 has 366, and 1 January
 * to 30 June 182 of them; 6 April 2017 to 5 April 2018 has 365, and 6 April to 5 July 91. */
static void years_that_begin_elsewhere(void **state)
{
    (void)state;
    assert_row("format: apportion/1\nagreement: {id: x}\nyear_start: 01-01\n"
               "parties: [{id: a}, {id: b, left: 2016-06-30}]\n"
               "cost_lines: [{id: l, basis: equal, budget: {2016/17: 732.00}}]\n",
               "2016/17", "550.00 182.00");
    assert_row("format: apportion/1\nagreement: {id: x}\nyear_start: 04-06\n"
               "parties: [{id: a}, {id: b, left: 2017-07-05}]\n"
               "cost_lines: [{id: l, basis: equal, budget: {2017/18: 730.00}}]\n",
               "2017/18", "639.00 91.00");
}

/* Several stretches: b shares in April and in June, 60 of 365 days. */
static void several_stretches(void **state)
{
    (void)state;
    assert_row(TWO "cost_lines: [{id: l, basis: equal, budget: {2017/18: 730.00}, participants: "
                   "[a, {id: b, until: 2017-04-30}, {id: b, from: 2017-06-01, until: "
                   "2017-06-30}]}]\n",
               "2017/18", "670.00 60.00 0.00");
    assert_row(TWO "cost_lines: [{id: l, basis: equal, budget: {2017/18: 730.00}, participants: "
                   "[a, b], exclude: {b: [{reason: x, from: 2017-05-01, until: 2017-05-31}, "
                   "{reason: y, from: 2017-07-01}]}}]\n",
               "2017/18", "670.00 60.00 0.00");
}

/* Published shares are rounded in each piece, and the pieces are weighted after that: 1/3 is 33 %
 * and 34 % for the first; 73 days of 365 at 34/33/33, 292 at 50/50. */
static void published_shares_in_each_piece(void **state)
{
    (void)state;
    assert_row("format: apportion/1\nagreement: {id: x}\n"
               "parties: [{id: a}, {id: b}, {id: c, left: 2017-06-12}]\n"
               "bases: {third: {equal: all, share: {published: 0}}}\n"
               "cost_lines: [{id: l, basis: third, budget: {2017/18: 1000.00}}]\n",
               "2017/18", "468.00 466.00 66.00");
}

/* Bounds act on the quotas of the whole line: c's is 66.66 of 1000 for a fifth of the year, and its
 * floor of 100 lifts it; the others share 900. */
static void bounds_of_the_whole_line(void **state)
{
#define BOUNDED(rest)                                                                              \
    "format: apportion/1\nagreement: {id: x}\n"                                                    \
    "parties: [{id: a}, {id: b}, {id: c, left: 2017-06-12}]\n"                                     \
    "cost_lines: [{id: l, basis: equal, budget: {2017/18: 1000.00, 2018/19: 1000.00}, " rest       \
    "}]\n"
    (void)state;
    assert_row(BOUNDED("floors: {c: 100.00}"), "2017/18", "450.00 450.00 100.00");
    assert_row(BOUNDED("caps: {c: 60.00}, absorber: a"), "2017/18", "473.33 466.67 60.00");
    /* Once it has left, its floor is for nobody. */
    assert_faults(BOUNDED("floors: {c: 100.00}"), "2018/19",
                  "not-a-member 4:90 cost_lines.l.floors.c");
    assert_faults(BOUNDED("floors: {a: 1}, absorber: c"), "2018/19",
                  "not-a-member 4:90 cost_lines.l.absorber");
    assert_faults(BOUNDED("rounding: {method: residual, to: c}"), "2018/19",
                  "not-a-member 4:92 cost_lines.l.rounding.to");
}

/* Caps of those who stay cannot carry the whole line once the third has left. */
static void bounds_that_cannot_be_met_after_a_leaver(void **state)
{
    (void)state;
    assert_row(BOUNDED("caps: {a: 470.00, b: 470.00}"), "2017/18", "466.67 466.67 66.66");
    assert_sentence(BOUNDED("caps: {a: 470.00, b: 470.00}"), "2018/19", "940.00");
    assert_sentence(BOUNDED("caps: {a: 470.00, b: 470.00}"), "2018/19", "1000.00");
    assert_faults(BOUNDED("caps: {a: 470.00, b: 470.00}"), "2018/19",
                  "bounds-infeasible 4:88 cost_lines.l");
    assert_sentence(BOUNDED("floors: {a: 600.00, b: 600.00}"), "2018/19", "1200.00");
}

static void direct_charges_by_date(void **state)
{
#define DIRECT(from)                                                                               \
    "format: apportion/1\nagreement: {id: x}\n"                                                    \
    "parties: [{id: a}, {id: b, joined: 2017-10-01}]\n"                                            \
    "cost_lines: [{id: l, basis: {all_to: b}, " from "budget: {2017/18: 10.00}}]\n"
    (void)state;
    assert_row(DIRECT("from: 2017-10-01, "), "2017/18", "0.00 10.00");
    assert_faults(DIRECT(""), "2017/18", "not-a-member 4:29 cost_lines.l.basis");
}

/* Money of days that nobody shares cannot vanish. */
static void days_that_nobody_pays(void **state)
{
#define NOBODY(life, year)                                                                         \
    "format: apportion/1\nagreement: {id: x, effective: {from: 2017-04-01, to: 2019-01-31}}\n"     \
    "parties: [{id: a, joined: 2017-10-01}]\n"                                                     \
    "cost_lines: [{id: l, basis: equal, " life "budget: {" year ": 10.00}}]\n"
    (void)state;
    assert_faults(NOBODY("", "2017/18"), "2017/18", "no-party 4:14 cost_lines.l");
    assert_sentence(NOBODY("", "2017/18"), "2017/18",
                    "nobody shares cost line `l` from 2017-04-01 until 2017-09-30");
    assert_row(NOBODY("from: 2017-10-01, ", "2017/18"), "2017/18", "10.00");
    assert_faults(NOBODY("until: 2017-06-30, ", "2017/18"), "2017/18",
                  "no-party 4:14 cost_lines.l");
    assert_faults(NOBODY("from: 2018-04-01, ", "2017/18"), "2017/18", "no-party 4:42 cost_lines.l");
    assert_faults(NOBODY("until: 2018-03-31, ", "2018/19"), "2018/19",
                  "no-party 4:43 cost_lines.l");
    assert_sentence(NOBODY("until: 2018-03-31, ", "2018/19"), "2018/19",
                    "a figure for 2018/19, and its life until 2018-03-31 has no day");
    assert_faults(NOBODY("from: 2019-02-01, ", "2018/19"), "2018/19", "no-party 4:42 cost_lines.l");
}

static void years_outside_the_agreement(void **state)
{
    static const char text[] =
        "format: apportion/1\nagreement: {id: x, effective: {from: 2017-10-01, to: 2018-01-31}}\n"
        "parties: [{id: a}, {id: b}]\n"
        "cost_lines: [{id: l, basis: equal, budget: {2017/18: 10.00}}]\n";
    (void)state;
    assert_row(text, "2017/18", "5.00 5.00");
    assert_faults(text, "2016/17", "outside-agreement 0:0 agreement.effective");
    assert_faults(text, "2018/19", "outside-agreement 0:0 agreement.effective");
}

/* Each date that is not a month's edge, once, however many lines it cuts, with both edges. */
static void changes_in_mid_month(void **state)
{
#define MONTHS(parties, rest)                                                                      \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: x}\n"                                                                         \
    "proration: months\n"                                                                          \
    "parties: [{id: a}, {id: b" parties "}]\n"                                                     \
    "cost_lines:\n"                                                                                \
    "  - {id: l, basis: equal, budget: {2017/18: 10.00}" rest "}\n"                                \
    "  - {id: m, basis: equal, budget: {2017/18: 10.00}}\n"
    (void)state;
    assert_faults(MONTHS(", left: 2017-09-15", ""), "2017/18",
                  "not-month-edge 4:34 parties.b.left");
    assert_sentence(MONTHS(", left: 2017-09-15", ""), "2017/18",
                    "b leaves on 2017-09-15, which is not the last day of a month: make it "
                    "2017-08-31 or 2017-09-30, or write `proration: days`");
    assert_faults(MONTHS(", joined: 2017-09-30", ""), "2017/18",
                  "not-month-edge 4:36 parties.b.joined");
    assert_sentence(MONTHS(", joined: 2017-09-30", ""), "2017/18",
                    "b joins on 2017-09-30, which is not the first day of a month: make it "
                    "2017-09-01 or 2017-10-01");
    assert_faults(MONTHS("", ", exclude: {b: {reason: x, from: 2017-06-30, until: 2017-08-30}}"),
                  "2017/18",
                  "not-month-edge 6:84 cost_lines.l.exclude.b.from\n"
                  "not-month-edge 6:103 cost_lines.l.exclude.b.until");
    assert_faults(MONTHS("", ", participants: [a, {id: b, from: 2017-06-30}]"), "2017/18",
                  "not-month-edge 6:85 cost_lines.l.participants.b.from");
    assert_faults(MONTHS(", left: 2017-09-30", ", from: 2017-06-02, until: 2018-02-27"), "2017/18",
                  "not-month-edge 6:59 cost_lines.l.from\n"
                  "not-month-edge 6:78 cost_lines.l.until");
    assert_faults("format: apportion/1\nagreement: {id: x, effective: {from: 2017-04-02, to: "
                  "2018-02-27}}\nproration: months\nyear_start: 04-01\n"
                  "parties: [{id: a}, {id: b, left: 2017-09-30}]\n"
                  "cost_lines: [{id: l, basis: equal, budget: {2017/18: 10.00}}]\n",
                  "2017/18",
                  "not-month-edge 2:38 agreement.effective.from\n"
                  "not-month-edge 2:54 agreement.effective.to");
    assert_faults("format: apportion/1\nagreement: {id: x}\nproration: months\nyear_start: 04-06\n"
                  "parties: [{id: a}, {id: b, left: 2017-09-30}]\n"
                  "cost_lines: [{id: l, basis: equal, budget: {2017/18: 10.00}}]\n",
                  "2017/18", "not-month-edge 4:13 year_start\nnot-month-edge 4:13 year_start");
}

/* A fault in one piece does not hide one in another, and what two pieces have in common is told
 * once. */
static void faults_of_pieces(void **state)
{
    (void)state;
    assert_faults("format: apportion/1\nagreement: {id: x}\n"
                  "parties: [{id: a}, {id: b}, {id: c, joined: 2017-10-01}]\n"
                  "drivers: {d: {values: {a: 1}}}\n"
                  "cost_lines: [{id: l, basis: {driver: d}, budget: {2017/18: 10.00}}]\n",
                  "2017/18",
                  "missing-weight 4:23 drivers.d.values.b\n"
                  "missing-weight 4:23 drivers.d.values.c");
    assert_faults("format: apportion/1\nagreement: {id: x}\n"
                  "parties: [{id: a}, {id: b, left: 2017-09-30}]\n"
                  "drivers: {d: {values: {a: 0, b: 1}}}\n"
                  "cost_lines: [{id: l, basis: {driver: d}, budget: {2017/18: 10.00}}]\n",
                  "2017/18", "no-weight 5:29 cost_lines.l");
    assert_faults("format: apportion/1\nagreement: {id: x}\n"
                  "parties: [{id: a}, {id: b, left: 2017-09-30}]\n"
                  "bases: {p: {percent: {a: 50, b: 49}, share_sum: as-published}}\n"
                  "cost_lines: [{id: l, basis: p, budget: {2017/18: 10.00}}]\n",
                  "2017/18", "share-sum 5:29 cost_lines.l.basis");
}

/* R7. 82/18 with effect from 3 October 2022, 74/26 before: (185 x 74 + 180 x 82)/365 = 77.945205…%
 * of 1,000,000. */
static void a_share_that_changes_in_the_year(void **state)
{
#define RATIO(rest)                                                                                \
    "format: apportion/1\nagreement: {id: x}\n" rest "parties: [{id: a}, {id: b}]\n"               \
    "bases: {r: {percent: {a: 74, b: 26}}, s: {percent: {a: 82, b: 18}}}\n"                        \
    "versions: [{id: v, from: 2022-10-03, bases: {r: s}}]\n"                                       \
    "cost_lines: [{id: l, basis: r, budget: {2021/22: 100.00, 2022/23: 1000000.00, 2023/24: "      \
    "100.00}}]\n"
    (void)state;
    assert_row(RATIO(""), "2021/22", "74.00 26.00");
    assert_row(RATIO(""), "2022/23", "779452.05 220547.95");
    assert_row(RATIO(""), "2023/24", "82.00 18.00");
    assert_faults(RATIO("proration: months\n"), "2022/23", "not-month-edge 6:26 versions.v.from");
    assert_sentence(RATIO("proration: months\n"), "2022/23",
                    "another version begins on 2022-10-03, which is not the first day of a month: "
                    "make it 2022-10-01 or 2022-11-01");
}

/* R14. Which version was in force on which days of the year and of the agreement. */
static void versions_of_a_year(void **state)
{
    static const char text[] =
        "format: apportion/1\nagreement: {id: x, effective: {from: 2015-05-01, to: 2018-12-31}}\n"
        "parties: [{id: a}, {id: b}]\n"
        "versions:\n"
        "  - {id: one, ref: 2015 agreement, from: 2015-04-01}\n"
        "  - {id: two, from: 2015-10-01, until: 2015-12-31}\n"
        "  - {id: three, from: 2018-01-01}\n"
        "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1.00, 2016/17: 1.00, 2018/19: 1}}]\n";
    static const char *const expected[][4] = {{"one", "2015 agreement", "2015-05-01", "2015-09-30"},
                                              {"two", "", "2015-10-01", "2015-12-31"}};
    (void)state;
    apn_statement *statement = statement_of(text, "2015/16", APN_BUDGET);
    assert_int_equal(apn_statement_version_count(statement), 2);
    for (size_t i = 0; i < 2; i++) {
        apn_version_days version = apn_statement_version(statement, i);
        assert_string_equal(version.id, expected[i][0]);
        assert_string_equal(version.ref, expected[i][1]);
        assert_string_equal(version.from, expected[i][2]);
        assert_string_equal(version.to, expected[i][3]);
    }
    assert_int_equal(apn_statement_line(statement, 0).pieces, 1); /* they change no basis */
    apn_statement_unref(statement);
    statement = statement_of(text, "2016/17", APN_BUDGET);
    assert_int_equal(apn_statement_version_count(statement), 0);
    apn_statement_unref(statement);
    statement = statement_of(text, "2018/19", APN_BUDGET);
    assert_string_equal(apn_statement_version(statement, 0).from, "2018-04-01");
    assert_string_equal(apn_statement_version(statement, 0).to, "2018-12-31");
    apn_statement_unref(statement);
}

/* A version may put a basis that changes by itself in the place of another: a pays all for 183
 * days, then 3/4 for 92 and 1/2 for 90: 1460 x (183 + 69 + 45)/365 = 1188. */
static void a_version_with_a_basis_that_changes(void **state)
{
    (void)state;
    assert_row("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"
               "bases:\n"
               "  all_a: {all_to: a}\n"
               "  most: {percent: {a: 75, b: 25}}\n"
               "  then: {with_effect_from: {previously: most, 2018-01-01: equal}}\n"
               "versions: [{id: one, from: 2017-10-01, bases: {all_a: then}}]\n"
               "cost_lines: [{id: l, basis: all_a, budget: {2017/18: 1460.00}}]\n",
               "2017/18", "1188.00 272.00");
}

/* All to a for 183 of 365 days, then in halves: 730 x (183 + 91)/365 = 548. */
static void a_direct_charge_that_ends(void **state)
{
    (void)state;
    assert_row("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"
               "bases: {all_a: {all_to: a}}\n"
               "versions: [{id: one, from: 2017-10-01, bases: {all_a: equal}}]\n"
               "cost_lines: [{id: l, basis: all_a, budget: {2017/18: 730.00}}]\n",
               "2017/18", "548.00 182.00");
}

/* R12. Decided on 16 June 2017 for a service from April 2015: allowed, with a note in each year
 * that has days before the decision. The earliest decision counts. */
static void a_retrospective_agreement(void **state)
{
    static const char text[] =
        "format: apportion/1\n"
        "agreement: {id: x, effective: {from: 2015-04-01},\n"
        "  decisions: [{ref: 2, date: 2018-01-01}, {ref: 1, date: 2017-06-16}, {ref: 3}]}\n"
        "parties: [{id: a}, {id: b}]\n"
        "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1.00, 2017/18: 1.00, 2018/19: 1}}]\n";
    static const char *const years[] = {"2015/16", "2017/18", "2018/19"};
    static const char *const from[] = {"from 2015-04-01 on", "from 2017-04-01 on", NULL};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        apn_statement *statement = statement_of(text, years[i], APN_BUDGET);
        const apn_finding *note = finding_of(apn_statement_findings(statement), APN_RETROSPECTIVE);
        assert_int_equal(note != NULL, from[i] != NULL);
        if (note != NULL) {
            assert_int_equal(note->severity, APN_NOTE);
            assert_int_equal(note->line, 3);
            assert_int_equal(note->column, 58);
            assert_string_equal(note->where, "agreement.decisions");
            assert_non_null(strstr(note->message, "decided on 2017-06-16"));
            assert_non_null(strstr(note->message, from[i]));
        }
        assert_amount(apn_statement_cell(statement, 0, 0).amount, "0.50");
        apn_statement_unref(statement);
    }
}

/* An agreement that begins on the day of its decision is not retrospective. */
static void an_agreement_from_its_decision_on(void **state)
{
    (void)state;
    apn_statement *statement =
        statement_of("format: apportion/1\n"
                     "agreement: {id: x, effective: {from: 2017-06-16},\n"
                     "  decisions: [{ref: 1, date: 2017-06-16}]}\n"
                     "parties: [{id: a}]\n"
                     "cost_lines: [{id: l, basis: equal, budget: {2017/18: 1.00}}]\n",
                     "2017/18", APN_BUDGET);
    assert_int_equal(apn_findings_count(apn_statement_findings(statement)), 0);
    apn_statement_unref(statement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_leaver),
        cmocka_unit_test(a_joiner),
        cmocka_unit_test(leap_years),
        cmocka_unit_test(both_days_are_included),
        cmocka_unit_test(a_partial_withdrawal),
        cmocka_unit_test(a_line_with_a_life),
        cmocka_unit_test(a_date_that_changes_nothing),
        cmocka_unit_test(years_that_begin_elsewhere),
        cmocka_unit_test(several_stretches),
        cmocka_unit_test(published_shares_in_each_piece),
        cmocka_unit_test(bounds_of_the_whole_line),
        cmocka_unit_test(bounds_that_cannot_be_met_after_a_leaver),
        cmocka_unit_test(direct_charges_by_date),
        cmocka_unit_test(days_that_nobody_pays),
        cmocka_unit_test(years_outside_the_agreement),
        cmocka_unit_test(changes_in_mid_month),
        cmocka_unit_test(faults_of_pieces),
        cmocka_unit_test(a_share_that_changes_in_the_year),
        cmocka_unit_test(versions_of_a_year),
        cmocka_unit_test(a_direct_charge_that_ends),
        cmocka_unit_test(a_version_with_a_basis_that_changes),
        cmocka_unit_test(a_retrospective_agreement),
        cmocka_unit_test(an_agreement_from_its_decision_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
