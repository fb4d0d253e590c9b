/* agreement_reader.c: from the texts of an agreement to the agreement itself: each text is read,
 * the texts are joined, and the parts are read in the order in which they need each other, whatever
 * their order in the text. */
#include "agreement_reader.h"

#include "agreement_sheets.h"
#include "agreement_year.h"
#include "library_limits.h"
#include "scenario_model.h"
#include "yaml_reader.h"

enum { SUGGESTIONS = 500 };

typedef struct file_text {
    const apn__node *format, *agreement, *currency, *year_start, *parties, *drivers;
    const apn__node *indices, *bases, *default_basis, *cost_lines, *rounding, *tables, *proration;
    const apn__node *charging, *versions, *discount, *in_kind, *savings, *reserves, *exits;
} file_text;

static const apn__key file_keys[] = {
    APN__REQUIRED(file_text, format, "format", apn__keep_node),
    APN__REQUIRED(file_text, agreement, "agreement", apn__keep_node),
    APN__KEY(file_text, currency, "currency", apn__keep_node),
    APN__KEY(file_text, year_start, "year_start", apn__keep_node),
    APN__REQUIRED(file_text, parties, "parties", apn__keep_node),
    APN__KEY(file_text, drivers, "drivers", apn__keep_node),
    APN__KEY(file_text, indices, "indices", apn__keep_node),
    APN__KEY(file_text, discount, "discount", apn__keep_node),
    APN__KEY(file_text, reserves, "reserves", apn__keep_node),
    APN__KEY(file_text, bases, "bases", apn__keep_node),
    APN__KEY(file_text, default_basis, "default_basis", apn__keep_node),
    APN__KEY(file_text, cost_lines, "cost_lines", apn__keep_node),
    APN__KEY(file_text, rounding, "rounding", apn__keep_node),
    APN__KEY(file_text, proration, "proration", apn__keep_node),
    APN__KEY(file_text, versions, "versions", apn__keep_node),
    APN__KEY(file_text, in_kind, "in_kind", apn__keep_node),
    APN__KEY(file_text, savings, "savings", apn__keep_node),
    APN__KEY(file_text, charging, "charging", apn__keep_node),
    APN__KEY(file_text, exits, "exits", apn__keep_node),
    APN__KEY(file_text, tables, "tables", apn__keep_node),
};
static const apn__table file_table = APN__TABLE("an agreement file", file_keys);

static void read_format(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    if (apn__is_text(reader, node, trail, "`apportion/1`") &&
        !apn__text_is(node->text, "apportion/1"))
        apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
                   "the format is `%.*s`, and this version of the library reads `apportion/1`",
                   APN__SHOW(node->text));
}

static void read_currency(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    if (!apn__is_text(reader, node, trail, "a currency"))
        return;
    bool good = node->text.length == 3;
    for (size_t i = 0; i < node->text.length; i++)
        good = good && node->text.bytes[i] >= 'A' && node->text.bytes[i] <= 'Z';
    if (good)
        reader->agreement->info.currency = apn__keep_text(reader, node->text);
    else
        apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
                   "`%.*s` is not the code of a currency: write its three capitals, as GBP",
                   APN__SHOW(node->text));
}

static void read_year_start(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    if (!apn__is_text(reader, node, trail, "the month and day on which years begin"))
        return;
    if (!apn__month_day_read(node->text, &agreement->year_month, &agreement->year_day))
        apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
                   "`%.*s` is not a month and day that every year has: write 04-01 for 1 April",
                   APN__SHOW(node->text));
    agreement->info.year_start = apn__keep_text(reader, node->text);
    agreement->year_place = node->place;
}

static void read_proration(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    static const char *const words[] = {"days", "months"};
    size_t found = apn__read_word(reader, node, trail, "a way to prorate", words, 2);
    reader->agreement->info.proration = words[found == 1];
    reader->agreement->by_months = found == 1;
}

static void read_default_basis(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    reader->default_basis = apn__read_default_basis(reader, node, trail);
}

/* How many lines may have another basis for their overrun. */
static size_t count_overruns(const apn__node *lines)
{
    size_t count = 0;
    for (const apn__node *line = lines == NULL ? NULL : lines->first; line != NULL;
         line = line->next)
        count += apn__node_find(line, "overrun") != NULL;
    return count;
}

/* Room for the named bases, the built-in one and a basis of each line's own, and of its overrun's.
 */
