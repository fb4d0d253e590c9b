/* The sums are made here, on GMP, and not by the library. */
#include "statement_laws.h"

#include <gmp.h>
#include <stdlib.h>
#include <string.h>

#include "law.h"
#include "text.h"

void check_status(apn_status status, const apn_error *err)
{
    require(apn_status_word(status) != NULL, "a status has a word");
    require(status != APN_INTERNAL, "no fault in the library");
    require(status != APN_MEMORY, "there is memory");
    require(status == APN_OK || (err->status == status && err->message[0] != '\0'),
            "an error has its status and a sentence");
}

static void check_text(const char *text)
{
    require(text != NULL, "a text is never NULL");
    require(apn__utf8_fault(text, strlen(text)) == strlen(text), "a text is UTF-8");
}

void check_findings(const apn_findings *findings)
{
    for (size_t i = 0; i < apn_findings_count(findings); i++) {
        const apn_finding *finding = apn_findings_at(findings, i);
        require(finding->code != APN_INTERNAL && finding->code != APN_OK &&
                    apn_status_word(finding->code) != NULL,
                "a finding has a code");
        check_text(finding->file);
        check_text(finding->where);
        check_text(finding->message);
        require(finding->message[0] != '\0', "a finding has a sentence");
        require(finding->footing == NULL || finding->code == APN_FOOTING,
                "only a published total has what is about one");
        require((finding->line == 0) == (finding->column == 0), "a place is a line and a column");
    }
}

void check_report(apn_status status, apn_report *report)
{
    size_t length = 0;
    require((status == APN_OK) == (report != NULL), "a report or an error");
    if (report != NULL) {
        const char *text = apn_report_text(report, &length);
        require(strlen(text) == length, "a report holds no zero byte");
        check_text(text);
    }
    apn_report_free(report);
}

/* Adds `times` amounts, in millionths of a millionth of a millionth. */
static void add(mpz_t sum, apn_decimal amount, int times)
{
    mpz_t value, power;
    mpz_inits(value, power, NULL);
    require(amount.scale >= 0 && amount.scale <= APN_DECIMAL_SCALE, "at most 18 decimals");
    require((amount.sign == 0) == (amount.hi == 0 && amount.lo == 0), "sign 0 is for nil");
    mpz_set_ui(value, amount.hi);
    mpz_mul_2exp(value, value, 64);
    mpz_add_ui(value, value, amount.lo);
    mpz_ui_pow_ui(power, 10, (unsigned long)(APN_DECIMAL_SCALE - amount.scale));
    mpz_mul(value, value, power);
    mpz_mul_si(value, value, times * amount.sign);
    mpz_add(sum, sum, value);
    mpz_clears(value, power, NULL);
}

/* Holds what has been added to nil, and ends it. */
static void require_nil(mpz_t sum, const char *law)
{
    require(mpz_sgn(sum) == 0, law);
    mpz_clear(sum);
}

static void check_cell(const apn_statement *statement, size_t line, size_t party)
{
    char text[64];
    apn_cell cell = apn_statement_cell(statement, line, party);
    size_t member = apn_statement_member(statement, line, party);
    int shares = cell.status == APN_CELL_SHARED || cell.status == APN_CELL_DIRECT;
    check_text(apn_cell_status_word(cell.status));
    check_text(cell.reason);
    require(cell.status == APN_CELL_EXCLUDED || *cell.reason == '\0',
            "only an exclusion has a reason");
    require(!cell.has_amount || shares, "who has an amount shares the line");
    require(cell.has_amount || cell.amount.sign == 0, "no amount is nil");
    require((member != SIZE_MAX) == shares, "who shares a line is a member of its split");
    require((apn_statement_quota(statement, line, party, text, sizeof text) > 0) == shares,
            "who shares a line has a quota");
    require((apn_statement_moved(statement, line, party, text, sizeof text) > 0) == cell.has_amount,
            "an amount was moved by something");
}

/* A line's cells and what is unapportioned of it are its total. */
static void check_line(const apn_statement *statement, size_t line, size_t parties)
{
    apn_statement_line_info info = apn_statement_line(statement, line);
    mpz_t sum;
    mpz_init(sum);
    add(sum, info.total, 1);
    add(sum, info.unapportioned, -1);
    for (size_t party = 0; party < parties; party++) {
        check_cell(statement, line, party);
        add(sum, apn_statement_cell(statement, line, party).amount, -1);
    }
    if (info.level == APN_LEVEL_TOTAL)
        mpz_set_ui(sum, 0);
    require_nil(sum, "a line's cells and its unapportioned are its total");
    require(info.pieces >= 1, "a line has a piece at least");
    for (size_t piece = 0; piece < info.pieces; piece++) {
        check_text(apn_statement_piece(statement, line, piece).basis);
        for (size_t party = 0; party < parties; party++)
            check_text(apn_statement_piece_cell(statement, line, piece, party).reason);
    }
}

