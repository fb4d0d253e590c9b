/* netting.c: a netting as JSON, CSV and Markdown: what is owed gross under each agreement, then
 * what each party owes in all, then the payments. */
#include "csv_writer.h"
#include "format.h"
#include "json_writer.h"
#include "markdown_writer.h"
#include "netting_report.h"

static const apn_agreement *agreement_of(const apn_netting *netting, size_t statement)
{
    return apn_statement_agreement(apn_netting_statement(netting, statement));
}

static const char *payee_of(const apn_agreement *agreement)
{
    return apn_agreement_party(agreement, apn_agreement_payee(agreement)).id;
}

static const char *id_of(const apn_netting *netting, size_t party)
{
    return apn_netting_party(netting, party).id;
}

/* True where the party stands in the list of the agreement's. */
static bool is_party(const apn_netting *netting, size_t statement, size_t party)
{
    const apn_agreement *agreement = agreement_of(netting, statement);
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++)
        if (strcmp(apn_agreement_party(agreement, i).id, id_of(netting, party)) == 0)
            return true;
    return false;
}

static void json_agreement(apn__json *json, const apn_netting *netting, size_t statement)
{
    const apn_agreement *agreement = agreement_of(netting, statement);
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "agreement", apn_agreement_describe(agreement).id);
    apn__json_text(json, "payee", payee_of(agreement));
    apn__json_open(json, "balances", '[');
    for (size_t party = 0; party < apn_netting_party_count(netting); party++) {
        if (!is_party(netting, statement, party))
            continue;
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "party", id_of(netting, party));
        apn__json_amount(json, "balance", apn_netting_balance(netting, statement, party));
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
    apn__json_close(json, '}');
}

static void json_parties(apn__json *json, const apn_netting *netting)
{
    apn__json_open(json, "parties", '[');
    for (size_t party = 0; party < apn_netting_party_count(netting); party++) {
        apn_party_info info = apn_netting_party(netting, party);
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "party", info.id);
        apn__json_text(json, "name", info.name);
        apn__json_text(json, "policing_body", info.policing_body);
        apn__json_amount(json, "net", apn_netting_net(netting, party));
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void json_payments(apn__json *json, const apn_netting *netting)
{
    apn__json_open(json, "payments", '[');
    for (size_t i = 0; i < apn_netting_payment_count(netting); i++) {
        apn_payment payment = apn_netting_payment(netting, i);
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "from", id_of(netting, payment.from));
        apn__json_text(json, "to", id_of(netting, payment.to));
        apn__json_amount(json, "amount", payment.amount);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_json(apn__page *page, const apn_netting *netting)
{
    const apn_statement *first = apn_netting_statement(netting, 0);
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-netting/1");
    apn__json_text(&json, "year", apn_statement_year(first));
    apn__json_text(&json, "measure", apn_measure_word(apn_statement_measure(first)));
    apn__json_text(&json, "currency", apn_agreement_describe(agreement_of(netting, 0)).currency);
    apn__json_text(&json, "to", apn_netting_to_word(apn_netting_is_to(netting)));
    apn__json_open(&json, "agreements", '[');
    for (size_t i = 0; i < apn_netting_statement_count(netting); i++)
        json_agreement(&json, netting, i);
    apn__json_close(&json, ']');
    json_parties(&json, netting);
    json_payments(&json, netting);
    apn__json_truth(&json, "least", apn_netting_is_least(netting));
    apn__json_write_finding_list(&json, apn_netting_findings(netting));
    apn__json_close(&json, '}');
    apn__json_end(&json);
}

static void csv_row(apn__csv *csv, const char *const *words, apn_decimal amount)
{
    for (size_t i = 0; i < 4; i++)
        apn__csv_text(csv, words[i]);
    apn__csv_amount(csv, amount);
    apn__csv_end_row(csv);
}

static void write_csv(apn__page *page, const apn_netting *netting)
{
    static const char *const head[] = {"kind", "agreement", "party", "to", "amount", NULL};
    apn__csv csv = {.page = page};
    apn__csv_header(&csv, head);
    for (size_t s = 0; s < apn_netting_statement_count(netting); s++)
        for (size_t party = 0; party < apn_netting_party_count(netting); party++)
            if (is_party(netting, s, party))
                csv_row(&csv,
                        (const char *const[]){
                            "balance", apn_agreement_describe(agreement_of(netting, s)).id,
                            id_of(netting, party), payee_of(agreement_of(netting, s))},
                        apn_netting_balance(netting, s, party));
    for (size_t party = 0; party < apn_netting_party_count(netting); party++)
        csv_row(&csv, (const char *const[]){"net", "", id_of(netting, party), ""},
                apn_netting_net(netting, party));
    for (size_t i = 0; i < apn_netting_payment_count(netting); i++) {
        apn_payment payment = apn_netting_payment(netting, i);
        csv_row(&csv,
                (const char *const[]){"payment", "", id_of(netting, payment.from),
                                      id_of(netting, payment.to)},
                payment.amount);
    }
}

static void markdown_balances(apn__page *page, const apn_netting *netting)
{
    const char *currency = apn_agreement_describe(agreement_of(netting, 0)).currency;
    apn__page_add(
        page, "\n## Balances\n\nAbove zero is owed by the party, below zero to it.\n\n| Party ");
    for (size_t s = 0; s < apn_netting_statement_count(netting); s++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, apn_agreement_describe(agreement_of(netting, s)).title);
        apn__page_add(page, " ");
    }
    apn__page_add(page, "| Net |\n| :-- ");
    for (size_t s = 0; s < apn_netting_statement_count(netting); s++)
        apn__page_add(page, "| --: ");
    apn__page_add(page, "| --: |\n");
    for (size_t party = 0; party < apn_netting_party_count(netting); party++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, apn_netting_party(netting, party).name);
        for (size_t s = 0; s < apn_netting_statement_count(netting); s++) {
            apn__page_add(page, " | ");
            if (is_party(netting, s, party))
                apn__markdown_money(page, apn_netting_balance(netting, s, party), currency);
        }
        apn__page_add(page, " | ");
        apn__markdown_money(page, apn_netting_net(netting, party), currency);
        apn__page_add(page, " |\n");
    }
}

