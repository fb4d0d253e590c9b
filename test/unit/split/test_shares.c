/* A splitter made from exact shares of any size: amounts, the weights that are shown, and what is
 * refused. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "library_limits.h"
#include "splitter.h"

enum { MOST = 3 };

typedef struct shares {
    mpq_t values[MOST];
    size_t count;
} shares;

static void begin(shares *s, size_t count, const char *const *texts)
{
    s->count = count;
    for (size_t i = 0; i < MOST; i++)
        mpq_init(s->values[i]);
    for (size_t i = 0; i < count; i++) {
        mpq_set_str(s->values[i], texts[i], 10);
        mpq_canonicalize(s->values[i]);
    }
}

static void end(shares *s)
{
    for (size_t i = 0; i < MOST; i++)
        mpq_clear(s->values[i]);
}

static apn_status make(const shares *s, apn_weights_kind kind, apn_splitter **out, apn_error *err)
{
    apn_split_options options = {.size = sizeof options, .weights_kind = kind};
    return apn__splitter_make_shares(s->values, s->count, &options, out, err);
}

static apn_split *split(apn_splitter *splitter, int64_t pounds)
{
    apn_split *result = NULL;
    assert_int_equal(apn_split_make(splitter, apn_decimal_from_i64(pounds), &result, NULL), APN_OK);
    apn_splitter_free(splitter);
    return result;
}

static void assert_party(const apn_split *result, size_t party, const char *amount,
                         const char *weight)
{
    char text[APN_DECIMAL_TEXT_SIZE], shown[64], share[64];
    apn_decimal_format(apn_split_amount(result, party), 0, text);
    assert_string_equal(text, amount);
    apn_split_weight(result, party, shown, sizeof shown);
    apn_split_share(result, party, share, sizeof share);
    assert_string_equal(shown, weight);
    assert_string_equal(share, weight);
}

/* 183 days of 365 by 1100/1888/1220, and 182 by 1100/1888. The third: 183/365 x 1220/4208 =
 * 11163/76796; of 420,800 pounds 61167.1232… The others have 65633/76796 of it as 1100 to 1888:
 * 132394.9679… and 227237.9087…; two pennies are left over the floors, and theirs are the greatest
 * parts. */
static void time_weighted_shares(void **state)
{
    (void)state;
    static const char *const texts[] = {"18049075/57366612", "30978776/57366612", "11163/76796"};
    shares s;
    apn_splitter *splitter = NULL;
    begin(&s, 3, texts);
    assert_int_equal(make(&s, APN_WEIGHTS_PLAIN, &splitter, NULL), APN_OK);
    apn_split *result = split(splitter, 420800);
    assert_party(result, 0, "132394.97", "18049075/57366612");
    assert_party(result, 1, "227237.91", "7744694/14341653");
    assert_party(result, 2, "61167.12", "11163/76796");
    apn_split_free(result);
    end(&s);
}

/* 10.01 % and 90 % of 100 pounds: one penny more than the total is charged. */
static void percentages_as_published(void **state)
{
    (void)state;
    static const char *const texts[] = {"1001/10000", "9/10"};
    char text[APN_DECIMAL_TEXT_SIZE];
    shares s;
    apn_splitter *splitter = NULL;
    begin(&s, 2, texts);
    assert_int_equal(make(&s, APN_WEIGHTS_AS_PUBLISHED, &splitter, NULL), APN_OK);
    apn_split *result = split(splitter, 100);
    assert_party(result, 0, "10.01", "1001/10000");
    assert_party(result, 1, "90.00", "9/10");
    apn_decimal_format(apn_split_unapportioned(result), 0, text);
    assert_string_equal(text, "-0.01");
    apn_split_free(result);
    end(&s);
}

static void shares_that_do_not_total_1_are_a_fault_of_the_library(void **state)
{
    (void)state;
    static const char *const texts[] = {"1/3", "1/3", "1/4"};
    shares s;
    apn_splitter *splitter = NULL;
    apn_error err = {0};
    begin(&s, 3, texts);
    assert_int_equal(make(&s, APN_WEIGHTS_PLAIN, &splitter, &err), APN_INTERNAL);
    assert_null(splitter);
    assert_non_null(strstr(err.message, "do not total 1"));
    s.count = 0;
    assert_int_equal(make(&s, APN_WEIGHTS_PLAIN, &splitter, &err), APN_NO_PARTY);
    end(&s);
}

/* A denominator of exactly as many bits as are allowed, and of one more. */
static void the_common_denominator_has_a_limit(void **state)
{
    (void)state;
    static const char *const texts[] = {"1", "1"};
    shares s;
    apn_error err = {0};
    for (unsigned bits = APN__LIMIT_DENOMINATOR_BITS; bits <= APN__LIMIT_DENOMINATOR_BITS + 1;
         bits++) {
        apn_splitter *splitter = NULL;
        begin(&s, 2, texts);
        mpq_div_2exp(s.values[0], s.values[0], bits - 1);
        mpq_sub(s.values[1], s.values[1], s.values[0]);
        apn_status expected = bits == APN__LIMIT_DENOMINATOR_BITS ? APN_OK : APN_LIMIT;
        assert_int_equal(make(&s, APN_WEIGHTS_PLAIN, &splitter, &err), expected);
        apn_splitter_free(splitter);
        end(&s);
    }
    assert_non_null(strstr(err.message, "4096 bits"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_weighted_shares),
        cmocka_unit_test(percentages_as_published),
        cmocka_unit_test(shares_that_do_not_total_1_are_a_fault_of_the_library),
        cmocka_unit_test(the_common_denominator_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
