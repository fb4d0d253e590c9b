/* read_bases.c: the rules that turn figures into shares. A line names one by its id, or writes one
 * of its own. */
#include "basis_reader.h"

#include "library_limits.h"

/* The keys of which a basis has one. */
typedef enum kind_key {
    PERCENT,
    DRIVER,
    SUM,
    TAKE_OR_PAY,
    BANDS,
    EQUAL,
    ALL_TO,
    BLEND,
    TRANSITION,
    LIMIT_CHANGE,
    LIMIT_SHARE,
    REBASE,
    WITH_EFFECT_FROM,
    KINDS
} kind_key;

typedef struct basis_text {
    const apn__node *kinds[KINDS]; /* by kind_key */
    const apn__node *share, *share_sum, *judgement;
    apn__reference_text reference;
} basis_text;

static const apn__key basis_keys[] = {
    APN__KEY(basis_text, kinds[PERCENT], "percent", apn__keep_node),
    APN__KEY(basis_text, kinds[DRIVER], "driver", apn__keep_node),
    APN__KEY(basis_text, kinds[SUM], "sum", apn__keep_node),
    APN__KEY(basis_text, kinds[TAKE_OR_PAY], "take_or_pay", apn__keep_node),
    APN__KEY(basis_text, kinds[BANDS], "bands", apn__keep_node),
    APN__KEY(basis_text, kinds[EQUAL], "equal", apn__keep_node),
    APN__KEY(basis_text, kinds[ALL_TO], "all_to", apn__keep_node),
    APN__KEY(basis_text, kinds[BLEND], "blend", apn__keep_node),
    APN__KEY(basis_text, kinds[TRANSITION], "transition", apn__keep_node),
    APN__KEY(basis_text, kinds[LIMIT_CHANGE], "limit_change", apn__keep_node),
    APN__KEY(basis_text, kinds[LIMIT_SHARE], "limit_share", apn__keep_node),
    APN__KEY(basis_text, kinds[REBASE], "rebase", apn__keep_node),
    APN__KEY(basis_text, kinds[WITH_EFFECT_FROM], "with_effect_from", apn__keep_node),
    APN__KEY(basis_text, share, "share", apn__keep_node),
    APN__KEY(basis_text, share_sum, "share_sum", apn__keep_node),
    APN__KEY(basis_text, reference.year, "year", apn__keep_node),
    APN__KEY(basis_text, reference.lag_years, "lag_years", apn__keep_node),
    APN__KEY(basis_text, reference.average, "average", apn__keep_node),
    APN__KEY(basis_text, judgement, "judgement", apn__keep_node),
};
static const apn__table basis_table = APN__TABLE("a basis", basis_keys);

typedef struct share_text {
    const apn__node *published;
} share_text;

typedef struct judgement_text {
    const char *by, *reason;
} judgement_text;

static const apn__key judgement_keys[] = {
    APN__REQUIRED(judgement_text, by, "by", apn__read_text),
    APN__REQUIRED(judgement_text, reason, "reason", apn__read_text),
};
static const apn__table judgement_table = APN__TABLE("a judgement", judgement_keys);

static const apn__key share_keys[] = {
    APN__REQUIRED(share_text, published, "published", apn__keep_node),
};
static const apn__table share_table = APN__TABLE("a share", share_keys);

/* What is done with percentages that may not total 100. */
static apn_weights_kind read_share_sum(apn__reader *reader, const basis_text *text,
                                       const apn__trail *up)
{
    static const char *const words[] = {"rescale", "as-published"};
    static const apn_weights_kind kinds[] = {APN_WEIGHTS_RESCALE, APN_WEIGHTS_AS_PUBLISHED,
                                             APN_WEIGHTS_RESCALE};
    if (text->share_sum == NULL)
        return APN_WEIGHTS_PERCENT;
    apn__trail trail = apn__trail_of_key(up, text->share_sum);
    if (text->kinds[PERCENT] == NULL) {
        apn__fault(reader, APN_WRONG_TYPE, text->share_sum->key_place, &trail,
                   "`share_sum` says what percentages mean that do not total 100, and this basis "
                   "has no `percent`: take it out");
        return APN_WEIGHTS_PERCENT;
    }
    return kinds[apn__read_word(reader, text->share_sum, &trail, "a meaning of share_sum", words,
                                2)];
}

