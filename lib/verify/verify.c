/* verify.c: an issued statement against the agreement that it was made from. Its digest says
 * whether the text is the one that was issued; the statement made again says whether it is right.
 */
#include "verify_model.h"

#include "apportion/report.h"
#include "json.h"

#define SIGN "sha256:"

static const char key_line[] = ",\n  \"digest\": \"" SIGN;
static const char end_line[] = "\"\n}\n";

enum {
    KEY_LENGTH = sizeof key_line - 1,
    END_LENGTH = sizeof end_line - 1,
    LINE_LENGTH = KEY_LENGTH + APN_DIGEST_SIZE - 1 + END_LENGTH
};

/* Both statements, as texts and as nodes in one arena. */
typedef struct verifying {
    const apn_text_source *issued;
    apn_agreement *agreement;
    const apn_verify_options *options;
    apn__arena *scratch;
    apn_findings *findings;
    apn__node *root, *now;
    apn_statement *statement;
    apn_report *report;
    apn_verification *out;
} verifying;

/* The text of a key of the outermost object; "" when it has none. */
static const char *head(const verifying *v, const char *key)
{
    const apn__node *node = apn__node_find(v->root, key);
    return node != NULL && node->kind == APN__SCALAR && node->quoted ? node->text.bytes : "";
}

static bool ends_with_digest(apn__text text)
{
    const char *line = text.bytes + text.length - LINE_LENGTH;
    return text.length > LINE_LENGTH && memcmp(line, key_line, KEY_LENGTH) == 0 &&
           memcmp(text.bytes + text.length - END_LENGTH, end_line, END_LENGTH) == 0;
}

/* Takes the digest of what stands before the digest's own line. */
static apn_status check_seal(const verifying *v, apn_error *err)
{
    static const char end[] = "\n}\n";
    apn__text text = {v->issued->bytes, v->issued->length};
    char digest[APN_DIGEST_SIZE] = "";
    v->out->seal = *head(v, "digest") == '\0' ? APN_SEAL_MISSING : APN_SEAL_BROKEN;
    if (v->out->seal == APN_SEAL_MISSING || !ends_with_digest(text))
        return APN_OK;
    size_t length = text.length - LINE_LENGTH;
    char *canonical = apn__arena_alloc(v->scratch, length + sizeof end, 1);
    if (canonical == NULL)
        return apn__fail_memory(err);
    memcpy(canonical, text.bytes, length);
    memcpy(canonical + length, end, sizeof end);
    v->options->digest(v->options->digest_context, canonical, length + sizeof end - 1, digest);
    if (memcmp(digest, text.bytes + length + KEY_LENGTH, APN_DIGEST_SIZE - 1) == 0)
        v->out->seal = APN_SEAL_HOLDS;
    return APN_OK;
}

/* A fault of the issued text. */
static apn_status refuse(const verifying *v, apn_status code, const char *where,
                         const char *sentence, apn_error *err)
{
    apn__place place = {v->issued->name == NULL ? "" : v->issued->name, 1, 1};
    const apn__node *node = apn__node_find(v->root, where);
    if (node != NULL)
        place = node->place;
    apn__findings_add(v->findings, APN_ERROR, code, place, where, "%s", sentence);
    return apn__findings_status(v->findings, err);
}

static apn_status read_issued(verifying *v, apn_error *err)
{
    const char *name = v->issued->name == NULL ? "" : v->issued->name;
    if (apn__json_read(v->issued->bytes, v->issued->length, name, v->scratch, v->findings,
                       &v->root) != APN_OK)
        return apn__fail_memory(err);
    apn_status status = apn__findings_status(v->findings, err);
    if (status != APN_OK)
        return status;
    if (strcmp(head(v, "format"), "apportion-statement/1") != 0)
        return refuse(v, APN_WRONG_TYPE, "format",
                      "this is not a statement, whose format is `apportion-statement/1`: take what "
                      "`apportion run --format json` wrote",
                      err);
    if (strcmp(head(v, "agreement"), apn_agreement_describe(v->agreement).id) != 0)
        return refuse(v, APN_UNKNOWN_ID, "agreement",
                      "the statement is of another agreement than the one that is read: give the "
                      "files of that agreement",
                      err);
    return check_seal(v, err);
}

/* At what status of drivers' figures the statement was made. */
static apn_figures_status known_of(const verifying *v)
{
    const char *word;
    for (int i = 0; (word = apn_figures_status_word((apn_figures_status)i)) != NULL; i++)
        if (strcmp(word, head(v, "known")) == 0)
            return (apn_figures_status)i;
    return APN_FIGURES_UNSAID;
}

