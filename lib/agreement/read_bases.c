/* read_bases.c: the rules that turn figures into shares. A line names one by its id, or writes one
 * of its own. */
#include "agreement_reader.h"

#include "library_limits.h"
#include "rational.h"

typedef struct basis_text {
    const apn__node *percent, *driver, *equal, *all_to; /* one of these */
    const apn__node *share, *share_sum;
} basis_text;

static const apn__key basis_keys[] = {
    APN__KEY(basis_text, percent, "percent", apn__keep_node),
    APN__KEY(basis_text, driver, "driver", apn__keep_node),
    APN__KEY(basis_text, equal, "equal", apn__keep_node),
    APN__KEY(basis_text, all_to, "all_to", apn__keep_node),
    APN__KEY(basis_text, share, "share", apn__keep_node),
    APN__KEY(basis_text, share_sum, "share_sum", apn__keep_node),
    APN__LATER("sum"),
    APN__LATER("blend"),
    APN__LATER("transition"),
    APN__LATER("limit_change"),
    APN__LATER("average"),
    APN__LATER("year"),
    APN__LATER("lag_years"),
    APN__LATER("judgement"),
};
static const apn__table basis_table = APN__TABLE("a basis", basis_keys);

typedef struct share_text {
    const apn__node *published;
} share_text;

static const apn__key share_keys[] = {
    APN__REQUIRED(share_text, published, "published", apn__keep_node),
};
static const apn__table share_table = APN__TABLE("a share", share_keys);

/* The percentages of a basis, read. */
typedef struct percentages {
    apn__value *values;
    bool sound;  /* every one was read */
    bool needed; /* some are still to come */
} percentages;

static percentages read_percentages(apn__reader *reader, const apn__node *node,
                                    const apn__trail *trail)
{
    percentages read = {.sound = !node->truncated};
    if (!apn__is_mapping(reader, node, trail, "a percentage for each party, as {leics: 35.28}"))
        return (percentages){0};
    read.values = apn__keep_by_party(reader, sizeof *read.values, node->place, trail);
    for (const apn__node *child = node->first, *open = NULL; child != NULL && read.values != NULL;
         child = child->next) {
        if (apn__continues_curly(&open, child))
            continue;
        apn__trail here = apn__trail_of_key(trail, child);
        size_t party =
            apn__find_id(reader, &reader->parties, child->key, child->key_place, &here, "party");
        apn__value value = {
            .given = APN__GIVEN, .denominator = apn_decimal_from_i64(1), .place = child->place};
        bool needed = child->kind == APN__SCALAR && apn__text_is(child->text, "needed");
        if (needed)
            value.given = APN__NEEDED;
        else if (!apn__read_percentage(reader, child, &here, &value.value))
            read.sound = false;
        read.needed = read.needed || needed;
        if (party == APN__NONE)
            read.sound = false;
        else
            read.values[party] = value;
    }
    return read;
}

/* The percentages' sum as text, with the decimals that the longest of them has. True when it is
 * 100. */
static bool is_100(const apn__value *values, size_t count, char *text)
{
    int scale = 0;
    apn_decimal sum = {0};
    mpz_t total, one;
    mpz_inits(total, one, NULL);
    for (size_t i = 0; i < count; i++) {
        if (values[i].value.scale > scale)
            scale = values[i].value.scale;
    }
    for (size_t i = 0; i < count; i++) {
        apn__integer_from_decimal(one, values[i].value, scale);
        mpz_add(total, total, one);
    }
    bool fits = apn__decimal_from_integer(&sum, total, scale);
    mpz_clears(total, one, NULL);
    if (fits)
        apn_decimal_format(sum, 0, text);
    else
        strcpy(text, "far more than 100");
    return fits && apn_decimal_compare(sum, apn_decimal_from_i64(100)) == 0;
}

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
    if (text->percent == NULL) {
        apn__fault(reader, APN_WRONG_TYPE, text->share_sum->key_place, &trail,
                   "`share_sum` says what percentages mean that do not total 100, and this basis "
                   "has no `percent`: take it out");
        return APN_WEIGHTS_PERCENT;
    }
    return kinds[apn__read_word(reader, text->share_sum, &trail, "a meaning of share_sum", words,
                                2)];
}

static void read_percent(apn__reader *reader, const basis_text *text, const apn__trail *up,
                         apn__basis *basis)
{
    char sum[APN_DECIMAL_TEXT_SIZE];
    apn__path path;
    apn__trail trail = apn__trail_of_key(up, text->percent);
    percentages read = read_percentages(reader, text->percent, &trail);
    basis->kind = APN__PERCENT;
    basis->percents = read.values;
    if (read.values == NULL || !read.sound || read.needed ||
        basis->weights_kind != APN_WEIGHTS_PERCENT)
        return;
    if (!is_100(read.values, reader->agreement->party_count, sum))
        apn__fault(
            reader, APN_SHARE_SUM, text->percent->place, &trail,
            "the percentages of `%s` total %s, not 100: mend them, or say what is meant with "
            "`share_sum: rescale` (use them as plain weights) or `share_sum: as-published` "
            "(each pays its own percentage)",
            apn__spell(up, &path), sum);
}

