/* explain.c: which lines are explained, and an explanation's life. The steps are put down from the
 * frozen agreement by the functions that made the statement, so that both cannot differ. */
#include "explain_model.h"

#include "pieces.h"
#include "rational.h"

static const char *line_id(const apn_explanation *out, size_t line)
{
    return out->statement->agreement->lines[out->statement->lines[line].line].info.id;
}

/* The place of the line among those of the statement. */
static apn_status find_line(apn_explanation *out, const char *id, apn_error *err)
{
    const apn_statement *statement = out->statement;
    const apn_agreement *agreement = statement->agreement;
    apn__buffer hint = {0};
    for (out->line = 0; out->line < statement->line_count; out->line++)
        if (strcmp(line_id(out, out->line), id) == 0)
            return APN_OK;
    apn__text *ids = apn__alloc(agreement->line_count, sizeof *ids);
    if (ids == NULL)
        return apn__fail_memory(err);
    bool known = false;
    for (size_t i = 0; i < agreement->line_count; i++) {
        ids[i] = apn__text_of(agreement->lines[i].info.id);
        known = known || strcmp(ids[i].bytes, id) == 0;
    }
    if (!known)
        apn__hint_ids(&hint, apn__text_of(id), ids, agreement->line_count, "cost lines");
    size_t length = strlen(id);
    int shown = (int)apn__utf8_cut(id, length, length < 64 ? length : 64);
    apn_status status =
        known
            ? apn__fail(err, APN_NO_FIGURE, "",
                        "cost line `%.*s` has no %s figure for %s, so there is nothing to explain",
                        shown, id, apn_measure_word(statement->measure), statement->year_text)
            : apn__fail(err, APN_UNKNOWN_ID, "", "the agreement has no cost line `%.*s`%s", shown,
                        id, hint.failed || hint.bytes == NULL ? "" : hint.bytes);
    apn__buffer_end(&hint);
    apn__free(ids);
    return status;
}

static apn_status find_asked(apn_explanation *out, const char *line, const char *party,
                             apn_error *err)
{
    apn_status status = APN_OK;
    out->line = out->party = APN__NONE;
    if (party != NULL)
        status = apn_agreement_find_party(out->statement->agreement, party, &out->party, err);
    return status == APN_OK && line != NULL ? find_line(out, line, err) : status;
}

/* Why a party pays nothing on a line that it is asked of. */
static void explain_stranger(apn__explaining *e, size_t line)
{
    apn_explanation *out = e->out;
    apn_cell cell = apn_statement_cell(out->statement, line, out->party);
    if (cell.status != APN_CELL_EXCLUDED && cell.status != APN_CELL_NOT_A_MEMBER)
        return;
    const apn__statement_line *held = &out->statement->lines[line];
    const apn__line *model = &e->evaluation.agreement->lines[held->line];
    apn__place place = model->exclusions[out->party].place;
    (void)apn__step_begin(out, apn_cell_status_word(cell.status), line_id(out, line), "", "");
    if (cell.status == APN_CELL_EXCLUDED)
        apn__step_says(out, "%s", cell.reason);
    apn__term_word(out, "party", out->party, "",
                   cell.status == APN_CELL_EXCLUDED ? place : apn__explained_nowhere);
}

static bool explain_lines(apn__explaining *e)
{
    const apn_explanation *out = e->out;
    size_t asked = out->line;
    bool alone = asked != APN__NONE && out->statement->lines[asked].level == APN_LEVEL_LINE;
    bool good = true;
    for (size_t line = 0; line < out->statement->line_count && good; line++)
        if (!alone || line == asked)
            good = apn__explain_line(e, line);
    if (good && !alone)
        good = apn__explain_level(e);
    if (good && asked != APN__NONE)
        good = apn__explain_other_rules(e, asked);
    for (size_t line = 0; line < out->statement->line_count && good; line++)
        if (out->party != APN__NONE && (asked == APN__NONE || line == asked))
            explain_stranger(e, line);
    if (good && asked == APN__NONE)
        apn__explain_totals(e);
    return good && !out->failed;
}