static bool make_bases(apn__reader *reader, const file_text *file)
{
    apn_agreement *agreement = reader->agreement;
    size_t count = 1;
    count += file->bases == NULL ? 0 : file->bases->count;
    count += file->cost_lines == NULL ? 0 : file->cost_lines->count;
    count += reader->exit_lines + count_overruns(file->cost_lines);
    agreement->bases = apn__keep(reader, count, sizeof *agreement->bases);
    return agreement->bases != NULL;
}

static bool check_line_count(apn__reader *reader, const file_text *file)
{
    const apn__node *lines = file->cost_lines != NULL ? file->cost_lines : file->exits;
    size_t count = file->cost_lines != NULL ? file->cost_lines->count : 0;
    /* A tapered cost is two lines. */
    reader->exit_lines = 2 * apn__count_exit_costs(file->exits);
    if (count + reader->exit_lines / 2 <= APN__LIMIT_LINES)
        return true;
    apn__trail trail = apn__trail_of_key(NULL, lines);
    apn__fault(reader, APN_LIMIT, lines->place, &trail,
               "the agreement has %zu cost lines%s: %u are the most",
               count + reader->exit_lines / 2, reader->exit_lines > 0 ? " and exit costs" : "",
               APN__LIMIT_LINES);
    return false;
}

typedef void read_part(apn__reader *reader, const apn__node *node, const apn__trail *trail);

static void read_one(apn__reader *reader, const apn__node *node, read_part *read)
{
    if (node == NULL || reader->no_memory)
        return;
    apn__trail trail = apn__trail_of_key(NULL, node);
    read(reader, node, &trail);
}

/* Reads the parts, each after those it needs. */
static void read_file(apn__reader *reader, const apn__node *root)
{
    file_text file = {0};
    apn__read_mapping(reader, root, NULL, &file_table, &file);
    reader->drivers.known = !reader->truncated && apn__node_find(root, "drivers") == NULL;
    reader->indices.known = !reader->truncated && apn__node_find(root, "indices") == NULL;
    reader->reserves.known = !reader->truncated && apn__node_find(root, "reserves") == NULL;
    reader->bases.known = !reader->truncated && apn__node_find(root, "bases") == NULL;
    reader->lines.known = !reader->truncated && apn__node_find(root, "cost_lines") == NULL;
    read_one(reader, file.currency, read_currency);
    if (file.cost_lines != NULL) {
        apn__trail here = apn__trail_of_key(NULL, file.cost_lines);
        file.cost_lines = apn__expand_lines(reader, file.cost_lines, &here);
    }
    bool lines_fit = check_line_count(reader, &file);
    reader->has_default_basis = apn__node_find(root, "default_basis") != NULL;
    if (!lines_fit || !make_bases(reader, &file))
        return;
    read_one(reader, file.format, read_format);
    read_one(reader, file.year_start, read_year_start);
    read_one(reader, file.proration, read_proration);
    read_one(reader, file.parties, apn__read_parties);
    read_one(reader, file.agreement, apn__read_head);
    read_one(reader, file.drivers, apn__read_drivers);
    read_one(reader, file.indices, apn__read_indices);
    read_one(reader, file.discount, apn__read_discount);
    read_one(reader, file.bases, apn__read_bases);
    read_one(reader, file.default_basis, read_default_basis);
    read_one(reader, file.versions, apn__read_versions);
    read_one(reader, file.rounding, apn__read_agreement_rounding);
    read_one(reader, file.reserves, apn__read_reserves);
    read_one(reader, file.cost_lines, apn__read_lines);
    read_one(reader, file.in_kind, apn__read_in_kind);
    read_one(reader, file.exits, apn__read_exits);
    read_one(reader, file.savings, apn__read_savings);
    read_one(reader, file.tables, apn__read_tables);
    read_one(reader, file.charging, apn__read_charging);
    if (!reader->no_memory)
        apn__check_bases(reader);
    if (!reader->no_memory)
        apn__check_charging(reader, file.charging != NULL);
    reader->agreement->info.method = reader->agreement->rounding.method;
    reader->agreement->info.ties = reader->agreement->rounding.ties;
    if (!reader->no_memory)
        apn__collect_years(reader);
}

static apn_agreement *make_agreement(void)
{
    apn_agreement *agreement = apn__alloc(1, sizeof *agreement);
    if (agreement == NULL)
        return NULL;
    agreement->arena = apn__arena_make();
    if (agreement->arena == NULL) {
        apn__free(agreement);
        return NULL;
    }
    atomic_init(&agreement->holders, 1);
    agreement->lead = agreement->payee = agreement->joint_reserve = APN__NONE;
    agreement->year_month = 4;
    agreement->year_day = 1;
    agreement->info = (apn_agreement_info){.id = "",
                                           .title = "",
                                           .title_cy = "",
                                           .statute = "",
                                           .marking = "",
                                           .currency = "GBP",
                                           .effective_from = "",
                                           .effective_to = "",
                                           .lead = "",
                                           .year_start = "04-01",
                                           .proration = "days"};
    agreement->info.unit = apn_decimal_from_i64(1);
    agreement->info.unit.scale = 2;
    return agreement;
}

