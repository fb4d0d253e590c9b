/* markdown_origin.c: what a statement was made from and by, and who signs it, for people. */
#include "markdown_writer.h"

#include "apportion/agreement.h"

static void note_inputs(apn__page *page, const apn_agreement *agreement)
{
    apn__buffer_print(&page->text, "- Made by libapportion %s\n", apn_version());
    for (size_t i = 0; i < apn_agreement_input_count(agreement); i++) {
        apn_input input = apn_agreement_input(agreement, i);
        apn__page_add(page, *input.sheet == '\0' ? "- Agreement" : "- Sheet ");
        apn__markdown_text(page, input.sheet);
        apn__buffer_print(&page->text, ": SHA-256 %s\n", input.digest);
    }
}

/* Who signs: their name, or whose body or officer they are where the file names nobody. */
static void add_signatory(apn__page *page, const apn_agreement *agreement, apn_signature signature)
{
    static const char *const roles[] = {"policing body of ", "chief officer of ", ""};
    if (*signature.name != '\0') {
        apn__markdown_text(page, signature.name);
        return;
    }
    apn__page_add(page, roles[signature.capacity]);
    apn__markdown_text(page, apn_agreement_party(agreement, signature.party).name);
}

static void add_decisions(apn__page *page, const apn_agreement *agreement, size_t index)
{
    bool any = false;
    for (size_t i = 0; i < apn_agreement_decision_count(agreement); i++) {
        apn_decision decision = apn_agreement_decision(agreement, i);
        if (!apn_agreement_signature_decided(agreement, index, i))
            continue;
        apn__page_add(page, any ? "; " : "");
        apn__markdown_text(page, decision.ref);
        apn__page_add(page, *decision.date == '\0' ? "" : ", ");
        apn__page_add(page, decision.date);
        any = true;
    }
}

void apn__markdown_write_origin(apn__page *page, const apn_agreement *agreement)
{
    note_inputs(page, agreement);
    apn__page_add(page, "\n## Sign-off\n\n| Signatory | Decision | Signed | Date |\n"
                        "| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < apn_agreement_signature_count(agreement); i++) {
        apn__page_add(page, "| ");
        add_signatory(page, agreement, apn_agreement_signature(agreement, i));
        apn__page_add(page, " | ");
        add_decisions(page, agreement, i);
        apn__page_add(page, " |  |  |\n");
    }
}
