/* run_split.c: every line of split.vec through the library, as it stands and in the forms that may
 * change nothing: without the 64-bit path, with the weights multiplied by one large number, with
 * the total negated, with the parties in other orders, and as one of several totals of a prepared
 * splitter. */
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/split.h"
#include "splitter.h"
#include "vector_case.h"

typedef apn_status (*maker)(const apn_decimal *, size_t, const apn_split_options *, apn_splitter **,
                            apn_error *);

/* One way of asking for a case. order[p] is the case's party that stands in place p. */
typedef struct variant {
    const char *label;
    maker make;
    bool negate;
    const char *factor; /* of the weights; NULL: 1 */
    size_t order[VECTOR_PARTIES];
} variant;

/* What the line says must come out. */
typedef struct expectation {
    apn_status status;
    const char *amounts[VECTOR_PARTIES], *ties[8], *findings[8];
    size_t amount_count, tie_count, finding_count;
    bool no_finding;
    const char *unapportioned; /* or NULL */
    char text[VECTOR_TEXT];
} expectation;

static int failures;
static size_t splits;

static void complain(const vector_case *c, const variant *v, const char *what, const char *expected,
                     const char *found)
{
    failures++;
    printf("%s, %s: %s: expected %s, found %s\n", c->id, v->label, what, expected, found);
}

static void expect_read(expectation *e, const vector_case *c)
{
    memset(e, 0, sizeof *e);
    strcpy(e->text, c->result);
    for (char *word = strtok(e->text, " "); word; word = strtok(NULL, " ")) {
        if (strcmp(word, "error") == 0)
            e->status = (apn_status)vector_status(strtok(NULL, " "));
        else if (strncmp(word, "tie=", 4) == 0)
            e->ties[e->tie_count++] = word + 4;
        else if (strcmp(word, "finding=none") == 0)
            e->no_finding = true;
        else if (strncmp(word, "finding=", 8) == 0)
            e->findings[e->finding_count++] = word + 8;
        else if (strncmp(word, "unapportioned=", 14) == 0)
            e->unapportioned = word + 14;
        else
            e->amounts[e->amount_count++] = word;
    }
}

/* The expected text, mirrored when the total was. */
static const char *mirrored(const char *expected, bool negate, char *buffer)
{
    bool nil = strspn(expected, "0.") == strlen(expected);
    if (!negate || nil)
        return expected;
    if (*expected == '-')
        return expected + 1;
    sprintf(buffer, "-%s", expected);
    return buffer;
}

static void check_amounts(const vector_case *c, const variant *v, const expectation *e,
                          const apn_split *split)
{
    char found[APN_DECIMAL_TEXT_SIZE], buffer[APN_DECIMAL_TEXT_SIZE];
    if (apn_split_count(split) != e->amount_count) {
        failures++;
        printf("%s: the line has %zu amounts for %zu parties\n", c->id, e->amount_count,
               apn_split_count(split));
        return;
    }
    for (size_t p = 0; p < c->count; p++) {
        const char *expected = mirrored(e->amounts[v->order[p]], v->negate, buffer);
        apn_decimal_format(apn_split_amount(split, p), 0, found);
        if (strcmp(found, expected) != 0)
            complain(c, v, c->names[v->order[p]], expected, found);
    }
    apn_decimal_format(apn_split_unapportioned(split), 0, found);
    const char *expected = e->unapportioned ? mirrored(e->unapportioned, v->negate, buffer) : NULL;
    bool nil = apn_decimal_compare(apn_split_unapportioned(split), apn_decimal_from_i64(0)) == 0;
    if (expected ? strcmp(found, expected) != 0 : !nil)
        complain(c, v, "unapportioned", expected ? expected : "nil", found);
}

/* "a,b:1:a" */
static void write_tie(const vector_case *c, const variant *v, apn_tie tie, bool units, char *text)
{
    char number[APN_DECIMAL_TEXT_SIZE];
    *text = '\0';
    for (size_t i = 0; i < tie.parties_count; i++)
        sprintf(text + strlen(text), "%s%s", i ? "," : "", c->names[v->order[tie.parties[i]]]);
    apn_decimal_format(tie.units, 0, number);
    sprintf(text + strlen(text), ":%s:", units ? number : "?");
    for (size_t i = 0; i < tie.given_count; i++)
        sprintf(text + strlen(text), "%s%s", i ? "," : "", c->names[v->order[tie.given[i]]]);
}

