/* The head of an agreement, its parties and its drivers: each rule with a text that keeps it and
 * one that breaks it. */
#include "agreement_cases.h"

#include "agreement_model.h"

#define PARTIES "parties: [{id: a}, {id: b}]\n"

static void the_shortest_agreement(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound("format: apportion/1\nagreement: {id: x}\n" PARTIES);
    apn_agreement_info info = apn_agreement_describe(agreement);
    assert_string_equal(info.id, "x");
    assert_string_equal(info.title, "x");
    assert_string_equal(info.title_cy, "x");
    assert_string_equal(info.statute, "");
    assert_string_equal(info.marking, "");
    assert_string_equal(info.lead, "");
    assert_string_equal(info.currency, "GBP");
    assert_string_equal(info.effective_from, "");
    assert_string_equal(info.effective_to, "");
    assert_int_equal(apn_decimal_compare(info.unit, (apn_decimal){0, 1, 2, 1, {0}}), 0);
    assert_int_equal(info.method, APN_LARGEST_REMAINDER);
    assert_int_equal(info.ties, APN_TIES_LISTED_ORDER);
    assert_int_equal(apn_agreement_line_count(agreement), 0);
    assert_null(apn_agreement_source(agreement, 0));
    assert_null(apn_agreement_year(agreement, APN_BUDGET, 0));
    apn_agreement_unref(agreement);
}

static void the_whole_head(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound("format: apportion/1\n"
                   "agreement:\n"
                   "  id: gwent-ict\n"
                   "  title: {en: ICT, cy: TGCh}\n"
                   "  statute: Police Act 1996 s22A\n"
                   "  effective: {from: 2015-04-01, to: 2019-03-31}\n"
                   "  lead: b\n"
                   "  marking: OFFICIAL\n"
                   "  languages: [en, cy]\n"
                   "  decisions: [{ref: 015/2017, body: b, date: 2017-06-16}, {ref: '2'}]\n"
                   "  sources: [first, second]\n"
                   "currency: EUR\n"
                   "year_start: 01-01\n" PARTIES);
    apn_agreement_info info = apn_agreement_describe(agreement);
    assert_string_equal(info.title, "ICT");
    assert_string_equal(info.title_cy, "TGCh");
    assert_string_equal(info.statute, "Police Act 1996 s22A");
    assert_string_equal(info.effective_from, "2015-04-01");
    assert_string_equal(info.effective_to, "2019-03-31");
    assert_string_equal(info.lead, "b");
    assert_string_equal(info.marking, "OFFICIAL");
    assert_string_equal(info.currency, "EUR");
    assert_string_equal(apn_agreement_source(agreement, 0), "first");
    assert_string_equal(apn_agreement_source(agreement, 1), "second");
    assert_null(apn_agreement_source(agreement, 2));
    assert_int_equal(agreement->year_month, 1);
    assert_int_equal(agreement->lead, 1);
    apn_agreement_unref(agreement);
}

static void required_keys(void **state)
{
    (void)state;
    check_fault("agreement: {id: x}\n" PARTIES, APN_MISSING_KEY, 1, 1, "format", "`format`");
    check_fault("format: apportion/1\n" PARTIES, APN_MISSING_KEY, 1, 1, "agreement", "`agreement`");
    check_fault("format: apportion/1\nagreement: {id: x}\n", APN_MISSING_KEY, 1, 1, "parties",
                "`parties`");
    check_fault("format: apportion/1\nagreement: {title: x}\n" PARTIES, APN_MISSING_KEY, 2, 12,
                "agreement.id", "`id`");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {name: B}]\n",
                APN_MISSING_KEY, 3, 20, "parties[2].id", "`id`");
    check_fault("format: apportion/1\nagreement: {id: x, decisions: [{body: a}]}\n" PARTIES,
                APN_MISSING_KEY, 2, 32, "agreement.decisions[1].ref", "`ref`");
}

