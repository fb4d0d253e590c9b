/* table_job.h: a column of amounts shared, line by line, without an object of Python's for any of
 * them. Nothing here needs the lock of the interpreter. */
#ifndef APPORTION_PYTHON_TABLE_JOB_H
#define APPORTION_PYTHON_TABLE_JOB_H

#include "arrow_made.h"
#include "arrow_read.h"

/* Lines that are shared in one go, so that their amounts stay in the processor's cache. */
#define BLOCK_LINES 512

/* One basis: who shares, and where each stands among all parties. */
typedef struct table_group {
    const char *id; /* UTF-8 */
    size_t id_length;
    const apn_splitter *splitter;
    size_t count, *places;
} table_group;

typedef enum table_layout { LAYOUT_LONG, LAYOUT_WIDE, LAYOUT_TOTALS } table_layout;

typedef struct table_job {
    /* What is asked for. */
    table_group *groups; /* by id, ascending */
    size_t groups_count, parties_count;
    const char **parties; /* their names */
    const char *amount_name, *key_name;
    table_layout layout;
    bool keeps_nulls;
    apn_decimal unit;
    apn_rounding_mode mode;
    /* The columns that are read. */
    cell_type amount_type, by_type;
    int64_t amount_column, by_column; /* by_column: -1 for none */
    /* What is worked with. */
    cell_int unit_digits;
    size_t widest, chunk_lines, last_group;
    int64_t *totals, *gathered, *amounts;
    size_t *order, *starts;
    uint32_t *group_of;
    unsigned char *state; /* of each line: see table_job.c */
    uint64_t lines_before;
    /* What comes out. */
    made_table *table;
    cell_int *sums;
    apn_error err; /* after a failure */
} table_job;

/* Makes room, once what is asked for and the columns are set. */
apn_status table_job_begin(table_job *job);

/* Shares `count` lines of a batch, from `first` on; count is chunk_lines at most. */
apn_status table_job_chunk(table_job *job, const struct ArrowArray *batch, size_t first,
                           size_t count);

/* Puts the sums into the table, under LAYOUT_TOTALS. */
apn_status table_job_end(table_job *job);

void table_job_free(table_job *job);

#endif
