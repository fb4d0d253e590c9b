/* library_limits.h: the bounds that are checked before memory is asked for; docs/limits.md gives
 * their reasons. */
#ifndef APN_BASE_LIBRARY_LIMITS_H
#define APN_BASE_LIBRARY_LIMITS_H

#define APN__LIMIT_SPLIT_PARTIES 100000u /* parties of one split from C */
#define APN__LIMIT_PARTIES       1000u   /* parties of an agreement */
#define APN__LIMIT_LINES         10000u  /* cost lines of an agreement */
#define APN__LIMIT_ITEMS         10000u /* items of one cost line, and kinds of funding of a cost */
#define APN__LIMIT_RESERVES      100u   /* reserves of an agreement */
#define APN__LIMIT_VERSIONS      100u   /* versions of an agreement */
#define APN__LIMIT_STRETCHES     100u   /* stretches of days of one party on one line */
#define APN__LIMIT_CELLS         2000000u  /* lines x parties of a statement */
#define APN__LIMIT_VALUES        4000000u  /* figures by party that an agreement may ask for */
#define APN__LIMIT_SHARES        500000u   /* shares of bases that are made of others, at a time */
#define APN__LIMIT_TEXT_BYTES    4194304u  /* bytes of one YAML text: 4 MiB */
#define APN__LIMIT_SHEET_BYTES   67108864u /* bytes of one CSV text: 64 MiB */
#define APN__LIMIT_SHEET_CELLS   16000000u
#define APN__LIMIT_TABLE_COLUMNS 1000u   /* columns of a published table */
#define APN__LIMIT_ACROSS        16u     /* sums across of a published table */
#define APN__LIMIT_SOURCES       64u     /* texts of one agreement */
#define APN__LIMIT_POINTS        100000u /* points of a sweep */
#define APN__LIMIT_MARKS         100000u /* marks of a sweep; more are not kept */
#define APN__LIMIT_CHANGES       10000u  /* changes of one scenario */
#define APN__LIMIT_SCENARIOS     64u     /* scenarios of one agreement, one after the other */
#define APN__LIMIT_SHEETS        64u     /* sheets that one agreement names */
#define APN__LIMIT_DEPTH         32u     /* nesting of a YAML text */
#define APN__LIMIT_ID            64u     /* bytes of an id */
#define APN__LIMIT_BASIS_DEPTH   32u     /* bases made of bases */
#define APN__LIMIT_YEARS_BACK    100u    /* years of an average, and of a lag */
#define APN__LIMIT_FINDINGS      10000u  /* findings of one list */
#define APN__LIMIT_WHERE                                                                           \
    1024u /* bytes of a finding's `where`; longer ones are cut at a character */
#define APN__LIMIT_MESSAGE 4096u /* bytes of a finding's sentence, likewise */
#define APN__LIMIT_DENOMINATOR_BITS                                                                \
    4096u /* binary digits of the common denominator of a split's weights */
#define APN__LIMIT_PUBLISHED     16u       /* decimals of published percentages */
#define APN__LIMIT_PERIODS       1200u     /* periods of a loan; years of a schedule of rates */
#define APN__LIMIT_WORKED        200000u   /* years and payments that an agreement works out */
#define APN__LIMIT_ROOT          1000u     /* parts of a year that a growth may be counted in */
#define APN__LIMIT_FRACTION_BITS 131072u   /* binary digits of a compounded fraction's numbers */
#define APN__LIMIT_REAL_BITS     16384u    /* binary digits of an irrational amount's bounds */
#define APN__LIMIT_TABLE_CELLS   67108864u /* rows x columns of a table */
#define APN__LIMIT_TABLE_NODES   16777216u /* groups of rows x columns */
#define APN__LIMIT_TABLE_DENOMINATOR_BITS                                                          \
    65536u /* binary digits of the common denominator of a table, or of lines rounded together */
#define APN__LIMIT_BIPROPORTIONAL_CELLS 100000u /* rows x columns of a biproportional table */

#endif
