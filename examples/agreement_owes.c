/* agreement_owes: loads an agreement and prints what each party owes for a year.
 *
 *   agreement_owes FILE YEAR */
#include <stdio.h>
#include <stdlib.h>

#include <apportion/apportion.h>

/* The library opens no file and takes no text above 4 MiB: one byte more is read, which it
 * refuses. Says why a file cannot be read, and returns NULL. */
static char *read_file(const char *path, size_t *length)
{
    const size_t most = 4 * 1024 * 1024 + 1;
    FILE *file = fopen(path, "rb");
    char *bytes = file ? malloc(most) : NULL;
    if (bytes)
        *length = fread(bytes, 1, most, file);
    if (!bytes || ferror(file)) {
        perror(path);
        free(bytes);
        bytes = NULL;
    }
    if (file)
        fclose(file);
    return bytes;
}

static void print_findings(const apn_findings *findings)
{
    const apn_finding *finding = NULL;
    for (size_t i = 0; (finding = apn_findings_at(findings, i)); i++) {
        if (finding->line)
            fprintf(stderr, "%s:%u:%u: ", finding->file, finding->line, finding->column);
        fprintf(stderr, "%s [%s]\n", finding->message, apn_status_word(finding->code));
    }
}

static void print_owed(const apn_statement *statement)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    printf("%s, %s\n", apn_agreement_describe(agreement).title, apn_statement_year(statement));
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++) {
        char amount[APN_DECIMAL_TEXT_SIZE];
        apn_decimal_format(apn_statement_party_total(statement, i), 1, amount);
        printf("%-16s %12s\n", apn_agreement_party(agreement, i).name, amount);
    }
}

int main(int argc, char **argv)
{
    apn_text_source source = {.name = argc == 3 ? argv[1] : ""};
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    apn_statement *statement = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: agreement_owes FILE YEAR\n");
        return 2;
    }
    char *bytes = read_file(argv[1], &source.length);
    if (!bytes)
        return 1;
    source.bytes = bytes;
    apn_status status = apn_agreement_from_yaml(&source, 1, &findings, &agreement, NULL);
    if (status == APN_OK) {
        apn_findings_free(findings);
        status = apn_statement_make(agreement, argv[2], APN_BUDGET, &findings, &statement, NULL);
    }
    if (status == APN_OK)
        print_owed(statement);
    else
        print_findings(findings);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
    apn_findings_free(findings);
    free(bytes);
    return status == APN_OK ? 0 : 1;
}
