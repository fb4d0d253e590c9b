/* agreement_model.h: what a frozen agreement holds. Places of things (party, driver, basis, line)
 * are indexes into the arrays here; texts live in the agreement's arena. */
#ifndef APN_AGREEMENT_MODEL_H
#define APN_AGREEMENT_MODEL_H

#include <stdatomic.h>

#include "apportion/agreement.h"
#include "alloc.h"
#include "calendar.h"
#include "exits.h"
#include "findings.h"

#define APN__NONE SIZE_MAX /* no party, no basis */

/* A financial year by the calendar year it begins in: 2015 is 2015/16. */
typedef int apn__year;
#define APN__EVERY_YEAR (-1)

#define APN__MEASURES 3 /* of enum apn_measure */

/* "2015/16", "2015-16", "2015/2016", "2015-2016": true when text is one. */
bool apn__year_read(apn__text text, apn__year *year);

typedef enum apn__given { APN__ABSENT, APN__GIVEN, APN__NEEDED } apn__given;

/* A weight or a percentage of one party. */
typedef struct apn__value {
    apn__given given;
    apn_decimal value;
    apn_decimal denominator; /* divides value: 1 but for a driver's fraction a/b */
    apn__place place;
} apn__value;

typedef struct apn__party {
    apn_party_info info;
    apn__place place;
    apn__period period; /* joined and left */
} apn__party;

/* What is said of a driver's figures; NULL, day 0 and UNSAID where nothing is. */
typedef struct apn__facts {
    const char *as_at, *source;
    apn__period window;
    apn_figures_status status;
} apn__facts;

typedef struct apn__value_set {
    apn__year year; /* or APN__EVERY_YEAR */
    apn__place place;
    apn__facts facts;   /* of this year alone */
    apn__value *values; /* one for each party */
} apn__value_set;

typedef struct apn__driver {
    const char *id, *unit;
    apn__facts facts; /* of all years */
    apn__place place;
    apn__value_set *sets; /* by ascending year */
    size_t set_count;
    struct apn__driver *revised; /* later figures of the same quantity, by ascending status */
    size_t revised_count;
} apn__driver;

typedef enum apn__basis_kind {
    APN__PERCENT,
    APN__DRIVER,  /* one driver in one year */
    APN__COUNTED, /* several drivers added up, or several years averaged */
    APN__EQUAL,
    APN__ALL_TO,
    APN__BLEND,
    APN__TRANSITION,
    APN__LIMIT_CHANGE,
    APN__LIMIT_SHARE,
    APN__REBASE,
    APN__WITH_EFFECT_FROM /* a line's only, never a part of another */
} apn__basis_kind;

/* The years whose figures count. */
typedef struct apn__reference {
    apn__year year; /* APN__EVERY_YEAR: the year that is shared, less the lag */
    unsigned lag;   /* in years */
    unsigned years; /* how many that end with it: 1 unless they are averaged */
    bool of_shares; /* the mean of each year's shares, not the shares of their totals */
} apn__reference;

/* A basis of which another is made. */
typedef struct apn__part {
    size_t basis;       /* or APN__NONE while reading: unknown, and reported */
    apn_decimal weight; /* APN__BLEND */
    apn__edge from;     /* APN__WITH_EFFECT_FROM: day 0 for the first */
    apn__place place;   /* of its name */
} apn__part;

/* What a party of so many units is charged, or counts for. */
typedef struct apn__band {
    bool open;         /* the last one, without an end */
    apn_decimal up_to; /* included */
    bool by_unit;      /* for each of its units; else for all of them together */
    apn_decimal charge;
    apn__place end_place, charge_place;
} apn__band;

/* How far a share may move, or has to. */
typedef struct apn__move {
    bool relative; /* in per cent of the share, not in percentage points */
    apn_decimal most;
} apn__move;

/* From this year on, this much of the way. */
typedef struct apn__step {
    apn__year year;
    apn_decimal percent;
    apn__place place;
} apn__step;