static void a_file_of_another_format(void **state)
{
    (void)state;
    check_fault("format: apportion/2\nagreement: {id: x}\n" PARTIES, APN_WRONG_TYPE, 1, 9, "format",
                "`apportion/2`");
    check_fault("", APN_MISSING_KEY, 1, 1, "format", "empty");
    check_fault("- a\n", APN_WRONG_TYPE, 1, 1, "", "a list");
}

static void unknown_keys_with_the_nearest_one(void **state)
{
    (void)state;
    check_fault(HEAD "drvers: {}\n", APN_UNKNOWN_KEY, 4, 1, "drvers", "did you mean `drivers`?");
    check_fault(HEAD "zzz: 1\n", APN_UNKNOWN_KEY, 4, 1, "zzz", "whose keys are format, agreement");
    check_fault("format: apportion/1\nagreement: {id: x, led: a}\n" PARTIES, APN_UNKNOWN_KEY, 2, 20,
                "agreement.led", "did you mean `lead`?");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: a, nam: A}]\n",
                APN_UNKNOWN_KEY, 3, 19, "parties.a.nam", "did you mean `name`?");
}

static void ids(void **state)
{
    (void)state;
    check_sound("format: apportion/1\nagreement: {id: 9-x_y}\nparties: [{id: 0}, {id: a-b_c}]\n");
    check_fault("format: apportion/1\nagreement: {id: X}\n" PARTIES, APN_WRONG_TYPE, 2, 17,
                "agreement.id", "small letters");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: -a}]\n", APN_WRONG_TYPE, 3,
                16, "parties.-a", "`-a`");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: Lincs}]\n", APN_WRONG_TYPE,
                3, 16, "parties.Lincs", "`Lincs`");
    check_fault(HEAD "drivers: {d e: {values: {a: 1}}}\n", APN_WRONG_TYPE, 4, 11, "drivers.d e",
                "`d e`");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: a}]\n",
                APN_DUPLICATE_ID, 3, 25, "parties.a", "line 3");
}

static void reserved_ids(void **state)
{
    static const char *const words[] = {"equal", "lead", "largest", "needed", "all"};
    char text[256], where[64];
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        snprintf(text, sizeof text,
                 "format: apportion/1\nagreement: {id: x}\nparties: [{id: %s}]\n", words[i]);
        snprintf(where, sizeof where, "parties.%s", words[i]);
        check_fault(text, APN_WRONG_TYPE, 3, 16, where, "a word of the format");
    }
}

static void an_id_has_64_letters_at_most(void **state)
{
    char id[66], text[256], where[128];
    (void)state;
    memset(id, 'a', 65);
    id[64] = '\0';
    snprintf(text, sizeof text, "format: apportion/1\nagreement: {id: x}\nparties: [{id: %s}]\n",
             id);
    check_sound(text);
    id[64] = 'a';
    id[65] = '\0';
    snprintf(text, sizeof text, "format: apportion/1\nagreement: {id: x}\nparties: [{id: %s}]\n",
             id);
    snprintf(where, sizeof where, "parties.%.64s", id); /* a path cuts what is too long */
    check_fault(text, APN_LIMIT, 3, 16, where, "65 letters");
}

static void values_of_the_wrong_kind(void **state)
{
    (void)state;
    check_fault("format: apportion/1\nagreement: x\n" PARTIES, APN_WRONG_TYPE, 2, 12, "agreement",
                "a single value stands here");
    check_fault("format: apportion/1\nagreement: {id: x, title: [a]}\n" PARTIES, APN_WRONG_TYPE, 2,
                27, "agreement.title", "must be a text");
    check_fault("format: apportion/1\nagreement: {id: x, sources: a}\n" PARTIES, APN_WRONG_TYPE, 2,
                29, "agreement.sources", "a list of texts");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: {a: 1}\n", APN_WRONG_TYPE, 3, 10,
                "parties", "a group of keys stands here");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [a]\n", APN_WRONG_TYPE, 3, 11,
                "parties[1]", "a single value");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: []\n", APN_NO_PARTY, 3, 10,
                "parties", "no party");
    check_fault(HEAD "drivers: 5\n", APN_WRONG_TYPE, 4, 10, "drivers", "each under its id");
    check_fault(HEAD "currency: pounds\n", APN_WRONG_TYPE, 4, 11, "currency", "three capitals");
    check_fault(HEAD "year_start: 02-29\n", APN_WRONG_TYPE, 4, 13, "year_start", "04-01");
}

