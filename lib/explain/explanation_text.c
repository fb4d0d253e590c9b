/* explanation_text.c: an explanation in words: each step with its rule in a sentence, what it takes
 * and where that is written, and what it gives, so that it can be redone on a calculator. Where one
 * party was asked for, only its outcomes are written; what they depend on is always written whole.
 */
#include "explain_model.h"

#include <stdio.h>
#include <stdlib.h>

#include "page.h"
#include "rational.h"

enum { SHARE_DECIMALS = 6, REST_DECIMALS = 4 };

typedef struct sentence {
    const char *rule, *says;
} sentence;

static const sentence sentences[] = {
    {"figure", "The amount, as it is written"},
    {"worked out", "The amount, worked out"},
    {"items", "The amount: the sum of the items"},
    {"rest", "The amount: what other lines leave of a figure"},
    {"price", "The amount: the price times what is counted, in whole units"},
    {"sum", "The amount that is shared: what comes off is below zero"},
    {"weights", "Shares: each weight divided by their sum"},
    {"percentages", "Shares: each percentage as it was published, divided by 100"},
    {"equal", "Shares: 1 divided by the number of members"},
    {"direct", "Shares: all to one"},
    {"count",
     "What counts: the drivers' values added up, each charged by its band where there are any"},
    {"greater", "What counts: the greater of what was contracted and what was delivered"},
    {"counts", "Shares: what counts, added up over the years, divided by the sum"},
    {"mean", "Shares: the mean of each year's"},
    {"blend", "Shares: the mean of several, by weight"},
    {"transition", "Shares: so many per cent of the way from the one to the other"},
    {"rebase",
     "Shares: the new ones once one has moved by more than the tolerance, else the old ones"},
    {"limit",
     "Shares held between floors and caps; the others keep their proportions, or the absorber "
     "has the rest"},
    {"limit change",
     "Shares within so much of last year's; the others keep their proportions, or the "
     "absorber has the rest"},
    {"unlimited", "Shares of the agreement's first year, which has no limit"},
    {"published", "Shares rounded to percentages that total 100, by largest remainder"},
    {"exit cost", "The amount: what the exit costs in the year, after its taper where it has one"},
    {"overrun",
     "Shares of an outturn above its budget: of what is above the budget and what is allowed "
     "beyond it by the one basis, of the rest by the other"},
    {"pieces",
     "Shares of the line: those of each piece of the year, times its length, divided by the "
     "length of all"},
    {"quota", "Exact amounts before rounding: the amount times the share, between floors and caps"},
    {"round", "Whole units"},
    {"total",
     "Each party's exact total over the lines, rounded down, and one unit more to the largest "
     "remainders"},
    {"table",
     "All lines and parties rounded as one table, in which every row and column is its exact "
     "sum rounded up or down"},
    {"pays", "What each party pays: the sum of its amounts"},
    {"other rules", "What other rules would have given"},
    {"excluded", "Excluded, so it pays nothing here"},
    {"not-a-member", "Not a member, so it pays nothing here"},
};

static const char *sentence_of(const char *rule)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (strcmp(sentences[i].rule, rule) == 0)
            return sentences[i].says;
    return rule;
}

static bool is(const char *text, const char *word)
{
    return strcmp(text, word) == 0;
}

/* An exact figure with so many decimals, as ` = 31.175694`; nothing for one that is whole. */
static void put_decimal(apn__buffer *text, const char *exact, int hundredfold, unsigned decimals)
{
    char written[512];
    mpq_t value, scale;
    if (strchr(exact, '/') == NULL && !hundredfold)
        return;
    mpq_inits(value, scale, NULL);
    mpq_set_ui(scale, hundredfold ? 100 : 1, 1);
    if (mpq_set_str(value, exact, 10) == 0) {
        mpq_mul(value, value, scale);
        (void)apn__fraction_decimal_text(value, decimals, written, sizeof written);
        apn__buffer_print(text, " = %s%s", written, hundredfold ? " %" : "");
    }
    mpq_clears(value, scale, NULL);
}

static void put_heading(apn__buffer *text, const apn_explanation *out, size_t at)
{
    apn_step step = apn_explanation_step(out, at);
    apn__buffer_print(text, "\n%s  %s", step.id, sentence_of(step.rule));
    if (*step.line != '\0')
        apn__buffer_print(text, " [line %s]", step.line);
    if (*step.basis != '\0')
        apn__buffer_print(text, " [basis %s]", step.basis);
    if (*step.year != '\0')
        apn__buffer_print(text, " [%s]", step.year);
    apn__buffer_print(text, "\n");
    if (*step.says != '\0')
        apn__buffer_print(text, "    (%s)\n", step.says);
}

static void put_term(apn__buffer *text, apn_term term)
{
    apn__buffer_print(text, "    %s", term.name);
    if (*term.party != '\0')
        apn__buffer_print(text, " %s", term.party);
    if (*term.from != '\0')
        apn__buffer_print(text, ": of %s", term.from);
    else if (*term.value != '\0')
        apn__buffer_print(text, " %s", term.value);
    if (term.line != 0)
        apn__buffer_print(text, "    %s:%u:%u", term.file, (unsigned)term.line,
                          (unsigned)term.column);
    apn__buffer_print(text, "\n");
}