/* Reads the texts and joins them. NULL when memory is out. */
static apn__node *read_texts(apn__reader *reader, const apn_text_source *texts, size_t count)
{
    apn__node **roots = apn__scratch(reader, count, sizeof *roots);
    if (roots == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const char *name = texts[i].name == NULL ? "" : texts[i].name;
        const char *kept = apn__keep_text(reader, apn__text_of(name));
        apn__findings_mention(reader->findings, kept);
        if (!apn__note_input(reader, "", (apn__text){texts[i].bytes, texts[i].length}))
            return NULL;
        if (apn__yaml_read(texts[i].bytes, texts[i].length, kept, reader->scratch, reader->findings,
                           &roots[i]) != APN_OK)
            return NULL;
    }
    return apn__node_join(roots, count, reader->scratch, reader->findings);
}

/* The draft's document with the scenarios' changes, and the digests of its texts. NULL when memory
 * is out. */
static apn__node *read_draft(apn__reader *reader, const apn__load *from)
{
    const apn_draft *draft = from->draft;
    for (size_t i = 0; draft->digests != NULL && i < draft->name_count; i++)
        if (!apn__note_digest(reader, "", draft->digests[i]))
            return NULL;
    return apn__apply_scenarios(reader, from);
}

apn_status apn__load_check(const apn_text_source *texts, size_t count,
                           const apn_agreement_options *options, apn_error *err)
{
    if (options != NULL && options->size != sizeof *options)
        return apn__fail(err, APN_USAGE, NULL,
                         "apn_agreement_options.size must be sizeof(apn_agreement_options)");
    if (texts == NULL || count == 0)
        return apn__fail(err, APN_USAGE, NULL, "an agreement is read from one text at least");
    if (count > APN__LIMIT_SOURCES)
        return apn__fail(err, APN_LIMIT, NULL, "an agreement is read from %u texts at most",
                         APN__LIMIT_SOURCES);
    return APN_OK;
}

/* Everything between the making and the ending of what reading needs. */
static apn_status read_agreement(apn__reader *reader, const apn__load *from, apn_error *err)
{
    apn__node *root = from->draft != NULL ? read_draft(reader, from)
                                          : read_texts(reader, from->texts, from->count);
    if (root == NULL)
        return apn__fail_memory(err);
    reader->truncated = root->truncated;
    reader->several_texts = from->count > 1;
    read_file(reader, root);
    apn__findings_sort(reader->findings);
    return apn__findings_status(reader->findings, err);
}

apn_status apn_agreement_from_yaml(const apn_text_source *texts, size_t count,
                                   apn_findings **findings, apn_agreement **out, apn_error *err)
{
    return apn_agreement_load(texts, count, NULL, findings, out, err);
}

apn_status apn_agreement_load(const apn_text_source *texts, size_t count,
                              const apn_agreement_options *options, apn_findings **findings,
                              apn_agreement **out, apn_error *err)
{
    apn__load from = {.texts = texts, .count = count, .options = options};
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    apn_status status = apn__load_check(texts, count, options, err);
    return status == APN_OK ? apn__agreement_load(&from, findings, out, err) : status;
}

apn_status apn__agreement_load(const apn__load *from, apn_findings **findings, apn_agreement **out,
                               apn_error *err)
{
    apn__reader reader = {.options = from->options,
                          .from = from,
                          .suggestions_left = SUGGESTIONS,
                          .default_basis = APN__NONE,
                          .equal_basis = APN__NONE};
    apn_status status;
    reader.findings = apn__findings_make();
    reader.scratch = apn__arena_make();
    reader.agreement = make_agreement();
    if (reader.findings == NULL || reader.scratch == NULL || reader.agreement == NULL) {
        status = apn__fail_memory(err);
        goto done;
    }
    status = read_agreement(&reader, from, err);
    if (status == APN_OK) {
        *out = reader.agreement;
        reader.agreement = NULL;
    }
    if (findings != NULL && status != APN_MEMORY) {
        *findings = reader.findings;
        reader.findings = NULL;
    }
done:
    apn__sheets_end(&reader);
    apn_agreement_unref(reader.agreement);
    apn__arena_free(reader.scratch);
    apn_findings_free(reader.findings);
    return status;
}
