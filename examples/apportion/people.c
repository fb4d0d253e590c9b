/* Pieces of text that the tables for people share. */
#include "people.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "memory.h"
#include "text.h"

char *amount_text(apn_decimal amount)
{
    char figure[APN_DECIMAL_TEXT_SIZE];
    size_t length = apn_decimal_format(amount, 1, figure);
    return grab_text(figure, length);
}

char *money_text(apn_decimal amount, const char *currency)
{
    char *figure = amount_text(amount);
    bool pounds = strcmp(currency, "GBP") == 0;
    bool negative = figure[0] == '-';
    char *text = text_of("%s%s%s%s", negative ? "-" : "", pounds ? "£" : currency,
                         pounds ? "" : " ", figure + negative);
    free(figure);
    return text;
}

char *amount_title(const char *currency)
{
    return text_of("Amount %s", strcmp(currency, "GBP") == 0 ? "£" : currency);
}

size_t amount_width(apn_decimal amount)
{
    char figure[APN_DECIMAL_TEXT_SIZE];
    return apn_decimal_format(amount, 1, figure);
}

void put_heading(const output *out, const char *text)
{
    char *lines = text_wrap(text, out->shown.width);
    fprintf(out->text, out->shown.colour ? "\033[1m%s\033[0m\n" : "%s\n", lines);
    free(lines);
}

char *join_names(const char *const *names, const size_t *places, size_t count)
{
    char *joined = text_of("%s", count ? names[places[0]] : "nobody");
    for (size_t i = 1; i < count; i++) {
        char *longer = text_of("%s%s%s", joined, i + 1 == count ? " and " : ", ", names[places[i]]);
        free(joined);
        joined = longer;
    }
    return joined;
}

void put_tie(const output *out, apn_tie tie, const char *const *names, apn_ties rule)
{
    char units[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(tie.units, 1, units);
    char *tied = join_names(names, tie.parties, tie.parties_count);
    char *given = join_names(names, tie.given, tie.given_count);
    char *sentence =
        text_of("Tie: %s have equal claims to %s %s; by %s, given to %s.", tied, units,
                strcmp(units, "1") == 0 ? "unit" : "units", apn_ties_word(rule), given);
    put_paragraph(out->text, sentence, out->shown.width, 0, 2);
    free(sentence);
    free(given);
    free(tied);
}

void put_ties(const output *out, const apn_split *split, const char *const *names)
{
    for (size_t i = 0; i < apn_split_tie_count(split); i++)
        put_tie(out, apn_split_tie_at(split, i), names, apn_split_ties_rule(split));
}

void put_bounds(const output *out, const apn_split *split, const char *const *names)
{
    static const char *const does[] = {[APN_AT_FLOOR] = "pays its floor",
                                       [APN_AT_CAP] = "pays its cap",
                                       [APN_ABSORBS] = "takes what that leaves"};
    char *sentence = text_of("%s", "");
    bool absorbed = false, others = false;
    for (size_t i = 0; i < apn_split_count(split); i++) {
        apn_bound_reached bound = apn_split_bound(split, i);
        others = others || bound == APN_WITHIN_BOUNDS;
        if (bound == APN_WITHIN_BOUNDS)
            continue;
        absorbed = absorbed || bound == APN_ABSORBS;
        char *longer =
            text_of("%s%s%s %s", sentence, sentence[0] ? "; " : "", names[i], does[bound]);
        free(sentence);
        sentence = longer;
    }
    if (sentence[0]) {
        const char *rest =
            absorbed ? "; the others pay their shares" : "; the others share the rest";
        char *whole = text_of("%s%s.", sentence, others ? rest : "");
        put_paragraph(out->text, whole, out->shown.width, 0, 2);
        free(whole);
    }
    free(sentence);
}

void put_findings(const output *out, const apn_findings *findings)
{
    const apn_finding *finding = NULL;
    if (apn_findings_count(findings) == 0)
        return;
    fputc('\n', out->text);
    put_heading(out, "Notes and warnings");
    for (size_t i = 0; (finding = apn_findings_at(findings, i)); i++) {
        char *text = finding_text(finding);
        put_paragraph(out->text, text, out->shown.width, 0, 2);
        free(text);
    }
}
