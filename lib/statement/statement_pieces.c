/* statement_pieces.c: what a statement says of the pieces into which dates cut a line's life. */
#include "statement_model.h"

#include "rational.h"

static bool shares(const apn__piece *piece, size_t party)
{
    return apn__member_place(piece->members, piece->member_count, party) != SIZE_MAX;
}

unsigned apn__shared_length(const apn__statement_line *line, size_t party)
{
    unsigned length = 0;
    for (size_t i = 0; i < line->pieces.count; i++) {
        if (shares(&line->pieces.list[i], party))
            length += line->pieces.list[i].length;
    }
    return length;
}

apn_piece apn_statement_piece(const apn_statement *statement, size_t line, size_t piece)
{
    const apn__piece *held = &statement->lines[line].pieces.list[piece];
    return (apn_piece){held->from_text, held->to_text, held->length,
                       statement->agreement->bases[held->basis].name};
}

apn_piece_cell apn_statement_piece_cell(const apn_statement *statement, size_t line, size_t piece,
                                        size_t party)
{
    const apn_agreement *agreement = statement->agreement;
    const apn__statement_line *held = &statement->lines[line];
    const apn__piece *days = &held->pieces.list[piece];
    apn__period period = {{.day = days->first}, {.day = days->last}};
    if (shares(days, party))
        return (apn_piece_cell){agreement->bases[days->basis].kind == APN__ALL_TO ? APN_CELL_DIRECT
                                                                                  : APN_CELL_SHARED,
                                ""};
    const apn__stretch *exclusion =
        apn__line_exclusion(agreement, &agreement->lines[held->line], party, &period);
    if (exclusion != NULL)
        return (apn_piece_cell){APN_CELL_EXCLUDED, exclusion->reason};
    return (apn_piece_cell){APN_CELL_NOT_A_MEMBER, ""};
}

size_t apn_statement_piece_share(const apn_statement *statement, size_t line, size_t piece,
                                 size_t party, char *buffer, size_t size)
{
    const apn__statement_line *held = &statement->lines[line];
    size_t place = apn__member_place(held->members, held->member_count, party);
    if (!shares(&held->pieces.list[piece], party)) {
        if (size > 0)
            *buffer = '\0';
        return 0;
    }
    if (held->shares == NULL)
        return apn_split_share(held->split, place, buffer, size);
    return apn__fraction_text(held->shares[piece * held->member_count + place], buffer, size);
}

bool apn__statement_keep_versions(apn_statement *statement)
{
    const apn_agreement *agreement = statement->agreement;
    const apn__period *effective = &agreement->effective;
    apn__day first = apn__year_first(agreement, statement->year);
    apn__day last = apn__year_first(agreement, statement->year + 1) - 1;
    statement->versions =
        apn__arena_alloc(statement->arena, agreement->version_count, sizeof *statement->versions);
    if (statement->versions == NULL)
        return false;
    first = effective->from.day > first ? effective->from.day : first;
    last = effective->until.day != 0 && effective->until.day < last ? effective->until.day : last;
    for (size_t i = 0; i < agreement->version_count; i++) {
        apn__day from = agreement->versions[i].period.from.day;
        apn__day until = agreement->versions[i].period.until.day;
        apn__kept_version *kept = &statement->versions[statement->version_count];
        from = from > first ? from : first;
        until = until != 0 && until < last ? until : last;
        if (from > until)
            continue;
        *kept = (apn__kept_version){.version = i};
        apn__day_write(from, kept->from_text);
        apn__day_write(until, kept->to_text);
        statement->version_count++;
    }
    return true;
}

size_t apn_statement_version_count(const apn_statement *statement)
{
    return statement->version_count;
}

apn_version_days apn_statement_version(const apn_statement *statement, size_t index)
{
    const apn__kept_version *kept = &statement->versions[index];
    const apn__version *version = &statement->agreement->versions[kept->version];
    return (apn_version_days){version->id, version->ref, kept->from_text, kept->to_text};
}
