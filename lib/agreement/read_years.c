/* read_years.c: mappings by financial year: a line's figures, its stated totals, a driver's sets.
 */
#include "agreement_reader.h"

#include <stdlib.h>

#include "savings.h"

/* An entry with its place in the list, so that no two are equal. */
typedef struct ranked {
    apn__year_entry entry;
    size_t order;
} ranked;

static int compare_ranked(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->entry.year != b->entry.year)
        return a->entry.year < b->entry.year ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Says in which days the agreement runs: "from 2015-04-01 to 2019-03-31". */
static void spell_effective(const apn_agreement *agreement, apn__buffer *text)
{
    if (*agreement->info.effective_from != '\0')
        apn__buffer_print(text, " from %s", agreement->info.effective_from);
    if (*agreement->info.effective_to != '\0')
        apn__buffer_print(text, " to %s", agreement->info.effective_to);
}

static void fault_outside(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn__buffer days = {0};
    spell_effective(reader->agreement, &days);
    if (days.failed)
        apn__findings_fail_memory(reader->findings);
    else
        apn__fault(reader, APN_OUTSIDE_AGREEMENT, node->key_place, trail,
                   "%.*s lies outside the agreement, which runs%s: take the figure out, or mend "
                   "`effective`",
                   APN__SHOW(node->key), days.bytes);
    apn__buffer_end(&days);
}

/* Reads the keys as years; those that are none are reported and left out. */
static size_t read_keys(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        bool covered, ranked *list)
{
    size_t count = 0;
    const apn__node *open = NULL;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        apn__year year;
        if (apn__continues_curly(&open, child))
            continue;
        if (!apn__year_read(child->key, &year)) {
            if (apn__fault_curly(reader, APN_NUMBER, child->key, child->key_place, &here))
                continue;
            apn__fault(reader, APN_NUMBER, child->key_place, &here,
                       "`%.*s` is not a financial year: write it as 2015/16",
                       APN__SHOW(child->key));
            continue;
        }
        if (covered && !apn__agreement_covers(reader->agreement, year))
            fault_outside(reader, child, &here);
        list[count] = (ranked){{year, child}, count};
        count++;
    }
    return count;
}

size_t apn__read_years(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       bool covered, apn__year_entry **entries)
{
    size_t kept = 0;
    if (!apn__is_mapping(reader, node, trail, "given by year, as {2015/16: …}"))
        return 0;
    ranked *list = apn__scratch(reader, node->count, sizeof *list);
    apn__year_entry *out = apn__scratch(reader, node->count, sizeof *out);
    if (list == NULL || out == NULL)
        return 0;
    size_t count = read_keys(reader, node, trail, covered, list);
    if (count > 1)
        qsort(list, count, sizeof *list, compare_ranked);
    for (size_t i = 0; i < count; i++) {
        const apn__node *child = list[i].entry.node;
        if (kept == 0 || out[kept - 1].year != list[i].entry.year) {
            out[kept++] = list[i].entry;
            continue;
        }
        if (child->kind == APN__INVALID)
            continue; /* the same key twice, already reported */
        apn__trail here = apn__trail_of_key(trail, child);
        apn__fault(reader, APN_DUPLICATE_KEY, child->key_place, &here,
                   "`%.*s` is the same year as `%.*s` in line %u: keep one of them",
                   APN__SHOW(child->key), APN__SHOW(out[kept - 1].node->key),
                   (unsigned)out[kept - 1].node->key_place.line);
    }
    *entries = out;
    return kept;
}

bool apn__read_year(apn__reader *reader, const apn__node *node, const apn__trail *up,
                    apn__year *year)
{
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__is_text(reader, node, &trail, "a financial year"))
        return false;
    if (apn__year_read(node->text, year))
        return true;
    apn__fault(reader, APN_NUMBER, node->place, &trail,
               "`%.*s` is not a financial year: write it as 2015/16", APN__SHOW(node->text));
    return false;
}

