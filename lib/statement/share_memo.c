/* share_memo.c: shares of bases that are made of others, by basis and year, for one set of members.
 * Without it the work would double with each level of bases that are made of bases. */
#include "statement_model.h"

#include "library_limits.h"
#include "rational.h"

typedef struct entry {
    apn__year year;
    mpq_t *shares; /* or NULL: known not to exist */
    struct entry *next;
} entry;

struct apn__share_memo {
    entry **entries; /* of each basis */
    size_t basis_count;
    size_t *members; /* whose shares they are */
    size_t count;
    size_t kept;             /* fractions */
    const apn__line *failed; /* the line for which some were found not to exist, or NULL */
};

struct apn__share_memo *apn__share_memo_make(const apn_agreement *agreement)
{
    struct apn__share_memo *memo = apn__alloc(1, sizeof *memo);
    if (memo == NULL)
        return NULL;
    memo->basis_count = agreement->basis_count;
    memo->entries = apn__alloc(agreement->basis_count, sizeof *memo->entries);
    memo->members = apn__alloc(agreement->party_count, sizeof *memo->members);
    if (memo->entries != NULL && memo->members != NULL)
        return memo;
    apn__share_memo_free(memo);
    return NULL;
}

static void forget(struct apn__share_memo *memo)
{
    for (size_t basis = 0; memo->entries != NULL && basis < memo->basis_count; basis++) {
        while (memo->entries[basis] != NULL) {
            entry *first = memo->entries[basis];
            memo->entries[basis] = first->next;
            apn__fractions_free(first->shares, memo->count);
            apn__free(first);
        }
    }
    memo->kept = 0;
    memo->failed = NULL;
}

void apn__share_memo_free(struct apn__share_memo *memo)
{
    if (memo == NULL)
        return;
    forget(memo);
    apn__free(memo->entries);
    apn__free(memo->members);
    apn__free(memo);
}

/* What was worked out for others is forgotten. So is a failure for another line, which has to be
 * told of this one. */
static void turn_to(struct apn__share_memo *memo, const apn__sharing *who)
{
    bool same = memo->count == who->count &&
                memcmp(memo->members, who->members, who->count * sizeof *who->members) == 0;
    if (same && (memo->failed == NULL || memo->failed == who->line))
        return;
    forget(memo);
    memcpy(memo->members, who->members, who->count * sizeof *who->members);
    memo->count = who->count;
}

const mpq_t *apn__share_memo_find(struct apn__share_memo *memo, const apn__sharing *who,
                                  bool *failed)
{
    turn_to(memo, who);
    const entry *found = memo->entries[who->basis];
    while (found != NULL && found->year != who->year)
        found = found->next;
    *failed = found != NULL && found->shares == NULL;
    return found == NULL ? NULL : (const mpq_t *)found->shares;
}

apn_status apn__share_memo_keep(struct apn__share_memo *memo, const apn__sharing *who,
                                const mpq_t *shares, apn_error *err)
{
    if (who->count > APN__LIMIT_SHARES - memo->kept)
        return apn__fail(err, APN_LIMIT, "",
                         "the bases behind the line need more than %u shares, counting each member "
                         "in each basis and year: make them of fewer",
                         APN__LIMIT_SHARES);
    entry *kept = apn__alloc(1, sizeof *kept);
    if (kept != NULL && shares != NULL)
        kept->shares = apn__fractions_make(who->count);
    if (kept == NULL || (shares != NULL && kept->shares == NULL)) {
        apn__free(kept);
        return apn__fail_memory(err);
    }
    for (size_t i = 0; shares != NULL && i < who->count; i++)
        mpq_set(kept->shares[i], shares[i]);
    if (shares == NULL)
        memo->failed = who->line;
    kept->year = who->year;
    kept->next = memo->entries[who->basis];
    memo->entries[who->basis] = kept;
    memo->kept += who->count;
    return APN_OK;
}
