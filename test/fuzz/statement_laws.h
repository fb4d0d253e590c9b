/* statement_laws.h: what holds of every statement, whatever its agreement says. */
#ifndef FUZZ_STATEMENT_LAWS_H
#define FUZZ_STATEMENT_LAWS_H

#include "apportion/apportion.h"

/* A status that a caller's text or figures can bring about; none that says the library is wrong. */
void check_status(apn_status status, const apn_error *err);

/* Every finding has a code, a word and a sentence. */
void check_findings(const apn_findings *findings);

/* Sums of lines, parties, instalments and sections. */
void check_statement(const apn_statement *statement);

/* A report, which it ends: text in UTF-8. */
void check_report(apn_status status, apn_report *report);

#endif