typedef struct apn__basis {
    const char *name; /* its id; "equal"; "all_to:gwent"; "driver:niche_users" or else its kind's
                         key for an inline one */
    bool is_inline;
    apn__basis_kind kind;
    apn__place place;
    apn__value *percents; /* APN__PERCENT: one for each party */
    size_t *drivers;      /* APN__DRIVER: one; APN__COUNTED */
    apn__band *bands;     /* APN__COUNTED: by ascending end, or NULL */
    size_t band_count;
    bool take_or_pay; /* APN__COUNTED: the first driver is what was contracted, the second what
                         was delivered; not their sum but the greater counts */
    size_t driver_count;
    apn__reference reference; /* APN__DRIVER, APN__COUNTED */
    size_t party;             /* APN__ALL_TO */
    apn__part *parts; /* APN__BLEND; APN__TRANSITION and APN__REBASE: from and to; the limits: one;
                         APN__WITH_EFFECT_FROM: by ascending day */
    size_t part_count;
    apn__step *steps; /* APN__TRANSITION: by ascending year */
    size_t step_count;
    apn__move move;            /* APN__LIMIT_CHANGE, APN__REBASE */
    apn__value *floors, *caps; /* APN__LIMIT_SHARE: percentages, one for each party, or NULL */
    size_t absorber;           /* of the limits, or APN__NONE */
    bool published;
    unsigned published_decimals;
    apn_weights_kind weights_kind; /* of an APN__PERCENT: PERCENT, RESCALE or AS_PUBLISHED */
    const char *judged_by, *judged_because; /* "" unless it is a judgement */
} apn__basis;

/* A published index: what a reading's place and value mean. */
typedef enum apn__series_kind {
    APN__BY_MONTH, /* a month as apn__month, a figure */
    APN__BY_YEAR,  /* a financial year, a figure */
    APN__RISES     /* a financial year, its rise over the year before in per cent */
} apn__series_kind;

/* A month: twelve times the year, and its number less 1. */
typedef int apn__month;

typedef struct apn__reading {
    int at;
    apn__given given; /* GIVEN or NEEDED */
    apn_decimal value;
    apn__place place;
} apn__reading;

typedef struct apn__series {
    const char *id, *source;
    apn__place place;
    apn__series_kind kind;
    apn__reading *readings; /* ascending */
    size_t count;
} apn__series;

/* How a budget is worked out that is not written year by year. */
typedef enum apn__worked_kind {
    APN__INDEXED, /* by the figures of a series */
    APN__RATED,   /* by a yearly rate */
    APN__ANNUITY,
    APN__INSTALMENTS
} apn__worked_kind;

typedef enum apn__charged {
    APN__CHARGE_BOTH,
    APN__CHARGE_PRINCIPAL,
    APN__CHARGE_INTEREST
} apn__charged;

/* What a loan repays and charges in one year. */
typedef struct apn__loan_year {
    apn_decimal principal, interest;
} apn__loan_year;

typedef struct apn__worked {
    apn__worked_kind kind;
    apn__place place;
    apn__period life;   /* of the line */
    apn_decimal amount; /* of `from`; or the principal */
    apn__year from, to;
    apn_rounding_mode mode;
    size_t series;       /* APN__INDEXED */
    int base;            /* APN__INDEXED: what the amount is for: a month or a year of the series */
    apn__day base_day;   /* APN__RATED: what the amount is for */
    apn_decimal percent; /* a year: of APN__RATED and of a loan */
    bool monthly;        /* a loan's */
    apn__loan_year *loan_years; /* a loan's, for each of the figures */
    apn__charged charged;
} apn__worked;

/* Money for one year; items are summed, the line's figure is their sum. */
typedef struct apn__figure {
    apn__year year;
    apn_decimal amount; /* in currency, whole units */
    apn__place place;
    bool missing; /* an index has no reading for it: the amount is nil, and is not to be used */
} apn__figure;

