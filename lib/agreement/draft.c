/* draft.c: texts that were read and joined, and kept so that several agreements can be made of
 * them. */
#include "scenario_model.h"

#include <string.h>

#include "yaml_reader.h"

static apn_draft *begin_draft(size_t count, const apn_agreement_options *options)
{
    apn_draft *draft = apn__alloc(1, sizeof *draft);
    if (draft == NULL)
        return NULL;
    atomic_init(&draft->holders, 1);
    draft->options.size = sizeof draft->options;
    if (options != NULL)
        draft->options = *options;
    draft->arena = apn__arena_make();
    if (draft->arena != NULL)
        draft->names = apn__arena_alloc(draft->arena, count, sizeof *draft->names);
    if (draft->names != NULL)
        return draft;
    apn_draft_unref(draft);
    return NULL;
}

apn_draft *apn_draft_ref(apn_draft *draft)
{
    atomic_fetch_add(&draft->holders, 1);
    return draft;
}

void apn_draft_unref(apn_draft *draft)
{
    if (draft == NULL || atomic_fetch_sub(&draft->holders, 1) != 1)
        return;
    apn__arena_free(draft->arena);
    apn__free(draft);
}

/* Reads the texts and joins them. False when memory is out. */
static bool read_texts(apn_draft *draft, const apn_text_source *texts, size_t count,
                       apn_findings *findings)
{
    apn__node **roots = apn__arena_alloc(draft->arena, count, sizeof *roots);
    if (roots == NULL)
        return false;
    const apn_agreement_options *options = &draft->options;
    if (options->digest != NULL)
        draft->digests = apn__arena_alloc(draft->arena, count, sizeof *draft->digests);
    if (options->digest != NULL && draft->digests == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *name = texts[i].name == NULL ? "" : texts[i].name;
        char *kept = apn__arena_copy(draft->arena, name, strlen(name));
        if (kept == NULL)
            return false;
        draft->names[draft->name_count++] = kept;
        if (draft->digests != NULL)
            options->digest(options->digest_context, texts[i].bytes, texts[i].length,
                            draft->digests[i]);
        apn__findings_mention(findings, kept);
        if (apn__yaml_read(texts[i].bytes, texts[i].length, kept, draft->arena, findings,
                           &roots[i]) != APN_OK)
            return false;
    }
    draft->root = apn__node_join(roots, count, draft->arena, findings);
    return draft->root != NULL;
}

apn_status apn_draft_make(const apn_text_source *texts, size_t count,
                          const apn_agreement_options *options, apn_findings **findings,
                          apn_draft **out, apn_error *err)
{
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    apn_status status = apn__load_check(texts, count, options, err);
    if (status != APN_OK)
        return status;
    apn_findings *found = apn__findings_make();
    apn_draft *draft = begin_draft(count, options);
    if (found == NULL || draft == NULL || !read_texts(draft, texts, count, found))
        status = apn__fail_memory(err);
    if (status == APN_OK) {
        apn__findings_sort(found);
        status = apn__findings_status(found, err);
    }
    if (status == APN_OK)
        *out = draft;
    else
        apn_draft_unref(draft);
    if (findings != NULL && status != APN_MEMORY)
        *findings = found;
    else
        apn_findings_free(found);
    return status;
}

apn_status apn_draft_agreement(const apn_draft *draft, const apn_scenario *const *scenarios,
                               size_t count, apn_findings **findings, apn_agreement **out,
                               apn_error *err)
{
    apn__load from = {.draft = draft, .scenarios = scenarios, .scenario_count = count};
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    if (draft == NULL || (scenarios == NULL && count > 0))
        return apn__fail(err, APN_USAGE, NULL, "an agreement is made of a draft and scenarios");
    if (count > APN__LIMIT_SCENARIOS)
        return apn__fail(err, APN_LIMIT, NULL, "an agreement takes %u scenarios at most",
                         APN__LIMIT_SCENARIOS);
    from.options = &draft->options;
    from.count = draft->name_count;
    return apn__agreement_load(&from, findings, out, err);
}
