/* The sections of a statement, in the order in which they are told. */
#include "saved.h"

typedef apn_status apn__section_maker(const apn__evaluation *evaluation, apn_statement *statement,
                                      apn_error *err);

/* Each adds its sections, or nothing where the agreement does not ask for them. */
static apn__section_maker *const makers[] = {
    apn__section_natures,
    apn__section_amounts,
    apn__section_vat,
    apn__section_funding,
    apn__section_drivers,
    apn__section_reserves,
    apn__section_in_kind,
    apn__savings_section,
    apn__savings_by_year_section,
    apn__savings_headline_section,
    apn__payback_section,
    apn__exit_sections,
    apn__section_last_year,
    apn__section_true_up,
    apn__section_underspend,
    apn__section_settlement,
    NULL,
};

apn_status apn__statement_sections(const apn__evaluation *evaluation, apn_statement *statement,
                                   apn_error *err)
{
    apn_status status = APN_OK;
    for (size_t i = 0; makers[i] != NULL && status == APN_OK; i++)
        status = makers[i](evaluation, statement, err);
    return status;
}
