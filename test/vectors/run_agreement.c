/* run_agreement.c: every line of agreement.vec through the public functions.
 *
 *   run_agreement FILE FOLDER…    the agreements are looked for in the folders, in order */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/statement.h"

enum { LINE = 1024, FIELDS = 6 };

/* The statement that the last line asked for: the next one often asks for the same. */
typedef struct loaded {
    char key[LINE];
    char *bytes;
    apn_agreement *agreement;
    apn_statement *statement;
    apn_error err;
} loaded;

static int faults;

static char *read_file(const char *name, char **folders, int count, size_t *length)
{
    char path[2 * LINE];
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", folders[i], name);
        FILE *file = fopen(path, "rb");
        if (!file)
            continue;
        char *bytes = malloc(1 << 20);
        *length = bytes ? fread(bytes, 1, 1 << 20, file) : 0;
        fclose(file);
        return bytes;
    }
    fprintf(stderr, "no file %s\n", name);
    exit(2);
}

static void unload(loaded *l)
{
    apn_statement_unref(l->statement);
    apn_agreement_unref(l->agreement);
    free(l->bytes);
    memset(l, 0, sizeof *l);
}

static void load(loaded *l, char **fields, char **folders, int folder_count)
{
    char key[LINE];
    apn_measure measure;
    apn_text_source source = {fields[1], NULL, 0};
    snprintf(key, sizeof key, "%s %s %s", fields[1], fields[2], fields[3]);
    if (strcmp(key, l->key) == 0)
        return;
    unload(l);
    strcpy(l->key, key);
    l->bytes = read_file(fields[1], folders, folder_count, &source.length);
    source.bytes = l->bytes;
    apn_status status = apn_agreement_from_yaml(&source, 1, NULL, &l->agreement, &l->err);
    if (status == APN_OK)
        status = apn_measure_find(fields[3], strlen(fields[3]), &measure, &l->err);
    if (status == APN_OK)
        status = apn_statement_make(l->agreement, fields[2], measure, NULL, &l->statement, &l->err);
    if ((status == APN_OK) != (l->statement != NULL))
        faults++;
}

static size_t find_line(const apn_statement *s, const char *id)
{
    size_t line = 0;
    while (line < apn_statement_line_count(s) &&
           strcmp(apn_statement_line(s, line).line.id, id) != 0)
        line++;
    if (line == apn_statement_line_count(s)) {
        fprintf(stderr, "no line %s\n", id);
        exit(2);
    }
    return line;
}

static size_t find_party(const loaded *l, const char *id)
{
    size_t party = 0;
    if (apn_agreement_find_party(l->agreement, id, &party, NULL) != APN_OK) {
        fprintf(stderr, "no party %s\n", id);
        exit(2);
    }
    return party;
}

static void tell_cell(const apn_statement *s, size_t line, size_t party, char *found)
{
    apn_cell cell = apn_statement_cell(s, line, party);
    if (cell.status == APN_CELL_SHARED || cell.status == APN_CELL_DIRECT)
        apn_decimal_format(cell.amount, 0, found);
    else
        sprintf(found, "%s %s", apn_cell_status_word(cell.status), cell.reason);
}

static void tell_footing(const apn_statement *s, const char *line, char *found)
{
    const apn_findings *findings = apn_statement_findings(s);
    char where[LINE];
    int length = snprintf(where, sizeof where, "cost_lines.%s.stated_total", line);
    strcpy(found, "none");
    for (size_t i = 0; i < apn_findings_count(findings); i++) {
        const apn_finding *f = apn_findings_at(findings, i);
        if (f->code == APN_FOOTING && strncmp(f->where, where, (size_t)length) == 0)
            sprintf(found, "%s %s", f->footing->difference, f->footing->diagnosis);
    }
}

/* Writes what the library has for `what` into found. */
static void tell(const loaded *l, char *what, char *found)
{
    const apn_statement *s = l->statement;
    const char *kind = strtok(what, " "), *first = strtok(NULL, " "), *second = strtok(NULL, " ");
    if (!s || strcmp(kind, "fails") == 0)
        strcpy(found, s ? "ok" : apn_status_word(l->err.status));
    else if (strcmp(kind, "total") == 0)
        apn_decimal_format(apn_statement_total(s), 0, found);
    else if (strcmp(kind, "line") == 0)
        apn_decimal_format(apn_statement_line(s, find_line(s, first)).total, 0, found);
    else if (strcmp(kind, "party") == 0)
        apn_decimal_format(apn_statement_party_total(s, find_party(l, first)), 0, found);
    else if (strcmp(kind, "footing") == 0)
        tell_footing(s, first, found);
    else if (strcmp(kind, "cell") == 0)
        tell_cell(s, find_line(s, first), find_party(l, second), found);
    else if (strcmp(kind, "share") == 0)
        apn_split_share(apn_statement_split(s, find_line(s, first)),
                        apn_statement_member(s, find_line(s, first), find_party(l, second)), found,
                        LINE);
    else
        sprintf(found, "`%s` is not understood", kind);
}

static bool cut(char *line, char **fields)
{
    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = line;
        char *bar = strstr(line, " | ");
        if ((bar == NULL) != (i == FIELDS - 1))
            return false;
        if (bar) {
            *bar = '\0';
            line = bar + 3;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    char line[LINE], found[LINE], *fields[FIELDS];
    static loaded now;
    size_t cases = 0;
    FILE *file = argc > 2 ? fopen(argv[1], "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: run_agreement FILE FOLDER…\n");
        return 2;
    }
    while (fgets(line, sizeof line, file)) {
        if (*line == '#' || *line == '\n')
            continue;
        if (!cut(line, fields)) {
            fprintf(stderr, "not six fields: %s\n", line);
            return 2;
        }
        load(&now, fields, argv + 2, argc - 2);
        tell(&now, fields[4], found);
        cases++;
        if (strcmp(found, fields[5]) != 0) {
            faults++;
            printf("%s: expected %s, found %s\n", fields[0], fields[5], found);
        }
    }
    unload(&now);
    fclose(file);
    printf("%zu lines, %d faults\n", cases, faults);
    return faults > 0 || cases < 100;
}
