/* Whole files: the twelve faults, several texts, texts that break off, limits, and the examples. */
#include "agreement_cases.h"

#include "agreement_model.h"
#include "library_limits.h"

typedef struct fault {
    apn_status code;
    unsigned line, column;
    const char *where;
} fault;

/* Reads texts that must have these faults, in this order and no others. */
static void check_faults(const apn_text_source *texts, size_t count, const fault *faults,
                         size_t fault_count)
{
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    apn_error err = {0};
    apn_status status = apn_agreement_from_yaml(texts, count, &findings, &agreement, &err);
    if (apn_findings_count(findings) != fault_count)
        show_findings(findings);
    assert_int_equal(status, faults[0].code);
    assert_null(agreement);
    assert_int_equal(apn_findings_count(findings), fault_count);
    for (size_t i = 0; i < fault_count; i++) {
        const apn_finding *finding = apn_findings_at(findings, i);
        assert_int_equal(finding->code, faults[i].code);
        assert_int_equal(finding->line, faults[i].line);
        assert_int_equal(finding->column, faults[i].column);
        assert_string_equal(finding->where, faults[i].where);
    }
    apn_findings_free(findings);
}

/* The bytes of a file below test/; the caller frees them. */
static char *read_bytes(const char *name, size_t *length)
{
    char path[1024];
    const char *data = getenv("TEST_DATA");
    assert_non_null(data);
    snprintf(path, sizeof path, "%s/%s", data, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = malloc(1 << 16);
    assert_non_null(bytes);
    *length = fread(bytes, 1, 1 << 16, file);
    assert_true(*length > 0 && *length < 1 << 16);
    fclose(file);
    return bytes;
}

/* The places are those of the file, counted by hand. */
static void twelve_faults_of_twelve_kinds(void **state)
{
    static const fault faults[] = {
        {APN_UNKNOWN_KEY, 5, 3, "agreement.titel"},
        {APN_YAML_FEATURE, 6, 12, "agreement.marking"},
        {APN_DUPLICATE_ID, 11, 10, "parties.leics"},
        {APN_NEGATIVE_WEIGHT, 16, 34, "drivers.users.values.leics"},
        {APN_SHARE_SUM, 19, 20, "bases.infra.percent"},
        {APN_WRONG_TYPE, 22, 12, "cost_lines.hosting.title"},
        {APN_UNKNOWN_ID, 23, 12, "cost_lines.hosting.basis"},
        {APN_NUMBER, 24, 24, "cost_lines.hosting.budget.2015/16"},
        {APN_MISSING_KEY, 27, 22, "cost_lines.support.exclude.lincs"},
        {APN_NOT_WHOLE_UNITS, 28, 23, "cost_lines.support.budget.2015/16"},
        {APN_OUTSIDE_AGREEMENT, 31, 14, "cost_lines.hardware.budget.2014/15"},
        {APN_DUPLICATE_KEY, 33, 5, "cost_lines.hardware.outturn"},
    };
    size_t length;
    char *bytes = read_bytes("twelve-faults.yaml", &length);
    (void)state;
    check_faults(&(apn_text_source){"twelve-faults.yaml", bytes, length}, 1, faults, 12);
    free(bytes);
}

static void texts_are_joined(void **state)
{
    const apn_text_source texts[] = {
        {"one.yaml", HEAD "cost_lines: [{id: l, budget: {2015/16: 1}}]\n",
         strlen(HEAD "cost_lines: [{id: l, budget: {2015/16: 1}}]\n")},
        {"two.yaml",
         "format: apportion/1\nagreement: {id: x}\ndefault_basis: equal\n"
         "cost_lines: [{id: m, budget: {2016/17: 1}}]\n",
         strlen("format: apportion/1\nagreement: {id: x}\ndefault_basis: equal\n"
                "cost_lines: [{id: m, budget: {2016/17: 1}}]\n")},
    };
    apn_agreement *agreement = NULL;
    apn_findings *findings = NULL;
    (void)state;
    assert_int_equal(apn_agreement_from_yaml(texts, 2, &findings, &agreement, NULL), APN_OK);
    assert_int_equal(apn_findings_count(findings), 0);
    assert_int_equal(apn_agreement_line_count(agreement), 2);
    assert_string_equal(apn_agreement_line(agreement, 1).id, "m");
    assert_string_equal(apn_agreement_year(agreement, APN_BUDGET, 1), "2016/17");
    apn_findings_free(findings);
    apn_agreement_unref(agreement);
}

static void an_id_twice_in_two_texts(void **state)
{
    static const char more[] = "format: apportion/1\ncost_lines: [{id: l, basis: equal, "
                               "budget: {2015/16: 1}}]\n";
    const apn_text_source texts[] = {{"one.yaml", HEAD LINE, strlen(HEAD LINE)},
                                     {"two.yaml", more, sizeof more - 1}};
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    (void)state;
    assert_int_equal(apn_agreement_from_yaml(texts, 2, &findings, &agreement, NULL),
                     APN_DUPLICATE_ID);
    assert_int_equal(apn_findings_count(findings), 1);
    const apn_finding *finding = apn_findings_at(findings, 0);
    assert_string_equal(finding->file, "two.yaml");
    assert_int_equal(finding->line, 2);
    assert_int_equal(finding->column, 19);
    assert_non_null(strstr(finding->message, "one.yaml, line 4"));
    apn_findings_free(findings);
}

/* The drivers of the second text are read before the lines of the first, and still told after them.
 */
static void faults_come_in_the_order_of_the_texts(void **state)
{
    static const char first[] =
        HEAD "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1e5}}]\n";
    static const char second[] = "format: apportion/1\ndrivers: {d: {values: {a: -1}}}\n";
    const apn_text_source texts[] = {{"z.yaml", first, sizeof first - 1},
                                     {"a.yaml", second, sizeof second - 1}};
    static const fault faults[] = {
        {APN_NUMBER, 4, 55, "cost_lines.l.budget.2015/16"},
        {APN_NEGATIVE_WEIGHT, 2, 27, "drivers.d.values.a"},
    };
    (void)state;
    check_faults(texts, 2, faults, 2);
}

/* What is missing may stand beyond the break; what is wrong before it is still told. */
static void a_text_that_breaks_off(void **state)
{
    static const char text[] = "format: apportion/1\n"
                               "agreement: {id: x, titel: y}\n"
                               "cost_lines:\n"
                               "  - {id: l, basis: infra, budget: {2015/16: 1e5}}\n"
                               "  - {id: m, exclude: {";
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    (void)state;
    assert_int_equal(apn_agreement_from_yaml(&(apn_text_source){"t.yaml", text, sizeof text - 1}, 1,
                                             &findings, &agreement, NULL),
                     APN_UNKNOWN_KEY);
    assert_int_equal(apn_findings_count(findings), 3);
    assert_int_equal(apn_findings_at(findings, 0)->code, APN_UNKNOWN_KEY);
    assert_int_equal(apn_findings_at(findings, 1)->code, APN_NUMBER);
    assert_int_equal(apn_findings_at(findings, 1)->line, 4);
    assert_int_equal(apn_findings_at(findings, 2)->code, APN_YAML);
    assert_null(agreement);
    apn_findings_free(findings);
}

/* Reads "parties" of `parties` entries and "cost_lines" of `lines` with `items` items in the first.
 */
static apn_status read_large(size_t parties, size_t lines, size_t items, apn_error *err)
{
    size_t room = 200 + parties * 16 + lines * 64 + items * 32, length = 0;
    char *text = malloc(room);
    apn_agreement *agreement = NULL;
    assert_non_null(text);
    length += (size_t)snprintf(text, room, "format: apportion/1\nagreement: {id: x}\nparties:\n");
    for (size_t i = 0; i < parties; i++)
        length += (size_t)snprintf(text + length, room - length, " - {id: p%zu}\n", i);
    length += (size_t)snprintf(text + length, room - length, "cost_lines:\n");
    for (size_t i = 0; i < lines; i++)
        length += (size_t)snprintf(text + length, room - length,
                                   " - {id: l%zu, basis: equal, outturn: {2015/16: 1}}\n", i);
    if (items > 0)
        length += (size_t)snprintf(text + length, room - length,
                                   " - id: items\n   basis: equal\n   items:\n");
    for (size_t i = 0; i < items; i++)
        length += (size_t)snprintf(text + length, room - length, "   - {budget: {2015/16: 1}}\n");
    apn_status status = apn_agreement_from_yaml(&(apn_text_source){"t.yaml", text, length}, 1, NULL,
                                                &agreement, err);
    if (status == APN_OK && items > 0) {
        const apn__figures *sums = &agreement->lines[lines].measures[APN_BUDGET];
        assert_int_equal(
            apn_decimal_compare(sums->list[0].amount, apn_decimal_from_i64((int64_t)items)), 0);
    }
    apn_agreement_unref(agreement);
    free(text);
    return status;
}

static void limits(void **state)
{
    apn_error err = {0};
    (void)state;
    assert_int_equal(read_large(APN__LIMIT_PARTIES, 1, 0, &err), APN_OK);
    assert_int_equal(read_large(APN__LIMIT_PARTIES + 1, 0, 0, &err), APN_LIMIT);
    assert_string_equal(err.where, "parties");
    assert_int_equal(read_large(2, APN__LIMIT_LINES, 0, &err), APN_OK);
    assert_int_equal(read_large(2, APN__LIMIT_LINES + 1, 0, &err), APN_LIMIT);
    assert_string_equal(err.where, "cost_lines");
    assert_int_equal(read_large(2, 0, APN__LIMIT_ITEMS, &err), APN_OK);
    assert_int_equal(read_large(2, 0, APN__LIMIT_ITEMS + 1, &err), APN_LIMIT);
    assert_string_equal(err.where, "cost_lines.items.items");
}

/* Every list of participants of 1,000 parties counts 1,000 figures: 4,000 lists are the most. */
static void figures_by_party_are_limited(void **state)
{
    size_t most = APN__LIMIT_VALUES / APN__LIMIT_PARTIES;
    (void)state;
    for (size_t lines = most; lines <= most + 1; lines++) {
        size_t room = 200 + APN__LIMIT_PARTIES * 16 + lines * 80, length = 0;
        char *text = malloc(room);
        apn_agreement *agreement = NULL;
        apn_error err = {0};
        assert_non_null(text);
        length +=
            (size_t)snprintf(text, room, "format: apportion/1\nagreement: {id: x}\nparties:\n");
        for (size_t i = 0; i < APN__LIMIT_PARTIES; i++)
            length += (size_t)snprintf(text + length, room - length, " - {id: p%zu}\n", i);
        length += (size_t)snprintf(text + length, room - length, "cost_lines:\n");
        for (size_t i = 0; i < lines; i++)
            length += (size_t)snprintf(
                text + length, room - length,
                " - {id: l%zu, basis: equal, participants: [p1], budget: {2015/16: 1}}\n", i);
        apn_status status = apn_agreement_from_yaml(&(apn_text_source){"t.yaml", text, length}, 1,
                                                    NULL, &agreement, &err);
        assert_int_equal(status, lines == most ? APN_OK : APN_LIMIT);
        apn_agreement_unref(agreement);
        free(text);
    }
}

static void calls_that_are_wrong(void **state)
{
    apn_text_source texts[APN__LIMIT_SOURCES + 1];
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    (void)state;
    assert_int_equal(apn_agreement_from_yaml(NULL, 0, &findings, &agreement, NULL), APN_USAGE);
    assert_null(findings);
    for (size_t i = 0; i <= APN__LIMIT_SOURCES; i++)
        texts[i] = (apn_text_source){"more.yaml", "format: apportion/1\n", 20};
    texts[0] = (apn_text_source){"first.yaml", HEAD LINE, strlen(HEAD LINE)};
    assert_int_equal(apn_agreement_from_yaml(texts, APN__LIMIT_SOURCES, NULL, &agreement, NULL),
                     APN_OK);
    apn_agreement_unref(agreement);
    assert_int_equal(apn_agreement_from_yaml(texts, APN__LIMIT_SOURCES + 1, NULL, &agreement, NULL),
                     APN_LIMIT);
    assert_null(agreement);
}

static void holders_are_counted(void **state)
{
    apn_agreement *agreement = read_sound(HEAD LINE);
    (void)state;
    assert_ptr_equal(apn_agreement_ref(agreement), agreement);
    apn_agreement_unref(agreement);
    assert_string_equal(apn_agreement_describe(agreement).id, "x");
    apn_agreement_unref(agreement);
    apn_agreement_unref(NULL);
}

/* The published shares and users, and the illustrative amounts, of the East Midlands. */
static void the_east_midlands_agreement(void **state)
{
    static const struct {
        const char *id;
        int64_t users;
    } forces[] = {{"lincs", 1100}, {"leics", 1848}, {"notts", 1888}, {"nhants", 1220}};
    size_t length;
    char *bytes = read_bytes("../../examples/agreements/east-midlands.yaml", &length);
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    (void)state;
    assert_int_equal(apn_agreement_from_yaml(&(apn_text_source){"em.yaml", bytes, length}, 1,
                                             &findings, &agreement, NULL),
                     APN_OK);
    free(bytes);
    assert_int_equal(apn_findings_count(findings), 0);
    const apn__value_set *users = apn__driver_find(&agreement->drivers[0], 2015);
    assert_int_equal(apn_agreement_party_count(agreement), 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(apn_agreement_party(agreement, i).id, forces[i].id);
        assert_int_equal(
            apn_decimal_compare(users->values[i].value, apn_decimal_from_i64(forces[i].users)), 0);
    }
    assert_string_equal(agreement->lines[0].exclusions[0].reason,
                        "already has the required infrastructure");
    assert_string_equal(agreement->lines[1].exclusions[1].reason,
                        "procured its own licences before the agreement");
    assert_non_null(strstr(apn_agreement_source(agreement, 1), "illustrative"));
    assert_string_equal(agreement->drivers[0].facts.as_at, "2016-03-31");
    apn_findings_free(findings);
    apn_agreement_unref(agreement);
}

static void every_example_reads(void **state)
{
    static const char *const names[] = {"gwent", "lancashire-microsite", "four-forces-bounds"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        size_t length;
        apn_agreement *agreement = NULL;
        snprintf(path, sizeof path, "../../examples/agreements/%s.yaml", names[i]);
        char *bytes = read_bytes(path, &length);
        assert_int_equal(apn_agreement_from_yaml(&(apn_text_source){names[i], bytes, length}, 1,
                                                 NULL, &agreement, NULL),
                         APN_OK);
        free(bytes);
        apn_agreement_unref(agreement);
    }
}

/* What refers to a list that was closed before the break is checked; what refers to one that is not
 * there yet, or that another text may add to, is not. */
static void references_before_a_break_are_checked(void **state)
{
    (void)state;
    static const char text[] = "format: apportion/1\n"
                               "agreement: {id: a}\n"
                               "parties: [{id: a}, {id: b}]\n"
                               "default_basis: later\n"
                               "cost_lines:\n"
                               "  - {id: l, participants: [a, zz], budget: {2015/16: 1}}\n"
                               "  - {id: m, title: \"no end\n";
    static const fault one[] = {{APN_UNKNOWN_ID, 6, 31, "cost_lines.l.participants.[2]"}};
    apn_text_source source = {"one.yaml", text, sizeof text - 1};
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    assert_int_equal(apn_agreement_from_yaml(&source, 1, &findings, &agreement, NULL),
                     APN_UNKNOWN_ID);
    assert_int_equal(apn_findings_count(findings), 2);
    assert_int_equal(apn_findings_at(findings, 0)->code, one[0].code);
    assert_int_equal(apn_findings_at(findings, 0)->line, one[0].line);
    assert_int_equal(apn_findings_at(findings, 0)->column, one[0].column);
    assert_int_equal(apn_findings_at(findings, 1)->code, APN_YAML);
    apn_findings_free(findings);
    const char more[] = "format: apportion/1\nparties: [{id: c}]\n";
    apn_text_source both[] = {{"one.yaml", text, sizeof text - 1},
                              {"two.yaml", more, sizeof more - 1}};
    assert_int_equal(apn_agreement_from_yaml(both, 2, &findings, &agreement, NULL), APN_YAML);
    assert_int_equal(apn_findings_count(findings), 1);
    apn_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_before_a_break_are_checked),
        cmocka_unit_test(twelve_faults_of_twelve_kinds),
        cmocka_unit_test(texts_are_joined),
        cmocka_unit_test(an_id_twice_in_two_texts),
        cmocka_unit_test(faults_come_in_the_order_of_the_texts),
        cmocka_unit_test(a_text_that_breaks_off),
        cmocka_unit_test(limits),
        cmocka_unit_test(figures_by_party_are_limited),
        cmocka_unit_test(calls_that_are_wrong),
        cmocka_unit_test(holders_are_counted),
        cmocka_unit_test(the_east_midlands_agreement),
        cmocka_unit_test(every_example_reads),
    };
    return cmocka_run_group_tests_name("whole files of an agreement", tests, NULL, NULL);
}
