/* apply_scenario.c: the changes of scenarios, made in the document before it is read. A path is
 * walked key by key; what stands on the way in short is made long. `set` and `add` make the keys
 * on the way that are not there, as long as the format can have them: entries of lists, drivers,
 * bases and indices have names of their own, and one that is not there does not exist. Whether the
 * format has a key the readers say, who then meet it as one that a path named. */
#include "scenario_model.h"

#include <string.h>

#include "agreement_sheets.h"
#include "decimal_internal.h"
#include "library_limits.h"
#include "rational.h"

enum { SEGMENTS_MOST = 32 };

typedef struct applying {
    apn__spot spot;
    const apn__change *change;
    apn__renaming names;
    apn__text segments[SEGMENTS_MOST];
} applying;

static void refuse(applying *a, apn_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reports a fault of the change, at its path. */
static void refuse(applying *a, apn_status code, const char *format, ...)
{
    apn__buffer sentence = {0};
    va_list arguments;
    apn__path path = {0};
    va_start(arguments, format);
    apn__buffer_print_list(&sentence, format, arguments);
    va_end(arguments);
    for (size_t i = 0; i < a->spot.count; i++)
        apn__path_push(&path, a->segments[i]);
    if (sentence.failed)
        apn__findings_fail_memory(a->spot.reader->findings);
    else
        apn__findings_add(a->spot.reader->findings, APN_ERROR, code, a->spot.place, path.text, "%s",
                          sentence.bytes);
    apn__buffer_end(&sentence);
}

/* Cuts the path into its segments; the place of an entry of a list, `[2]`, is one of its own.
 * False, reported, when it is none. */
static bool cut_path(applying *a)
{
    apn__text path = a->change->path;
    size_t begin = 0, i;
    for (i = 0; i <= path.length && a->spot.count < SEGMENTS_MOST; i++) {
        bool ends = i == path.length || path.bytes[i] == '.';
        bool counted = !ends && path.bytes[i] == '[' && i > begin;
        if (!ends && !counted)
            continue;
        apn__text segment = {path.bytes + begin, i - begin};
        a->segments[a->spot.count++] = segment;
        if (segment.length == 0)
            break;
        begin = counted ? i : i + 1;
    }
    if (i > path.length)
        return true;
    refuse(a, APN_UNKNOWN_ID,
           "`%.*s` is no path: write the keys from the top of the file with a point between them, "
           "as drivers.users.values.lincs",
           APN__SHOW(path));
    return false;
}

/* The place that `[2]` names, counted from 1; 0 for any other segment. */
static size_t counted_place(apn__text segment)
{
    size_t place = 0;
    if (segment.length < 3 || segment.length > 8 || segment.bytes[0] != '[' ||
        segment.bytes[segment.length - 1] != ']')
        return 0;
    for (size_t i = 1; i + 1 < segment.length; i++) {
        if (segment.bytes[i] < '0' || segment.bytes[i] > '9')
            return 0;
        place = place * 10 + (size_t)(segment.bytes[i] - '0');
    }
    return place;
}

/* What an entry of a list is called: its id, or what it is about. */
static apn__text entry_name(const apn__node *entry)
{
    static const char *const keys[] = {"id", "basis", "driver", "party", "ref", "line"};
    if (entry->kind == APN__SCALAR)
        return entry->text;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const apn__node *named = apn__node_find(entry, keys[i]);
        if (named != NULL && named->kind == APN__SCALAR)
            return named->text;
    }
    return (apn__text){"", 0};
}

static apn__node *find_child(const apn__node *node, apn__text segment)
{
    size_t wanted = counted_place(segment), at = 0;
    for (apn__node *child = node->first; child != NULL; child = child->next) {
        at++;
        if (node->kind == APN__SEQUENCE && wanted > 0 ? at == wanted
            : node->kind == APN__SEQUENCE             ? apn__text_equal(entry_name(child), segment)
                                                      : apn__same_key(child->key, segment))
            return child;
    }
    return NULL;
}