/* The outcome of a step for a party, or "". */
static const char *find_outcome(const apn_explanation *out, const char *id, const char *name,
                                const char *party)
{
    size_t at = (size_t)strtoul(id + 1, NULL, 10) - 1;
    for (size_t i = 0; i < apn_explanation_step(out, at).results; i++) {
        apn_outcome given = apn_explanation_outcome(out, at, i);
        if (is(given.name, name) && is(given.party, party))
            return given.value;
    }
    return "";
}

/* The value of a term, or of the outcome that it is; "" when there is none. */
static const char *find_term(const apn_explanation *out, size_t at, const char *name,
                             const char *party)
{
    for (size_t i = 0; i < apn_explanation_step(out, at).terms; i++) {
        apn_term term = apn_explanation_term(out, at, i);
        if (is(term.name, name) && *term.from != '\0')
            return find_outcome(out, term.from, name, party);
        if (is(term.name, name) && is(term.party, party))
            return term.value;
    }
    return "";
}

/* A quota step takes an amount, shares, and nothing else unless there are bounds. */
static bool is_bounded(const apn_explanation *out, size_t at)
{
    return apn_explanation_step(out, at).terms > 2;
}

/* How the outcome follows, where it is one product or quotient. */
static void put_formula(apn__buffer *text, const apn_explanation *out, size_t at, apn_outcome given)
{
    const char *rule = apn_explanation_step(out, at).rule;
    if (is(rule, "weights") && is(given.name, "share"))
        apn__buffer_print(text, "%s / %s = ", find_term(out, at, "weight", given.party),
                          find_term(out, at, "sum", ""));
    else if (is(rule, "quota") && is(given.name, "quota"))
        apn__buffer_print(text, "%s x %s%s", find_term(out, at, "amount", ""),
                          find_term(out, at, "share", given.party),
                          is_bounded(out, at) ? ", between floors and caps: " : " = ");
    else if (is(rule, "round") && is(given.name, "amount"))
        apn__buffer_print(text, "%s becomes ", find_term(out, at, "quota", given.party));
}

static void put_outcome(apn__buffer *text, const apn_explanation *out, size_t at, apn_outcome given)
{
    unsigned decimals = (unsigned)out->statement->agreement->info.unit.scale + REST_DECIMALS;
    apn__buffer_print(text, "  > %s", given.name);
    if (*given.line != '\0')
        apn__buffer_print(text, " on %s", given.line);
    if (*given.party != '\0')
        apn__buffer_print(text, " of %s", given.party);
    apn__buffer_print(text, ": ");
    put_formula(text, out, at, given);
    apn__buffer_print(text, "%s", given.value);
    if (is(given.name, "share"))
        put_decimal(text, given.value, 1, SHARE_DECIMALS);
    else
        put_decimal(text, given.value, 0, decimals);
    apn__buffer_print(text, "\n");
}

/* Whether the outcome belongs to what was asked for. What decides a rounding is told of everybody.
 */
static bool is_wanted(const apn_explanation *out, apn_outcome given)
{
    if (out->party == APN__NONE || *given.party == '\0' || is(given.name, "last") ||
        is(given.name, "next") || is(given.name, "tied"))
        return true;
    return is(given.party, out->statement->agreement->parties[out->party].info.id);
}

static void put_claim(apn__buffer *text, apn_outcome given)
{
    if (is(given.name, "last"))
        apn__buffer_print(text, "  > the last unit went to %s, whose remainder is %s of a unit",
                          given.party, given.value);
    else if (is(given.name, "next"))
        apn__buffer_print(text, "  > next in line was %s, whose remainder is %s of a unit",
                          given.party, given.value);
    else
        apn__buffer_print(text, "  > %s had an equal claim to the last unit", given.party);
    if (!is(given.name, "tied"))
        put_decimal(text, given.value, 0, REST_DECIMALS);
    apn__buffer_print(text, "\n");
}

static void put_step(apn__buffer *text, const apn_explanation *out, size_t at)
{
    apn_step step = apn_explanation_step(out, at);
    put_heading(text, out, at);
    for (size_t i = 0; i < step.terms; i++)
        put_term(text, apn_explanation_term(out, at, i));
    for (size_t i = 0; i < step.results; i++) {
        apn_outcome given = apn_explanation_outcome(out, at, i);
        if (!is_wanted(out, given))
            continue;
        if (is(given.name, "last") || is(given.name, "next") || is(given.name, "tied"))
            put_claim(text, given);
        else
            put_outcome(text, out, at, given);
    }
}

static void put_head(apn__buffer *text, const apn_explanation *out)
{
    const apn_statement *statement = out->statement;
    const apn_agreement *agreement = statement->agreement;
    apn__buffer_print(text, "%s, %s, %s: how ", agreement->info.id, statement->year_text,
                      apn_measure_word(statement->measure));
    if (out->party == APN__NONE)
        apn__buffer_print(text, "all amounts");
    else
        apn__buffer_print(text, "what %s pays", agreement->parties[out->party].info.id);
    if (out->line != APN__NONE)
        apn__buffer_print(text, " on %s",
                          agreement->lines[statement->lines[out->line].line].info.id);
    apn__buffer_print(text, " came about, in %s\n", agreement->info.currency);
}

bool apn__explanation_write_text(apn_explanation *out)
{
    apn__buffer text = {0};
    put_head(&text, out);
    for (size_t step = 0; step < out->step_count; step++)
        put_step(&text, out, step);
    out->failed = out->failed || text.failed;
    out->text = text.bytes;
    out->text_length = text.length;
    return !out->failed;
}
