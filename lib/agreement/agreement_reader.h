/* agreement_reader.h: what the readers of one agreement share: what they have made so far, where
 * they stand, how they report a fault, and the walker that reads a mapping by a table of its keys.
 */
#ifndef APN_AGREEMENT_READER_H
#define APN_AGREEMENT_READER_H

#include "agreement_model.h"
#include "document.h"

/* Where a reader stands, from the top: cost_lines, then infrastructure, then exclude. Lives on the
 * stack. */
typedef struct apn__trail {
    const struct apn__trail *up; /* NULL: this is a key of the file itself */
    apn__text name;              /* empty: an entry that is known by its place in its list */
    size_t index;                /* that place, counted from 1 */
} apn__trail;

/* The ids of the parties, the drivers or the bases, for looking them up. */
typedef struct apn__id {
    apn__text text;
    apn__place place;
    size_t at; /* its place among the things of its kind */
} apn__id;

typedef struct apn__index {
    bool known; /* false while the list itself could not be read: nothing is then called unknown */
    const apn__id *sorted;  /* by text */
    const apn__text *words; /* the same ids, for suggestions */
    size_t count;
} apn__index;

/* A text in English and Welsh; both NULL when it was left out, the same when one was. */
typedef struct apn__bilingual {
    const char *en, *cy;
} apn__bilingual;

struct apn__sheet;

typedef struct apn__reader {
    const apn_agreement_options *options; /* or NULL */
    const struct apn__load *from;         /* scenario_model.h */
    apn__node *root;                      /* of the document, where scenarios change it */
    struct apn__sheet *sheets;            /* got so far; agreement_sheets.h */
    size_t sheet_count;
    apn_agreement *agreement; /* being made; its texts go into its arena */
    apn__arena *scratch;      /* ends with the reading */
    apn_findings *findings;
    bool truncated; /* a text broke off: what is missing may stand beyond the break */
    bool several_texts;
    bool no_memory;
    unsigned suggestions_left; /* so that a file of nothing but slips is still read quickly */
    size_t values;             /* figures by party that were asked for so far */
    bool too_many_values;      /* already reported */
    size_t worked;             /* years and payments that were asked to be worked out so far */
    apn__index parties, drivers, bases, indices, lines, reserves;
    size_t exit_lines;             /* that the costs of exits may become */
    bool lead_named;               /* perhaps wrongly */
    bool start_named;              /* `effective` has a `from`, perhaps a wrong one */
    apn_rounding_mode amounts;     /* how figures finer than the unit become whole units */
    size_t default_basis;          /* or APN__NONE */
    bool has_default_basis;        /* one is named, perhaps wrongly */
    size_t equal_basis;            /* the built-in one, or APN__NONE until a line uses it */
    const apn__stretch *everybody; /* participants of a line that names none */
    const apn__stretch *nobody;    /* exclusions of a line without any */
} apn__reader;

/* Reads one value into a field. Reports what is wrong with it, and leaves the field then as it was.
 */
typedef void apn__read_value(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                             void *field);

/* A key of a mapping. */
typedef struct apn__key {
    const char *name;
    apn__read_value *read;
    size_t offset; /* of the field in the struct that the table fills */
    bool required;
} apn__key;

/* The keys of one kind of mapping. */
typedef struct apn__table {
    const char *what; /* "a cost line" */
    const apn__key *keys;
    size_t count;
} apn__table;

#define APN__KEY(type, field, name, read)                                                          \
    {                                                                                              \
        name, read, offsetof(type, field), false                                                   \
    }
#define APN__REQUIRED(type, field, name, read)                                                     \
    {                                                                                              \
        name, read, offsetof(type, field), true                                                    \
    }
#define APN__TABLE(what, keys)                                                                     \
    {                                                                                              \
        what, keys, sizeof(keys) / sizeof *(keys)                                                  \
    }

/* A text cut to what a sentence can hold, as the two arguments of `%.*s`. */
#define APN__SHOW(text) (int)apn__shown_length(text), (text).bytes

size_t apn__shown_length(apn__text text);

/* read_walk.c */

