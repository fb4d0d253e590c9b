/* test_limits.c: limits that only a whole input reaches, just below and just above. The tests of
 * each layer hold its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/apportion.h"
#include "findings.h"
#include "library_limits.h"

static apn_status make_splitter(size_t count, unsigned decimals, apn_error *err)
{
    apn_split_options options = {
        .size = sizeof options, .published = decimals > 0, .published_decimals = decimals};
    apn_decimal *weights = calloc(count, sizeof *weights);
    apn_splitter *splitter = NULL;
    assert_non_null(weights);
    for (size_t i = 0; i < count; i++)
        weights[i] = apn_decimal_from_i64((int64_t)i + 1);
    apn_status status = apn_splitter_make(weights, count, &options, &splitter, err);
    assert_int_equal(status == APN_OK, splitter != NULL);
    apn_splitter_free(splitter);
    free(weights);
    return status;
}

static void parties_of_a_split(void **state)
{
    (void)state;
    apn_error err = {0};
    assert_int_equal(make_splitter(APN__LIMIT_SPLIT_PARTIES, 0, &err), APN_OK);
    assert_int_equal(make_splitter(APN__LIMIT_SPLIT_PARTIES + 1, 0, &err), APN_LIMIT);
    assert_non_null(strstr(err.message, "100000"));
}

static apn_status statement_status(const char *text, apn_error *err)
{
    apn_text_source source = {"large.yaml", text, strlen(text)};
    apn_agreement *agreement = NULL;
    apn_statement *statement = NULL;
    assert_int_equal(apn_agreement_from_yaml(&source, 1, NULL, &agreement, err), APN_OK);
    apn_status status = apn_statement_make(agreement, "2015/16", APN_BUDGET, NULL, &statement, err);
    assert_int_equal(status == APN_OK, statement != NULL);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
    return status;
}

/* Weights 1/p^k for odd primes p, and one 1/2^j that brings the common denominator to so many
 * binary digits. */
static apn_status make_fractions(size_t bits)
{
    enum { MOST = 64 };
    apn_decimal weights[MOST], denominators[MOST];
    apn_split_options options = {.size = sizeof options, .denominators = denominators};
    apn_splitter *splitter = NULL;
    size_t count = 0;
    mpz_t common, power, largest;
    mpz_inits(common, power, largest, NULL);
    mpz_set_ui(common, 1);
    mpz_ui_pow_ui(largest, 10, APN_DECIMAL_DIGITS);
    for (unsigned long prime = 3; bits - mpz_sizeinbase(common, 2) > 120; prime += 2) {
        mpz_set_ui(power, prime);
        if (mpz_gcd_ui(NULL, common, prime) != 1)
            continue; /* it shares a factor with an earlier one */
        while (mpz_cmp(power, largest) < 0)
            mpz_mul_ui(power, power, prime);
        mpz_divexact_ui(power, power, prime);
        char *digits = mpz_get_str(NULL, 10, power);
        assert_int_equal(apn_decimal_parse(digits, strlen(digits), APN_FORM_PLAIN, NULL,
                                           &denominators[count++], NULL),
                         APN_OK);
        free(digits);
        mpz_mul(common, common, power);
    }
    size_t rest = bits - mpz_sizeinbase(common, 2);
    denominators[count++] = (apn_decimal){.hi = rest >= 64 ? (uint64_t)1 << (rest - 64) : 0,
                                          .lo = rest >= 64 ? 0 : (uint64_t)1 << rest,
                                          .sign = 1};
    for (size_t i = 0; i < count; i++)
        weights[i] = apn_decimal_from_i64(1);
    apn_status status = apn_splitter_make(weights, count, &options, &splitter, NULL);
    apn_splitter_free(splitter);
    mpz_clears(common, power, largest, NULL);
    return status;
}

static void digits_of_a_common_denominator(void **state)
{
    (void)state;
    assert_int_equal(make_fractions(APN__LIMIT_DENOMINATOR_BITS), APN_OK);
    assert_int_equal(make_fractions(APN__LIMIT_DENOMINATOR_BITS + 1), APN_LIMIT);
}