typedef struct apn__figures { /* by ascending year */
    apn__figure *list;
    size_t count;
    apn__period cover; /* the days that one payment is for, which cut the line's life; or open */
} apn__figures;

/* Money that was put by, of which costs are paid. */
typedef struct apn__reserve {
    const char *id, *title, *title_cy;
    apn__place place;
    bool known; /* the next two were read */
    apn__year first;
    apn_decimal opening; /* at the beginning of its first year */
    apn__figures added;  /* in later years and in the first; below zero: taken for something else */
} apn__reserve;

/* Funding from elsewhere, which comes off a cost before it is shared. */
typedef struct apn__less {
    const char *id, *title, *title_cy; /* id may be "" */
    apn__place place;
    size_t reserve;                       /* that it is drawn on, or APN__NONE */
    apn__figures measures[APN__MEASURES]; /* by apn_measure; not below zero */
} apn__less;

/* Value added tax on a cost. Whether it is recoverable is said, never found out. */
typedef struct apn__vat {
    apn__place place;
    bool recoverable;                     /* then it is told, and not added */
    apn__figures measures[APN__MEASURES]; /* by apn_measure */
} apn__vat;

/* What stands beside the figures of a line or an item, and makes of them the amount that is shared.
 */
typedef struct apn__beside {
    bool has_overhead;
    apn_decimal overhead;   /* per cent of the figure, added to it */
    apn_rounding_mode mode; /* how the overhead becomes whole units */
    const apn__vat *vat;    /* or NULL */
    apn__less *less;
    size_t less_count;
} apn__beside;

typedef struct apn__item {
    const char *id, *title, *title_cy; /* id may be "", and the titles then too */
    apn__place place;
    apn__figures measures[APN__MEASURES]; /* by apn_measure */
    const apn__worked *worked;            /* of the budget, or NULL */
    apn__beside beside;
} apn__item;

/* Days in which a party takes part in a line, or is excluded from it. */
typedef struct apn__stretch {
    bool given;         /* false: none */
    const char *reason; /* of an exclusion */
    apn__place place;
    apn__period period;
    struct apn__stretch *next; /* a further one of the same party, or NULL */
} apn__stretch;

typedef struct apn__rounding {
    apn_method method;
    apn_ties ties;
    apn_rounding_mode mode;
    apn_residual_to to;
    size_t to_party; /* a party of the agreement; `to: lead` is already resolved */
    bool own;        /* a line's, that says how its quotas are rounded: it is rounded alone */
    apn__place place;
} apn__rounding;

typedef struct apn__stated {
    apn__year year;
    apn_decimal amount;
    int decimals; /* as printed; below zero for one in thousands or millions */
    apn__place place;
} apn__stated;

/* Who bears what an outturn has above the budget. */
typedef struct apn__overrun {
    apn__place place;
    apn_bound above; /* what is allowed beyond the budget, of it or in money, before it counts */
    size_t basis;
} apn__overrun;

/* What becomes of what a party's budget has over its outturn. */
typedef enum apn__underspend {
    APN__UNDERSPEND_UNSAID,
    APN__UNDERSPEND_REFUND,
    APN__UNDERSPEND_CARRY_FORWARD, /* credited to the party in the next year */
    APN__UNDERSPEND_PARTY_RESERVE, /* given back, into the party's own reserve */
    APN__UNDERSPEND_JOINT_RESERVE  /* kept for all */
} apn__underspend;

/* A line that is what other lines leave of an amount. */
typedef struct apn__rest {
    apn__place place;
    bool named;    /* false: all other lines that are no cost of an exit */
    size_t *lines; /* that were named */
    size_t count;
} apn__rest;

