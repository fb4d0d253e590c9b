/* apportion net: what the parties of several agreements owe each other, net. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agreement_files.h"
#include "commands.h"
#include "failure.h"
#include "files.h"
#include "finding_list.h"
#include "memory.h"
#include "people.h"
#include "text.h"
#include "text_table.h"

typedef struct work {
    const words *given;
    bool machine;
    apn_report_format format;
    apn_measure measure;
    apn_netting_to to;
    apn_statement_options options;
    apn_statement **statements;
    size_t count;
    apn_findings *failed; /* of the agreement or the year that could not be read or computed */
    apn_netting *netting;
} work;

static apn_status choices_read(work *net, apn_error *err)
{
    const char *measure = words_value(net->given, "measure");
    const char *to = words_value(net->given, "to"), *known = words_value(net->given, "status");
    apn_status status = words_format(net->given, &net->machine, &net->format, err);
    if (measure && status == APN_OK)
        status = apn_measure_find(measure, strlen(measure), &net->measure, err);
    if (to && status == APN_OK)
        status = apn_netting_to_find(to, strlen(to), &net->to, err);
    if (known && status == APN_OK)
        status = apn_figures_status_find(known, strlen(known), &net->options.known, err);
    if (status == APN_OK && !words_value(net->given, "year"))
        status = fail(err, APN_USAGE, "net needs --year, the year whose balances are netted");
    if (status == APN_OK && net->given->operand_count == 0)
        status = fail(err, APN_USAGE, "net needs the files of agreements, as in `%s`",
                      net->given->command->examples[0].line);
    return status == APN_OK ? words_check_output(net->given, err) : status;
}

/* A fault that has no place of its own says at least in which file it is. */
static void name_file(work *net, const char *path, apn_error *err)
{
    const apn_finding *finding = apn_findings_at(net->failed, 0);
    if (net->given->operand_count < 2 || apn_findings_count(net->failed) > 1 ||
        (finding && finding->file[0]) || strstr(err->message, path))
        return;
    apn_findings_free(net->failed);
    net->failed = NULL;
    char *message = text_of("%s", err->message);
    fail(err, err->status, "%s: %s", path, message);
    free(message);
}

/* One file is one agreement. */
static apn_status add_agreement(work *net, size_t operand, apn_error *err)
{
    words one = *net->given;
    agreement_files files;
    one.operands += operand;
    one.operand_count = 1;
    apn_status status = agreement_files_read(&one, &files, err);
    if (status == APN_OK)
        status =
            apn_statement_make_with(files.agreement, words_value(net->given, "year"), net->measure,
                                    &net->options, &net->failed, &net->statements[net->count], err);
    else {
        net->failed = files.findings;
        files.findings = NULL;
    }
    net->count += status == APN_OK;
    if (status != APN_OK)
        name_file(net, one.operands[0], err);
    agreement_files_free(&files);
    return status;
}

static apn_status compute(work *net, apn_error *err)
{
    apn_status status = APN_OK;
    net->statements = grab(net->given->operand_count, sizeof net->statements[0]);
    for (size_t i = 0; i < net->given->operand_count && status == APN_OK; i++)
        status = add_agreement(net, i, err);
    return status == APN_OK
               ? apn_netting_make(net->statements, net->count, net->to, &net->netting, err)
               : status;
}

static apn_status put_report(const work *net, const output *out, apn_error *err)
{
    apn_report *report = NULL;
    apn_status status = apn_report_netting(net->netting, net->format, &report, err);
    if (status == APN_OK) {
        size_t length = 0;
        const char *text = apn_report_text(report, &length);
        (void)fwrite(text, 1, length, out->text);
    }
    apn_report_free(report);
    return status;
}

