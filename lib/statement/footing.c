/* A published total against its parts: the exact difference, and the first diagnosis that fits. A
 * stated total is checked and never used. */
#include "statement_model.h"

#include <stdio.h>

#include "rational.h"
#include "sum.h"

/* One addend of a stated total. */
typedef struct entry {
    const char *name; /* its id, or its place in the list */
    apn_decimal amount;
} entry;

/* A stated total and its parts. Differences are in units of 10^-APN_DECIMAL_SCALE. */
typedef struct table {
    entry *entries;
    size_t count;
    const apn__stated *stated;
    int decimals; /* of the entries as written, at most */
    mpz_t difference;
    apn_transposition *candidates;
    size_t candidates_count;
} table;

static const apn__stated *find_stated(const apn__line *line, apn__year year)
{
    for (size_t i = 0; i < line->stated_count; i++) {
        if (line->stated[i].year == year)
            return &line->stated[i];
    }
    return NULL;
}

/* A stated total stands for the budget; for the outturn only in a year that has no budget. */
static bool is_for_measure(const apn__evaluation *evaluation, const apn__line *line)
{
    return evaluation->measure == APN_BUDGET ||
           apn__figures_find(&line->measures[APN_BUDGET], evaluation->year) == NULL;
}

static void add_entry(table *check, const char *name, apn_decimal amount)
{
    check->entries[check->count++] = (entry){name, amount};
    if (amount.scale > check->decimals)
        check->decimals = amount.scale;
}

static const char *item_name(const apn__evaluation *evaluation, const apn__item *item, size_t place)
{
    char digits[24];
    int length;
    if (*item->id != '\0')
        return item->id;
    length = snprintf(digits, sizeof digits, "%zu", place + 1);
    return apn__arena_copy(evaluation->arena, digits, (size_t)length);
}

/* The line's items that have a figure, or its single figure. False when memory is out. */
static bool gather(const apn__evaluation *evaluation, const apn__line *line, table *check)
{
    check->entries = apn__arena_alloc(evaluation->arena, apn__add_sizes(line->item_count, 1),
                                      sizeof *check->entries);
    if (check->entries == NULL)
        return false;
    for (size_t i = 0; i < line->item_count; i++) {
        const apn__figure *figure =
            apn__figures_find(&line->items[i].measures[evaluation->measure], evaluation->year);
        const char *name = figure == NULL ? NULL : item_name(evaluation, &line->items[i], i);
        if (figure == NULL)
            continue;
        if (name == NULL)
            return false;
        add_entry(check, name, figure->amount);
    }
    if (line->item_count == 0)
        add_entry(
            check, line->info.id,
            apn__figures_find(&line->measures[evaluation->measure], evaluation->year)->amount);
    return true;
}

static void find_difference(table *check)
{
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, check->stated->amount);
    for (size_t i = 0; i < check->count; i++)
        apn__sum_subtract(&sum, check->entries[i].amount);
    mpz_set(check->difference, sum.value);
    apn__sum_end(&sum);
}

/* At most half a unit for every addend, rounded down to whole units; and, when the total is written
 * to fewer decimals than its entries, half a unit of the total's last decimal. */
static bool is_rounding(const table *check, apn_decimal unit)
{
    mpz_t allowed, half;
    bool fits;
    mpz_init(allowed);
    mpz_init(half);
    apn__integer_from_decimal(allowed, unit, APN_DECIMAL_SCALE);
    mpz_mul_ui(allowed, allowed, (unsigned long)(check->count / 2));
    if (check->stated->decimals < check->decimals) {
        mpz_ui_pow_ui(half, 10, (unsigned long)(APN_DECIMAL_SCALE - check->stated->decimals));
        mpz_divexact_ui(half, half, 2);
        mpz_add(allowed, allowed, half);
    }
    fits = mpz_cmpabs(check->difference, allowed) <= 0;
    mpz_clear(allowed);
    mpz_clear(half);
    return fits;
}