void apn__read_figures(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn_rounding_mode mode, apn__figures *figures)
{
    apn__year_entry *entries = NULL;
    if (node == NULL)
        return;
    if (apn__rest_node(node) != NULL) {
        apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
                   "a `rest` is the budget, the outturn or the forecast of a cost line, and stands "
                   "nowhere else: write amounts by year, as {2015/16: 100.00}");
        return;
    }
    if (apn__prepaid_node(node) != NULL) {
        apn__read_prepaid(reader, node, trail, mode, figures);
        return;
    }
    size_t count = apn__read_years(reader, node, trail, true, &entries);
    figures->list = apn__keep(reader, count, sizeof *figures->list);
    if (figures->list == NULL)
        return;
    figures->count = count;
    for (size_t i = 0; i < count; i++) {
        apn__figure *figure = &figures->list[i];
        apn__trail here = apn__trail_of_key(trail, entries[i].node);
        figure->year = entries[i].year;
        figure->place = entries[i].node->place;
        (void)apn__read_amount(reader, entries[i].node, &here, mode, &figure->amount);
    }
}

int apn__written_decimals(apn__text text)
{
    static const char suffixes[] = "kmb";
    const char *point = memchr(text.bytes, '.', text.length);
    size_t end = text.length;
    while (end > 0 && (text.bytes[end - 1] < '0' || text.bytes[end - 1] > '9'))
        end--;
    int decimals = point == NULL ? 0 : (int)(text.bytes + end - point) - 1;
    const char *suffix = end < text.length ? strchr(suffixes, text.bytes[end]) : NULL;
    return suffix == NULL ? decimals : decimals - 3 * ((int)(suffix - suffixes) + 1);
}

void apn__read_stated(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn__line *line)
{
    apn__year_entry *entries = NULL;
    if (node == NULL)
        return;
    size_t count = apn__read_years(reader, node, trail, true, &entries);
    line->stated = apn__keep(reader, count, sizeof *line->stated);
    if (line->stated == NULL)
        return;
    line->stated_count = count;
    for (size_t i = 0; i < count; i++) {
        apn__stated *stated = &line->stated[i];
        apn__trail here = apn__trail_of_key(trail, entries[i].node);
        stated->year = entries[i].year;
        stated->place = entries[i].node->place;
        if (apn__read_number(reader, entries[i].node, &here, APN_FORM_MONEY, &stated->amount))
            stated->decimals = apn__written_decimals(entries[i].node->text);
    }
}

static int compare_years(const void *left, const void *right)
{
    const apn__year *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Writes the years in which the agreement tells of a measure, unsorted, and returns how many. NULL:
 * counts them. */
static size_t gather(const apn_agreement *agreement, size_t measure, apn__year *years)
{
    const apn__savings *savings = agreement->savings;
    size_t saved = savings == NULL ? 0 : savings->count, count = 0;
    for (size_t i = 0; i < agreement->line_count + saved; i++) {
        const apn__line *line = i < agreement->line_count
                                    ? &agreement->lines[i]
                                    : &savings->items[i - agreement->line_count].line;
        const apn__figures *figures = &line->measures[measure];
        for (size_t j = 0; j < figures->count; j++) {
            if (i >= agreement->line_count &&
                !apn__agreement_covers(agreement, figures->list[j].year))
                continue; /* a saving may outlast the agreement */
            if (years != NULL)
                years[count] = figures->list[j].year;
            count++;
        }
    }
    return count;
}

/* The years of one measure as texts, each once, with NULL at the end. */
static void collect(apn__reader *reader, size_t measure)
{
    apn_agreement *agreement = reader->agreement;
    size_t count = gather(agreement, measure, NULL), kept = 0;
    apn__year *years = apn__scratch(reader, count, sizeof *years);
    if (years == NULL)
        return;
    (void)gather(agreement, measure, years);
    if (count > 1)
        qsort(years, count, sizeof *years, compare_years);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || years[kept - 1] != years[i])
            years[kept++] = years[i];
    }
    agreement->years[measure] = apn__keep(reader, kept + 1, sizeof *agreement->years[measure]);
    for (size_t i = 0; i < kept && agreement->years[measure] != NULL; i++) {
        char text[16];
        apn__year_write(years[i], text);
        agreement->years[measure][i] = apn__keep_text(reader, apn__text_of(text));
    }
}

void apn__collect_years(apn__reader *reader)
{
    for (size_t measure = 0; measure < APN__MEASURES; measure++)
        collect(reader, measure);
}