/* What each party owes under each agreement, gross, and in all. */
static void put_balances(const work *net, const output *out)
{
    size_t columns = net->count + 2;
    table_column *heads = grab(columns, sizeof heads[0]);
    char **texts = grab(columns, sizeof texts[0]);
    heads[0] = (table_column){"Party", COLUMN_TEXT, 0};
    for (size_t s = 0; s < net->count; s++)
        heads[s + 1] =
            (table_column){apn_agreement_describe(apn_statement_agreement(net->statements[s])).id,
                           COLUMN_NUMBER, 0};
    heads[columns - 1] = (table_column){"Net", COLUMN_NUMBER, 0};
    table *made = table_make(heads, columns);
    for (size_t party = 0; party < apn_netting_party_count(net->netting); party++) {
        texts[0] = text_of("%s", apn_netting_party(net->netting, party).name);
        for (size_t s = 0; s < net->count; s++)
            texts[s + 1] = amount_text(apn_netting_balance(net->netting, s, party));
        texts[columns - 1] = amount_text(apn_netting_net(net->netting, party));
        table_row(made, (const char *const *)texts);
        for (size_t i = 0; i < columns; i++)
            free(texts[i]);
    }
    fputc('\n', out->text);
    put_heading(out, "Balances");
    put_paragraph(out->text, "Above zero is owed by the party, below zero to it.", out->shown.width,
                  0, 2);
    table_print(made, out->shown, out->text);
    free(texts);
    free(heads);
}

static void put_payments(const work *net, const output *out)
{
    static const table_column heads[] = {
        {"From", COLUMN_TEXT, 0}, {"To", COLUMN_TEXT, 0}, {"Amount", COLUMN_NUMBER, 0}};
    table *made = table_make(heads, 3);
    for (size_t i = 0; i < apn_netting_payment_count(net->netting); i++) {
        apn_payment payment = apn_netting_payment(net->netting, i);
        char *amount = amount_text(payment.amount);
        table_row(made,
                  (const char *const[]){apn_netting_party(net->netting, payment.from).name,
                                        apn_netting_party(net->netting, payment.to).name, amount});
        free(amount);
    }
    fputc('\n', out->text);
    put_heading(out, "Payments");
    if (apn_netting_is_least(net->netting))
        put_paragraph(out->text, "No fewer payments settle these balances.", out->shown.width, 0,
                      2);
    table_print(made, out->shown, out->text);
}

/* What is netted, and whom each agreement pays. */
static void put_head(const work *net, const output *out)
{
    char *title = text_of("Netting for %s, %s", apn_statement_year(net->statements[0]),
                          apn_measure_word(net->measure));
    put_heading(out, title);
    free(title);
    for (size_t s = 0; s < net->count; s++) {
        const apn_agreement *agreement = apn_statement_agreement(net->statements[s]);
        apn_agreement_info info = apn_agreement_describe(agreement);
        char *line = text_of("%s: %s, paid to %s.", info.id, info.title,
                             apn_agreement_party(agreement, apn_agreement_payee(agreement)).name);
        put_paragraph(out->text, line, out->shown.width, 0, 2);
        free(line);
    }
}

static void put_people(const work *net, const output *out, const finding_list *list)
{
    put_head(net, out);
    put_balances(net, out);
    put_payments(net, out);
    finding_list_put(list, out);
}

static void work_free(work *net)
{
    apn_netting_free(net->netting);
    for (size_t i = 0; i < net->count; i++)
        apn_statement_unref(net->statements[i]);
    free(net->statements);
    apn_findings_free(net->failed);
}

int net_command(const words *given)
{
    work net = {.given = given, .measure = APN_BUDGET, .options = {.size = sizeof net.options}};
    finding_list list = {0};
    output out = {0};
    apn_error err = {0};
    int result = 0;
    apn_status status = choices_read(&net, &err);
    if (status == APN_OK)
        status = compute(&net, &err);
    if (status != APN_OK) {
        result = tell_findings(net.failed, &err, given->json);
        goto done;
    }
    finding_list_add(&list, apn_netting_findings(net.netting), NULL, 0);
    finding_list_settle(&list);
    output_open(&out, words_value(given, "output"));
    if (net.machine)
        status = put_report(&net, &out, &err);
    else
        put_people(&net, &out, &list);
    if (status == APN_OK)
        status = output_finish(&out, &err);
    if (status != APN_OK)
        result = tell_error(&err, given->json);
    else if (net.machine && net.format == APN_REPORT_CSV && list.count > 0)
        finding_list_put_plain(&list, stderr, given->json);
    if (result == 0 && words_value(given, "strict") && finding_list_count(&list, APN_WARNING) > 0)
        result = 1;
done:
    output_discard(&out);
    finding_list_free(&list);
    work_free(&net);
    return result;
}