static void check_ties(const vector_case *c, const variant *v, const expectation *e,
                       const apn_split *split)
{
    static char found[VECTOR_TEXT];
    if (apn_split_tie_count(split) != e->tie_count && !c->split.published) {
        sprintf(found, "%zu", apn_split_tie_count(split));
        complain(c, v, "the number of ties", e->tie_count ? "those of the line" : "none", found);
        return;
    }
    for (size_t i = 0; i < e->tie_count; i++) {
        bool units = strstr(e->ties[i], ":?:") == NULL;
        write_tie(c, v, apn_split_tie_at(split, i), units, found);
        if (strcmp(found, e->ties[i]) != 0)
            complain(c, v, "tie", e->ties[i], found);
    }
}

static void check_findings(const vector_case *c, const variant *v, const expectation *e,
                           const apn_split *split)
{
    const apn_findings *findings = apn_split_findings(split);
    for (size_t i = 0; i < e->finding_count; i++) {
        bool there = false;
        for (size_t j = 0; j < apn_findings_count(findings); j++)
            there = there || strcmp(apn_status_word(apn_findings_at(findings, j)->code),
                                    e->findings[i]) == 0;
        if (!there)
            complain(c, v, "finding", e->findings[i], "none");
    }
    if (e->no_finding && apn_findings_count(findings) > 0)
        complain(c, v, "findings", "none", apn_findings_at(findings, 0)->message);
}

/* One of several totals of the prepared splitter: T, -T, T. */
static void check_bulk(const vector_case *c, const variant *v, const expectation *e,
                       const apn_splitter *splitter, apn_decimal total)
{
    static int64_t amounts[3 * VECTOR_PARTIES];
    apn_decimal unit = c->split.unit.sign ? c->split.unit
                                          : (apn_decimal){.lo = 1, .scale = 2, .sign = 1},
                units;
    int64_t totals[3];
    apn_error err = {0};
    if (apn_decimal_to_units(total, unit, c->split.total_rounding, &units, NULL) != APN_OK ||
        apn_decimal_to_i64(units, &totals[0], NULL) != APN_OK || totals[0] == INT64_MIN)
        return;
    totals[1] = -totals[0];
    totals[2] = totals[0];
    apn_status status = apn_splitter_run_i64(splitter, totals, 3, amounts, &err);
    if (status != e->status)
        complain(c, v, "status of several totals", apn_status_word(e->status),
                 apn_status_word(status));
    bool comparable = status == APN_OK && e->status == APN_OK;
    for (size_t i = 0; comparable && i < 3 * c->count; i++) {
        char buffer[APN_DECIMAL_TEXT_SIZE], found[APN_DECIMAL_TEXT_SIZE];
        bool negate = v->negate != (i / c->count == 1);
        const char *expected = mirrored(e->amounts[v->order[i % c->count]], negate, buffer);
        apn_decimal amount;
        if (apn_decimal_from_units(apn_decimal_from_i64(amounts[i]), unit, &amount, NULL) != APN_OK)
            continue;
        apn_decimal_format(amount, 0, found);
        if (strcmp(found, expected) != 0)
            complain(c, v, "one of several totals", expected, found);
    }
}

/* weight * factor; false when it would have more than 38 digits. */
static bool scale_weight(apn_decimal *weight, const char *factor)
{
    char digits[APN_DECIMAL_TEXT_SIZE], *product;
    apn_decimal whole = *weight, out;
    whole.scale = 0;
    mpz_t a, b;
    apn_decimal_format(whole, 0, digits);
    mpz_init_set_str(a, digits, 10);
    mpz_init_set_str(b, factor, 10);
    mpz_mul(a, a, b);
    product = mpz_get_str(NULL, 10, a);
    bool fits =
        apn_decimal_parse(product, strlen(product), APN_FORM_PLAIN, NULL, &out, NULL) == APN_OK;
    free(product);
    mpz_clears(a, b, NULL);
    if (fits) {
        int16_t scale = weight->scale;
        *weight = out;
        weight->scale = scale;
    }
    return fits;
}

