/* apportion split: one amount by weights. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "failure.h"
#include "files.h"
#include "people.h"
#include "split_words.h"
#include "text_table.h"
#include "text.h"

static void put_row(table *made, const char *name, const char *weight, const char *share,
                    apn_decimal amount, bool total)
{
    char *figure = amount_text(amount);
    const char *cells[] = {name, weight, share, figure};
    if (total)
        table_total(made, cells);
    else
        table_row(made, cells);
    free(figure);
}

static void put_table(const output *out, const split_words *read, const apn_split *split)
{
    static const table_column columns[] = {
        {"Party", COLUMN_TEXT, 0},
        {"Weight", COLUMN_NUMBER, 0},
        {"Share %", COLUMN_NUMBER, 0},
        {"Amount", COLUMN_NUMBER, 0},
    };
    table *made = table_make(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < read->count; i++) {
        char share[FIGURE_SIZE];
        apn_split_percent(split, i, PERCENT_DECIMALS, share, sizeof share);
        put_row(made, read->names[i], read->weight_texts[i], share, apn_split_amount(split, i),
                false);
    }
    if (apn_split_unapportioned(split).sign != 0)
        put_row(made, "Unapportioned", "", "", apn_split_unapportioned(split), false);
    put_row(made, "Total", "", "", apn_split_total(split), true);
    table_print(made, out->shown, out->text);
    put_ties(out, split, (const char *const *)read->names);
    put_bounds(out, split, (const char *const *)read->names);
    put_findings(out, apn_split_findings(split));
}

static apn_status put_report(const output *out, const split_words *read, const apn_split *split,
                             apn_report_format format, apn_error *err)
{
    apn_report *report = NULL;
    apn_status status =
        apn_report_split(split, (const char *const *)read->names, format, &report, err);
    if (status == APN_OK) {
        size_t length = 0;
        const char *text = apn_report_text(report, &length);
        (void)fwrite(text, 1, length, out->text);
    }
    apn_report_free(report);
    return status;
}

/* The library speaks of rules; here the option that sets the rule is said too. */
static void add_option(const words *given, const split_words *read, apn_error *err)
{
    const char *option = NULL;
    if (err->status == APN_SHARE_SUM)
        option = "--share-sum rescale or --share-sum as-published";
    else if (err->status == APN_TIE)
        option = "--ties";
    else if (err->status == APN_NOT_WHOLE_UNITS && !err->where[0])
        option = "--rounding-of-total half-away";
    else if (err->status == APN_USAGE && read->options.method == APN_RESIDUAL &&
             !words_value(given, "to"))
        option = "--to";
    if (!option)
        return;
    char *sentence = text_of("%s; say so with %s", err->message, option);
    if (strlen(sentence) < sizeof err->message)
        memcpy(err->message, sentence, strlen(sentence) + 1);
    free(sentence);
}

int split_command(const words *given)
{
    split_words read;
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    output out;
    apn_error err = {0};
    bool machine = false;
    apn_report_format format = APN_REPORT_JSON;

    output_open(&out, NULL);
    apn_status status = split_words_read(given, &read, &err);
    if (status == APN_OK)
        status = words_format(given, &machine, &format, &err);
    if (status == APN_OK)
        status = apn_splitter_make(read.weights, read.count, &read.options, &splitter, &err);
    if (status == APN_OK)
        status = apn_split_make(splitter, read.total, &split, &err);
    if (status != APN_OK)
        add_option(given, &read, &err);
    if (status == APN_OK && machine)
        status = put_report(&out, &read, split, format, &err);
    else if (status == APN_OK)
        put_table(&out, &read, split);
    if (status == APN_OK)
        status = output_finish(&out, &err);

    output_discard(&out);
    apn_split_free(split);
    apn_splitter_free(splitter);
    split_words_free(&read);
    return status == APN_OK ? 0 : tell_error(&err, given->json);
}