/* Whether the statement was made with last year's amounts beside its own. */
static bool has_last_year(const verifying *v)
{
    const apn__node *sections = apn__node_find(v->root, "sections");
    for (const apn__node *each = sections == NULL ? NULL : sections->first; each != NULL;
         each = each->next) {
        const apn__node *id = apn__node_find(each, "id");
        if (id != NULL && apn__text_is(id->text, "last_year"))
            return true;
    }
    return false;
}

/* The same statement, made again, as nodes. */
static apn_status make_again(verifying *v, apn_findings **findings, apn_error *err)
{
    const char *word = head(v, "measure");
    apn_measure measure = APN_BUDGET;
    size_t length = 0;
    if (apn_measure_find(word, strlen(word), &measure, NULL) != APN_OK)
        return refuse(
            v, APN_WRONG_TYPE, "measure",
            "the statement has no `measure`, which is budget, outturn or forecast: take the file "
            "as it was issued",
            err);
    apn_statement_options options = {
        .size = sizeof options, .known = known_of(v), .last_year = has_last_year(v)};
    apn_status status = apn_statement_make_with(v->agreement, head(v, "year"), measure, &options,
                                                findings, &v->statement, err);
    if (status == APN_OK)
        status = apn_report_statement(v->statement, APN_REPORT_JSON, &v->report, err);
    if (status != APN_OK)
        return status;
    const char *text = apn_report_text(v->report, &length);
    if (apn__json_read(text, length, "", v->scratch, v->findings, &v->now) != APN_OK)
        return apn__fail_memory(err);
    return apn__findings_status(v->findings, err);
}

/* Copies a text of the issued statement. */
static bool keep(const verifying *v, const char *key, const char **out)
{
    const char *text = head(v, key);
    *out = apn__arena_copy(v->out->arena, text, strlen(text));
    return *out != NULL;
}

static apn_status verify(verifying *v, apn_findings **findings, apn_error *err)
{
    apn_status status = read_issued(v, err);
    if (status == APN_OK)
        status = make_again(v, findings, err);
    if (status != APN_OK)
        return status;
    if (keep(v, "year", &v->out->year) && keep(v, "measure", &v->out->measure) &&
        keep(v, "library", &v->out->library) && apn__verify_compare(v->out, v->root, v->now))
        return APN_OK;
    return apn__fail_memory(err);
}

static apn_status check_call(const apn_text_source *issued, const apn_agreement *agreement,
                             const apn_verify_options *options, apn_error *err)
{
    if (issued == NULL || agreement == NULL || options == NULL ||
        options->size != sizeof *options || options->digest == NULL)
        return apn__fail(err, APN_USAGE, "",
                         "a verification needs a statement's text, an agreement and a digest, and "
                         "apn_verify_options.size must be sizeof(apn_verify_options)");
    return APN_OK;
}

apn_status apn_verify(const apn_text_source *issued, apn_agreement *agreement,
                      const apn_verify_options *options, apn_findings **findings,
                      apn_verification **out, apn_error *err)
{
    verifying v = {.issued = issued, .agreement = agreement, .options = options};
    apn_findings *faults = NULL;
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    apn_status status = check_call(issued, agreement, options, err);
    if (status != APN_OK)
        return status;
    v.findings = apn__findings_make();
    v.scratch = apn__arena_make();
    v.out = apn__alloc(1, sizeof *v.out);
    if (v.out != NULL)
        v.out->arena = apn__arena_make();
    if (v.findings == NULL || v.scratch == NULL || v.out == NULL || v.out->arena == NULL)
        status = apn__fail_memory(err);
    else
        status = verify(&v, &faults, err);
    if (status == APN_OK) {
        *out = v.out;
        v.out = NULL;
    } else if (findings != NULL && status != APN_MEMORY) {
        *findings = faults != NULL ? faults : v.findings;
        v.findings = faults != NULL ? v.findings : NULL;
        faults = NULL;
    }
    apn_findings_free(faults);
    apn_findings_free(v.findings);
    apn_report_free(v.report);
    apn_statement_unref(v.statement);
    apn_verification_free(v.out);
    apn__arena_free(v.scratch);
    return status;
}

void apn_verification_free(apn_verification *verification)
{
    if (verification == NULL)
        return;
    apn__free(verification->list);
    apn__arena_free(verification->arena);
    apn__free(verification);
}

int apn_verification_is_same(const apn_verification *verification)
{
    return verification->seal == APN_SEAL_HOLDS && verification->count == 0;
}

apn_seal apn_verification_seal(const apn_verification *verification)
{
    return verification->seal;
}

const char *apn_verification_year(const apn_verification *verification)
{
    return verification->year;
}

const char *apn_verification_measure(const apn_verification *verification)
{
    return verification->measure;
}

const char *apn_verification_library(const apn_verification *verification)
{
    return verification->library;
}

size_t apn_verification_count(const apn_verification *verification)
{
    return verification->count;
}

apn_difference apn_verification_difference(const apn_verification *verification, size_t index)
{
    return verification->list[index];
}