static void read_equal(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__basis *basis)
{
    basis->kind = APN__EQUAL;
    if (apn__is_text(reader, node, trail, "the word `all`") && !apn__text_is(node->text, "all"))
        apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
                   "`equal` shares among all members of a line: write {equal: all}, and give the "
                   "line its `participants`");
}

/* `share: exact`, or `share: {published: 2}`. */
static void read_share(apn__reader *reader, const basis_text *text, const apn__trail *up,
                       apn__basis *basis)
{
    const apn__node *node = text->share;
    share_text shown = {0};
    if (node == NULL)
        return;
    apn__trail trail = apn__trail_of_key(up, node);
    if (text->kinds[ALL_TO] != NULL || text->kinds[WITH_EFFECT_FROM] != NULL) {
        apn__fault(
            reader, APN_WRONG_TYPE, node->key_place, &trail,
            text->kinds[ALL_TO] != NULL
                ? "`share` says how shares are worked out, and beside `all_to` there is only "
                  "one: take it out"
                : "the shares are those of the basis in force: say in each of them how its "
                  "shares are worked out, and take `share` out here");
        return;
    }
    if (node->kind == APN__SCALAR && apn__text_is(node->text, "exact"))
        return;
    if (node->kind != APN__MAPPING) {
        apn__fault_kind(reader, node, &trail, "`exact`, or {published: 2} with the decimals");
        return;
    }
    apn__read_mapping(reader, node, &trail, &share_table, &shown);
    if (shown.published == NULL)
        return;
    apn__trail here = apn__trail_of_key(&trail, shown.published);
    basis->published = apn__read_whole(reader, shown.published, &here, APN__LIMIT_PUBLISHED,
                                       &basis->published_decimals);
    if (basis->weights_kind == APN_WEIGHTS_AS_PUBLISHED)
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, &trail,
                   "percentages are used as published, or published shares are worked out from "
                   "them, but not both: take out `share` or `share_sum`");
}

static void read_all_to(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__basis *basis)
{
    basis->kind = APN__ALL_TO;
    basis->party = apn__read_party(reader, node, trail, true);
    if (basis->party != APN__NONE)
        basis->name = apn__join_name(
            reader, "all_to", apn__text_of(reader->agreement->parties[basis->party].info.id));
    else if (node->kind == APN__SCALAR)
        basis->name = apn__join_name(reader, "all_to", node->text);
}

/* Who judged that the basis is right, and why. */
static void read_judgement(apn__reader *reader, const apn__node *node, const apn__trail *up,
                           apn__basis *basis)
{
    judgement_text text = {.by = "", .reason = ""};
    if (node == NULL)
        return;
    apn__trail here = apn__trail_of_key(up, node);
    apn__read_mapping(reader, node, &here, &judgement_table, &text);
    basis->judged_by = text.by;
    basis->judged_because = text.reason;
}

/* The kind behind a child of the basis, or KINDS. */
static kind_key kind_of(const basis_text *text, const apn__node *child)
{
    kind_key kind = PERCENT;
    while (kind < KINDS && text->kinds[kind] != child)
        kind++;
    return kind;
}

/* The one kind that the basis is of; KINDS, reported, when there are several, or when there is
 * none. */
static kind_key find_kind(apn__reader *reader, const apn__node *node, const basis_text *text,
                          const apn__trail *trail)
{
    kind_key found = KINDS;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        kind_key kind = kind_of(text, child);
        if (kind != KINDS && found != KINDS) {
            apn__trail here = apn__trail_of_key(trail, child);
            apn__fault(reader, APN_WRONG_TYPE, child->key_place, &here,
                       "a basis is of one kind, and this one has `%.*s` beside `%.*s`: keep one",
                       APN__SHOW(child->key), APN__SHOW(text->kinds[found]->key));
            return KINDS;
        }
        if (kind != KINDS)
            found = kind;
    }
    return found;
}

/* True when something else than what stands beside a kind was read or reported, so that nothing
 * more is said of what is missing. */
static bool has_other_keys(const apn__node *node)
{
    static const char *const beside[] = {"share",     "share_sum", "year",
                                         "lag_years", "average",   "judgement"};
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        bool other = true;
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
            other = other && !apn__text_is(child->key, beside[i]);
        if (other)
            return true;
    }
    return false;
}

