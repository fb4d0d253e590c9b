/* agreement_sheets.h: sheets that an agreement names (from_csv): got from the caller, read once,
 * their headings looked up, their rows chosen, and what they say turned into nodes, as though it
 * stood in the agreement's text. */
#ifndef APN_AGREEMENT_SHEETS_H
#define APN_AGREEMENT_SHEETS_H

#include "agreement_reader.h"

/* A sheet of a folder. Its first row that is not blank has the headings. */
typedef struct apn__sheet {
    const char *from; /* the text that named it first, for its folder */
    const char *name; /* as that text names it */
    const char *path; /* what messages call it: the text's folder and the name */
    apn_sheet *cells; /* NULL: it could not be read, which was reported */
    size_t headings;  /* their row */
    const apn__id
        *index; /* the headings by text, each with its column; the same text may be twice */
    size_t index_count;
} apn__sheet;

/* The rows of a sheet that are chosen, ascending. */
typedef struct apn__rows {
    size_t *list;
    size_t count;
} apn__rows;

/* The sheet that a scalar names; NULL, reported, when there is none. */
const apn__sheet *apn__sheet_get(apn__reader *reader, const apn__node *node,
                                 const apn__trail *trail);

/* Notes the digest of a text ("" for `sheet`) or a sheet, when the caller takes digests. What is no
 * digest is reported; false when memory is out. */
bool apn__note_input(apn__reader *reader, const char *sheet, apn__text bytes);

/* The same of a digest that was taken before. */
bool apn__note_digest(apn__reader *reader, const char *sheet, const char *digest);

/* Ends what the reader got. */
void apn__sheets_end(apn__reader *reader);

/* A cell without the spaces around it, and its place. */
apn__text apn__cell_text(const apn__sheet *sheet, size_t row, size_t column);
apn__place apn__cell_place(const apn__sheet *sheet, size_t row, size_t column);

/* The column whose heading the text is, or APN__NONE. */
size_t apn__sheet_find(const apn__sheet *sheet, apn__text heading);

/* The column that a scalar names; APN__NONE, reported with what it may have meant, when there is
 * none, or two. */
size_t apn__sheet_column(apn__reader *reader, const apn__sheet *sheet, const apn__node *node,
                         const apn__trail *trail);

/* The rows below the headings that are not blank and have what `where` (a mapping from heading to
 * text, or NULL) asks for. False, reported, when there is none or a part of `where` is wrong. */
bool apn__sheet_rows(apn__reader *reader, const apn__sheet *sheet, const apn__node *where,
                     const apn__trail *trail, apn__rows *rows);

/* Refuses rows that are called a total in the column, or takes them out of the rows where `node`
 * (`totals`, or NULL) says so: in read_sheet_totals.c. False when something was reported. */
bool apn__sheet_pass_totals(apn__reader *reader, const apn__sheet *sheet, size_t column,
                            const apn__node *node, const apn__trail *trail, apn__rows *rows);

/* Nodes in scratch memory. NULL, and remembered, when there is none; adding NULL adds nothing. */
apn__node *apn__make_group(apn__reader *reader, apn__node_kind kind, apn__place place);
apn__node *apn__make_scalar(apn__reader *reader, apn__text text, apn__place place);
apn__node *apn__make_cell(apn__reader *reader, const apn__sheet *sheet, size_t row, size_t column);
void apn__put_key(apn__node *mapping, const char *key, apn__place place, apn__node *child);

/* read_sheet_years.c */

#define APN__WRONG_YEAR (-2) /* the cell that should say the year does not */

/* A figure of a sheet: its year (APN__EVERY_YEAR: of every one) and its cell. */
typedef struct apn__sheet_figure {
    apn__year year;
    size_t row, column;
} apn__sheet_figure;

typedef struct apn__sheet_figures {
    apn__sheet_figure *list; /* row by row, years ascending */
    size_t count;
    size_t year_column; /* or APN__NONE */
} apn__sheet_figures;

/* The keys of from_csv that say where figures stand and of which years they are; the nodes may be
 * NULL. `value` is a heading, or a heading for each year; `year` is a heading, or one year for the
 * whole sheet; `years` gives each year's text in the column of years. */
typedef struct apn__sheet_keys {
    const apn__node *value, *year, *years;
} apn__sheet_keys;

/* The figures of the rows. Rows whose year is none of `years` have none, and a blank cell is none
 * where each year has a column. False, reported, when the keys are wrong. */
bool apn__sheet_read_figures(apn__reader *reader, const apn__sheet *sheet,
                             const apn__sheet_keys *keys, const apn__trail *trail,
                             const apn__rows *rows, apn__sheet_figures *out);

/* Reports a figure whose year is wrong, and is then true. */
bool apn__fault_year(apn__reader *reader, const apn__sheet *sheet,
                     const apn__sheet_figures *figures, const apn__sheet_figure *one,
                     const apn__trail *trail);

/* Compares the sum of the figures with what `control_total` states: an amount, or amounts by year.
 * NULL node: nothing is stated. False, reported, when a figure is no number. */
bool apn__sheet_control(apn__reader *reader, const apn__sheet *sheet, const apn__node *node,
                        const apn__trail *trail, const apn__sheet_figures *figures);

/* read_driver_sheet.c: a driver's from_csv as a mapping like `values`, or like `by_year` when
 * *by_year is set; NULL, reported, when it could not be read. */
apn__node *apn__read_driver_sheet(apn__reader *reader, const apn__node *node,
                                  const apn__trail *trail, bool *by_year);

/* read_line_sheet.c: the cost lines with every from_csv among them replaced by its lines. */
const apn__node *apn__expand_lines(apn__reader *reader, const apn__node *node,
                                   const apn__trail *trail);

#endif
