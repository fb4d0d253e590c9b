/* read_sheet_totals.c: rows of a ledger that sum up those above them. As lines of their own they
 * would be charged twice, so they are refused by what they are called, or passed over. */
#include "agreement_sheets.h"

static const char *const names[] = {"total",     "totals",    "grand total", "subtotal",
                                    "subtotals", "sub-total", "sub total",   "sum"};

static bool is_total(apn__text text)
{
    while (text.length > 0 && text.bytes[text.length - 1] == ':')
        text.length--;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t at = 0;
        while (at < text.length && names[i][at] != '\0' &&
               (text.bytes[at] | 0x20) == (names[i][at] | 0x20))
            at++;
        if (at == text.length && names[i][at] == '\0')
            return true;
    }
    return false;
}

bool apn__sheet_pass_totals(apn__reader *reader, const apn__sheet *sheet, size_t column,
                            const apn__node *node, const apn__trail *trail, apn__rows *rows)
{
    static const char *const words[] = {"refuse", "pass"};
    size_t kept = 0, found = 0;
    bool good = true;
    if (node != NULL) {
        apn__trail here = apn__trail_of_key(trail, node);
        found = apn__read_word(reader, node, &here, "what to do with rows of totals", words, 2);
    }
    for (size_t i = 0; i < rows->count; i++) {
        apn__text text = apn__cell_text(sheet, rows->list[i], column);
        if (!is_total(text)) {
            rows->list[kept++] = rows->list[i];
            continue;
        }
        good = good && found == 1;
        if (found == 0)
            apn__fault(reader, APN_CSV, apn__cell_place(sheet, rows->list[i], column), trail,
                       "the row `%.*s` sums up others and would be charged once more: write "
                       "`totals: pass` to pass such rows over, or leave them out of the sheet",
                       APN__SHOW(text));
    }
    rows->count = kept;
    return good && found < 2;
}
