/* split_case.c: any bytes to a question to the splitter. Twelve bytes of options come first, then
 * weights, denominators, floors, caps, totals and an amount, as far as the options ask for them. */
#include "split_case.h"

__extension__ typedef unsigned __int128 wide;

enum {
    HAS_PUBLISHED = 1,
    HAS_DENOMINATORS = 2,
    HAS_FLOORS = 4,
    HAS_CAPS = 8,
    HAS_ABSORBER = 16,
    HAS_NAMES = 32,
    FILLS_TO_HUNDRED = 64, /* the last percentage is what the others leave of 100 % */
    IS_RAW = 128           /* options stay as they are, whether they go together or not */
};

enum { NEGATIVE = 31, SIZE_CLASSES = 8 };

typedef struct bytes {
    const uint8_t *next, *end;
} bytes;

static unsigned take(bytes *from)
{
    return from->next < from->end ? *from->next++ : 0;
}

/* A number of 0 to 16 bytes, the lowest first. */
static wide take_digits(bytes *from, unsigned size_class)
{
    static const unsigned sizes[SIZE_CLASSES] = {0, 1, 2, 3, 5, 8, 12, 16};
    wide digits = 0;
    for (unsigned i = 0; i < sizes[size_class % SIZE_CLASSES]; i++)
        digits |= (wide)take(from) << (8 * i);
    return digits;
}

static apn_decimal make_decimal(wide digits, unsigned scale, int negative)
{
    wide bound = 1; /* 38 digits at most */
    for (int i = 0; i < APN_DECIMAL_DIGITS; i++)
        bound *= 10;
    digits %= bound;
    return (apn_decimal){.hi = (uint64_t)(digits >> 64),
                         .lo = (uint64_t)digits,
                         .scale = (int16_t)scale,
                         .sign = (int8_t)(digits == 0 ? 0
                                          : negative  ? -1
                                                      : 1)};
}

/* One byte has the size in three bits and the scale in five; 31 there is a negative whole number.
 */
static apn_decimal take_decimal(bytes *from)
{
    unsigned head = take(from), scale = head / SIZE_CLASSES;
    wide digits = take_digits(from, head);
    if (scale == NEGATIVE)
        return make_decimal(digits, 0, 1);
    return make_decimal(digits, scale % (APN_DECIMAL_SCALE + 1), 0);
}

static apn_decimal take_unit(bytes *from)
{
    static const apn_decimal units[] = {{.sign = 0}, /* the default */
                                        {.lo = 1, .sign = 1},
                                        {.lo = 5, .scale = 2, .sign = 1},
                                        {.lo = 25, .sign = 1},
                                        {.lo = 1, .scale = 3, .sign = 1},
                                        {.lo = 1000000, .sign = 1},
                                        {.lo = 1, .scale = 18, .sign = 1},
                                        {.lo = 1, .scale = 2, .sign = -1}};
    return units[take(from) % (sizeof units / sizeof *units)];
}

apn_decimal split_case_unit(const split_case *c)
{
    return c->options.unit.sign != 0 ? c->options.unit
                                     : (apn_decimal){.lo = 1, .scale = 2, .sign = 1};
}

/* An amount is a number of units, a percentage stands as it is. */
static void take_bounds(bytes *from, const split_case *c, apn_bound *bounds)
{
    for (size_t i = 0; i < c->count; i++) {
        bounds[i].kind = (apn_bound_kind)(take(from) % 3);
        if (bounds[i].kind == APN_BOUND_NONE)
            continue;
        bounds[i].value = take_decimal(from);
        apn_decimal whole = bounds[i].value;
        whole.scale = 0;
        if (bounds[i].kind == APN_BOUND_AMOUNT &&
            apn_decimal_from_units(whole, split_case_unit(c), &bounds[i].value, NULL) != APN_OK)
            bounds[i].kind = APN_BOUND_NONE;
    }
}