/* Adds an error. */
void apn__fault(apn__reader *reader, apn_status code, apn__place place, const apn__trail *trail,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Where the trail leads, as text in path: "cost_lines.hosting.title". Returns that text. */
const char *apn__spell(const apn__trail *trail, apn__path *path);

/* Adds a wrong-type error: "`cost_lines.x.title` must be a text, and a list stands here". */
void apn__fault_kind(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     const char *expected);

#define APN__SUGGESTION_SIZE 128u

/* The nearest of the words as "; did you mean `…`?", or "" when none is near. Written into buffer,
 * of APN__SUGGESTION_SIZE bytes. */
const char *apn__suggest(apn__reader *reader, apn__text found, const apn__text *words, size_t count,
                         char *buffer);

/* Memory that ends with the reading, or with the agreement; NULL, and remembered, when there is
 * none. */
void *apn__scratch(apn__reader *reader, size_t count, size_t size);
void *apn__keep(apn__reader *reader, size_t count, size_t size);

/* One thing for each party, in the agreement; NULL, and reported, when the file asks for too many
 * or memory is out. */
void *apn__keep_by_party(apn__reader *reader, size_t size, apn__place place,
                         const apn__trail *trail);

/* The trail of a child: by its key in a mapping, by its `id` or else its place (counted from 1) in
 * a list. */
apn__trail apn__trail_of_key(const apn__trail *up, const apn__node *child);
apn__trail apn__trail_of_entry(const apn__trail *up, const apn__node *child, size_t index);

/* True when the node is of the kind; reports it when not, unless it was already reported. */
bool apn__is_mapping(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     const char *expected);
bool apn__is_list(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                  const char *expected);

/* Reads a mapping by its table into a struct: unknown keys, missing ones, then each
 * reader. */
void apn__read_mapping(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       const apn__table *table, void *into);

/* Reports a text that begins with a curly quote, and is then true: it is quoted for a reader of
 * prose, and not for YAML. For values that no curly quote can begin. */
bool apn__fault_curly(apn__reader *reader, apn_status code, apn__text text, apn__place place,
                      const apn__trail *trail);

/* True for a key that is only there because a comma ended a value in curly quotes: {a: “1,234”}.
 * `open` is NULL before the first child of a mapping, and is kept from child to child. */
bool apn__continues_curly(const apn__node **open, const apn__node *child);

/* read_text.c: readers of single values, for tables. The type of the field stands behind each. */

void apn__keep_node(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    void *field); /* apn__node * */
void apn__read_text(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    void *field); /* char * */
void apn__read_bilingual(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         void *field);

/* True when the node is a scalar that says something; reports it when not. */
bool apn__is_text(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                  const char *expected);

/* True for a scalar with nothing in it. */
bool apn__is_empty(const apn__node *node);

/* A copy of the text in the agreement, or "" when memory is out. */
const char *apn__keep_text(apn__reader *reader, apn__text text);

/* The place of the node's text among words, or count, reported, when it is none of them. `what`: "a
 * nature". */
size_t apn__read_word(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const char *what, const char *const *words, size_t count);

/* read_dates.c */

void apn__read_date(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    void *field); /* apn__date */
void apn__read_edge(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    void *field); /* apn__edge */

/* Reports a period that ends before it begins, and opens it. `fault`: "the line ends before it
 * begins"; `keys`: "`from` or `until`". */
void apn__check_period(apn__reader *reader, const apn__trail *trail, apn__period *period,
                       const char *fault, const char *keys);

/* read_number.c: numbers. Each is true when a number was read, and reports when not. */

bool apn__read_number(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      unsigned forms, apn_decimal *out);

/* An amount in the agreement's currency, in whole units: rounded by mode, refused when that is
 * APN_ROUND_NONE. */
bool apn__read_amount(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn_rounding_mode mode, apn_decimal *out);

/* A percentage of zero or more, with or without its sign. */
bool apn__read_percentage(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn_decimal *out);

/* A yearly rate in per cent, of growth or of discounting, which leaves something: more than -100.
 */
bool apn__read_rate(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    apn_decimal *percent);

/* A floor or a cap: an amount, or a percentage with its sign. */
bool apn__read_bound(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     apn_bound *out);

/* A driver's value: a number, a fraction a/b, or money when the driver counts the agreement's
 * currency. */
bool apn__read_weight(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      bool money, apn__value *out);

/* A whole number from 0 to most. */
bool apn__read_whole(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     unsigned most, unsigned *out);

/* read_ids.c */

/* Reports an id that is not well formed, too long or reserved. `what`: "a party". */
void apn__check_id(apn__reader *reader, apn__text id, apn__place place, const apn__trail *trail,
                   const char *what);

/* The scalar behind `id` in an entry of a list; an empty text when there is none. */
apn__text apn__entry_id(const apn__node *entry, apn__place *place);

/* The ids of a list's entries, checked, with duplicates reported under `up`. */
void apn__index_list(apn__reader *reader, const apn__node *list, const apn__trail *up,
                     const char *what, apn__index *index);

/* The keys of a mapping as ids, checked. */
void apn__index_mapping(apn__reader *reader, const apn__node *mapping, const apn__trail *up,
                        const char *what, apn__index *index);

/* The texts of a list as they stand, with those that stand twice reported under `up`. */
void apn__index_texts(apn__reader *reader, const apn__node *list, const apn__trail *up,
                      const char *what, apn__index *index);

/* The place of the thing with the id, or APN__NONE. */
size_t apn__look_up(const apn__index *index, apn__text id);

/* The same, reported when there is none. `what`: "party". */
size_t apn__find_id(apn__reader *reader, const apn__index *index, apn__text id, apn__place place,
                    const apn__trail *trail, const char *what);

/* A party by the node's text; `lead` is the agreement's lead when lead_allowed. APN__NONE,
 * reported, when it is none. */
size_t apn__read_party(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       bool lead_allowed);

/* read_years.c */

typedef struct apn__year_entry {
    apn__year year;
    const apn__node *node;
} apn__year_entry;

/* The entries of a mapping by year, ascending, in scratch memory; each year once. Reports keys that
 * are not years and years twice; and years outside the agreement when covered. Returns how many. */
size_t apn__read_years(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       bool covered, apn__year_entry **entries);

/* One year, behind the node's key. True when it was read. */
bool apn__read_year(apn__reader *reader, const apn__node *node, const apn__trail *up,
                    apn__year *year);

/* read_prepaid.c: the days that the items' payments cover, as those of the line. Reports items that
 * are prepaid for days that the others are not for. */
void apn__join_covers(apn__reader *reader, const apn__trail *up, apn__line *line,
                      apn_measure measure);

/* read_prepaid.c: the node behind `prepaid`, in place of amounts by year, or NULL. */
const apn__node *apn__prepaid_node(const apn__node *node);

/* The amounts by year that it makes. Requires: there is one. */
void apn__read_prepaid(apn__reader *reader, const apn__node *node, const apn__trail *up,
                       apn_rounding_mode mode, apn__figures *figures);

/* read_rest.c: the node behind `rest`, in place of a line's amounts by year, or NULL. */
const apn__node *apn__rest_node(const apn__node *node);

/* Reads it. Requires: there is one. */
void apn__read_rest(apn__reader *reader, const apn__node *node, const apn__trail *up,
                    apn_measure measure, apn__line *line);

/* Refuses rests that rest on each other, or on lines that have no amount of their own, once all
 * lines are read. */
void apn__check_rests(apn__reader *reader, const apn__trail *trail);

/* The places of the cost lines that are listed, each once; `example`: "[hardware, migration]".
 * Returns how many; *lines stays when there are none. */
size_t apn__read_line_ids(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          const char *example, size_t **lines);

/* Amounts by year, or `prepaid`. NULL node: none. */
void apn__read_figures(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn_rounding_mode mode, apn__figures *figures);

/* How many decimals a good amount is written to: 2 for 48,898.94, and 1 less 6 for £2.7m. */
int apn__written_decimals(apn__text text);

/* A line's published totals. */
void apn__read_stated(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn__line *line);

/* The years in which any line has a figure, for both measures. */
void apn__collect_years(apn__reader *reader);

/* read_worked.c: a budget that is worked out. */

/* What can make a budget; each may be NULL, and only the first two work it out. */
typedef struct apn__budget_nodes {
    const apn__node *indexed, *financing, *budget, *items;
    apn__period life; /* of the line */
    apn_rounding_mode amounts;
} apn__budget_nodes;

/* Reads `indexed` or `financing`, with the budget that it makes, and reports what stands beside it.
 * NULL when there is neither, or it is wrong. */
const apn__worked *apn__read_worked(apn__reader *reader, const apn__budget_nodes *nodes,
                                    const apn__trail *up, apn__figures *budget);

/* read_beside.c: what stands beside the figures of a line or an item. */
typedef struct apn__beside_nodes {
    const apn__node *overhead, *vat, *less; /* or NULL */
} apn__beside_nodes;

/* The cost that it stands beside. */
typedef struct apn__cost {
    const apn__figures *measures; /* by apn_measure */
    bool sound;                   /* no fault was found in them */
    apn_rounding_mode amounts;
} apn__cost;

void apn__read_beside(apn__reader *reader, const apn__beside_nodes *nodes, const apn__trail *up,
                      const apn__cost *cost, apn__beside *beside);

/* read_overrun.c: after the line's basis and figures. */
void apn__read_overrun(apn__reader *reader, const apn__node *node, const apn__trail *up,
                       apn__line *line);

/* read_arose.c: reports a figure for a year before the cost arose. */
void apn__check_arose(apn__reader *reader, const apn__node *node, const apn__trail *up,
                      const apn__line *line);

/* read_arose.c: the days in which a line's cost arose; after its life. NULL node: none. */
void apn__read_arose(apn__reader *reader, const apn__node *node, const apn__trail *up,
                     apn__line *line);

/* read_items.c: the items of a line and their sums, which become the line's figures. */
void apn__read_items(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     apn_rounding_mode mode, apn__line *line);

/* read_head.c, read_parties.c, read_drivers.c, read_bases.c with its kinds, read_rounding.c,
 * read_members.c, read_lines.c: the parts of the file. */

void apn__read_head(apn__reader *reader, const apn__node *node, const apn__trail *trail);
void apn__read_parties(apn__reader *reader, const apn__node *node, const apn__trail *trail);
void apn__read_drivers(apn__reader *reader, const apn__node *node, const apn__trail *trail);
void apn__read_indices(apn__reader *reader, const apn__node *node, const apn__trail *trail);
void apn__read_discount(apn__reader *reader, const apn__node *node, const apn__trail *trail);
void apn__read_bases(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* read_facts.c: what is said of a driver's figures, once they are read. NULL nodes: nothing. */
typedef struct apn__fact_nodes {
    const apn__node *as_at, *window, *status, *source;
} apn__fact_nodes;

void apn__read_facts(apn__reader *reader, const apn__fact_nodes *nodes, const apn__trail *trail,
                     apn__driver *driver);

/* A basis where a line names one: an id, `equal`, or a basis of its own. APN__NONE, reported, when
 * it is none. */
size_t apn__read_line_basis(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* `default_basis`: an id or `equal`. */
size_t apn__read_default_basis(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* The agreement's rounding: its unit, and how figures become whole units, are needed before any
 * figure is read. */
void apn__read_agreement_rounding(apn__reader *reader, const apn__node *node,
                                  const apn__trail *trail);

/* A line's own rounding, on top of the agreement's. NULL node: the agreement's. basis: APN__NONE
 * when it is not known. */
void apn__read_line_rounding(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                             apn__line *line, apn_rounding_mode *amounts);

/* Who shares a line, and who does not, with the reason. NULL nodes: everybody, nobody. False when a
 * participant could not be read. */
bool apn__read_participants(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                            apn__line *line);
void apn__read_exclusions(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn__line *line);

/* Floors or caps; NULL when reading failed. */
apn_bound *apn__read_bounds(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* Published tables. */
void apn__read_tables(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* read_in_kind.c: after the lines. */
void apn__read_in_kind(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* read_charging.c: after the parties and the head. */
void apn__read_underspend(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          apn__underspend *out);
void apn__read_charging(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* In check_charging.c, once all is read: an underspend that is kept and nobody keeps; what no
 * statement tells is a warning. `charged`: the file has `charging`. */
void apn__check_charging(apn__reader *reader, bool charged);

/* read_savings.c: after the lines, and the rounding. */
void apn__read_savings(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* read_versions.c: after the bases, and before the lines. */
void apn__read_versions(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* read_reserves.c: the reserves; before the lines. */
void apn__read_reserves(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* The reserve that funding is drawn on, by its id behind the node's key; `measures`: what is drawn.
 * APN__NONE, reported, when it is none. */
size_t apn__read_drawn_on(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          const apn__figures *measures);

void apn__read_lines(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* One cost line, wherever it is written. */
void apn__read_line(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    apn__line *line);

/* read_exits.c: parties that leave; after the cost lines, to which it adds. */
void apn__read_exits(apn__reader *reader, const apn__node *node, const apn__trail *trail);

/* How many costs the exits list, before they are read. */
size_t apn__count_exit_costs(const apn__node *exits);

/* read_exit_costs.c: the costs of one exit, and what is written off. */
void apn__read_exit_costs(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          apn__exit *exit);
void apn__read_written_off(apn__reader *reader, const apn__node *node, const apn__trail *up,
                           apn__exit *exit);

/* read_prices.c: a line's price of a unit; after its basis and figures. */
void apn__read_unit_price(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn__line *line);

/* check_bases.c: bases that are made of others; after all of them were read. */
void apn__check_bases(apn__reader *reader);

/* check_line.c: what a line's parts say about each other. The nodes are NULL where the line has no
 * such key. */
typedef struct apn__line_nodes {
    const apn__node *line, *basis, *floors, *caps, *no_worse_off, *absorber, *rounding;
    bool members_known; /* every participant was read */
} apn__line_nodes;

void apn__check_line(apn__reader *reader, const apn__line *line, const apn__line_nodes *nodes,
                     const apn__trail *trail);

#endif