static bool evaluation_begin(apn__explaining *e, apn_findings *findings, size_t *piece_cells)
{
    const apn_statement *statement = e->out->statement;
    const apn_agreement *agreement = statement->agreement;
    apn__arena *arena = e->out->arena;
    size_t sources = apn__add_sizes(agreement->basis_count, agreement->driver_count);
    e->evaluation = (apn__evaluation){.agreement = agreement,
                                      .year = statement->year,
                                      .year_text = statement->year_text,
                                      .measure = statement->measure,
                                      .years = {statement->year, statement->year, statement->year},
                                      .known = statement->known,
                                      .arena = arena,
                                      .findings = findings,
                                      .piece_cells = piece_cells};
    e->evaluation.said = apn__arena_alloc(arena, sources, sizeof *e->evaluation.said);
    e->evaluation.used =
        apn__arena_alloc(arena, agreement->driver_count, sizeof *e->evaluation.used);
    e->evaluation.noted =
        apn__arena_alloc(arena, agreement->basis_count, sizeof *e->evaluation.noted);
    e->evaluation.edges_said = apn__arena_alloc(arena, apn__shared_edges(agreement), sizeof(bool));
    e->evaluation.memo = apn__share_memo_make(agreement);
    e->quotas = apn__arena_alloc(arena, statement->line_count, sizeof *e->quotas);
    e->rounded = apn__arena_alloc(arena, statement->line_count, sizeof *e->rounded);
    for (size_t i = 0; e->quotas != NULL && e->rounded != NULL && i < statement->line_count; i++)
        e->quotas[i] = e->rounded[i] = APN__NONE;
    return e->evaluation.said != NULL && e->evaluation.used != NULL &&
           e->evaluation.noted != NULL && e->evaluation.edges_said != NULL &&
           e->evaluation.memo != NULL && e->quotas != NULL && e->rounded != NULL;
}

static apn_status make_steps(apn_explanation *out, apn_error *err)
{
    apn__explaining e = {.out = out};
    apn_findings *findings = apn__findings_make();
    size_t piece_cells = 0;
    bool begun = evaluation_begin(&e, findings, &piece_cells) && findings != NULL;
    bool good = begun && explain_lines(&e);
    good = good && apn__explanation_write_json(out) && apn__explanation_write_text(out);
    apn_status status = apn__findings_status(findings, NULL);
    if (good && status == APN_OK)
        status = APN_OK;
    else if (!begun || out->failed || status == APN_MEMORY)
        status = apn__fail_memory(err);
    else
        status = apn__fail(err, APN_INTERNAL, "",
                           "a figure of the statement cannot be explained: this is a fault in the "
                           "library");
    apn__share_memo_free(e.evaluation.memo);
    apn_findings_free(findings);
    apn__free(e.known);
    return status;
}

apn_status apn_explain(apn_statement *statement, const char *line, const char *party,
                       apn_explanation **out, apn_error *err)
{
    apn_explanation *made = NULL;
    *out = NULL;
    if (statement == NULL)
        return apn__fail(err, APN_USAGE, "", "an explanation needs a statement");
    made = apn__alloc(1, sizeof *made);
    if (made == NULL)
        return apn__fail_memory(err);
    made->statement = apn_statement_ref(statement);
    made->arena = apn__arena_make();
    apn_status status =
        made->arena == NULL ? apn__fail_memory(err) : find_asked(made, line, party, err);
    if (status == APN_OK)
        status = make_steps(made, err);
    if (status == APN_OK)
        *out = made;
    else
        apn_explanation_free(made);
    return status;
}

void apn_explanation_free(apn_explanation *explanation)
{
    if (explanation == NULL)
        return;
    apn__free(explanation->steps);
    apn__free(explanation->terms);
    apn__free(explanation->outcomes);
    apn__free(explanation->json);
    apn__free(explanation->text);
    apn_statement_unref(explanation->statement);
    apn__arena_free(explanation->arena);
    apn__free(explanation);
}

size_t apn_explanation_step_count(const apn_explanation *explanation)
{
    return explanation->step_count;
}

apn_step apn_explanation_step(const apn_explanation *explanation, size_t step)
{
    return explanation->steps[step].info;
}

apn_term apn_explanation_term(const apn_explanation *explanation, size_t step, size_t term)
{
    return explanation->terms[explanation->steps[step].first_term + term];
}

apn_outcome apn_explanation_outcome(const apn_explanation *explanation, size_t step, size_t outcome)
{
    return explanation->outcomes[explanation->steps[step].first_outcome + outcome];
}

const char *apn_explanation_json(const apn_explanation *explanation, size_t *length)
{
    if (length != NULL)
        *length = explanation->json_length;
    return explanation->json;
}

const char *apn_explanation_text(const apn_explanation *explanation, size_t *length)
{
    if (length != NULL)
        *length = explanation->text_length;
    return explanation->text;
}