static unsigned take_options(bytes *from, split_case *c)
{
    apn_split_options *o = &c->options;
    o->size = sizeof *o;
    o->method = (apn_method)(take(from) % (APN_INDEPENDENT + 2)); /* one more than there are */
    o->ties = (apn_ties)(take(from) % (APN_TIES_REFUSE + 1));
    o->mode = (apn_rounding_mode)(take(from) % (APN_ROUND_DOWN + 1));
    o->to = (apn_residual_to)(take(from) % (APN_TO_LARGEST + 1));
    o->to_party = take(from);
    o->unit = take_unit(from);
    o->total_rounding = (apn_rounding_mode)(take(from) % (APN_ROUND_DOWN + 1));
    o->weights_kind = (apn_weights_kind)(take(from) % (APN_WEIGHTS_AS_PUBLISHED + 1));
    unsigned flags = take(from);
    o->published = (flags & HAS_PUBLISHED) != 0;
    o->published_decimals = take(from) % 18; /* 17 is more than there may be */
    o->has_absorber = (flags & HAS_ABSORBER) != 0;
    o->absorber = take(from);
    c->count = take(from) % (MOST_PARTIES + 1);
    return flags;
}

/* Most options do not go with most others: those that do not are left out, so that nearly every
 * input is a split. */
static void make_options_fit(split_case *c, int bounded)
{
    apn_split_options *o = &c->options;
    size_t count = c->count > 0 ? c->count : 1;
    int as_published = o->weights_kind == APN_WEIGHTS_AS_PUBLISHED;
    o->to_party %= count;
    o->absorber %= count;
    if (as_published)
        o->method = APN_LARGEST_REMAINDER;
    if (as_published)
        o->published = o->has_absorber = 0;
    if (!bounded || (o->method >= APN_JEFFERSON && o->method <= APN_DEAN))
        o->has_absorber = 0;
    if (o->method != APN_RESIDUAL)
        o->to = APN_TO_NOBODY;
    else if (o->to == APN_TO_NOBODY)
        o->to = APN_TO_PARTY;
    if (o->method != APN_INDEPENDENT && !as_published)
        o->mode = APN_ROUND_NONE;
    if (o->unit.sign < 0)
        o->unit.sign = 1;
}

static void fill_to_hundred(split_case *c)
{
    uint64_t left = 10000;
    for (size_t i = 0; i < c->count; i++) {
        uint64_t points = i + 1 < c->count ? c->weights[i].lo % (left + 1) : left;
        c->weights[i] = make_decimal(points, 2, 0);
        left -= points;
    }
}

static int64_t take_total(bytes *from)
{
    unsigned head = take(from);
    uint64_t digits = (uint64_t)take_digits(from, head);
    if (head & SIZE_CLASSES)
        digits = -digits;
    return (int64_t)digits;
}

void split_case_decode(split_case *c, const uint8_t *data, size_t size)
{
    static const char *const names[MOST_PARTIES] = {
        "lincs", "leics", "notts", "nhants", "derbys", "De La %s", "", "a", "a", "b"};
    bytes from = {data, size > 0 ? data + size : data};
    *c = (split_case){.count = 0};
    unsigned flags = take_options(&from, c);
    if (!(flags & IS_RAW))
        make_options_fit(c, (flags & (HAS_FLOORS | HAS_CAPS)) != 0);
    int bounds_fit = (flags & IS_RAW) || c->options.weights_kind != APN_WEIGHTS_AS_PUBLISHED;
    int fractions_fit = (flags & IS_RAW) || c->options.weights_kind == APN_WEIGHTS_PLAIN;
    for (size_t i = 0; i < c->count; i++)
        c->weights[i] = take_decimal(&from);
    if (flags & FILLS_TO_HUNDRED)
        fill_to_hundred(c);
    if ((flags & HAS_DENOMINATORS) && fractions_fit) {
        for (size_t i = 0; i < c->count; i++)
            c->denominators[i] = make_decimal(take_digits(&from, take(&from)) + 1, 0, 0);
        c->options.denominators = c->denominators;
    }
    if ((flags & HAS_FLOORS) && bounds_fit) {
        take_bounds(&from, c, c->floors);
        c->options.floors = c->floors;
    }
    if ((flags & HAS_CAPS) && bounds_fit) {
        take_bounds(&from, c, c->caps);
        c->options.caps = c->caps;
    }
    if (flags & HAS_NAMES)
        c->options.names = names;
    c->totals_count = take(&from) % (MOST_TOTALS + 1);
    for (size_t i = 0; i < c->totals_count; i++)
        c->totals[i] = take_total(&from);
    c->amount = take_decimal(&from);
}
