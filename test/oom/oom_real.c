/* oom_real.c: whatever allocation fails under lib/real, the call says APN_MEMORY, gives no result
 * and leaves nothing behind. */
#include <stdio.h>

#include "failing_memory.h"
#include "real.h"

static mpq_t unit, rate, amount;
static mpz_t principal;

static apn_status grow(apn_error *err, bool *empty)
{
    mpz_t units;
    mpz_init_set_si(units, 7);
    apn__grid grid = {unit, APN_ROUND_HALF_AWAY};
    apn_status status = apn__interest_by_months(units, amount, rate, 7, &grid, err);
    *empty = (status == APN_OK) == (mpz_cmp_si(units, 7) != 0);
    mpz_clear(units);
    return status;
}

static apn_status discount(apn_error *err, bool *empty)
{
    mpz_t units;
    mpz_init_set_si(units, 7);
    apn__grid grid = {unit, APN_ROUND_HALF_AWAY};
    apn__discounting how = {apn__green_book_2022(), true};
    const apn__flow flows[] = {{0, amount}, {1, amount}, {40, amount}, {80, amount}};
    apn_status status = apn__present_value(units, flows, 4, &how, &grid, err);
    *empty = (status == APN_OK) == (mpz_cmp_si(units, 7) != 0);
    mpz_clear(units);
    return status;
}

static apn_status repay(apn_error *err, bool *empty)
{
    apn__repayments made = {0};
    apn__loan loan = {principal, rate, 3, 12, APN_ROUND_HALF_AWAY};
    apn_status status = apn__repay_by_annuity(&made, &loan, err);
    *empty = (status == APN_OK) == (made.count == 3);
    apn__repayments_end(&made);
    if (status == APN_OK) {
        status = apn__repay_equal_principal(&made, &loan, err);
        *empty = *empty && (status == APN_OK) == (made.count == 3);
        apn__repayments_end(&made);
    }
    return status;
}

static size_t failures_tried;

/* Fails allocation 1, 2, 3 … until none is left to fail; the faults. */
static int try_all(const char *name, apn_status (*run)(apn_error *err, bool *empty))
{
    int faults = 0;
    for (size_t nth = 1;; nth++) {
        apn_error err = {0};
        bool empty = false;
        failing_memory_arm(nth, false);
        apn_status status = run(&err, &empty);
        failing_memory_disarm();
        bool failed = failing_memory_failed();
        if (failing_memory_outstanding() != 0 || !empty ||
            status != (failed ? APN_MEMORY : APN_OK) || err.status != status) {
            printf("%s, allocation %zu: %s\n", name, nth, apn_status_word(status));
            faults++;
        }
        if (!failed)
            return faults;
        failures_tried++;
    }
}

int main(void)
{
    mpq_inits(unit, rate, amount, NULL);
    mpz_init_set_ui(principal, 10000);
    mpq_set_ui(unit, 1, 100);
    mpq_set_ui(rate, 1, 20);
    mpq_set_ui(amount, 1000, 1);
    int faults =
        try_all("growth", grow) + try_all("discounting", discount) + try_all("loan", repay);
    mpq_clears(unit, rate, amount, NULL);
    mpz_clear(principal);
    printf("%zu allocations made to fail, %d faults\n", failures_tried, faults);
    return faults > 0 || failures_tried < 5;
}
