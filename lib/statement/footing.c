/* A printed total against its parts: the exact difference, and the first diagnosis that fits. The
 * total itself is no part: no diagnosis changes it. */
#include "footing.h"

#include <assert.h>
#include <stdio.h>

#include "rational.h"
#include "sum.h"

/* Differences are in units of 10^-APN_DECIMAL_SCALE. */
typedef struct check {
    const apn__printed_sum *sum;
    apn__arena *arena;
    mpz_t difference; /* printed less sum */
    apn_transposition *candidates;
    size_t candidates_count;
} check;

static void find_difference(check *found)
{
    const apn__printed_sum *printed = found->sum;
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, printed->total);
    for (size_t i = 0; i < printed->count; i++) {
        if (printed->addends[i].subtracted)
            apn__sum_add(&sum, printed->addends[i].amount);
        else
            apn__sum_subtract(&sum, printed->addends[i].amount);
    }
    mpz_set(found->difference, apn__sum_value(&sum));
    apn__sum_end(&sum);
}

/* The decimals of the addend that shows most of them. */
static int most_decimals(const apn__printed_sum *sum)
{
    int most = sum->addends[0].decimals;
    for (size_t i = 1; i < sum->count; i++) {
        if (sum->addends[i].decimals > most)
            most = sum->addends[i].decimals;
    }
    return most;
}

/* At most half a unit for every addend, rounded down to whole units; and, when the total is written
 * to fewer decimals than its entries, half a unit of the total's last decimal. */
static bool is_rounding(const check *found)
{
    const apn__printed_sum *sum = found->sum;
    mpz_t allowed, half;
    bool fits;
    mpz_init(allowed);
    mpz_init(half);
    apn__integer_from_decimal(allowed, sum->unit, APN_DECIMAL_SCALE);
    mpz_mul_ui(allowed, allowed, (unsigned long)(sum->count / 2));
    if (sum->decimals < most_decimals(sum)) {
        mpz_ui_pow_ui(half, 10, (unsigned long)(APN_DECIMAL_SCALE - sum->decimals));
        mpz_divexact_ui(half, half, 2);
        mpz_add(allowed, allowed, half);
    }
    fits = mpz_cmpabs(found->difference, allowed) <= 0;
    mpz_clear(allowed);
    mpz_clear(half);
    return fits;
}

/* The first addend that the difference equals, up to sign; NULL when there is none. */
static const apn__addend *find_equal(const check *found)
{
    const apn__addend *equal = NULL;
    mpz_t value;
    mpz_init(value);
    for (size_t i = 0; i < found->sum->count && equal == NULL; i++) {
        apn__integer_from_decimal(value, found->sum->addends[i].amount, APN_DECIMAL_SCALE);
        if (mpz_cmpabs(value, found->difference) == 0)
            equal = &found->sum->addends[i];
    }
    mpz_clear(value);
    return equal;
}

/* Exchanges the digit at `at` with the next one (the point is passed over). False at the last
 * digit. */
static bool exchange(char *digits, size_t at)
{
    size_t next = digits[at + 1] == '.' ? at + 2 : at + 1;
    char kept = digits[at];
    if (kept == '-' || kept == '.' || digits[next] == '\0')
        return false;
    digits[at] = digits[next];
    digits[next] = kept;
    return true;
}

/* Writes the addend with two neighbouring digits exchanged so that the sum foots; false when no
 * exchange does. */
static bool mend(const check *found, const apn__addend *one, char *mended)
{
    apn_decimal changed;
    mpz_t wanted, value;
    bool mends = false;
    size_t length = apn_decimal_format(one->amount, 0, mended);
    mpz_init(wanted);
    mpz_init(value);
    apn__integer_from_decimal(wanted, one->amount, APN_DECIMAL_SCALE);
    if (one->subtracted)
        mpz_sub(wanted, wanted, found->difference);
    else
        mpz_add(wanted, wanted, found->difference);
    for (size_t at = 0; at < length && !mends; at++) {
        (void)apn_decimal_format(one->amount, 0, mended);
        if (!exchange(mended, at) ||
            apn_decimal_parse(mended, length, APN_FORM_PLAIN, NULL, &changed, NULL) != APN_OK)
            continue;
        apn__integer_from_decimal(value, changed, APN_DECIMAL_SCALE);
        mends = mpz_cmp(wanted, value) == 0;
    }
    if (mends)
        (void)apn_decimal_format(changed, 0, mended);
    mpz_clear(wanted);
    mpz_clear(value);
    return mends;
}

