/* read_indices.c: the published indices that amounts follow: figures by month or by year, or rises
 * by year. */
#include "agreement_reader.h"

#include "agreement_year.h"

#include <stdlib.h>

typedef struct series_text {
    const char *source;
    const apn__node *readings[3]; /* by apn__series_kind */
} series_text;

static const apn__key series_keys[] = {
    APN__KEY(series_text, source, "source", apn__read_text),
    APN__KEY(series_text, readings[APN__BY_MONTH], "by_month", apn__keep_node),
    APN__KEY(series_text, readings[APN__BY_YEAR], "by_year", apn__keep_node),
    APN__KEY(series_text, readings[APN__RISES], "rises", apn__keep_node),
};
static const apn__table series_table = APN__TABLE("an index", series_keys);

/* A figure above zero, or a rise that leaves something; or `needed`. */
static bool read_value(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__series_kind kind, apn__reading *reading)
{
    apn_decimal least = apn_decimal_from_i64(kind == APN__RISES ? -100 : 0);
    reading->place = node->place;
    reading->given = APN__NEEDED;
    if (node->kind == APN__SCALAR && apn__text_is(node->text, "needed"))
        return true;
    reading->given = APN__GIVEN;
    if (!apn__read_number(reader, node, trail,
                          kind == APN__RISES ? APN_FORM_PERCENT : APN_FORM_PLAIN, &reading->value))
        return false;
    if (apn_decimal_compare(reading->value, least) > 0)
        return true;
    apn__fault(reader, APN_NUMBER, node->place, trail,
               kind == APN__RISES ? "a rise of %.*s leaves nothing: a rise is more than -100 %%"
                                  : "`%.*s` is no figure of an index: it must be above zero",
               APN__SHOW(node->text));
    return false;
}

static int compare_readings(const void *left, const void *right)
{
    const apn__reading *a = left, *b = right;
    return (a->at > b->at) - (a->at < b->at); /* no two are of one month */
}

static void read_by_month(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn__series *series)
{
    if (!apn__is_mapping(reader, node, trail, "given by month, as {2015-04: 99.9}"))
        return;
    series->readings = apn__keep(reader, node->count, sizeof *series->readings);
    for (const apn__node *child = node->first; child != NULL && series->readings != NULL;
         child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        apn__reading read = {0};
        if (child->kind == APN__INVALID)
            continue;
        if (!apn__month_read(child->key, &read.at))
            apn__fault(reader, APN_NUMBER, child->key_place, &here,
                       "`%.*s` is not a month: write it as 2015-04", APN__SHOW(child->key));
        else if (read_value(reader, child, &here, series->kind, &read))
            series->readings[series->count++] = read;
    }
    if (series->count > 1)
        qsort(series->readings, series->count, sizeof *series->readings, compare_readings);
}

static void read_by_year(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         apn__series *series)
{
    apn__year_entry *entries = NULL;
    size_t count = apn__read_years(reader, node, trail, false, &entries);
    series->readings = apn__keep(reader, count, sizeof *series->readings);
    for (size_t i = 0; i < count && series->readings != NULL; i++) {
        apn__trail here = apn__trail_of_key(trail, entries[i].node);
        apn__reading read = {.at = entries[i].year};
        if (read_value(reader, entries[i].node, &here, series->kind, &read))
            series->readings[series->count++] = read;
    }
}

/* An index is given in one way. */
static void read_readings(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          const series_text *text, apn__series *series)
{
    const apn__node *found = NULL;
    for (size_t kind = 0; kind < sizeof text->readings / sizeof *text->readings; kind++) {
        const apn__node *readings = text->readings[kind];
        if (readings == NULL)
            continue;
        apn__trail here = apn__trail_of_key(trail, readings);
        if (found != NULL) {
            apn__fault(reader, APN_WRONG_TYPE, readings->key_place, &here,
                       "an index has figures `by_month`, figures `by_year`, or yearly `rises`, and "
                       "this one has `%.*s` already: keep one of them",
                       APN__SHOW(found->key));
            continue;
        }
        found = readings;
        series->kind = (apn__series_kind)kind;
        if (series->kind == APN__BY_MONTH)
            read_by_month(reader, readings, &here, series);
        else
            read_by_year(reader, readings, &here, series);
    }
    if (found == NULL && !node->truncated && apn__node_find(node, "by_month") == NULL &&
        apn__node_find(node, "by_year") == NULL && apn__node_find(node, "rises") == NULL)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the index has no figures: give it `by_month`, `by_year` or `rises`, as "
                   "by_month: {2015-04: 99.9}");
}

void apn__read_indices(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    if (!apn__is_mapping(reader, node, trail, "a group of indices, each under its id"))
        return;
    apn__index_mapping(reader, node, trail, "an index", &reader->indices);
    agreement->series = apn__keep(reader, node->count, sizeof *agreement->series);
    if (agreement->series == NULL)
        return;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        apn__series *series = &agreement->series[agreement->series_count++];
        series_text text = {.source = ""};
        *series =
            (apn__series){.id = apn__keep_text(reader, child->key), .place = child->key_place};
        if (apn__is_mapping(reader, child, &here, "a group of keys with their values")) {
            apn__read_mapping(reader, child, &here, &series_table, &text);
            read_readings(reader, child, &here, &text, series);
        }
        series->source = text.source;
    }
}