/* Reports that a segment names nothing, with what there is that is like it. */
static void refuse_missing(applying *a, const apn__node *node, size_t at)
{
    apn__reader *reader = a->spot.reader;
    char suggestion[APN__SUGGESTION_SIZE];
    size_t count = 0;
    apn__path path = {0};
    apn__text *words;
    if (node->truncated || reader->root->truncated)
        return;
    words = apn__scratch(reader, node->count, sizeof *words);
    if (words == NULL)
        return;
    for (const apn__node *child = node->first; child != NULL; child = child->next)
        words[count++] = node->kind == APN__SEQUENCE ? entry_name(child) : child->key;
    for (size_t i = 0; i < at; i++)
        apn__path_push(&path, a->segments[i]);
    apn__suggest(reader, a->segments[at], words, count, suggestion);
    refuse(a, APN_UNKNOWN_ID, "there is no `%.*s` in %s%s%s%s%s", APN__SHOW(a->segments[at]),
           at == 0 ? "the agreement" : "`", path.text, at == 0 ? "" : "`", suggestion,
           suggestion[0] == '\0' && (a->change->kind == APN_CHANGE_SET)
               ? "; to bring it in, use add"
               : "");
}

/* Whether what stands below the first `at` segments has names that a file gives, and no keys of the
 * format. */
static bool is_named(const applying *a, const apn__node *node, size_t at)
{
    static const char *const groups[] = {"drivers", "bases", "indices"};
    if (node->kind != APN__MAPPING)
        return true;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (at == 1 && apn__text_is(a->segments[0], groups[i]))
            return true;
    }
    return false;
}

/* Lists of the format whose entries have names. */
static bool is_list_key(apn__text key)
{
    static const char *const lists[] = {"parties", "cost_lines", "items",   "versions",
                                        "tables",  "decisions",  "in_kind", "less",
                                        "exits",   "reserves",   "costs",   "revised",
                                        "sum",     "blend",      "sources", "written_off"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (apn__text_is(key, lists[i]))
            return true;
    }
    return false;
}

/* Adds a key that the change needs; NULL when memory is out. */
static apn__node *make_key(applying *a, apn__node *parent, size_t at)
{
    bool list = is_list_key(a->segments[at]) && at + 1 < a->spot.count;
    apn__node *made =
        apn__make_group(a->spot.reader, list ? APN__SEQUENCE : APN__MAPPING, a->spot.place);
    if (made == NULL)
        return NULL;
    made->key = a->segments[at];
    made->key_place = a->spot.place;
    made->by_path = true;
    apn__node_add(parent, made);
    return made;
}

/* Reports a path that goes on below a single value. */
static void refuse_below(applying *a, size_t at)
{
    apn__path path = {0};
    for (size_t i = 0; i <= at; i++)
        apn__path_push(&path, a->segments[i]);
    refuse(a, APN_UNKNOWN_ID, "`%s` is a single value: there is no `%.*s` in it", path.text,
           APN__SHOW(a->segments[at + 1]));
}

/* A driver whose figures are in another form than the path says. True when it was reported, or the
 * change waits for the sheet. */
static bool other_figures(applying *a, const apn__node *driver, size_t at)
{
    bool values = apn__text_is(a->segments[at], "values");
    bool by_year = apn__text_is(a->segments[at], "by_year");
    if (at != 2 || !apn__text_is(a->segments[0], "drivers") || (!values && !by_year) ||
        a->change->kind == APN_CHANGE_ADD)
        return false;
    if (apn__node_find(driver, "from_csv") != NULL)
        return true;
    if (!values || apn__node_find(driver, "by_year") == NULL)
        return false;
    refuse(a, APN_UNKNOWN_ID,
           "the driver `%.*s` has its figures by year: name the year, as "
           "drivers.%.*s.by_year.2015/16",
           APN__SHOW(a->segments[1]), APN__SHOW(a->segments[1]));
    return true;
}

/* The node that the path's last segment is a child of; NULL when the path ends before, which is
 * reported, or the change waits. `node`: what the segment at `from` is in. */