static void empty_values(void **state)
{
    (void)state;
    check_fault("format: apportion/1\nagreement: {id: x, title: }\n" PARTIES, APN_MISSING_KEY, 2,
                27, "agreement.title", "nothing stands behind `title`");
    check_fault("format: apportion/1\nagreement: {id: x, statute: ~}\n" PARTIES, APN_MISSING_KEY, 2,
                29, "agreement.statute", "nothing stands");
    check_fault("format: apportion/1\nagreement: {id: x, marking: null}\n" PARTIES, APN_MISSING_KEY,
                2, 29, "agreement.marking", "nothing stands");
    check_fault("format: apportion/1\nagreement: {id: x, marking: \" \"}\n" PARTIES,
                APN_MISSING_KEY, 2, 29, "agreement.marking", "nothing stands");
    check_sound("format: apportion/1\nagreement: {id: x, marking: \"null\"}\n" PARTIES);
}

static void dates_of_the_agreement(void **state)
{
    (void)state;
    check_sound("format: apportion/1\nagreement: {id: x, effective: {from: 2016-02-29}}\n" PARTIES);
    check_fault("format: apportion/1\nagreement: {id: x, effective: {from: 2015-02-29}}\n" PARTIES,
                APN_WRONG_TYPE, 2, 38, "agreement.effective.from", "not a date");
    check_sound("format: apportion/1\n"
                "agreement: {id: x, effective: {from: 2015-04-01, to: 2015-04-01}}\n" PARTIES);
    check_fault("format: apportion/1\n"
                "agreement: {id: x, effective: {from: 2015-04-02, to: 2015-04-01}}\n" PARTIES,
                APN_WRONG_TYPE, 2, 54, "agreement.effective", "ends before it begins");
}

static void the_lead_and_the_languages(void **state)
{
    (void)state;
    check_fault("format: apportion/1\nagreement: {id: x, lead: linc}\n"
                "parties: [{id: lincs}, {id: b}]\n",
                APN_UNKNOWN_ID, 2, 26, "agreement.lead", "did you mean `lincs`?");
    check_fault("format: apportion/1\nagreement: {id: x, languages: [en, fr]}\n" PARTIES,
                APN_WRONG_TYPE, 2, 36, "agreement.languages[2]", "choose en or cy");
}

static void names_in_two_languages(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        "format: apportion/1\nagreement: {id: x}\n"
        "parties: [{id: a, name: {en: South Wales, cy: De Cymru}}, {id: b, name: {cy: Gwent}},\n"
        "          {id: c, name: Dyfed, policing_body: PCC, chief_officer: CC}, {id: d}]\n");
    assert_int_equal(apn_agreement_party_count(agreement), 4);
    assert_string_equal(apn_agreement_party(agreement, 0).name, "South Wales");
    assert_string_equal(apn_agreement_party(agreement, 0).name_cy, "De Cymru");
    assert_string_equal(apn_agreement_party(agreement, 0).policing_body, "");
    assert_string_equal(apn_agreement_party(agreement, 1).name, "Gwent");
    assert_string_equal(apn_agreement_party(agreement, 1).name_cy, "Gwent");
    assert_string_equal(apn_agreement_party(agreement, 2).name_cy, "Dyfed");
    assert_string_equal(apn_agreement_party(agreement, 2).policing_body, "PCC");
    assert_string_equal(apn_agreement_party(agreement, 2).chief_officer, "CC");
    assert_string_equal(apn_agreement_party(agreement, 3).name, "d");
    apn_agreement_unref(agreement);
    check_fault("format: apportion/1\nagreement: {id: x, title: {fr: a, en: b}}\n" PARTIES,
                APN_UNKNOWN_KEY, 2, 28, "agreement.title.fr", "en and cy");
    check_fault("format: apportion/1\nagreement: {id: x, title: {}}\n" PARTIES, APN_MISSING_KEY, 2,
                27, "agreement.title", "no text");
}

