/* biproportional.h: a biproportional table while it is worked out. A "line" is a row or a column;
 * what holds for rows holds for columns, so that most functions take a side. */
#ifndef APN_TABLE_BIPROPORTIONAL_H
#define APN_TABLE_BIPROPORTIONAL_H

#include <gmp.h>
#include <stdbool.h>

#include "apportion/table.h"

enum { APN__ROWS = 0, APN__COLUMNS = 1 };

#define APN__NO_CELL SIZE_MAX

typedef struct apn__biproportion {
    size_t counts[2]; /* rows, columns */
    mpz_t *seeds;     /* row by row: the seed times seed_divisor, a whole number */
    mpz_t seed_divisor;
    mpz_t *totals[2];      /* units */
    unsigned char *open;   /* cells that may get units: the seed and both totals are above zero */
    mpz_t *amounts;        /* units, in whole steps; zero where a cell is not open */
    mpq_t *multipliers[2]; /* above zero */
    size_t *heap;          /* scratch: a place for each cell of a line */
    mpz_t step;            /* the units that are handed out at a time: one in the end */
    apn_decimal unit;
    const char *const *names[2]; /* the caller's, or NULL */
    apn_progress progress;
    void *progress_context;
    unsigned done; /* thousandths last told */
} apn__biproportion;

/* Multipliers of a line with which all its cells round to their amounts: low to high, each a
 * numerator over a denominator, not reduced; high is without bound while its denominator is 0. The
 * cells are those that stand at the ends; APN__NO_CELL where nothing bounds. */
typedef struct apn__interval {
    mpz_t low[2], high[2];
    size_t low_cell, high_cell;
} apn__interval;

static inline size_t apn__cell(const apn__biproportion *b, int side, size_t line, size_t across)
{
    return side == APN__ROWS ? line * b->counts[APN__COLUMNS] + across
                             : across * b->counts[APN__COLUMNS] + line;
}

/* biproportional_input.c: reads what is asked for and checks it. The caller ends `b`, which was
 * zeroed, with apn__biproportion_clear in any case. */
apn_status apn__biproportion_read(apn__biproportion *b, const apn_biproportional_input *input,
                                  const apn_table_options *options, apn_error *err);
void apn__biproportion_clear(apn__biproportion *b);

/* "row 3", or the name that the caller gave. */
const char *apn__biproportion_name(const apn__biproportion *b, int side, size_t line, char *buffer,
                                   size_t size);

/* biproportional_line.c: one line. */
void apn__interval_init(apn__interval *interval);
void apn__interval_clear(apn__interval *interval);
void apn__interval_reset(apn__interval *interval); /* zero to without bound */

/* Narrows the interval by one more bound, numerator over denominator, of a cell. */
void apn__interval_from_below(apn__interval *interval, mpz_t bound[2], size_t cell,
                              mpz_t scratch[2]);
void apn__interval_from_above(apn__interval *interval, mpz_t bound[2], size_t cell,
                              mpz_t scratch[2]);

bool apn__interval_is_empty(apn__interval *interval); /* low is above high */

/* Which fraction of an interval is chosen. */
typedef enum apn__choice {
    APN__SIMPLEST, /* the one of least denominator, then numerator, within the open interval */
    APN__MIDDLE    /* the same of the middle third, so that neighbours keep room to move */
} apn__choice;

/* Sets `out` to a fraction of the interval: of an interval of one point, the point; of an empty
 * one, its low end. */
void apn__interval_choose(mpq_t out, const apn__interval *interval, apn__choice choice);

/* Twice the edge of a cell's amount, from where it rounds: (2 amount + step) or (2 amount - step),
 * times seed_divisor, to be compared with 2 seed row column. */
void apn__cell_edge(mpz_t out, const apn__biproportion *b, size_t cell, bool upper);

/* The multipliers with which every open cell of the line rounds to its amount, where there are any;
 * else low is above high, and the cells are those that stand worst. */
void apn__line_interval(const apn__biproportion *b, int side, size_t line, apn__interval *interval);

/* Chooses the line's multiplier anew from those of the other side. */
void apn__line_settle(apn__biproportion *b, int side, size_t line, apn__choice choice);

/* biproportional_fit.c: gives the line its total in whole steps, rounded down to steps, in
 * proportion to seeds and the other side's multipliers by Webster, and settles it. Requires: an
 * open cell, a total above zero.
 */
void apn__line_fit(apn__biproportion *b, int side, size_t line);

/* biproportional_begin.c: sets the columns' multipliers near those of the answer. */
apn_status apn__biproportion_begin(apn__biproportion *b, apn_error *err);

/* biproportional_scale.c: alternate scaling. Fits rows and columns in turn, the rows last, until
 * that no longer pays; *excess is then the number of steps that columns have too many. */
apn_status apn__biproportion_scale(apn__biproportion *b, mpz_t excess, apn_error *err);

/* over = what the column has more than its total, in units; below zero when it has less. */
void apn__column_over(mpz_t over, const apn__biproportion *b, size_t column);

/* Tells the caller how far the work is, from the units that are still in wrong columns; NULL when
 * they are not known yet. */
apn_status apn__biproportion_tell(apn__biproportion *b, const mpz_t misplaced, apn_error *err);

/* biproportional_transfer.c: moves steps from columns that have too many along shortest paths until
 * none has a whole step too many. Requires: rows fitted. */
apn_status apn__biproportion_transfer(apn__biproportion *b, apn_error *err);

/* biproportional_refuse.c: why there is no such table. */
apn_status apn__biproportion_check_support(const apn__biproportion *b, apn_error *err);
apn_status apn__biproportion_refuse_sums(const apn__biproportion *b, const mpz_t sums[2],
                                         apn_error *err);
apn_status apn__biproportion_refuse_cut(const apn__biproportion *b, size_t over_column,
                                        apn_error *err);

/* biproportional_ties.c: cells on halves that a unit can go round, as one list of sets. */
typedef struct apn__biproportional_ties {
    apn_biproportional_tie *sets;
    size_t count;
    size_t *cells, *raised; /* of all sets, one behind the other */
    size_t cells_count, raised_count;
} apn__biproportional_ties;

/* Of all tables that these multipliers allow, takes the lexicographically greatest; lists the ties;
 * and chooses the multipliers as simple as they can be, those of lines with nothing included. */
apn_status apn__biproportion_finish(apn__biproportion *b, apn__biproportional_ties *ties,
                                    apn_error *err);

/* biproportional_check.c: the proof. */
bool apn__biproportional_check(const apn_biproportional_input *input, apn_decimal unit,
                               const mpz_t *amounts, mpq_t *const multipliers[2]);

#endif