static void read_equal(apn__reader *reader, const apn__node *node, const apn__trail *up,
                       apn__basis *basis)
{
    apn__trail trail = apn__trail_of_key(up, node);
    basis->kind = APN__EQUAL;
    if (apn__is_text(reader, node, &trail, "the word `all`") && !apn__text_is(node->text, "all"))
        apn__fault(reader, APN_WRONG_TYPE, node->place, &trail,
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
    if (text->all_to != NULL) {
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, &trail,
                   "`share` says how shares are worked out, and beside `all_to` there is only one: "
                   "take it out");
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

/* Reports a basis that is of no kind, or of more than one. True when it is of one. */
static bool is_of_one_kind(apn__reader *reader, const apn__node *node, const basis_text *text,
                           const apn__trail *trail)
{
    const apn__node *kinds[] = {text->percent, text->driver, text->equal, text->all_to};
    const apn__node *first = NULL;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        bool is_kind = false;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            is_kind = is_kind || child == kinds[i];
        if (is_kind && first != NULL) {
            apn__trail here = apn__trail_of_key(trail, child);
            apn__fault(reader, APN_WRONG_TYPE, child->key_place, &here,
                       "a basis is of one kind, and this one has `%.*s` beside `%.*s`: keep one",
                       APN__SHOW(child->key), APN__SHOW(first->key));
            return false;
        }
        if (is_kind)
            first = child;
    }
    return first != NULL;
}

/* True when a key of the basis was reported, so that nothing more is said of what is missing. */
static bool has_other_keys(const apn__node *node)
{
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        if (!apn__text_is(child->key, "share") && !apn__text_is(child->key, "share_sum"))
            return true;
    }
    return false;
}

static const char *join_name(apn__reader *reader, const char *kind, apn__text id)
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

static void read_kind(apn__reader *reader, const basis_text *text, const apn__trail *trail,
                      apn__basis *basis)
{
    if (text->percent != NULL) {
        basis->name = "percent";
        read_percent(reader, text, trail, basis);
    } else if (text->driver != NULL) {
        apn__trail here = apn__trail_of_key(trail, text->driver);
        basis->kind = APN__DRIVER;
        if (!apn__is_text(reader, text->driver, &here, "the id of a driver"))
            return;
        basis->name = join_name(reader, "driver", text->driver->text);
        basis->driver = apn__find_id(reader, &reader->drivers, text->driver->text,
                                     text->driver->place, &here, "driver");
    } else if (text->equal != NULL) {
        basis->name = "equal";
        read_equal(reader, text->equal, trail, basis);
    } else {
        apn__trail here = apn__trail_of_key(trail, text->all_to);
        basis->kind = APN__ALL_TO;
        basis->party = apn__read_party(reader, text->all_to, &here, false);
        if (text->all_to->kind == APN__SCALAR)
            basis->name = join_name(reader, "all_to", text->all_to->text);
    }
}

/* A basis written out; `basis` gets the name that an inline one has. */
static void read_basis(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__basis *basis)
{
    basis_text text = {0};
    *basis = (apn__basis){.name = "equal",
                          .kind = APN__EQUAL,
                          .place = node->place,
                          .driver = APN__NONE,
                          .party = APN__NONE};
    if (node->kind == APN__SCALAR && apn__text_is(node->text, "equal"))
        return;
    if (!apn__is_mapping(reader, node, trail,
                         "`equal`, or a basis such as {driver: users} or {all_to: gwent}"))
        return;
    apn__read_mapping(reader, node, trail, &basis_table, &text);
    basis->weights_kind = read_share_sum(reader, &text, trail);
    if (is_of_one_kind(reader, node, &text, trail))
        read_kind(reader, &text, trail, basis);
    else if (!node->truncated && !has_other_keys(node))
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the basis does not say how costs are shared: give it `percent`, `driver`, "
                   "`equal` or `all_to`");
    read_share(reader, &text, trail, basis);
}

void apn__read_bases(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    if (!apn__is_mapping(reader, node, trail, "a group of bases, each under its id"))
        return;
    apn__index_mapping(reader, node, trail, "a basis", &reader->bases);
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        apn__basis *basis = &agreement->bases[agreement->basis_count++];
        read_basis(reader, child, &here, basis);
        basis->name = apn__keep_text(reader, child->key);
        basis->place = child->key_place;
    }
}

/* The built-in basis of equal parts, made when it is first used. */
static size_t equal_basis(apn__reader *reader)
{
    apn_agreement *agreement = reader->agreement;
    if (reader->equal_basis == APN__NONE) {
        reader->equal_basis = agreement->basis_count++;
        agreement->bases[reader->equal_basis] = (apn__basis){
            .name = "equal", .kind = APN__EQUAL, .driver = APN__NONE, .party = APN__NONE};
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
