/* The forces that the library knows, and when two names are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "apportion/force.h"
#include "names.h"

static void assert_force(const char *text, const char *id)
{
    size_t force = apn_force_find(text, strlen(text));
    if (id == NULL)
        assert_int_equal(force, SIZE_MAX);
    else
        assert_string_equal(apn_force_describe(force).id, id);
}

static void there_are_forty_three(void **state)
{
    size_t count = 0;
    (void)state;
    for (; apn_force_describe(count).id != NULL; count++) {
        apn_force_info force = apn_force_describe(count);
        assert_int_equal(apn_force_find(force.id, strlen(force.id)), count);
        assert_int_equal(apn_force_find(force.name, strlen(force.name)), count);
        assert_int_equal(apn_force_find(force.name_cy, strlen(force.name_cy)), count);
    }
    assert_int_equal(count, 43);
    assert_null(apn_force_describe(SIZE_MAX).id);
}

static void names_in_use(void **state)
{
    (void)state;
    assert_force("Avon & Somerset", "avon-and-somerset");
    assert_force("avon and  somerset police ", "avon-and-somerset");
    assert_force("Met", "metropolitan");
    assert_force("MPS", "metropolitan");
    assert_force("Metropolitan Police", "metropolitan");
    assert_force("Devon & Cornwall Constabulary", "devon-and-cornwall");
    assert_force("D&C", "devon-and-cornwall");
    assert_force("GMP", "greater-manchester");
    assert_force("Heddlu De Cymru", "south-wales");
    assert_force("Dyfed Powys", "dyfed-powys");
    assert_force("Leics", "leicestershire");
    assert_force("Scotland", NULL);
    assert_force("", NULL);
    assert_force("Avon", NULL);
}

static int compare(const char *a, const char *b)
{
    return apn__name_compare(apn__text_of(a), apn__text_of(b));
}

static void what_makes_names_the_same(void **state)
{
    (void)state;
    assert_int_equal(compare("A&B", "a  AND b"), 0);
    assert_int_equal(compare(" &b", "and b"), 0);
    assert_int_equal(compare("a &", "A and"), 0);
    assert_int_equal(compare("a-b", "a\tb "), 0);
    assert_int_equal(compare("", "  "), 0);
    assert_true(compare("ab", "a b") > 0);
    assert_true(compare("a", "ab") < 0);
    assert_true(compare("a&", "ab") < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_forty_three),
        cmocka_unit_test(names_in_use),
        cmocka_unit_test(what_makes_names_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