typedef struct apn__line {
    apn_line_info info;
    const char *called, *list; /* "cost line" and "cost_lines", for messages */
    const char *key;           /* its id in that list, where it is another than info.id */
    apn__place place;
    size_t basis;       /* never APN__NONE in a frozen agreement */
    bool default_basis; /* it named none */
    apn__place basis_place;
    apn__period life;
    const apn__overrun *overrun;      /* or NULL */
    apn__period arose;                /* the days whose members and shares count, or open */
    const apn__stretch *participants; /* one for each party; lines that name none share one array */
    const apn__stretch *exclusions;   /* one for each party; lines without any share one array */
    apn_bound *floors, *caps;         /* one for each party, or NULL */
    apn__place bounds_place;
    size_t absorber;     /* or APN__NONE */
    size_t no_worse_off; /* the driver of what each would pay alone, or APN__NONE */
    apn__figures measures[APN__MEASURES];  /* by apn_measure: the line's own figures, or the sums of
                                              its items; prices of one unit where priced */
    bool priced[APN__MEASURES];            /* by apn_measure */
    const apn__rest *rests[APN__MEASURES]; /* by apn_measure, or NULL: its figures are what the
                                              others are taken off */
    apn_rounding_mode amounts; /* how figures finer than the unit become whole units, or NONE */
    const apn__worked *worked; /* of the budget, or NULL */
    apn__beside beside;        /* of the line as a whole; its items may have their own */
    apn__item *items;
    size_t item_count;
    apn__stated *stated;
    size_t stated_count;
    apn__rounding rounding;     /* its own, or the agreement's */
    apn__underspend underspend; /* UNSAID: that of all lines that say nothing */
} apn__line;

/* What the parties have paid in one year. */
typedef struct apn__paid {
    apn__year year;
    apn__place place;
    apn_decimal *amounts; /* one for each party */
} apn__paid;

/* What a party contributes in kind, credited to it after sharing. */
typedef struct apn__in_kind {
    const char *id, *title, *title_cy; /* id may be "", and the titles then too */
    apn__place place;
    size_t party, line;                   /* line: APN__NONE when it is of none in particular */
    apn__figures measures[APN__MEASURES]; /* by apn_measure; not below zero */
    apn_decimal overhead;                 /* per cent of the figure that is credited besides */
    apn_rounding_mode mode;               /* how the overhead becomes whole units */
} apn__in_kind;

/* A figure of a published table, as printed. */
typedef struct apn__printed {
    apn_decimal amount;
    int decimals; /* below zero for one in thousands or millions */
    apn__place place;
} apn__printed;

/* A sum across the columns of a table: result = columns, added or subtracted. */
typedef struct apn__across {
    const char *words; /* as written: "variance = budget - outturn" */
    size_t result;
    size_t *columns;
    bool *subtracted; /* one for each of the columns */
    size_t count;
} apn__across;

/* A published table. */
typedef struct apn__published {
    const char *id;
    apn_decimal unit; /* what its figures are printed to */
    const char **columns;
    size_t column_count;
    const char **rows;
    size_t row_count;
    apn__printed *figures; /* row by row */
    apn__printed *total;   /* one for each column, or NULL */
    apn__across *across;
    size_t across_count;
} apn__published;

/* A version of the agreement. On days of none the bases stand for themselves. */
typedef struct apn__version {
    const char *id, *ref;
    apn__place place;
    apn__period period;
    size_t *stand_ins; /* of each named basis: the one that stands for it, or APN__NONE */
    size_t stand_in_count;
    size_t order; /* in the file */
} apn__version;

/* How amounts of later years are discounted. */
typedef struct apn__discount {
    const char *base_year, *rates; /* as words */
    apn__year base;
    const struct apn__rate_step *steps; /* of real.h */
    size_t step_count;
    bool mid_year;
    const char *prices; /* "real", "nominal" or "" */
    bool green_book;
} apn__discount;

