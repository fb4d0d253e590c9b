/* differences.c: two statements as trees, side by side. Entries of lists belong together by what
 * they are called (a line, a party, a date), and of those called the same by their order. */
#include "verify_model.h"

/* Where the walk stands. */
typedef struct walk {
    apn_verification *out;
    apn__path path;
    const char *line, *party, *figure;
    bool failed; /* memory is out */
} walk;

static const char *keep(walk *w, apn__text text)
{
    const char *kept = apn__arena_copy(w->out->arena, text.bytes, text.length);
    w->failed = w->failed || kept == NULL;
    return kept == NULL ? "" : kept;
}

/* A value as a difference shows it. */
static const char *shown(walk *w, const apn__node *node)
{
    if (node == NULL)
        return NULL;
    if (node->kind == APN__SCALAR)
        return keep(w, node->text);
    return node->kind == APN__MAPPING ? "{…}" : "[…]";
}

static bool make_room(walk *w)
{
    apn_verification *out = w->out;
    size_t wanted = out->room == 0 ? 16 : apn__multiply_sizes(2, out->room);
    if (out->count < out->room)
        return true;
    void *grown = apn__grow(out->list, wanted, sizeof *out->list);
    if (grown == NULL) {
        w->failed = true;
        return false;
    }
    out->list = grown;
    out->room = wanted;
    return true;
}

/* `around`: what the issued statement has around a value that it has not. */
static void add(walk *w, const apn__node *before, const apn__node *after, const apn__node *around)
{
    apn__place place = before == NULL ? around->place : before->place;
    if (!make_room(w))
        return;
    w->out->list[w->out->count++] = (apn_difference){.where = keep(w, apn__text_of(w->path.text)),
                                                     .line = w->line,
                                                     .party = w->party,
                                                     .figure = w->figure,
                                                     .before = shown(w, before),
                                                     .after = shown(w, after),
                                                     .at_line = place.line,
                                                     .at_column = place.column};
}

/* What an entry of a list is called; empty when it has no name. */
static apn__text name_of(const apn__node *entry)
{
    static const char *const keys[] = {"id", "party", "sheet", "due", "line", "ref"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const apn__node *named = apn__node_find(entry, keys[i]);
        if (named != NULL && named->kind == APN__SCALAR && named->quoted)
            return named->text;
    }
    return (apn__text){"", 0};
}

static void compare(walk *w, const apn__node *issued, const apn__node *now);

/* The line or the party that an entry is about, for what stands in it. */
static void enter(walk *w, const apn__node *list, const apn__node *entry)
{
    const apn__node *party = apn__node_find(entry, "party"), *line = apn__node_find(entry, "line");
    if (apn__text_is(list->key, "lines"))
        w->line = keep(w, name_of(entry));
    else if (line != NULL && line->kind == APN__SCALAR && line->quoted)
        w->line = keep(w, line->text);
    if (party != NULL && party->kind == APN__SCALAR)
        w->party = keep(w, party->text);
}

/* The first of the entries from `at` on that has the name. */
static const apn__node *next_named(const apn__node *at, apn__text name)
{
    while (at != NULL && !apn__text_equal(name_of(at), name))
        at = at->next;
    return at;
}

/* One entry of either list, or of one of them. */
static void compare_entry(walk *w, const apn__node *list, const apn__node *issued,
                          const apn__node *now, size_t index)
{
    walk outside = *w;
    const apn__node *entry = issued == NULL ? now : issued;
    apn__text name = name_of(entry);
    size_t length =
        name.length == 0 ? apn__path_push_index(&w->path, index) : apn__path_push(&w->path, name);
    enter(w, list, entry);
    if (issued == NULL || now == NULL)
        add(w, issued, now, list);
    else
        compare(w, issued, now);
    apn__path_cut(&w->path, length);
    w->line = outside.line;
    w->party = outside.party;
}

/* Entries in the order of both lists. What one list has out of order is there no longer, and there
 * anew. */
static void compare_lists(walk *w, const apn__node *issued, const apn__node *now)
{
    const apn__node *left = issued->first, *right = now->first;
    for (size_t index = 0; (left != NULL || right != NULL) && !w->failed; index++) {
        const apn__node *found = left == NULL ? NULL : next_named(right, name_of(left));
        if (left != NULL && found == NULL) {
            compare_entry(w, issued, left, NULL, index);
            left = left->next;
            continue;
        }
        for (; right != found; right = right->next)
            compare_entry(w, issued, NULL, right, index);
        if (left == NULL)
            break;
        compare_entry(w, issued, left, right, index);
        left = left->next;
        right = right->next;
    }
}

/* Keys of the outermost object that are not compared: they differ when anything else does, or are
 * told apart. */
static bool is_apart(const walk *w, const apn__node *node)
{
    return w->path.length == 0 &&
           (apn__text_is(node->key, "digest") || apn__text_is(node->key, "library"));
}

static void compare_key(walk *w, const apn__node *around, const apn__node *issued,
                        const apn__node *now)
{
    const apn__node *node = issued == NULL ? now : issued;
    const char *outside = w->figure;
    if (is_apart(w, node))
        return;
    size_t length = apn__path_push(&w->path, node->key);
    w->figure = keep(w, node->key);
    if (issued == NULL || now == NULL)
        add(w, issued, now, around);
    else
        compare(w, issued, now);
    w->figure = outside;
    apn__path_cut(&w->path, length);
}

static const apn__node *find_key(const apn__node *mapping, const apn__node *likely, apn__text key)
{
    if (likely != NULL && apn__text_equal(likely->key, key))
        return likely;
    const apn__node *child = mapping->first;
    while (child != NULL && !apn__text_equal(child->key, key))
        child = child->next;
    return child;
}

static void compare_mappings(walk *w, const apn__node *issued, const apn__node *now)
{
    const apn__node *likely = now->first;
    for (const apn__node *key = issued->first; key != NULL && !w->failed; key = key->next) {
        const apn__node *found = find_key(now, likely, key->key);
        compare_key(w, issued, key, found);
        likely = found == NULL ? likely : found->next;
    }
    likely = issued->first;
    for (const apn__node *key = now->first; key != NULL && !w->failed; key = key->next) {
        const apn__node *found = find_key(issued, likely, key->key);
        if (found == NULL)
            compare_key(w, issued, NULL, key);
        likely = found == NULL ? likely : found->next;
    }
}

static void compare(walk *w, const apn__node *issued, const apn__node *now)
{
    bool alike = issued->kind == now->kind;
    if (alike && issued->kind == APN__MAPPING)
        compare_mappings(w, issued, now);
    else if (alike && issued->kind == APN__SEQUENCE)
        compare_lists(w, issued, now);
    else if (!alike || issued->quoted != now->quoted || !apn__text_equal(issued->text, now->text))
        add(w, issued, now, issued);
}

bool apn__verify_compare(apn_verification *verification, const apn__node *issued,
                         const apn__node *now)
{
    walk w = {.out = verification, .line = "", .party = "", .figure = ""};
    compare(&w, issued, now);
    return !w.failed;
}
