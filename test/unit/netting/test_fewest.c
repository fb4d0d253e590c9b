/* The fewest payments, against a search that tries every way to pay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "netting_model.h"
#include "rational.h"

enum { MOST = 20 };

/* The least number of payments by trying: the first party that is not settled is settled with each
 * other party of the other sign in turn, which then takes on what is left. */
static int least_by_trying(int *nets, size_t count, size_t first)
{
    int best = 1000;
    while (first < count && nets[first] == 0)
        first++;
    if (first == count)
        return 0;
    for (size_t i = first + 1; i < count; i++) {
        if ((nets[i] > 0) == (nets[first] > 0) || nets[i] == 0)
            continue;
        nets[i] += nets[first];
        int needed = 1 + least_by_trying(nets, count, first + 1);
        nets[i] -= nets[first];
        if (needed < best)
            best = needed;
    }
    return best;
}

/* Runs it, checks that the payments settle every net, and returns how many there are. */
static size_t payments_of(const int *nets, size_t count, bool *least)
{
    mpz_t *amounts = apn__integers_make(count);
    apn__transfer made[MOST];
    long left[MOST];
    for (size_t i = 0; i < count; i++) {
        mpz_set_si(amounts[i], nets[i]);
        left[i] = nets[i];
    }
    size_t paid = apn__net_fewest((const mpz_t *)amounts, count, made, least);
    assert_true(paid < count);
    for (size_t i = 0; i < paid; i++) {
        assert_true(mpz_sgn(made[i].amount) > 0);
        left[made[i].from] -= mpz_get_si(made[i].amount);
        left[made[i].to] += mpz_get_si(made[i].amount);
        mpz_clear(made[i].amount);
    }
    for (size_t i = 0; i < count; i++)
        assert_int_equal(left[i], 0);
    apn__integers_free(amounts, count);
    return paid;
}

static size_t tried;

static void check_all(int *nets, size_t count, size_t at, int sum, int reach)
{
    bool least = false;
    if (at + 1 < count) {
        for (nets[at] = -reach; nets[at] <= reach; nets[at]++)
            check_all(nets, count, at + 1, sum + nets[at], reach);
        return;
    }
    nets[at] = -sum;
    size_t paid = payments_of(nets, count, &least);
    assert_true(least);
    if ((int)paid != least_by_trying(nets, count, 0))
        fail_msg("%zu payments for %zu parties, and fewer do", paid, count);
    tried++;
}

/* P6, Q6. All balances of up to three parties to 9, of four to 4, of five to 3, of six to 2. */
static void no_fewer_payments_do(void **state)
{
    static const int reach[] = {0, 0, 9, 9, 4, 3, 2};
    int nets[MOST];
    (void)state;
    for (size_t count = 2; count <= 6; count++)
        check_all(nets, count, 0, 0, reach[count]);
    assert_int_equal(tried, 19 + 19 * 19 + 9 * 9 * 9 + 7 * 7 * 7 * 7 + 5 * 5 * 5 * 5 * 5);
}

/* Eight pairs that settle each other, in an order that hides them: 8 payments, not 15. */
static void sixteen_parties(void **state)
{
    int nets[16];
    bool least = false;
    (void)state;
    for (int i = 0; i < 8; i++) {
        nets[i] = 1 << i;
        nets[15 - (i * 3) % 8] = -(1 << i);
    }
    assert_int_equal(payments_of(nets, 16, &least), 8);
    assert_true(least);
}

/* With 17 parties nothing is promised but that all is settled, by less than 17 payments. */
static void seventeen_parties(void **state)
{
    int nets[17], sum = 0;
    bool least = true;
    (void)state;
    for (int i = 0; i < 16; i++)
        sum += nets[i] = i % 2 == 0 ? 3 * i + 1 : -2 * i;
    nets[16] = -sum;
    assert_true(payments_of(nets, 17, &least) <= 16);
    assert_false(least);
}

static void nothing_to_settle(void **state)
{
    const int nets[] = {0, 0, 0};
    bool least = false;
    (void)state;
    assert_int_equal(payments_of(nets, 3, &least), 0);
    assert_true(least);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_fewer_payments_do),
        cmocka_unit_test(sixteen_parties),
        cmocka_unit_test(seventeen_parties),
        cmocka_unit_test(nothing_to_settle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