/* The first entry that the difference equals, up to sign; NULL when there is none. */
static const entry *find_equal(const table *check)
{
    const entry *found = NULL;
    mpz_t value;
    mpz_init(value);
    for (size_t i = 0; i < check->count && found == NULL; i++) {
        apn__integer_from_decimal(value, check->entries[i].amount, APN_DECIMAL_SCALE);
        if (mpz_cmpabs(value, check->difference) == 0)
            found = &check->entries[i];
    }
    mpz_clear(value);
    return found;
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

/* Writes the entry with two neighbouring digits exchanged so that the table foots; false when no
 * exchange does. */
static bool mend(const table *check, const entry *one, char *mended)
{
    apn_decimal changed;
    mpz_t old_value, new_value;
    bool found = false;
    size_t length = apn_decimal_format(one->amount, 0, mended);
    mpz_init(old_value);
    mpz_init(new_value);
    apn__integer_from_decimal(old_value, one->amount, APN_DECIMAL_SCALE);
    mpz_add(old_value, old_value, check->difference);
    for (size_t at = 0; at < length && !found; at++) {
        (void)apn_decimal_format(one->amount, 0, mended);
        if (!exchange(mended, at) ||
            apn_decimal_parse(mended, length, APN_FORM_PLAIN, NULL, &changed, NULL) != APN_OK)
            continue;
        apn__integer_from_decimal(new_value, changed, APN_DECIMAL_SCALE);
        found = mpz_cmp(old_value, new_value) == 0;
    }
    if (found)
        (void)apn_decimal_format(changed, 0, mended);
    mpz_clear(old_value);
    mpz_clear(new_value);
    return found;
}

/* Lists every entry that an exchange mends. False when memory is out. */
static bool find_transpositions(const apn__evaluation *evaluation, table *check)
{
    char mended[APN_DECIMAL_TEXT_SIZE];
    check->candidates =
        apn__arena_alloc(evaluation->arena, check->count, sizeof *check->candidates);
    if (check->candidates == NULL)
        return false;
    for (size_t i = 0; i < check->count; i++) {
        apn_transposition *candidate = &check->candidates[check->candidates_count];
        if (!mend(check, &check->entries[i], mended))
            continue;
        candidate->entry = check->entries[i].name;
        candidate->value = apn__arena_copy(evaluation->arena, mended, strlen(mended));
        if (candidate->value == NULL)
            return false;
        check->candidates_count++;
    }
    return true;
}

/* The first diagnosis that fits, in `diagnosis` (APN__WHERE_SIZE bytes). False when memory is out.
 */
static bool diagnose(const apn__evaluation *evaluation, table *check, char *diagnosis)
{
    const entry *equal = find_equal(check);
    const char *word = "unexplained";
    if (is_rounding(check, evaluation->agreement->info.unit)) {
        word = "rounding";
        equal = NULL;
    } else if (equal == NULL) {
        if (!find_transpositions(evaluation, check))
            return false;
        if (check->candidates_count != 0)
            word = "transposition";
    }
    if (equal != NULL)
        (void)snprintf(diagnosis, APN__WHERE_SIZE, "equals-row:%s", equal->name);
    else
        (void)snprintf(diagnosis, APN__WHERE_SIZE, "%s", word);
    return true;
}

/* Written with the decimals of the unit, or with more where the difference has them. */
static void write_difference(const table *check, apn_decimal unit, char *text, size_t size)
{
    unsigned decimals = (unsigned)unit.scale;
    mpq_t value;
    mpz_t step;
    mpq_init(value);
    mpz_init(step);
    for (; decimals < APN_DECIMAL_SCALE; decimals++) {
        mpz_ui_pow_ui(step, 10, APN_DECIMAL_SCALE - decimals);
        if (mpz_divisible_p(check->difference, step))
            break;
    }
    mpz_set(mpq_numref(value), check->difference);
    mpz_ui_pow_ui(mpq_denref(value), 10, APN_DECIMAL_SCALE);
    mpq_canonicalize(value);
    (void)apn__fraction_decimal_text(value, decimals, text, size);
    mpq_clear(value);
    mpz_clear(step);
}

/* The diagnosis as the reader's words. */
static void explain(const table *check, const char *diagnosis, apn__buffer *words)
{
    if (strncmp(diagnosis, "equals-row:", 11) == 0)
        apn__buffer_print(words, "that is the amount of `%s`", diagnosis + 11);
    else if (strcmp(diagnosis, "rounding") == 0)
        apn__buffer_print(words, "rounding explains it");
    else if (strcmp(diagnosis, "unexplained") == 0)
        apn__buffer_print(words, "nothing simple explains it");
    else
        apn__buffer_print(words, "swapping two neighbouring digits mends it");
    for (size_t i = 0; i < check->candidates_count; i++)
        apn__buffer_print(words, "%s `%s` would be %s", i == 0 ? ":" : ", or",
                          check->candidates[i].entry, check->candidates[i].value);
}

/* False when memory is out. */
static bool report(const apn__evaluation *evaluation, const apn__line *line, const table *check,
                   const char *diagnosis)
{
    char where[APN__WHERE_SIZE], difference[128], stated[APN_DECIMAL_TEXT_SIZE];
    apn_footing footing = {difference, diagnosis, check->candidates, check->candidates_count};
    bool over = mpz_sgn(check->difference) > 0, good;
    apn__buffer words = {0};
    write_difference(check, evaluation->agreement->info.unit, difference, sizeof difference);
    (void)apn_decimal_format(check->stated->amount, 1, stated);
    (void)snprintf(where, sizeof where, "cost_lines.%s.stated_total.%s", line->info.id,
                   evaluation->year_text);
    explain(check, diagnosis, &words);
    good = !words.failed;
    if (good)
        apn__findings_add_footing(
            evaluation->findings, APN_WARNING, check->stated->place, where, &footing,
            "the stated total of cost line `%s` for %s, %s, is %s %s than %s: %s", line->info.id,
            evaluation->year_text, stated, difference + (over ? 0 : 1), over ? "more" : "less",
            line->item_count == 0 ? "its figure" : "the sum of its items", words.bytes);
    apn__buffer_end(&words);
    return good;
}

bool apn__line_check_footing(const apn__evaluation *evaluation, const apn__line *line)
{
    char diagnosis[APN__WHERE_SIZE];
    table check = {.stated = find_stated(line, evaluation->year)};
    bool good = true;
    if (check.stated == NULL || !is_for_measure(evaluation, line))
        return true;
    mpz_init(check.difference);
    good = gather(evaluation, line, &check);
    if (good)
        find_difference(&check);
    if (good && mpz_sgn(check.difference) != 0) {
        good =
            diagnose(evaluation, &check, diagnosis) && report(evaluation, line, &check, diagnosis);
    }
    mpz_clear(check.difference);
    return good;
}