static apn__node *walk(applying *a, apn__node *node, size_t from)
{
    bool makes = a->change->kind == APN_CHANGE_SET || a->change->kind == APN_CHANGE_ADD;
    for (size_t at = from; at + 1 < a->spot.count; at++) {
        apn__node *child = find_child(node, a->segments[at]);
        if (child == NULL)
            child = apn__spell_out(&a->spot, node, at);
        if (child == NULL && (a->spot.reader->no_memory || other_figures(a, node, at)))
            return NULL;
        if (child == NULL && makes && !is_named(a, node, at))
            child = make_key(a, node, at);
        else if (child == NULL)
            refuse_missing(a, node, at);
        if (child == NULL || child->kind == APN__INVALID)
            return NULL;
        if (!apn__lengthen(&a->spot, child, at) && !a->spot.reader->no_memory)
            refuse_below(a, at);
        if (child->kind == APN__SCALAR || a->spot.reader->no_memory)
            return NULL;
        node = child;
    }
    return node;
}

/* The change's value, in the reader's memory. */
static apn__node *copy_value(applying *a)
{
    apn__node *copy = apn__node_copy(a->change->value, &a->names, a->spot.reader->scratch);
    if (copy == NULL) {
        a->spot.reader->no_memory = true;
        apn__findings_fail_memory(a->spot.reader->findings);
    }
    return copy;
}

/* Puts the value below the parent as something new. */
static void put_new(applying *a, apn__node *parent)
{
    apn__text name = a->segments[a->spot.count - 1];
    apn__node *value = copy_value(a);
    if (value == NULL)
        return;
    value->key = name;
    value->key_place = a->spot.place;
    value->by_path = true;
    if (parent->kind == APN__SEQUENCE && value->kind == APN__MAPPING &&
        apn__node_find(value, "id") == NULL && counted_place(name) == 0) {
        apn__node *id = apn__spot_scalar(&a->spot, (apn__text){"id", 2}, name);
        if (id == NULL)
            return;
        apn__node_put_first(value, id);
    }
    apn__node_add(parent, value);
}

static void set_value(applying *a, apn__node *parent)
{
    size_t last = a->spot.count - 1;
    apn__node *node = find_child(parent, a->segments[last]);
    if (node != NULL) {
        apn__node *value = copy_value(a);
        if (value != NULL)
            apn__node_replace(node, value);
    } else if (is_named(a, parent, last)) {
        refuse_missing(a, parent, last);
    } else if (!other_figures(a, parent, last)) {
        put_new(a, parent);
    }
}

static void add_value(applying *a, apn__node *parent)
{
    apn__text name = a->segments[a->spot.count - 1];
    apn__node *node = find_child(parent, name);
    if (node != NULL && node->kind == APN__SEQUENCE) {
        apn__node *value = copy_value(a);
        if (value != NULL)
            apn__node_add(node, value);
    } else if (node != NULL) {
        refuse(a, APN_DUPLICATE_KEY,
               "`%.*s` is there already, in %s, line %u: use set to change it", APN__SHOW(name),
               node->place.file, (unsigned)node->place.line);
    } else {
        put_new(a, parent);
    }
}

static void remove_value(applying *a, apn__node *parent)
{
    size_t last = a->spot.count - 1;
    apn__node *node = find_child(parent, a->segments[last]);
    if (node == NULL)
        node = apn__spell_out(&a->spot, parent, last);
    if (node == NULL)
        refuse_missing(a, parent, last);
    else
        apn__node_remove(parent, node);
}

/* The number that a text is: its digits may stand in signs, `£6.7m` or `35 %`. */
static bool read_number(apn__text text, const char *currency, apn_decimal *out, bool *percent)
{
    apn__text digits = text;
    *percent = digits.length > 1 && digits.bytes[digits.length - 1] == '%';
    return apn_decimal_parse(text.bytes, text.length, *percent ? APN_FORM_PERCENT : APN_FORM_MONEY,
                             currency, out, NULL) == APN_OK;
}

/* The product of two decimals, exactly. False when it has too many digits. */
static bool multiply(apn_decimal a, apn_decimal b, apn_decimal *out)
{
    int scale = apn__decimal_needed_scale(a) + apn__decimal_needed_scale(b);
    mpz_t one, other;
    mpz_inits(one, other, NULL);
    apn__integer_from_decimal(one, a, a.scale);
    apn__integer_from_decimal(other, b, b.scale);
    mpz_mul(one, one, other);
    for (int more = a.scale + b.scale - scale; more > 0; more--)
        mpz_divexact_ui(one, one, 10);
    while (scale > 0 && mpz_divisible_ui_p(one, 10)) {
        mpz_divexact_ui(one, one, 10);
        scale--;
    }
    bool fits = scale <= APN_DECIMAL_SCALE && apn__decimal_from_integer(out, one, scale);
    mpz_clears(one, other, NULL);
    return fits;
}

