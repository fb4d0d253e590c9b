/* issued.c: what a statement read back says, and its end. */
#include "issued_model.h"

#include "rational.h"

void apn_issued_free(apn_issued *issued)
{
    if (issued == NULL)
        return;
    apn__arena_free(issued->arena);
    apn__free(issued);
}

apn_issued_info apn_issued_describe(const apn_issued *issued)
{
    return issued->info;
}

size_t apn_issued_party_count(const apn_issued *issued)
{
    return issued->party_count;
}

apn_issued_party_info apn_issued_party(const apn_issued *issued, size_t party)
{
    return issued->parties[party];
}

size_t apn_issued_line_count(const apn_issued *issued)
{
    return issued->line_count;
}

apn_issued_line_info apn_issued_line(const apn_issued *issued, size_t line)
{
    return issued->lines[line].info;
}

apn_issued_cell_info apn_issued_cell(const apn_issued *issued, size_t line, size_t party)
{
    return issued->lines[line].cells[party];
}

size_t apn_issued_find_party(const apn_issued *issued, const char *id)
{
    for (size_t i = 0; i < issued->party_count; i++)
        if (strcmp(issued->parties[i].id, id) == 0)
            return i;
    return SIZE_MAX;
}

size_t apn_issued_find_line(const apn_issued *issued, const char *id)
{
    for (size_t i = 0; i < issued->line_count; i++)
        if (strcmp(issued->lines[i].info.id, id) == 0)
            return i;
    return SIZE_MAX;
}

static size_t digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

bool apn__exact_read(const char *text, mpq_t out)
{
    const char *top = text + (*text == '-');
    size_t length = digits_at(top);
    const char *bottom = top[length] == '/' ? top + length + 1 : NULL;
    size_t more = bottom == NULL ? 0 : digits_at(bottom);
    if (length == 0 || length > APN__EXACT_DIGITS || more > APN__EXACT_DIGITS)
        return false;
    if (bottom == NULL ? top[length] != '\0' : more == 0 || bottom[more] != '\0')
        return false;
    if (mpq_set_str(out, text, 10) != 0 || mpz_sgn(mpq_denref(out)) == 0)
        return false;
    mpq_canonicalize(out);
    return true;
}