const char *apn__join_name(apn__reader *reader, const char *kind, apn__text id)
{
    apn__buffer name = {0};
    apn__buffer_print(&name, "%s:%.*s", kind, APN__SHOW(id));
    const char *kept = "";
    if (name.failed)
        apn__findings_fail_memory(reader->findings);
    else
        kept = apn__keep_text(reader, (apn__text){name.bytes, name.length});
    apn__buffer_end(&name);
    return kept;
}

static void read_kind(apn__reader *reader, const basis_text *text, kind_key kind,
                      const apn__trail *trail, apn__basis *basis)
{
    static apn__read_kind *const readers[] = {
        [PERCENT] = apn__read_percent,
        [DRIVER] = apn__read_driver_kind,
        [SUM] = apn__read_sum,
        [BANDS] = apn__read_bands,
        [TAKE_OR_PAY] = apn__read_take_or_pay,
        [EQUAL] = read_equal,
        [ALL_TO] = read_all_to,
        [BLEND] = apn__read_blend,
        [TRANSITION] = apn__read_transition,
        [LIMIT_CHANGE] = apn__read_limit_change,
        [LIMIT_SHARE] = apn__read_limit_share,
        [REBASE] = apn__read_rebase,
        [WITH_EFFECT_FROM] = apn__read_with_effect_from,
    };
    const apn__node *node = text->kinds[kind];
    apn__trail here = apn__trail_of_key(trail, node);
    basis->name = apn__keep_text(reader, node->key);
    readers[kind](reader, node, &here, basis);
    apn__read_reference(reader, &text->reference, trail, basis);
}

/* A basis written out; `basis` gets the name that an inline one has. */
static void read_basis(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__basis *basis)
{
    basis_text text = {0};
    *basis = (apn__basis){.name = "equal",
                          .kind = APN__EQUAL,
                          .is_inline = true,
                          .place = node->place,
                          .party = APN__NONE,
                          .absorber = APN__NONE,
                          .judged_by = "",
                          .judged_because = ""};
    if (node->kind == APN__SCALAR && apn__text_is(node->text, "equal"))
        return;
    if (!apn__is_mapping(reader, node, trail,
                         "`equal`, or a basis such as {driver: users} or {all_to: gwent}"))
        return;
    apn__read_mapping(reader, node, trail, &basis_table, &text);
    basis->weights_kind = read_share_sum(reader, &text, trail);
    kind_key kind = find_kind(reader, node, &text, trail);
    if (kind != KINDS)
        read_kind(reader, &text, kind, trail, basis);
    else if (!node->truncated && !has_other_keys(node))
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the basis does not say how costs are shared: give it `percent`, `driver`, "
                   "`equal`, `all_to`, or another kind of basis");
    read_share(reader, &text, trail, basis);
    read_judgement(reader, text.judgement, trail, basis);
}

void apn__read_bases(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    size_t at = 0;
    if (!apn__is_mapping(reader, node, trail, "a group of bases, each under its id"))
        return;
    apn__index_mapping(reader, node, trail, "a basis", &reader->bases);
    /* Named bases stand in the order of their ids; the built-in one may be wanted meanwhile. */
    agreement->basis_count = node->count;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        apn__basis *basis = &agreement->bases[at++];
        read_basis(reader, child, &here, basis);
        basis->name = apn__keep_text(reader, child->key);
        basis->is_inline = false;
        basis->place = child->key_place;
    }
}

/* The built-in basis of equal parts, made when it is first used. */
static size_t equal_basis(apn__reader *reader)
{
    apn_agreement *agreement = reader->agreement;
    if (reader->equal_basis == APN__NONE) {
        reader->equal_basis = agreement->basis_count++;
        agreement->bases[reader->equal_basis] = (apn__basis){.name = "equal",
                                                             .kind = APN__EQUAL,
                                                             .party = APN__NONE,
                                                             .absorber = APN__NONE,
                                                             .judged_by = "",
                                                             .judged_because = ""};
    }
    return reader->equal_basis;
}

size_t apn__read_default_basis(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    if (!apn__is_text(reader, node, trail, "the id of a basis, or `equal`"))
        return APN__NONE;
    if (apn__text_is(node->text, "equal"))
        return equal_basis(reader);
    return apn__find_id(reader, &reader->bases, node->text, node->place, trail, "basis");
}

size_t apn__read_line_basis(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    if (node->kind != APN__MAPPING)
        return apn__read_default_basis(reader, node, trail);
    size_t made = agreement->basis_count++;
    read_basis(reader, node, trail, &agreement->bases[made]);
    return made;
}