static void finds_a_party_by_its_id(void **state)
{
    apn_agreement *agreement = read_sound(
        "format: apportion/1\nagreement: {id: x}\nparties: [{id: lincs}, {id: leics}]\n");
    apn_error err = {0};
    size_t party = 9;
    (void)state;
    assert_int_equal(apn_agreement_find_party(agreement, "leics", &party, &err), APN_OK);
    assert_int_equal(party, 1);
    assert_int_equal(apn_agreement_find_party(agreement, "lincz", &party, &err), APN_UNKNOWN_ID);
    assert_non_null(strstr(err.message, "did you mean `lincs`?"));
    assert_int_equal(apn_agreement_find_party(agreement, "gwent", &party, &err), APN_UNKNOWN_ID);
    assert_null(strstr(err.message, "did you mean"));
    assert_int_equal(party, 1);
    apn_agreement_unref(agreement);
}

static void a_driver_for_every_year(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "drivers: {d: {unit: users, as_at: 2016-03-31, source: s, "
                        "values: {a: 1100, b: 0, c: needed}}}\n");
    const apn__driver *driver = &agreement->drivers[0];
    assert_string_equal(driver->id, "d");
    assert_string_equal(driver->unit, "users");
    assert_string_equal(driver->facts.as_at, "2016-03-31");
    assert_string_equal(driver->facts.source, "s");
    const apn__value_set *set = apn__driver_find(driver, 2031);
    assert_non_null(set);
    assert_int_equal(set->values[0].given, APN__GIVEN);
    assert_int_equal(apn_decimal_compare(set->values[0].value, apn_decimal_from_i64(1100)), 0);
    assert_int_equal(apn_decimal_compare(set->values[0].denominator, apn_decimal_from_i64(1)), 0);
    assert_int_equal(set->values[1].given, APN__GIVEN);
    assert_int_equal(set->values[1].value.sign, 0);
    assert_int_equal(set->values[2].given, APN__NEEDED);
    apn_agreement_unref(agreement);
}

static void what_is_said_of_figures(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "drivers:\n"
                        "  d:\n"
                        "    window: {from: 2016-01-01, to: 2016-12-31}\n"
                        "    status: {2016/17: audited, 2017/18: provisional}\n"
                        "    as_at: {2016/17: 2016-03-31}\n"
                        "    source: settlement\n"
                        "    by_year: {2016/17: {a: 1}, 2017/18: {a: 2}}\n");
    const apn__driver *driver = &agreement->drivers[0];
    assert_int_equal(driver->facts.window.until.day - driver->facts.window.from.day, 365);
    assert_string_equal(driver->facts.source, "settlement");
    assert_int_equal(driver->facts.status, APN_FIGURES_UNSAID);
    assert_int_equal(driver->sets[0].facts.status, APN_FIGURES_AUDITED);
    assert_string_equal(driver->sets[0].facts.as_at, "2016-03-31");
    assert_int_equal(driver->sets[1].facts.status, APN_FIGURES_PROVISIONAL);
    assert_null(driver->sets[1].facts.as_at);
    apn_agreement_unref(agreement);
    check_fault(HEAD "drivers: {d: {values: {a: 1}, status: draft}}\n", APN_WRONG_TYPE, 4, 39,
                "drivers.d.status", "choose provisional, final or audited");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, status: {2015/16: final}}}\n", APN_MISSING_YEAR,
                4, 40, "drivers.d.status.2015/16", "no set of values for 2015/16 alone");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, window: {from: 2016-01-01}}}\n",
                APN_MISSING_KEY, 4, 39, "drivers.d.window.to", "`to` is missing");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, window: {from: 2016-01-01, to: 2015-12-31}}}\n",
                APN_WRONG_TYPE, 4, 62, "drivers.d.window", "ends before it begins");
}