/* Scales one number. */
static void scale_number(applying *a, apn__node *node, apn_decimal factor)
{
    apn__reader *reader = a->spot.reader;
    char text[APN_DECIMAL_TEXT_SIZE + 1];
    apn_decimal value;
    bool percent = false;
    if (!read_number(node->text, reader->agreement->info.currency, &value, &percent)) {
        refuse(a, APN_NUMBER, "`%.*s` in %s, line %u, is no number that could be scaled",
               APN__SHOW(node->text), node->place.file, (unsigned)node->place.line);
        return;
    }
    if (!multiply(value, factor, &value)) {
        refuse(a, APN_NUMBER, "`%.*s` times the factor has more digits than a number may have",
               APN__SHOW(node->text));
        return;
    }
    size_t length = apn_decimal_format(value, 0, text);
    if (percent)
        text[length++] = '%';
    node->text.bytes = apn__arena_copy(reader->scratch, text, length);
    node->text.length = length;
    node->place = a->spot.place;
    if (node->text.bytes == NULL) {
        reader->no_memory = true;
        apn__findings_fail_memory(reader->findings);
    }
}

static void scale_all(applying *a, apn__node *node, apn_decimal factor)
{
    if (node->kind == APN__SCALAR)
        scale_number(a, node, factor);
    for (apn__node *child = node->first; child != NULL && !a->spot.reader->no_memory;
         child = child->next)
        scale_all(a, child, factor);
}

static void scale_value(applying *a, apn__node *parent)
{
    size_t last = a->spot.count - 1;
    apn__node *node = find_child(parent, a->segments[last]);
    const apn__node *by = a->change->value;
    apn_decimal factor;
    bool percent = false;
    if (node == NULL) {
        if (!other_figures(a, parent, last))
            refuse_missing(a, parent, last);
        return;
    }
    if (by->kind != APN__SCALAR || !read_number(by->text, NULL, &factor, &percent)) {
        refuse(a, by->kind == APN__SCALAR ? APN_NUMBER : APN_WRONG_TYPE,
               "`%s` is no factor: write a percentage, as 105%%, or a number, as 1.05",
               a->change->shown);
        return;
    }
    apn_decimal hundredth = {.lo = 1, .scale = 2, .sign = 1};
    if (percent && !multiply(factor, hundredth, &factor))
        refuse(a, APN_NUMBER, "`%s` has more digits than a factor may have", a->change->shown);
    else
        scale_all(a, node, factor);
}

/* Makes the change below `node`, which the segment at `from` is in. */
static void change_below(applying *a, apn__node *node, size_t from)
{
    static void (*const makers[])(applying *, apn__node *) = {set_value, remove_value, scale_value,
                                                              add_value};
    apn__node *parent = walk(a, node, from);
    if (parent != NULL && parent->kind != APN__SCALAR && parent->kind != APN__INVALID)
        makers[a->change->kind](a, parent);
}

static applying begin_change(apn__reader *reader, const apn__change *change, apn__renaming names)
{
    applying a = {.spot = {.reader = reader, .root = reader->root, .place = change->place},
                  .change = change,
                  .names = names};
    for (size_t i = 0; i < names.count; i++) {
        if (names.from[i] == change->place.file)
            a.spot.place.file = names.to[i];
    }
    return a;
}

/* The scenario's names of texts, as the agreement keeps them; they are mentioned once. */
static bool keep_names(apn__reader *reader, const char *const *from, size_t count,
                       apn__renaming *out)
{
    const char **to = apn__scratch(reader, count, sizeof *to);
    if (to == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        to[i] = apn__keep_text(reader, apn__text_of(from[i]));
        apn__findings_mention(reader->findings, to[i]);
    }
    *out = (apn__renaming){from, to, count};
    return !reader->no_memory;
}

