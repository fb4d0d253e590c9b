/* run_decimal.c: every line of decimal.vec through apportion/decimal.h. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/decimal.h"

enum { LINE = 1024 };

typedef struct decimal_case {
    char text[LINE];
    const char *id, *kind, *how, *input, *expected;
} decimal_case;

static int failures;

static void complain(const decimal_case *c, const char *found)
{
    failures++;
    printf("%s: expected %s, found %s\n", c->id, c->expected, found);
}

static bool cut(decimal_case *c, const char *line)
{
    const char **fields[] = {&c->id, &c->kind, &c->how, &c->input, &c->expected};
    strcpy(c->text, line);
    c->text[strcspn(c->text, "\n")] = '\0';
    char *at = c->text;
    for (size_t i = 0; i < 5; i++) {
        char *bar = i < 4 ? strchr(at, '|') : NULL;
        if (i < 4 && !bar)
            return false;
        while (*at == ' ')
            at++;
        *fields[i] = at;
        char *end = bar ? bar : at + strlen(at);
        at = end + 1;
        while (end > *fields[i] && end[-1] == ' ')
            end--;
        *end = '\0';
    }
    return true;
}

/* Takes off the quotes and writes the escapes out. */
static size_t unquote(const char *quoted, char *out)
{
    size_t length = 0;
    for (const char *at = quoted + 1; *at && *at != '"'; at++) {
        char byte[3] = {0};
        if (*at == '\\' && at[1] == 'x') {
            memcpy(byte, at + 2, 2);
            out[length++] = (char)strtoul(byte, NULL, 16);
            at += 3;
        } else {
            at += *at == '\\';
            out[length++] = *at;
        }
    }
    return length;
}

static void write_refusal(apn_status status, const apn_error *err, bool column, char *found)
{
    if (column)
        sprintf(found, status == APN_NUMBER ? "error number %u" : "error negative-weight %u",
                err->column);
    else
        sprintf(found, "error %s", apn_status_word(status));
    if (err->status != status || *err->message == '\0' || (column && err->line != 1))
        strcat(found, " (and the error's fields are not filled)");
}

static apn_status parse(const decimal_case *c, char *found, apn_error *err)
{
    /* Not ended by a zero byte, and exactly as long as the text: a sanitizer sees any reading
     * beyond. */
    char scratch[LINE];
    size_t length = unquote(c->input, scratch);
    char *text = malloc(length + (length == 0));
    memcpy(text, scratch, length);
    apn_decimal value = {0}, below = {0};
    apn_status status;
    if (strcmp(c->how, "weight") == 0) {
        int percent = 0;
        status = apn_weight_parse(text, length, &value, &below, &percent, err);
        if (status == APN_OK) {
            apn_decimal_format(value, 0, found);
            strcat(found, "/");
            apn_decimal_format(below, 0, found + strlen(found));
            strcat(found, percent ? "%" : "");
        }
    } else {
        unsigned forms = (strstr(c->how, "money") ? APN_FORM_MONEY : 0u) |
                         (strstr(c->how, "sheet") ? APN_FORM_SHEET : 0u) |
                         (strstr(c->how, "percent") ? APN_FORM_PERCENT : 0u);
        status = apn_decimal_parse(text, length, forms, NULL, &value, err);
        if (status == APN_OK) {
            size_t written = apn_decimal_format(value, 0, found);
            if (written != strlen(found))
                strcat(found, " (and the length is wrong)");
        }
    }
    free(text);
    return status;
}

static apn_decimal number(const char *text, size_t length)
{
    apn_decimal value = {0};
    apn_error err = {0};
    if (apn_decimal_parse(text, length, APN_FORM_PLAIN, NULL, &value, &err) != APN_OK) {
        printf("%.*s: %s\n", (int)length, text, err.message);
        exit(2);
    }
    return value;
}

static apn_status convert(const decimal_case *c, char *found, apn_error *err)
{
    const char *space = strchr(c->input, ' ');
    size_t first = space ? (size_t)(space - c->input) : strlen(c->input);
    apn_decimal value = number(c->input, first), out = {0};
    apn_status status = APN_OK;
    if (strcmp(c->kind, "thousands") == 0) {
        apn_decimal_format(value, 1, found);
        return APN_OK;
    }
    apn_decimal unit = number(space + 1, strlen(space + 1));
    apn_rounding_mode mode = APN_ROUND_NONE;
    if (*c->how && strcmp(c->how, "none") != 0)
        status = apn_rounding_mode_find(c->how, strlen(c->how), &mode, err);
    if (status == APN_OK)
        status = strcmp(c->kind, "units") == 0 ? apn_decimal_to_units(value, unit, mode, &out, err)
                                               : apn_decimal_from_units(value, unit, &out, err);
    if (status == APN_OK)
        apn_decimal_format(out, 0, found);
    return status;
}

int main(int argc, char **argv)
{
    char line[LINE], found[LINE];
    size_t cases = 0;
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: run_decimal FILE\n");
        return 2;
    }
    while (fgets(line, sizeof line, file)) {
        static decimal_case c;
        apn_error err = {0};
        if (*line == '#' || *line == '\n')
            continue;
        if (!cut(&c, line)) {
            printf("not five fields: %s", line);
            return 2;
        }
        bool parses = strcmp(c.kind, "parse") == 0;
        apn_status status = parses ? parse(&c, found, &err) : convert(&c, found, &err);
        if (status != APN_OK)
            write_refusal(status, &err, parses, found);
        if (strcmp(found, c.expected) != 0)
            complain(&c, found);
        cases++;
    }
    fclose(file);
    printf("%zu lines, %d faults\n", cases, failures);
    return failures > 0 || cases < 180;
}
