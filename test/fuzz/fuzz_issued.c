/* Whatever the bytes are, reading an issued statement returns a statement whose figures hang
 * together, or the reason why not. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/apportion.h"
#include "law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_cell(apn_issued_cell_info cell)
{
    require(apn_cell_status_word(cell.status) != NULL, "a status has a word");
    require(cell.has_amount == 0 || *cell.moved != '\0', "an amount was moved by something");
    require((*cell.share == '\0') == (*cell.quota == '\0'), "a share has a quota");
    require((*cell.reason != '\0') <= (cell.status == APN_CELL_EXCLUDED),
            "only an exclusion has a reason");
}

static void check_issued(const apn_issued *issued)
{
    require(apn_issued_describe(issued).unit.sign > 0, "a unit is above zero");
    for (size_t party = 0; party < apn_issued_party_count(issued); party++)
        require(apn_issued_find_party(issued, apn_issued_party(issued, party).id) <= party,
                "a party is found by its id");
    for (size_t line = 0; line < apn_issued_line_count(issued); line++)
        for (size_t party = 0; party < apn_issued_party_count(issued); party++)
            check_cell(apn_issued_cell(issued, line, party));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    apn_text_source text = {"fuzz", (const char *)data, size};
    apn_findings *findings = NULL;
    apn_issued *issued = NULL;
    apn_status status = apn_issued_from_json(&text, &findings, &issued, NULL);
    require((status == APN_OK) == (issued != NULL), "a failed call gives nothing");
    require((status == APN_OK) == (apn_findings_count_of(findings, APN_ERROR) == 0),
            "a failure has a reason");
    if (issued != NULL)
        check_issued(issued);
    apn_findings_free(findings);
    apn_issued_free(issued);
    return 0;
}