/* What a party pays is its cells and what it has of lines together; what is due is that less its
 * credit; its instalments are what is due. */
static void check_party(const apn_statement *statement, size_t party)
{
    mpz_t sum;
    mpz_init(sum);
    add(sum, apn_statement_party_total(statement, party), 1);
    add(sum, apn_statement_party_together(statement, party), -1);
    for (size_t line = 0; line < apn_statement_line_count(statement); line++)
        add(sum, apn_statement_cell(statement, line, party).amount, -1);
    require_nil(sum, "a party's cells are its total");
    mpz_init(sum);
    add(sum, apn_statement_party_total(statement, party), 1);
    add(sum, apn_statement_party_credit(statement, party), -1);
    add(sum, apn_statement_party_due(statement, party), -1);
    require_nil(sum, "what is due is a party's total less its credit");
    if (apn_statement_instalment_count(statement) == 0)
        return;
    mpz_init(sum);
    add(sum, apn_statement_party_due(statement, party), 1);
    for (size_t i = 0; i < apn_statement_instalment_count(statement); i++)
        add(sum, apn_statement_instalment(statement, i, party), -1);
    require_nil(sum, "a party's instalments are what is due from it");
}

static void check_totals(const apn_statement *statement, size_t parties)
{
    mpz_t lines, unapportioned;
    mpz_inits(lines, unapportioned, NULL);
    add(lines, apn_statement_total(statement), 1);
    add(unapportioned, apn_statement_unapportioned(statement), 1);
    for (size_t line = 0; line < apn_statement_line_count(statement); line++) {
        add(lines, apn_statement_line(statement, line).total, -1);
        add(unapportioned, apn_statement_line(statement, line).unapportioned, -1);
    }
    require_nil(lines, "the lines are the total");
    require_nil(unapportioned, "what is unapportioned is that of the lines");
    mpz_init(lines);
    add(lines, apn_statement_total(statement), 1);
    add(lines, apn_statement_unapportioned(statement), -1);
    for (size_t party = 0; party < parties; party++)
        add(lines, apn_statement_party_total(statement, party), -1);
    require_nil(lines, "the parties and what is unapportioned are the total");
    for (size_t i = 0; i < apn_statement_instalment_count(statement); i++) {
        mpz_init(lines);
        add(lines, apn_statement_instalment_total(statement, i), 1);
        for (size_t party = 0; party < parties; party++)
            add(lines, apn_statement_instalment(statement, i, party), -1);
        require_nil(lines, "a date's instalments are its total");
    }
}

static void check_column(const apn_statement *statement, size_t section, size_t column, size_t rows)
{
    apn_section_column info = apn_statement_section_column(statement, section, column);
    mpz_t sum;
    mpz_init(sum);
    check_text(info.title);
    require(*info.id != '\0', "a column has an id");
    require(!info.is_summed || info.kind == APN_COLUMN_AMOUNT, "only amounts are summed");
    if (info.is_summed)
        add(sum, apn_statement_section_total(statement, section, column), 1);
    for (size_t row = 0; row < rows; row++) {
        apn_section_cell cell = apn_statement_section_cell(statement, section, row, column);
        check_text(cell.text);
        check_text(cell.label);
        require(!cell.has_amount || info.kind == APN_COLUMN_AMOUNT, "an amount is in its column");
        if (info.is_summed && cell.has_amount)
            add(sum, cell.amount, -1);
    }
    require_nil(sum, "a section's column sums to its total");
}

static void check_section(const apn_statement *statement, size_t section)
{
    apn_section_info info = apn_statement_section(statement, section);
    size_t found = SIZE_MAX;
    require(apn_statement_find_section(statement, info.id, &found, NULL) == APN_OK &&
                found == section,
            "a section is found by its id");
    check_text(info.title);
    check_text(info.rule);
    for (size_t column = 0; column < info.columns; column++)
        check_column(statement, section, column, info.rows);
    for (int format = 0; apn_report_format_word((apn_report_format)format); format++) {
        apn_report *report = NULL;
        apn_status status =
            apn_report_section(statement, info.id, (apn_report_format)format, &report, NULL);
        require(status == APN_OK, "a section has its report");
        check_report(status, report);
    }
}

void check_statement(const apn_statement *statement)
{
    size_t parties = apn_agreement_party_count(apn_statement_agreement(statement));
    for (size_t line = 0; line < apn_statement_line_count(statement); line++)
        check_line(statement, line, parties);
    for (size_t party = 0; party < parties; party++)
        check_party(statement, party);
    check_totals(statement, parties);
    for (size_t i = 0; i < apn_statement_section_count(statement); i++)
        check_section(statement, i);
    for (size_t i = 0; i < apn_statement_version_count(statement); i++)
        check_text(apn_statement_version(statement, i).id);
    check_findings(apn_statement_findings(statement));
    require(apn_findings_count_of(apn_statement_findings(statement), APN_ERROR) == 0,
            "a statement has no error");
}