static int64_t first_value(const apn__driver *driver, apn__year year, apn_figures_status known)
{
    const apn__driver *holder;
    int64_t value = -1;
    const apn__value_set *set = apn__driver_known(driver, year, known, &holder);
    assert_int_equal(apn_decimal_to_i64(set->values[0].value, &value, NULL), APN_OK);
    return value;
}

/* R5. The newest figures of each year count, or those that were known at a status. */
static void revised_figures(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(HEAD "drivers:\n"
                                               "  d:\n"
                                               "    status: provisional\n"
                                               "    by_year: {2016/17: {a: 1}, 2017/18: {a: 2}}\n"
                                               "    revised:\n"
                                               "      - {status: final, values: {a: 10}}\n"
                                               "      - {status: audited, source: accounts, "
                                               "by_year: {2016/17: {a: 100}}}\n");
    const apn__driver *driver = &agreement->drivers[0];
    assert_int_equal(driver->revised_count, 2);
    assert_string_equal(driver->revised[1].facts.source, "accounts");
    assert_null(driver->revised[0].facts.source);
    assert_int_equal(first_value(driver, 2016, APN_FIGURES_UNSAID), 100);
    assert_int_equal(first_value(driver, 2016, APN_FIGURES_AUDITED), 100);
    assert_int_equal(first_value(driver, 2016, APN_FIGURES_FINAL), 10);
    assert_int_equal(first_value(driver, 2016, APN_FIGURES_PROVISIONAL), 1);
    assert_int_equal(first_value(driver, 2017, APN_FIGURES_UNSAID), 10);
    assert_int_equal(first_value(driver, 2017, APN_FIGURES_PROVISIONAL), 2);
    apn_agreement_unref(agreement);
}

static void revised_figures_that_cannot_be(void **state)
{
    (void)state;
    check_fault(HEAD "drivers: {d: {values: {a: 1}, revised: [{values: {a: 2}}]}}\n",
                APN_MISSING_KEY, 4, 41, "drivers.d.revised[1].status", "`status` is missing");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, revised: [{status: final}]}}\n",
                APN_MISSING_KEY, 4, 41, "drivers.d.revised[1]", "has no figures");
    check_fault(HEAD "drivers: {d: {status: final, values: {a: 1}, revised: [{status: provisional, "
                     "values: {a: 2}}]}}\n",
                APN_WRONG_TYPE, 4, 65, "drivers.d.revised[1].status",
                "provisional do not replace those before, which are final");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, revised: [{status: final, values: {a: 2}}, "
                     "{status: final, values: {a: 3}}]}}\n",
                APN_WRONG_TYPE, 4, 83, "drivers.d.revised[2].status",
                "final do not replace those before, which are final");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, revised: [{status: {2015/16: final}, "
                     "by_year: {2015/16: {a: 2}}}]}}\n",
                APN_WRONG_TYPE, 4, 50, "drivers.d.revised[1].status", "one status");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, revised: final}}\n", APN_WRONG_TYPE, 4, 40,
                "drivers.d.revised", "a list of revised figures");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, revised: [{status: final, unit: users, "
                     "values: {a: 2}}]}}\n",
                APN_UNKNOWN_KEY, 4, 57, "drivers.d.revised[1].unit",
                "not a key of revised figures");
}

static void a_driver_by_year(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "drivers: {d: {by_year: {2017-18: {a: 5.5}, 2012/2013: {b: 1/3}}}}\n");
    const apn__driver *driver = &agreement->drivers[0];
    assert_int_equal(driver->set_count, 2);
    assert_int_equal(driver->sets[0].year, 2012);
    assert_null(apn__driver_find(driver, 2013));
    const apn__value *value = &apn__driver_find(driver, 2012)->values[1];
    assert_int_equal(apn_decimal_compare(value->value, apn_decimal_from_i64(1)), 0);
    assert_int_equal(apn_decimal_compare(value->denominator, apn_decimal_from_i64(3)), 0);
    assert_int_equal(apn__driver_find(driver, 2017)->values[1].given, APN__ABSENT);
    apn_agreement_unref(agreement);
}

