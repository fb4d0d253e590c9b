/* read_head.c: the part called `agreement`: what it is, when it runs, who leads it. */
#include "agreement_reader.h"

typedef struct head_text {
    const char *id, *statute, *marking;
    apn__bilingual title;
    apn__period effective;
    const apn__node *lead, *languages, *decisions, *sources;
} head_text;

typedef struct decision_text {
    const char *ref, *body;
    apn__edge date;
} decision_text;

static void read_effective(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                           void *field)
{
    static const apn__key keys[] = {
        APN__KEY(apn__period, from, "from", apn__read_edge),
        APN__KEY(apn__period, until, "to", apn__read_edge),
    };
    static const apn__table table = APN__TABLE("`effective`", keys);
    reader->start_named = apn__node_find(node, "from") != NULL;
    apn__read_mapping(reader, node, trail, &table, field);
    apn__check_period(reader, trail, field, "the agreement ends before it begins",
                      "`from` or `to`");
}

static void read_head_id(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         void *field)
{
    const char **id = field;
    apn__read_text(reader, node, trail, field);
    if (**id != '\0')
        apn__check_id(reader, node->text, node->place, trail, "an agreement");
}

static const apn__key head_keys[] = {
    APN__REQUIRED(head_text, id, "id", read_head_id),
    APN__KEY(head_text, title, "title", apn__read_bilingual),
    APN__KEY(head_text, statute, "statute", apn__read_text),
    APN__KEY(head_text, effective, "effective", read_effective),
    APN__KEY(head_text, lead, "lead", apn__keep_node),
    APN__KEY(head_text, marking, "marking", apn__read_text),
    APN__KEY(head_text, languages, "languages", apn__keep_node),
    APN__KEY(head_text, decisions, "decisions", apn__keep_node),
    APN__KEY(head_text, sources, "sources", apn__keep_node),
};
static const apn__table head_table = APN__TABLE("`agreement`", head_keys);

static const apn__key decision_keys[] = {
    APN__REQUIRED(decision_text, ref, "ref", apn__read_text),
    APN__KEY(decision_text, body, "body", apn__read_text),
    APN__KEY(decision_text, date, "date", apn__read_edge),
};
static const apn__table decision_table = APN__TABLE("a decision", decision_keys);

static void read_languages(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    static const char *const words[] = {"en", "cy"};
    apn__trail trail = apn__trail_of_key(up, node);
    size_t at = 0;
    if (!apn__is_list(reader, node, &trail, "a list of languages, as [en, cy]"))
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = {&trail, {"", 0}, ++at};
        (void)apn__read_word(reader, entry, &here, "a language", words, 2);
    }
}

static void read_decisions(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__trail trail = apn__trail_of_key(up, node);
    apn__edge *decided = &reader->agreement->decided;
    apn_agreement *agreement = reader->agreement;
    size_t at = 0;
    if (!apn__is_list(reader, node, &trail, "a list of decisions, each as {ref: 015/2017}"))
        return;
    agreement->decisions = apn__keep(reader, node->count, sizeof *agreement->decisions);
    if (agreement->decisions == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = {&trail, {"", 0}, ++at};
        decision_text text = {.ref = "", .body = ""};
        apn__read_mapping(reader, entry, &here, &decision_table, &text);
        agreement->decisions[agreement->decision_count++] = (apn_decision){
            .ref = text.ref,
            .body = text.body,
            .date = text.date.day == 0
                        ? ""
                        : apn__keep_text(reader, apn__node_find(entry, "date")->text)};
        if (text.date.day != 0 && (decided->day == 0 || text.date.day < decided->day))
            *decided = text.date;
    }
}

static void read_sources(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn_agreement *agreement = reader->agreement;
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__is_list(reader, node, &trail, "a list of texts"))
        return;
    agreement->sources = apn__keep(reader, node->count, sizeof *agreement->sources);
    if (agreement->sources == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = {&trail, {"", 0}, agreement->source_count + 1};
        const char *source = "";
        apn__read_text(reader, entry, &here, &source);
        agreement->sources[agreement->source_count++] = source;
    }
}

static void keep_head(apn__reader *reader, const apn__node *node, const head_text *text)
{
    apn_agreement *agreement = reader->agreement;
    apn_agreement_info *info = &agreement->info;
    const apn__node *effective = apn__node_find(node, "effective");
    info->id = text->id;
    info->title = text->title.en != NULL ? text->title.en : text->id;
    info->title_cy = text->title.cy != NULL ? text->title.cy : text->id;
    info->statute = text->statute;
    info->marking = text->marking;
    agreement->effective = text->effective;
    if (agreement->effective.from.day != 0)
        info->effective_from = apn__keep_text(reader, apn__node_find(effective, "from")->text);
    if (agreement->effective.until.day != 0)
        info->effective_to = apn__keep_text(reader, apn__node_find(effective, "to")->text);
}

void apn__read_head(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    head_text text = {.id = "", .statute = "", .marking = ""};
    if (!apn__is_mapping(reader, node, trail, "a group of keys, with `id` among them"))
        return;
    apn__read_mapping(reader, node, trail, &head_table, &text);
    keep_head(reader, node, &text);
    if (text.lead != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.lead);
        reader->lead_named = true;
        agreement->lead = apn__read_party(reader, text.lead, &here, false);
        if (agreement->lead != APN__NONE)
            agreement->info.lead = agreement->parties[agreement->lead].info.id;
    }
    if (text.languages != NULL)
        read_languages(reader, text.languages, trail);
    if (text.decisions != NULL)
        read_decisions(reader, text.decisions, trail);
    if (text.sources != NULL)
        read_sources(reader, text.sources, trail);
}