/* Lines at a level, each by a driver whose two values add up to p^k for an odd prime p, and one
 * whose values add up to 2^j: so many binary digits in all. */
static apn_status make_lines(const char *level, size_t bits, apn_error *err)
{
    char *drivers = calloc(1, 200000), *lines = calloc(1, 200000), *text = calloc(1, 500000);
    size_t count = 0, drivers_length = 0, lines_length = 0;
    mpz_t common, power, largest;
    assert_true(drivers != NULL && lines != NULL && text != NULL);
    mpz_inits(common, power, largest, NULL);
    mpz_set_ui(common, 1);
    mpz_ui_pow_ui(largest, 10, APN_DECIMAL_DIGITS);
    for (unsigned long prime = 3; mpz_sizeinbase(common, 2) < bits; prime += 2) {
        size_t rest = bits - mpz_sizeinbase(common, 2);
        if (rest > 120 && mpz_gcd_ui(NULL, common, prime) != 1)
            continue;
        mpz_set_ui(power, prime);
        while (mpz_cmp(power, largest) < 0)
            mpz_mul_ui(power, power, prime);
        mpz_divexact_ui(power, power, prime);
        if (rest <= 120)
            mpz_ui_pow_ui(power, 2, rest);
        mpz_mul(common, common, power);
        mpz_sub_ui(power, power, 1);
        drivers_length += (size_t)gmp_sprintf(drivers + drivers_length,
                                              "  d%zu: {values: {a: 1, b: %Zd}}\n", count, power);
        lines_length += (size_t)sprintf(
            lines + lines_length,
            "  - {id: l%zu, basis: {driver: d%zu}, budget: {2015/16: 0.01}}\n", count, count);
        count++;
    }
    assert_int_equal(mpz_sizeinbase(common, 2), bits);
    sprintf(text,
            "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"
            "rounding: {level: %s}\ndrivers:\n%scost_lines:\n%s",
            level, drivers, lines);
    apn_status status = statement_status(text, err);
    mpz_clears(common, power, largest, NULL);
    free(drivers);
    free(lines);
    free(text);
    return status;
}

static void digits_of_lines_rounded_together(void **state)
{
    (void)state;
    static const char *const levels[] = {"total", "table"};
    for (size_t i = 0; i < 2; i++) {
        apn_error err = {0};
        assert_int_equal(make_lines(levels[i], APN__LIMIT_TABLE_DENOMINATOR_BITS, &err), APN_OK);
        assert_int_equal(make_lines(levels[i], APN__LIMIT_TABLE_DENOMINATOR_BITS + 1, &err),
                         APN_LIMIT);
        assert_non_null(strstr(err.message, "65536"));
    }
}

static void decimals_of_published_percentages(void **state)
{
    (void)state;
    apn_error err = {0};
    assert_int_equal(make_splitter(3, APN__LIMIT_PUBLISHED, &err), APN_OK);
    assert_int_equal(make_splitter(3, APN__LIMIT_PUBLISHED + 1, &err), APN_LIMIT);
    assert_non_null(strstr(err.message, "16"));
}

/* An agreement of so many parties, all of which share so many lines. */
static char *agreement_text(size_t parties, size_t lines)
{
    char *text = malloc(200 + parties * 16 + lines * 64);
    assert_non_null(text);
    size_t length =
        (size_t)sprintf(text, "format: apportion/1\nagreement: {id: large}\nparties:\n");
    for (size_t i = 0; i < parties; i++)
        length += (size_t)sprintf(text + length, "  - {id: p%zu}\n", i);
    length += (size_t)sprintf(text + length, "cost_lines:\n");
    for (size_t i = 0; i < lines; i++)
        length += (size_t)sprintf(text + length,
                                  "  - {id: l%zu, basis: equal, budget: {2015/16: 1000.00}}\n", i);
    return text;
}

static apn_status make_statement(size_t parties, size_t lines, apn_error *err)
{
    char *text = agreement_text(parties, lines);
    apn_status status = statement_status(text, err);
    free(text);
    return status;
}