static void money_in_a_driver_of_money(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "drivers: {d: {unit: GBP, values: {a: £6.7m, b: \"1,234\"}}}\n");
    const apn__value *values = apn__driver_find(&agreement->drivers[0], 2015)->values;
    assert_int_equal(apn_decimal_compare(values[0].value, apn_decimal_from_i64(6700000)), 0);
    assert_int_equal(apn_decimal_compare(values[1].value, apn_decimal_from_i64(1234)), 0);
    apn_agreement_unref(agreement);
    check_fault(HEAD "drivers: {d: {unit: users, values: {a: £6.7m}}}\n", APN_NUMBER, 4, 40,
                "drivers.d.values.a", "leave out the `£`");
}

static void faults_of_drivers(void **state)
{
    (void)state;
    check_fault(HEAD "drivers: {d: {unit: users}}\n", APN_MISSING_KEY, 4, 14, "drivers.d",
                "no figures");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, by_year: {}}}\n", APN_WRONG_TYPE, 4, 31,
                "drivers.d.by_year", "keep one of them");
    check_fault(HEAD "drivers: {d: {values: {a: -1}}}\n", APN_NEGATIVE_WEIGHT, 4, 27,
                "drivers.d.values.a", "below zero");
    check_fault(HEAD "drivers: {d: {unit: GBP, values: {a: -1}}}\n", APN_NEGATIVE_WEIGHT, 4, 38,
                "drivers.d.values.a", "below zero");
    check_fault(HEAD "drivers: {d: {values: {a: 1e5}}}\n", APN_NUMBER, 4, 28, "drivers.d.values.a",
                "an exponent");
    check_fault(HEAD "drivers: {d: {values: {a: 5%}}}\n", APN_NUMBER, 4, 28, "drivers.d.values.a",
                "leave out the `%`");
    check_fault(HEAD "drivers: {d: {values: {a: 1/0}}}\n", APN_NUMBER, 4, 29, "drivers.d.values.a",
                "above zero");
    check_fault(HEAD "drivers: {d: {values: {a: }}}\n", APN_NUMBER, 4, 27, "drivers.d.values.a",
                "nothing stands");
    check_fault(HEAD "drivers: {d: {values: {a: [1]}}}\n", APN_WRONG_TYPE, 4, 27,
                "drivers.d.values.a", "a list");
    check_fault(HEAD "drivers: {d: {values: {z: 1}}}\n", APN_UNKNOWN_ID, 4, 24,
                "drivers.d.values.z", "no party `z`");
    check_fault(HEAD "drivers: {d: {by_year: {2015: {a: 1}}}}\n", APN_NUMBER, 4, 25,
                "drivers.d.by_year.2015", "2015/16");
    check_fault(HEAD "drivers: {d: {by_year: {2015/16: {a: 1}, 2015-16: {a: 2}}}}\n",
                APN_DUPLICATE_KEY, 4, 42, "drivers.d.by_year.2015-16", "the same year");
    check_fault(HEAD "drivers: {d: {values: {a: 1}, as_at: March}}\n", APN_WRONG_TYPE, 4, 38,
                "drivers.d.as_at", "not a date");
    /* A driver may be older than the agreement. */
    check_sound(HEAD "drivers: {d: {by_year: {1998/99: {a: 1}}}}\n");
}

static void measures_by_name(void **state)
{
    apn_measure measure = APN_BUDGET;
    apn_error err = {0};
    (void)state;
    assert_string_equal(apn_measure_word(APN_OUTTURN), "outturn");
    assert_string_equal(apn_measure_word(APN_FORECAST), "forecast");
    assert_null(apn_measure_word((apn_measure)3));
    assert_int_equal(apn_measure_find("outturn", 7, &measure, &err), APN_OK);
    assert_int_equal(measure, APN_OUTTURN);
    assert_int_equal(apn_measure_find("out", 3, &measure, &err), APN_USAGE);
}