/* A scenario that says which agreement it is for is for that one. */
static void check_base(apn__reader *reader, const apn_scenario *scenario, apn__renaming names)
{
    const apn__node *id = apn__node_find(apn__node_find(reader->root, "agreement"), "id");
    apn__place place = scenario->base_place;
    if (scenario->base[0] == '\0' || id == NULL || id->kind != APN__SCALAR ||
        apn__text_is(id->text, scenario->base))
        return;
    place.file = names.to[0];
    apn__findings_add(reader->findings, APN_ERROR, APN_UNKNOWN_ID, place, "base",
                      "the scenario `%.64s` is for the agreement `%.64s`, and this one is `%.*s`",
                      scenario->id, scenario->base, APN__SHOW(id->text));
}

/* Puts the lines of sheets into the document, where paths find them. */
static void expand_sheets(apn__reader *reader)
{
    apn__node *lines = apn__node_find(reader->root, "cost_lines");
    const apn__node *currency = apn__node_find(reader->root, "currency");
    if (lines == NULL)
        return;
    if (currency != NULL && currency->kind == APN__SCALAR && currency->text.length == 3)
        reader->agreement->info.currency = apn__keep_text(reader, currency->text);
    apn__trail here = apn__trail_of_key(NULL, lines);
    const apn__node *expanded = apn__expand_lines(reader, lines, &here);
    if (expanded != lines)
        apn__node_replace(lines, expanded);
}

/* Whether the change waits for a driver's sheet. */
static bool waits(const applying *a, apn__text driver, const char *key)
{
    return a->spot.count > 2 && apn__text_is(a->segments[0], "drivers") &&
           apn__text_equal(a->segments[1], driver) && apn__text_is(a->segments[2], key);
}

static void apply_scenario(apn__reader *reader, const apn_scenario *scenario)
{
    apn__renaming names;
    if (!keep_names(reader, scenario->names, scenario->name_count, &names))
        return;
    check_base(reader, scenario, names);
    for (size_t i = 0; i < scenario->count && !reader->no_memory; i++) {
        applying a = begin_change(reader, &scenario->changes[i], names);
        a.spot.segments = a.segments;
        if (cut_path(&a))
            change_below(&a, reader->root, 0);
    }
}

/* A copy of a draft's document with the changes. NULL when memory is out. */
static apn__node *change_draft(apn__reader *reader, const apn__load *from)
{
    const apn_draft *draft = from->draft;
    apn__renaming names;
    if (!keep_names(reader, draft->names, draft->name_count, &names))
        return NULL;
    reader->root = apn__node_copy(draft->root, &names, reader->scratch);
    if (reader->root == NULL)
        return NULL;
    if (from->scenario_count > 0 || from->taken != 0)
        expand_sheets(reader);
    for (size_t i = 0; i < from->scenario_count && !reader->no_memory; i++)
        apply_scenario(reader, from->scenarios[i]);
    return reader->no_memory ? NULL : reader->root;
}

apn__node *apn__apply_scenarios(apn__reader *reader, const apn__load *from)
{
    apn__node *after = NULL;
    if (from->after != NULL && (after = change_draft(reader, from->after)) == NULL)
        return NULL;
    apn__node *root = change_draft(reader, from);
    if (root != NULL && after != NULL)
        apn__take_over(root, after, from->taken);
    return root;
}

void apn__apply_to_sheet(apn__reader *reader, apn__text driver, apn__node *figures, const char *key)
{
    const apn__load *from = reader->from;
    if (from != NULL && from->after != NULL && (from->taken & APN__PART_DRIVERS) != 0)
        from = from->after;
    for (size_t i = 0; from != NULL && i < from->scenario_count; i++) {
        const apn_scenario *scenario = from->scenarios[i];
        apn__renaming names;
        if (!keep_names(reader, scenario->names, scenario->name_count, &names))
            return;
        for (size_t j = 0; j < scenario->count && !reader->no_memory; j++) {
            applying a = begin_change(reader, &scenario->changes[j], names);
            a.spot.segments = a.segments;
            a.spot.root = figures;
            if (!cut_path(&a))
                continue;
            if (waits(&a, driver, key) && a.spot.count > 3)
                change_below(&a, figures, 3);
            else if (waits(&a, driver,
                           apn__text_is(apn__text_of(key), "values") ? "by_year" : "values"))
                refuse(&a, APN_UNKNOWN_ID, "the sheet of `%.*s` gives figures %s: write `%s`",
                       APN__SHOW(driver),
                       apn__text_is(apn__text_of(key), "values") ? "for all years" : "by year",
                       key);
        }
    }
}