struct apn_agreement {
    atomic_size_t holders;
    apn__arena *arena;
    apn_agreement_info info;
    apn__period effective;
    apn__edge decided;        /* the earliest of its decisions that have a date; day 0: none has */
    int year_month, year_day; /* year_start */
    apn__place year_place;    /* of year_start, when it is given */
    bool by_months;           /* proration */
    const char **sources;
    size_t source_count;
    apn_decision *decisions;
    size_t decision_count;
    apn_input *inputs;
    size_t input_count;
    size_t lead;       /* or APN__NONE */
    size_t payee;      /* or APN__NONE */
    unsigned per_year; /* instalments; 0: none */
    bool in_arrears;   /* due at the end of their periods, not at the beginning */
    apn__party *parties;
    size_t party_count;
    apn__driver *drivers;
    size_t driver_count;
    apn__reserve *reserves;
    size_t reserve_count;
    apn__series *series;
    size_t series_count;
    const apn__discount *discount;      /* or NULL */
    const struct apn__savings *savings; /* of savings.h, or NULL */
    apn__basis *bases;                  /* named ones first, then inline ones */
    size_t basis_count;
    apn__version *versions; /* by ascending days, none of which two have */
    size_t version_count;
    apn__line *lines;
    size_t line_count;
    apn__in_kind *in_kind;
    size_t in_kind_count;
    apn__paid *paid; /* by ascending year */
    size_t paid_count;
    apn_decimal write_off;      /* balances up to this size are; 0: none is */
    apn__underspend underspend; /* of lines that say nothing else */
    apn__place underspend_place;
    size_t joint_reserve; /* that underspends kept for all go into, or APN__NONE */
    apn__place joint_reserve_place;
    apn__rounding rounding;
    apn__exit *exits; /* as listed, each party once */
    size_t exit_count;
    apn__published *tables;
    size_t table_count;
    const char **years[APN__MEASURES]; /* by apn_measure: "2015/16" …, ascending, NULL at the end */
};

/* The version in force on the day, or APN__NONE. */
size_t apn__version_on(const apn_agreement *agreement, apn__day day);

/* The basis that the version takes for another. `version`: may be APN__NONE. */
size_t apn__stand_in(const apn_agreement *agreement, size_t version, size_t basis);

/* A line that is taken off the rest that `of` is, or APN__NONE after the last. *at is 0 for the
 * first, and moves on. */
size_t apn__rest_next(const apn_agreement *agreement, const apn__line *of, const apn__rest *rest,
                      size_t *at);

/* The figure for the year, or NULL. */
const apn__figure *apn__figures_find(const apn__figures *figures, apn__year year);

/* The driver's values for the year (a set for every year, or the set of that year), or NULL;
 * without those that are revised. */
const apn__value_set *apn__driver_find(const apn__driver *driver, apn__year year);

/* The same with those that are revised: the newest, or the newest of those whose status is `known`
 * or an earlier one, and at least the first. *holder is the driver, or the revision of it, whose
 * they are. */
const apn__value_set *apn__driver_known(const apn__driver *driver, apn__year year,
                                        apn_figures_status known, const apn__driver **holder);

/* Whether any day of the year lies inside `effective`. */
bool apn__agreement_covers(const apn_agreement *agreement, apn__year year);

/* The first day of the year; the last is the day before the next year's first. */
apn__day apn__year_first(const apn_agreement *agreement, apn__year year);

/* The year that has the day. */
apn__year apn__year_of(const apn_agreement *agreement, apn__day day);

/* Whether the basis counts something for each party, in one year, so that a unit can have a price:
 * in read_prices.c. */
bool apn__basis_counts_units(const apn__basis *basis);

/* In hint.c: */

/* Adds "; that is the name of the party `wilts`: write the id" when it is one, capitals apart, and
 * is then true. */
bool apn__hint_name(apn__buffer *hint, const apn_agreement *agreement, apn__text id);

/* Adds "; did you mean `wilts`?", or when no id is near those that there are. `kind`: "parties". */
void apn__hint_ids(apn__buffer *hint, apn__text id, const apn__text *ids, size_t count,
                   const char *kind);

/* "2015/16". buffer has 16 bytes. */
void apn__year_write(apn__year year, char *buffer);

#endif