/* Nine parties: a name is told its id, and a word that is near nothing the first eight ids. */
static void a_wrong_id_is_told_what_there_is(void **state)
{
    static const char parties[] =
        "format: apportion/1\n"
        "agreement: {id: x}\n"
        "parties: [{id: wilts, name: Wiltshire}, {id: dyfed, name: {en: Dyfed-Powys, cy: Dyfed "
        "a Phowys}}, {id: c},\n"
        "  {id: e}, {id: f}, {id: g}, {id: h}, {id: i}, {id: j}]\n";
    apn_agreement *agreement = read_sound(parties);
    apn_error err = {0};
    size_t party = 99;
    char text[1024];
    (void)state;
    assert_int_equal(apn_agreement_find_party(agreement, "WILTSHIRE", &party, &err),
                     APN_UNKNOWN_ID);
    assert_string_equal(err.message, "the agreement has no party `WILTSHIRE`; that is the name of "
                                     "the party `wilts`: write the id");
    assert_int_equal(apn_agreement_find_party(agreement, "Dyfed a Phowys", &party, &err),
                     APN_UNKNOWN_ID);
    assert_non_null(strstr(err.message, "that is the name of the party `dyfed`"));
    assert_int_equal(apn_agreement_find_party(agreement, "gloucester", &party, &err),
                     APN_UNKNOWN_ID);
    assert_string_equal(err.message, "the agreement has no party `gloucester`; the parties are "
                                     "wilts, dyfed, c, e, f, g, h, i and 1 more");
    assert_int_equal(party, 99);
    apn_agreement_unref(agreement);
    snprintf(text, sizeof text, "%s%s", parties,
             "cost_lines: [{id: l, basis: {all_to: wiltshire}, budget: {2015/16: 1}}]\n");
    check_fault(text, APN_UNKNOWN_ID, 5, 38, "cost_lines.l.basis.all_to",
                "there is no party `wiltshire`; that is the name of the party `wilts`: write the "
                "id");
    snprintf(text, sizeof text, "%s%s", parties,
             "cost_lines: [{id: l, basis: {all_to: kk}, budget: {2015/16: 1}}]\n");
    check_fault(text, APN_UNKNOWN_ID, 5, 38, "cost_lines.l.basis.all_to",
                "there is no party `kk`; the parties are c, dyfed, e, f, g, h, i, j and 1 more");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shortest_agreement),
        cmocka_unit_test(the_whole_head),
        cmocka_unit_test(required_keys),
        cmocka_unit_test(a_file_of_another_format),
        cmocka_unit_test(unknown_keys_with_the_nearest_one),
        cmocka_unit_test(ids),
        cmocka_unit_test(reserved_ids),
        cmocka_unit_test(an_id_has_64_letters_at_most),
        cmocka_unit_test(values_of_the_wrong_kind),
        cmocka_unit_test(empty_values),
        cmocka_unit_test(dates_of_the_agreement),
        cmocka_unit_test(the_lead_and_the_languages),
        cmocka_unit_test(names_in_two_languages),
        cmocka_unit_test(finds_a_party_by_its_id),
        cmocka_unit_test(a_driver_for_every_year),
        cmocka_unit_test(what_is_said_of_figures),
        cmocka_unit_test(revised_figures),
        cmocka_unit_test(revised_figures_that_cannot_be),
        cmocka_unit_test(a_driver_by_year),
        cmocka_unit_test(money_in_a_driver_of_money),
        cmocka_unit_test(faults_of_drivers),
        cmocka_unit_test(measures_by_name),
        cmocka_unit_test(a_wrong_id_is_told_what_there_is),
    };
    return cmocka_run_group_tests_name("parts of an agreement", tests, NULL, NULL);
}
