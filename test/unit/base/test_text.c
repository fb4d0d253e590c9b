/* Slices, growing text and the nearest word. */
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "text.h"

static void slices_are_compared_by_bytes(void **state)
{
    (void)state;
    apn__text empty = {NULL, 0};
    assert_true(apn__text_is(apn__text_of("leics"), "leics"));
    assert_false(apn__text_is(apn__text_of("leics"), "leic"));
    assert_true(apn__text_is(empty, ""));
    assert_true(apn__text_equal((apn__text){"nottsX", 5}, (apn__text){"nottsY", 5}));
    assert_false(apn__text_equal(apn__text_of("notts"), apn__text_of("Notts")));
    assert_true(apn__text_compare(apn__text_of("a"), apn__text_of("b")) < 0);
    assert_true(apn__text_compare(apn__text_of("b"), apn__text_of("ab")) > 0);
    assert_true(apn__text_compare(apn__text_of("a"), apn__text_of("ab")) < 0);
    assert_true(apn__text_compare(empty, apn__text_of("")) == 0);
    assert_true(apn__text_compare(apn__text_of("\xC3\xA9"), apn__text_of("z")) > 0);
}

static void buffers_grow(void **state)
{
    (void)state;
    apn__buffer buffer = {0};
    for (int i = 0; i < 1000; i++)
        apn__buffer_print(&buffer, "%d,", i % 10);
    assert_false(buffer.failed);
    assert_int_equal(buffer.length, 2000);
    assert_int_equal(strlen(buffer.bytes), 2000);
    assert_memory_equal(buffer.bytes + 1980, "0,1,2,3,4,5,6,7,8,9,", 20);
    apn__buffer_append(&buffer, NULL, 0);
    apn__buffer_append(&buffer, "end", 2);
    assert_string_equal(buffer.bytes + 2000, "en");
    apn__buffer_end(&buffer);
    assert_null(buffer.bytes);
    assert_int_equal(buffer.length + buffer.capacity, 0);
}

static void a_buffer_that_cannot_grow_remembers_it(void **state)
{
    (void)state;
    apn__buffer buffer = {0};
    apn__buffer_append(&buffer, "kept", 4);
    apn__buffer_append(&buffer, "", SIZE_MAX - 2);
    assert_true(buffer.failed);
    apn__buffer_append(&buffer, "more", 4);
    apn__buffer_print(&buffer, "%s", "more");
    assert_string_equal(buffer.bytes, "kept");
    apn__buffer_end(&buffer);
}

/* {typed, meant}: at most a third of the longer word's letters are wrong; "" where no word is near
 * enough. */
static void the_nearest_word_is_the_one_meant(void **state)
{
    (void)state;
    static const char *const words[] = {"format",     "agreement", "parties", "drivers",
                                        "cost_lines", "rounding",  "id"};
    static const char *const cases[][2] = {
        {"fromat", "format"},  /* exchanged */
        {"formt", "format"},   /* missing */
        {"formatt", "format"}, /* added */
        {"farmat", "format"},  /* changed */
        {"FORMAT", "format"},  /* capitals */
        {"cost-lines", "cost_lines"},
        {"costlines", "cost_lines"},
        {"argeements", "agreement"}, /* two of ten */
        {"xxrmat", "format"},        /* two of six are a third */
        {"xxxmat", ""},              /* three of six are not */
        {"ix", ""},                  /* one of two is not */
        {"id", "id"},
        {"", ""},
        {"something else", ""},
    };
    apn__text list[7];
    for (size_t i = 0; i < 7; i++)
        list[i] = apn__text_of(words[i]);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t nearest = apn__nearest(apn__text_of(cases[i][0]), list, 7);
        assert_string_equal(nearest == 7 ? "" : words[nearest], cases[i][1]);
    }
}

static void of_equally_near_words_the_first_is_taken(void **state)
{
    (void)state;
    apn__text words[] = {apn__text_of("leics"), apn__text_of("leich"), apn__text_of("leick")};
    assert_int_equal(apn__nearest(apn__text_of("leicx"), words, 3), 0);
    assert_int_equal(apn__nearest(apn__text_of("leick"), words, 3), 2);
    assert_int_equal(apn__nearest(apn__text_of("leick"), words, 0), 0);
}

static void words_too_long_to_be_ids_have_no_nearest(void **state)
{
    (void)state;
    char text[66];
    memset(text, 'a', sizeof text);
    apn__text longest = {text, 64}, longer = {text, 65};
    assert_int_equal(apn__nearest(longest, &longest, 1), 0);
    assert_int_equal(apn__nearest(longer, &longest, 1), 1);
    assert_int_equal(apn__nearest(longest, &longer, 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_are_compared_by_bytes),
        cmocka_unit_test(buffers_grow),
        cmocka_unit_test(a_buffer_that_cannot_grow_remembers_it),
        cmocka_unit_test(the_nearest_word_is_the_one_meant),
        cmocka_unit_test(of_equally_near_words_the_first_is_taken),
        cmocka_unit_test(words_too_long_to_be_ids_have_no_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