static void markdown_payments(apn__page *page, const apn_netting *netting)
{
    const char *currency = apn_agreement_describe(agreement_of(netting, 0)).currency;
    apn__page_add(page, "\n## Payments\n\n");
    if (apn_netting_is_least(netting))
        apn__page_add(page, "No fewer payments settle these balances.\n\n");
    apn__page_add(page, "| From | To | Amount |\n| :-- | :-- | --: |\n");
    for (size_t i = 0; i < apn_netting_payment_count(netting); i++) {
        apn_payment payment = apn_netting_payment(netting, i);
        apn__page_add(page, "| ");
        apn__markdown_text(page, apn_netting_party(netting, payment.from).name);
        apn__page_add(page, " | ");
        apn__markdown_text(page, apn_netting_party(netting, payment.to).name);
        apn__page_add(page, " | ");
        apn__markdown_money(page, payment.amount, currency);
        apn__page_add(page, " |\n");
    }
}

/* Whom each agreement pays. */
static void markdown_agreements(apn__page *page, const apn_netting *netting)
{
    for (size_t s = 0; s < apn_netting_statement_count(netting); s++) {
        const apn_agreement *agreement = agreement_of(netting, s);
        apn__page_add(page, s == 0 ? "\n- " : "- ");
        apn__markdown_text(page, apn_agreement_describe(agreement).title);
        apn__page_add(page, ", paid to ");
        apn__markdown_text(page,
                           apn_agreement_party(agreement, apn_agreement_payee(agreement)).name);
        apn__page_add(page, ".\n");
    }
}

static void write_markdown(apn__page *page, const apn_netting *netting)
{
    const apn_findings *findings = apn_netting_findings(netting);
    apn__page_add(page, "# Netting for ");
    apn__page_add(page, apn_statement_year(apn_netting_statement(netting, 0)));
    apn__page_add(page, ", ");
    apn__page_add(page, apn_measure_word(apn_statement_measure(apn_netting_statement(netting, 0))));
    apn__page_add(page, "\n");
    markdown_agreements(page, netting);
    markdown_balances(page, netting);
    markdown_payments(page, netting);
    for (size_t i = 0; i < apn_findings_count(findings); i++) {
        apn__page_add(page, i == 0 ? "\n## Notes\n\n- " : "- ");
        apn__markdown_text(page, apn_findings_at(findings, i)->message);
        apn__page_add(page, "\n");
    }
}

void apn__netting_write(apn__page *page, const apn_netting *netting, apn_report_format format)
{
    if (format == APN_REPORT_JSON)
        write_json(page, netting);
    else if (format == APN_REPORT_CSV)
        write_csv(page, netting);
    else
        write_markdown(page, netting);
}
