/* read_saving.c: one item of the register of savings. It is shared as a cost line is, so it is read
 * into one. */
#include "savings_reader.h"

typedef struct saving_text {
    const char *id;
    apn__bilingual title;
    const char *category;
    const apn__node *cashable, *recurrent, *until, *basis, *participants, *exclude;
    const apn__node *figures[APN__MEASURES];
} saving_text;

static const apn__key saving_keys[] = {
    APN__REQUIRED(saving_text, id, "id", apn__read_text),
    APN__KEY(saving_text, title, "title", apn__read_bilingual),
    APN__KEY(saving_text, category, "category", apn__read_text),
    APN__KEY(saving_text, cashable, "cashable", apn__keep_node),
    APN__KEY(saving_text, recurrent, "recurrent", apn__keep_node),
    APN__KEY(saving_text, until, "until", apn__keep_node),
    APN__KEY(saving_text, figures[APN_BUDGET], "target", apn__keep_node),
    APN__KEY(saving_text, figures[APN_OUTTURN], "realised", apn__keep_node),
    APN__KEY(saving_text, basis, "basis", apn__keep_node),
    APN__KEY(saving_text, participants, "participants", apn__keep_node),
    APN__KEY(saving_text, exclude, "exclude", apn__keep_node),
};
static const apn__table saving_table = APN__TABLE("a saving", saving_keys);

/* The basis that the saving names, or the register's. */
static void read_basis(apn__reader *reader, const apn__node *node, const apn__node *named,
                       const apn__trail *up, const apn__saving_basis *basis, apn__line *line)
{
    line->basis = basis->basis;
    line->basis_place = basis->place;
    line->default_basis = basis->is_default;
    if (named != NULL) {
        apn__trail here = apn__trail_of_key(up, named);
        line->basis_place = named->place;
        line->default_basis = false;
        line->basis = apn__read_default_basis(reader, named, &here);
    } else if (apn__node_find(node, "basis") == NULL && !basis->named && !node->truncated &&
               !reader->truncated) {
        apn__trail here = {up, {"basis", 5}, 0};
        apn__fault(reader, APN_MISSING_KEY, node->place, &here,
                   "the saving does not say how it is shared, and neither does `savings`, and the "
                   "agreement has no `default_basis`: give `savings` a `basis`");
    }
}

/* Who shares it, by which basis. It is rounded alone, whatever the level. */
static void read_sharing(apn__reader *reader, const apn__node *node, const saving_text *text,
                         const apn__trail *trail, const apn__saving_basis *basis, apn__line *line)
{
    apn__trail participants = {trail, {"participants", 12}, 0};
    apn__trail exclude = {trail, {"exclude", 7}, 0};
    read_basis(reader, node, text->basis, trail, basis, line);
    bool members_known = apn__read_participants(reader, text->participants, &participants, line);
    apn__read_exclusions(reader, text->exclude, &exclude, line);
    line->absorber = line->no_worse_off = APN__NONE;
    line->rounding = reader->agreement->rounding;
    line->rounding.own = true;
    apn__line_nodes nodes = {.line = node, .basis = text->basis, .members_known = members_known};
    apn__check_line(reader, line, &nodes, trail);
}

static void read_until(apn__reader *reader, const apn__node *node, const apn__trail *up,
                       apn__saving *saving)
{
    if (node == NULL)
        return;
    saving->has_until = apn__read_year(reader, node, up, &saving->until);
    if (saving->recurrent)
        return;
    apn__trail here = apn__trail_of_key(up, node);
    apn__fault(reader, APN_WRONG_TYPE, node->key_place, &here,
               "`until` is the last year in which a saving recurs, and this one does not: write "
               "`recurrent: yes`, or take `until` out");
}

/* A figure behind the last year in which the saving recurs. */
static void check_until(apn__reader *reader, const apn__trail *trail, const apn__saving *saving,
                        const apn__figures *listed)
{
    char until[16], year[16];
    if (!saving->has_until || listed->count == 0 ||
        listed->list[listed->count - 1].year <= saving->until)
        return;
    apn__year_write(saving->until, until);
    apn__year_write(listed->list[listed->count - 1].year, year);
    apn__fault(reader, APN_WRONG_TYPE, listed->list[listed->count - 1].place, trail,
               "the saving recurs until %s, and has a figure for %s: mend one of them", until,
               year);
}

static void read_figures(apn__reader *reader, const apn__node *node, const saving_text *text,
                         const apn__trail *trail, apn__saving *saving)
{
    bool any = false;
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        const apn__node *figures = text->figures[measure];
        if (figures == NULL)
            continue;
        any = true;
        apn__trail here = apn__trail_of_key(trail, figures);
        apn__read_figures(reader, figures, &here, reader->amounts, &saving->listed[measure]);
        check_until(reader, &here, saving, &saving->listed[measure]);
    }
    if (!any && apn__node_find(node, "target") == NULL && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the saving has no figure: give it a `target`, or what was `realised`, as "
                   "target: {2015/16: 920000}");
}

void apn__read_saving(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const apn__saving_basis *basis, apn__saving *saving)
{
    saving_text text = {.id = "", .category = ""};
    const char *answer;
    apn__line *line = &saving->line;
    line->place = node->place;
    line->called = "saving";
    line->list = "savings.items";
    apn__read_mapping(reader, node, trail, &saving_table, &text);
    if (node->kind != APN__MAPPING)
        return;
    line->info = (apn_line_info){
        .id = text.id,
        .title = text.title.en != NULL ? text.title.en : text.id,
        .title_cy = text.title.cy != NULL ? text.title.cy : text.id,
        .category = text.category,
        .nature = "saving",
    };
    saving->cashable = "";
    (void)apn__read_yes(reader, text.cashable, trail, &saving->cashable);
    saving->recurrent = apn__read_yes(reader, text.recurrent, trail, &answer);
    read_until(reader, text.until, trail, saving);
    read_sharing(reader, node, &text, trail, basis, line);
    read_figures(reader, node, &text, trail, saving);
}
