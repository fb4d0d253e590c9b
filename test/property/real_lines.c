/* real_lines.c: works out what standard input asks for, a line a question, and prints units or the
 * word of the refusal. Numbers are p or p/q.
 *
 *   grow MODE UNIT AMOUNT RATE NUMERATOR DENOMINATOR     apn__index_by_rate
 *   months MODE UNIT AMOUNT RATE MONTHS                  apn__interest_by_months
 *   value MODE UNIT end|mid YEAR AMOUNT YEAR AMOUNT …    apn__present_value by the Green Book's
 * rates pay MODE PRINCIPAL RATE PERIODS PER_YEAR             apn__annuity_payment annuity, equal,
 * with the same words                  principal and interest of every period */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "real.h"

enum { MOST_FLOWS = 64, MOST_LINE = 65536 };

static char *word(void)
{
    char *found = strtok(NULL, " \n");
    if (found == NULL) {
        fputs("a word is missing\n", stderr);
        exit(2);
    }
    return found;
}

static void fraction(mpq_t out)
{
    mpq_init(out);
    if (mpq_set_str(out, word(), 10) != 0)
        exit(2);
    mpq_canonicalize(out);
}

static long number(void)
{
    return strtol(word(), NULL, 10);
}

static apn_rounding_mode mode(void)
{
    apn_rounding_mode found;
    char *name = word();
    if (apn_rounding_mode_find(name, strlen(name), &found, NULL) != APN_OK)
        exit(2);
    return found;
}

static void answer(apn_status status, const mpz_t units)
{
    if (status == APN_OK)
        gmp_printf("%Zd\n", units);
    else
        puts(apn_status_word(status));
}

static void grow(bool by_months)
{
    mpq_t unit, amount, rate;
    mpz_t units;
    mpz_init(units);
    apn__grid grid = {.mode = mode()};
    fraction(unit);
    fraction(amount);
    fraction(rate);
    grid.unit = unit;
    long numerator = number();
    if (by_months) {
        answer(apn__interest_by_months(units, amount, rate, numerator, &grid, NULL), units);
    } else {
        apn__span span = {numerator, (unsigned long)number()};
        answer(apn__index_by_rate(units, amount, rate, span, &grid, NULL), units);
    }
    mpq_clears(unit, amount, rate, NULL);
    mpz_clear(units);
}

static void value(void)
{
    mpq_t unit, amounts[MOST_FLOWS];
    mpz_t units;
    apn__flow flows[MOST_FLOWS];
    size_t count = 0;
    mpz_init(units);
    apn__grid grid = {.mode = mode()};
    fraction(unit);
    grid.unit = unit;
    apn__discounting how = {apn__green_book_2022(), strcmp(word(), "mid") == 0};
    for (char *year = strtok(NULL, " \n"); year && count < MOST_FLOWS; year = strtok(NULL, " \n")) {
        fraction(amounts[count]);
        flows[count] = (apn__flow){strtoul(year, NULL, 10), amounts[count]};
        count++;
    }
    answer(apn__present_value(units, flows, count, &how, &grid, NULL), units);
    for (size_t i = 0; i < count; i++)
        mpq_clear(amounts[i]);
    mpq_clear(unit);
    mpz_clear(units);
}

static void print_periods(const apn__loan *loan, bool of_principal)
{
    apn__repayments made = {0};
    apn_status status = of_principal ? apn__repay_equal_principal(&made, loan, NULL)
                                     : apn__repay_by_annuity(&made, loan, NULL);
    if (status != APN_OK)
        fputs(apn_status_word(status), stdout);
    for (size_t i = 0; i < made.count; i++)
        gmp_printf("%s%Zd %Zd", i ? " " : "", made.principal[i], made.interest[i]);
    putchar('\n');
    apn__repayments_end(&made);
}

static void repay(const char *what)
{
    mpq_t rate;
    mpz_t principal, units;
    mpz_inits(principal, units, NULL);
    apn__loan loan = {.mode = mode()};
    mpz_set_str(principal, word(), 10);
    fraction(rate);
    loan.principal = principal;
    loan.rate = rate;
    loan.periods = (unsigned long)number();
    loan.per_year = (unsigned long)number();
    if (strcmp(what, "pay") == 0)
        answer(apn__annuity_payment(units, &loan, NULL), units);
    else
        print_periods(&loan, strcmp(what, "equal") == 0);
    mpq_clear(rate);
    mpz_clears(principal, units, NULL);
}

int main(void)
{
    static char line[MOST_LINE];
    while (fgets(line, sizeof line, stdin)) {
        char *what = strtok(line, " \n");
        if (what == NULL)
            continue;
        if (strcmp(what, "grow") == 0 || strcmp(what, "months") == 0)
            grow(*what == 'm');
        else if (strcmp(what, "value") == 0)
            value();
        else
            repay(what);
    }
    return 0;
}