/* The case's options with every place moved to where the variant's order puts it. */
static void arrange(const vector_case *c, const variant *v, vector_case *out)
{
    out->split = c->split;
    for (size_t p = 0; p < c->count; p++) {
        size_t party = v->order[p];
        out->weights[p] = c->weights[party];
        out->denominators[p] = c->denominators[party];
        out->floors[p] = c->floors[party];
        out->caps[p] = c->caps[party];
        out->names[p] = c->names[party];
        if (c->split.to == APN_TO_PARTY && c->split.to_party == party)
            out->split.to_party = p;
        if (c->split.has_absorber && c->split.absorber == party)
            out->split.absorber = p;
    }
    out->split.denominators = c->split.denominators ? out->denominators : NULL;
    out->split.names = out->names;
    out->split.floors = c->split.floors ? out->floors : NULL;
    out->split.caps = c->split.caps ? out->caps : NULL;
}

/* Returns false when the variant cannot be asked for: its weights would have too many digits. */
static bool run_variant(const vector_case *c, const variant *v, const expectation *e)
{
    static vector_case asked;
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_decimal total;
    apn_error err = {0};
    arrange(c, v, &asked);
    for (size_t p = 0; v->factor && p < c->count; p++)
        if (!scale_weight(&asked.weights[p], v->factor))
            return false;
    apn_status status = vector_case_total(c, &total, &err);
    if (status == APN_OK)
        status = v->make(asked.weights, c->count, &asked.split, &splitter, &err);
    if (status == APN_OK) {
        total.sign = (int8_t)(v->negate ? -total.sign : total.sign);
        status = apn_split_make(splitter, total, &split, &err);
        check_bulk(c, v, e, splitter, total);
    }
    if (status != e->status)
        complain(c, v, "status", apn_status_word(e->status), status == APN_OK ? "ok" : err.message);
    if (status != APN_OK && (err.status != status || *err.message == '\0' || split != NULL))
        complain(c, v, "the error's fields", "the status, a sentence and no result", err.message);
    if (status == APN_OK && e->status == APN_OK) {
        check_amounts(c, v, e, split);
        check_ties(c, v, e, split);
        check_findings(c, v, e, split);
    }
    apn_split_free(split);
    apn_splitter_free(splitter);
    splits++;
    return true;
}

/* Other orders of the parties give the same amounts where neither the rule nor a tie looks at the
 * order. */
static void run_orders(const vector_case *c, variant v, const expectation *e)
{
    if (e->tie_count > 0 || c->split.method == APN_FIRST_LISTED || c->split.published)
        return;
    v.label = "in reverse order";
    for (size_t p = 0; p < c->count; p++)
        v.order[p] = c->count - 1 - p;
    run_variant(c, &v, e);
    v.label = "the first party last";
    for (size_t p = 0; p < c->count; p++)
        v.order[p] = (p + 1) % c->count;
    run_variant(c, &v, e);
}

static void run_case(vector_case *c)
{
    static expectation e;
    variant v = {.label = "as it stands", .make = apn_splitter_make};
    apn_error err = {0};
    expect_read(&e, c);
    apn_status status = vector_case_read(c, &err);
    for (size_t p = 0; p < c->count; p++)
        v.order[p] = p;
    if (status != APN_OK) {
        if (status != e.status)
            complain(c, &v, "status", apn_status_word(e.status), apn_status_word(status));
        return;
    }
    run_variant(c, &v, &e);
    run_orders(c, v, &e);
    v.label = "without the 64-bit path";
    v.make = apn__splitter_make_gmp;
    run_variant(c, &v, &e);
    v.label = "without the 64-bit path, negated";
    v.negate = true;
    run_variant(c, &v, &e);
    v.label = "negated";
    v.make = apn_splitter_make;
    run_variant(c, &v, &e);
    v.negate = false;
    if (c->split.weights_kind == APN_WEIGHTS_PERCENT ||
        c->split.weights_kind == APN_WEIGHTS_AS_PUBLISHED ||
        (e.finding_count > 0 && strcmp(e.findings[0], "share-sum") == 0))
        return;
    v.label = "its weights multiplied";
    v.factor = "314159265358979323846264338327";
    if (!run_variant(c, &v, &e)) {
        v.factor = "27182819";
        run_variant(c, &v, &e);
    }
}

int main(int argc, char **argv)
{
    static vector_case c;
    static char line[VECTOR_TEXT];
    size_t cases = 0;
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: run_split FILE\n");
        return 2;
    }
    while (fgets(line, sizeof line, file)) {
        if (*line == '#' || *line == '\n')
            continue;
        if (!vector_case_cut(&c, line))
            return 2;
        run_case(&c);
        cases++;
    }
    fclose(file);
    printf("%zu lines, %zu splits, %d faults\n", cases, splits, failures);
    return failures > 0 || cases < 250;
}