static void cells_of_a_statement(void **state)
{
    (void)state;
    apn_error err = {0};
    size_t lines = APN__LIMIT_CELLS / APN__LIMIT_PARTIES;
    assert_int_equal(make_statement(APN__LIMIT_PARTIES, lines, &err), APN_OK);
    assert_int_equal(make_statement(APN__LIMIT_PARTIES, lines + 1, &err), APN_LIMIT);
    assert_non_null(strstr(err.message, "2000000"));
}

/* One line of all the parties an agreement may have, by a blend of so many bases that are each a
 * blend of their own. */
static apn_status make_blend(size_t bases, apn_error *err)
{
    char *text = malloc(500 + APN__LIMIT_PARTIES * 16 + bases * 96);
    apn_agreement *agreement = NULL;
    apn_statement *statement = NULL;
    assert_non_null(text);
    size_t length =
        (size_t)sprintf(text, "format: apportion/1\nagreement: {id: large}\nparties:\n");
    for (size_t i = 0; i < APN__LIMIT_PARTIES; i++)
        length += (size_t)sprintf(text + length, "  - {id: p%zu}\n", i);
    length += (size_t)sprintf(text + length, "bases:\n");
    for (size_t i = 0; i < bases; i++)
        length += (size_t)sprintf(text + length, "  b%zu: {blend: [{basis: equal, weight: %zu}]}\n",
                                  i, i + 1);
    length +=
        (size_t)sprintf(text + length, "cost_lines:\n  - id: l\n"
                                       "    budget: {2015/16: 1000.00}\n    basis: {blend: [");
    for (size_t i = 0; i < bases; i++)
        length += (size_t)sprintf(text + length, "{basis: b%zu, weight: 1}, ", i);
    sprintf(text + length, "]}\n");
    apn_text_source source = {"large.yaml", text, strlen(text)};
    assert_int_equal(apn_agreement_from_yaml(&source, 1, NULL, &agreement, err), APN_OK);
    apn_status status = apn_statement_make(agreement, "2015/16", APN_BUDGET, NULL, &statement, err);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
    free(text);
    return status;
}

static void shares_behind_a_line(void **state)
{
    (void)state;
    apn_error err = {0};
    size_t bases = APN__LIMIT_SHARES / APN__LIMIT_PARTIES - 1; /* the line's own is one */
    assert_int_equal(make_blend(bases, &err), APN_OK);
    assert_int_equal(make_blend(bases + 1, &err), APN_LIMIT);
    assert_non_null(strstr(err.message, "500000"));
}

/* A value in so many brackets, below the mapping of the file itself: whether that is too deep. */
static bool is_too_deep(size_t depth)
{
    char text[512] = "format: ";
    apn_text_source source = {"deep.yaml", text, 0};
    apn_agreement *agreement = NULL;
    apn_findings *findings = NULL;
    bool found = false;
    for (size_t i = 1; i < depth; i++)
        strcat(text, "[");
    strcat(text, "x");
    for (size_t i = 1; i < depth; i++)
        strcat(text, "]");
    source.length = strlen(text);
    assert_int_not_equal(apn_agreement_from_yaml(&source, 1, &findings, &agreement, NULL), APN_OK);
    for (size_t i = 0; i < apn_findings_count(findings); i++)
        found = found || apn_findings_at(findings, i)->code == APN_YAML_FEATURE;
    apn_findings_free(findings);
    return found;
}

static void nesting_of_a_text(void **state)
{
    (void)state;
    assert_false(is_too_deep(APN__LIMIT_DEPTH));
    assert_true(is_too_deep(APN__LIMIT_DEPTH + 1));
}

static bool id_is_too_long(size_t length)
{
    char text[512], id[APN__LIMIT_ID + 2] = {0};
    apn_text_source source = {"id.yaml", text, 0};
    apn_agreement *agreement = NULL;
    memset(id, 'x', length);
    sprintf(text,
            "format: apportion/1\nagreement: {id: %s}\nparties: [{id: a}]\n"
            "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1}}]\n",
            id);
    source.length = strlen(text);
    apn_status status = apn_agreement_from_yaml(&source, 1, NULL, &agreement, NULL);
    assert_true(status == APN_OK || status == APN_LIMIT);
    apn_agreement_unref(agreement);
    return status == APN_LIMIT;
}