/* Lists every addend that an exchange mends. False when memory is out. */
static bool find_transpositions(check *found)
{
    const apn__printed_sum *sum = found->sum;
    char mended[APN_DECIMAL_TEXT_SIZE];
    found->candidates = apn__arena_alloc(found->arena, sum->count, sizeof *found->candidates);
    if (found->candidates == NULL)
        return false;
    for (size_t i = 0; i < sum->count; i++) {
        apn_transposition *candidate = &found->candidates[found->candidates_count];
        if (!mend(found, &sum->addends[i], mended))
            continue;
        candidate->entry = sum->addends[i].name;
        candidate->value = apn__arena_copy(found->arena, mended, strlen(mended));
        if (candidate->value == NULL)
            return false;
        found->candidates_count++;
    }
    return true;
}

/* "equals-row:<id>" in the arena; NULL when memory is out. */
static const char *equals(const check *found, const apn__addend *equal)
{
    const char *kind = found->sum->is_row ? "column" : "row";
    apn__buffer words = {0};
    const char *copy = NULL;
    apn__buffer_print(&words, "equals-%s:%s", kind, equal->name);
    if (!words.failed)
        copy = apn__arena_copy(found->arena, words.bytes, words.length);
    apn__buffer_end(&words);
    return copy;
}

/* The first diagnosis that fits; NULL when memory is out. */
static const char *diagnose(check *found)
{
    const apn__addend *equal = find_equal(found);
    if (is_rounding(found))
        return "rounding";
    if (equal != NULL)
        return equals(found, equal);
    if (!find_transpositions(found))
        return NULL;
    return found->candidates_count != 0 ? "transposition" : "unexplained";
}

/* Fills the footing of a sum that differs. False when memory is out. */
static bool fill(check *found, apn_footing *out)
{
    char difference[128];
    out->diagnosis = diagnose(found);
    if (out->diagnosis == NULL)
        return false;
    (void)apn__scaled_text(found->difference, (unsigned)found->sum->unit.scale, difference,
                           sizeof difference);
    out->difference = apn__arena_copy(found->arena, difference, strlen(difference));
    out->candidates = found->candidates;
    out->candidates_count = found->candidates_count;
    return out->difference != NULL;
}

bool apn__footing_find(const apn__printed_sum *sum, apn__arena *arena, apn_footing *out)
{
    check found = {.sum = sum, .arena = arena};
    bool good = true;
    assert(sum->count > 0);
    *out =
        (apn_footing){.table = sum->table, .what = sum->is_row ? "row" : "column", .id = sum->id};
    mpz_init(found.difference);
    find_difference(&found);
    if (mpz_sgn(found.difference) != 0)
        good = fill(&found, out);
    mpz_clear(found.difference);
    return good;
}

void apn__footing_compare(const apn_footing *footing, apn__buffer *words)
{
    bool less = *footing->difference == '-';
    apn__buffer_print(words, "%s %s than", footing->difference + less, less ? "less" : "more");
}

void apn__footing_explain(const apn_footing *footing, apn__buffer *words)
{
    const char *id = strchr(footing->diagnosis, ':');
    if (id != NULL)
        apn__buffer_print(words, "that is the amount of `%s`", id + 1);
    else if (strcmp(footing->diagnosis, "rounding") == 0)
        apn__buffer_print(words, "rounding explains it");
    else if (strcmp(footing->diagnosis, "unexplained") == 0)
        apn__buffer_print(words, "nothing simple explains it");
    else
        apn__buffer_print(words, "swapping two neighbouring digits mends it");
    for (size_t i = 0; i < footing->candidates_count; i++)
        apn__buffer_print(words, "%s `%s` would be %s", i == 0 ? ":" : ", or",
                          footing->candidates[i].entry, footing->candidates[i].value);
}
