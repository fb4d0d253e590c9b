/* Memory: sizes that do not fit are refused, arenas give zeroed and aligned memory of any size. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "alloc.h"

static void sizes_that_do_not_fit_are_the_largest(void **state)
{
    (void)state;
    assert_true(apn__add_sizes(2, 3) == 5);
    assert_true(apn__add_sizes(SIZE_MAX, 0) == SIZE_MAX);
    assert_true(apn__add_sizes(SIZE_MAX, 1) == SIZE_MAX);
    assert_true(apn__multiply_sizes(6, 7) == 42);
    assert_true(apn__multiply_sizes(0, SIZE_MAX) == 0);
    assert_true(apn__multiply_sizes(SIZE_MAX, 0) == 0);
    assert_true(apn__multiply_sizes(SIZE_MAX / 2 + 1, 2) == SIZE_MAX);
    assert_true(apn__multiply_sizes(SIZE_MAX / 2, 2) == SIZE_MAX - 1);
}

static void products_that_do_not_fit_give_no_memory(void **state)
{
    (void)state;
    apn__arena *arena = apn__arena_make();
    assert_non_null(arena);
    assert_null(apn__alloc(SIZE_MAX / 2 + 1, 2));
    assert_null(apn__grow(NULL, SIZE_MAX / 2 + 1, 2));
    assert_null(apn__arena_alloc(arena, SIZE_MAX / 2 + 1, 2));
    assert_null(apn__arena_alloc(arena, SIZE_MAX, 1));
    assert_null(apn__arena_copy(arena, "", SIZE_MAX));
    apn__arena_free(arena);
}

static void memory_is_zeroed_and_grows_with_what_it_holds(void **state)
{
    (void)state;
    unsigned char *memory = apn__alloc(100, 1);
    assert_non_null(memory);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(memory[i], 0);
    memset(memory, 7, 100);
    memory = apn__grow(memory, 1000, 10);
    assert_non_null(memory);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(memory[i], 7);
    apn__free(memory);
}

static void nothing_is_a_valid_size(void **state)
{
    (void)state;
    void *memory = apn__alloc(0, 8);
    assert_non_null(memory);
    memory = apn__grow(memory, 0, 8);
    assert_non_null(memory);
    apn__free(memory);
    apn__free(NULL);
    apn__arena_free(NULL);
}

/* Pieces of all sizes, also larger than any chunk, are zeroed, aligned, and none lies in another.
 */
static void arena_pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    enum { PIECES = 400 };
    unsigned char *pieces[PIECES];
    apn__arena *arena = apn__arena_make();
    assert_non_null(arena);
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = i * 5 + (i % 100 == 99 ? 300000 : 0);
        pieces[i] = apn__arena_alloc(arena, size, 1);
        assert_non_null(pieces[i]);
        assert_true((uintptr_t)pieces[i] % _Alignof(max_align_t) == 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t j = 0; j < i * 5; j++)
            assert_int_equal(pieces[i][j], i % 251 + 1);
    apn__arena_free(arena);
}

static void arena_copies_end_with_a_zero_byte(void **state)
{
    (void)state;
    apn__arena *arena = apn__arena_make();
    assert_non_null(arena);
    assert_string_equal(apn__arena_copy(arena, "notts and leics", 5), "notts");
    assert_string_equal(apn__arena_copy(arena, NULL, 0), "");
    apn__arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_that_do_not_fit_are_the_largest),
        cmocka_unit_test(products_that_do_not_fit_give_no_memory),
        cmocka_unit_test(memory_is_zeroed_and_grows_with_what_it_holds),
        cmocka_unit_test(nothing_is_a_valid_size),
        cmocka_unit_test(arena_pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(arena_copies_end_with_a_zero_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