static void length_of_an_id(void **state)
{
    (void)state;
    assert_false(id_is_too_long(APN__LIMIT_ID));
    assert_true(id_is_too_long(APN__LIMIT_ID + 1));
}

static void findings_of_a_list(void **state)
{
    (void)state;
    apn__place nowhere = {"", 0, 0};
    apn_findings *findings = apn__findings_make();
    for (size_t i = 0; i < APN__LIMIT_FINDINGS; i++)
        apn__findings_add(findings, APN_NOTE, APN_DEFAULT_BASIS, nowhere, "w", "note %zu", i);
    assert_int_equal(apn_findings_count(findings), APN__LIMIT_FINDINGS);
    assert_int_equal(apn_findings_at(findings, APN__LIMIT_FINDINGS - 1)->code, APN_DEFAULT_BASIS);
    apn__findings_add(findings, APN_WARNING, APN_FOOTING, nowhere, "w", "one more");
    apn__findings_add(findings, APN_NOTE, APN_FOOTING, nowhere, "w", "and another");
    assert_int_equal(apn_findings_count(findings), APN__LIMIT_FINDINGS + 1);
    const apn_finding *last = apn_findings_at(findings, APN__LIMIT_FINDINGS);
    assert_int_equal(last->code, APN_LIMIT);
    assert_int_equal(last->severity, APN_WARNING);
    apn_findings_free(findings);
}

static size_t message_length(size_t letters)
{
    apn__place nowhere = {"", 0, 0};
    char *text = malloc(letters + 1);
    assert_non_null(text);
    memset(text, 'x', letters);
    text[letters] = '\0';
    apn_findings *findings = apn__findings_make();
    apn__findings_add(findings, APN_NOTE, APN_FOOTING, nowhere, text, "%s", text);
    assert_int_equal(strlen(apn_findings_at(findings, 0)->where),
                     letters < APN__LIMIT_WHERE ? letters : APN__LIMIT_WHERE);
    size_t length = strlen(apn_findings_at(findings, 0)->message);
    apn_findings_free(findings);
    free(text);
    return length;
}

static void texts_of_a_finding(void **state)
{
    (void)state;
    assert_int_equal(message_length(APN__LIMIT_WHERE), APN__LIMIT_WHERE);
    assert_int_equal(message_length(APN__LIMIT_WHERE + 1), APN__LIMIT_WHERE + 1);
    assert_int_equal(message_length(APN__LIMIT_MESSAGE), APN__LIMIT_MESSAGE);
    assert_int_equal(message_length(APN__LIMIT_MESSAGE + 1), APN__LIMIT_MESSAGE);
}

static void digits_of_a_number(void **state)
{
    (void)state;
    char text[64];
    apn_decimal value;
    memset(text, '9', sizeof text);
    assert_int_equal(
        apn_decimal_parse(text, APN_DECIMAL_DIGITS, APN_FORM_PLAIN, NULL, &value, NULL), APN_OK);
    assert_int_equal(
        apn_decimal_parse(text, APN_DECIMAL_DIGITS + 1, APN_FORM_PLAIN, NULL, &value, NULL),
        APN_NUMBER);
    text[1] = '.';
    assert_int_equal(
        apn_decimal_parse(text, APN_DECIMAL_SCALE + 2, APN_FORM_PLAIN, NULL, &value, NULL), APN_OK);
    assert_int_equal(value.scale, APN_DECIMAL_SCALE);
    assert_int_equal(
        apn_decimal_parse(text, APN_DECIMAL_SCALE + 3, APN_FORM_PLAIN, NULL, &value, NULL),
        APN_NUMBER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_of_a_split),
        cmocka_unit_test(decimals_of_published_percentages),
        cmocka_unit_test(cells_of_a_statement),
        cmocka_unit_test(shares_behind_a_line),
        cmocka_unit_test(nesting_of_a_text),
        cmocka_unit_test(findings_of_a_list),
        cmocka_unit_test(texts_of_a_finding),
        cmocka_unit_test(digits_of_a_number),
        cmocka_unit_test(length_of_an_id),
        cmocka_unit_test(digits_of_a_common_denominator),
        cmocka_unit_test(digits_of_lines_rounded_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
