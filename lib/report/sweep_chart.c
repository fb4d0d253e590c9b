/* A sweep as a chart in SVG: what parties pay over the first axis. Places are whole tenths of a
 * unit of the picture, reckoned in integers. Every line is named at its end, so that no colour
 * alone says which it is; marks are dots. */
#include <gmp.h>

#include "format.h"
#include "rational.h"

enum { WIDTH = 900, HEIGHT = 520, LEFT = 110, RIGHT = 190, TOP = 50, BOTTOM = 60, TENTHS = 10 };

/* The least and the greatest, as integers of 10^-18. */
typedef struct chart {
    apn__page *page;
    const apn_sweep *sweep;
    size_t party; /* or SIZE_MAX: all */
    mpz_t low, high, value;
} chart;

static const char *const colours[] = {"#1d70b8", "#d4351c", "#00703c", "#4c2c92",
                                      "#b58840", "#912b88", "#28a197", "#0b0c0c"};

/* Text in XML. */
static void add_text(apn__page *page, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '&')
            apn__page_add(page, "&amp;");
        else if (*text == '<')
            apn__page_add(page, "&lt;");
        else if (*text == '>')
            apn__page_add(page, "&gt;");
        else if ((unsigned char)*text >= 0x20 && *text != 0x7F)
            apn__buffer_append(&page->text, text, 1);
        else
            apn__page_add(page, " ");
    }
}

static size_t second_steps(const apn_sweep *sweep)
{
    return apn_sweep_axis_count(sweep) > 1 ? apn_sweep_steps(sweep, 1) : 1;
}

/* Which amount the line shows at a step of the first axis; false where there is none. */
static bool amount_at(const chart *c, size_t line, size_t step, apn_decimal *out)
{
    size_t seconds = second_steps(c->sweep);
    bool of_parties = apn_sweep_axis_count(c->sweep) == 1;
    size_t point = of_parties ? step : step * seconds + line;
    if (point >= apn_sweep_count(c->sweep) || apn_sweep_status(c->sweep, point) != APN_OK)
        return false;
    *out = apn_sweep_amount(c->sweep, point, of_parties && c->party == SIZE_MAX ? line : c->party);
    return true;
}

static size_t line_count(const chart *c)
{
    if (apn_sweep_axis_count(c->sweep) > 1)
        return second_steps(c->sweep);
    return c->party != SIZE_MAX
               ? 1
               : apn_agreement_party_count(apn_statement_agreement(apn_sweep_first(c->sweep)));
}

static void find_range(chart *c)
{
    bool any = false;
    apn_decimal amount;
    for (size_t line = 0; line < line_count(c); line++) {
        for (size_t step = 0; step < apn_sweep_steps(c->sweep, 0); step++) {
            if (!amount_at(c, line, step, &amount))
                continue;
            apn__integer_from_decimal(c->value, amount, APN_DECIMAL_SCALE);
            if (!any || mpz_cmp(c->value, c->low) < 0)
                mpz_set(c->low, c->value);
            if (!any || mpz_cmp(c->value, c->high) > 0)
                mpz_set(c->high, c->value);
            any = true;
        }
    }
    if (mpz_sgn(c->low) > 0) /* the axis begins at nil unless the lines would be flat */
        mpz_set_ui(c->low, 0);
    if (mpz_cmp(c->low, c->high) == 0)
        mpz_add_ui(c->high, c->high, 1);
}

/* The height of an amount in tenths, from the top. */
static long height_of(chart *c, apn_decimal amount)
{
    const unsigned long room = (HEIGHT - TOP - BOTTOM) * TENTHS;
    mpz_t width;
    mpz_init(width);
    mpz_sub(width, c->high, c->low);
    apn__integer_from_decimal(c->value, amount, APN_DECIMAL_SCALE);
    mpz_sub(c->value, c->high, c->value);
    mpz_mul_ui(c->value, c->value, room);
    mpz_fdiv_q(c->value, c->value, width);
    long height = mpz_get_si(c->value) + TOP * TENTHS;
    mpz_clear(width);
    return height;
}

static long place_of(const chart *c, size_t step)
{
    size_t steps = apn_sweep_steps(c->sweep, 0);
    size_t room = (WIDTH - LEFT - RIGHT) * TENTHS;
    return (long)(steps < 2 ? 0 : step * room / (steps - 1)) + LEFT * TENTHS;
}

static void add_place(apn__page *page, const char *before, long tenths)
{
    apn__buffer_print(&page->text, "%s%ld.%ld", before, tenths / TENTHS, tenths % TENTHS);
}

/* What a line is called. */
static void add_name(const chart *c, size_t line)
{
    const apn_agreement *agreement = apn_statement_agreement(apn_sweep_first(c->sweep));
    if (apn_sweep_axis_count(c->sweep) > 1)
        add_text(c->page, apn__amount_plain(apn_sweep_value(c->sweep, line, 1)).text);
    else
        add_text(c->page,
                 apn_agreement_party(agreement, c->party == SIZE_MAX ? line : c->party).name);
}

static void add_line(chart *c, size_t line)
{
    const char *colour = colours[line % (sizeof colours / sizeof *colours)];
    apn_decimal amount = {0};
    long end = 0;
    size_t last = 0;
    bool any = false;
    apn__buffer_print(&c->page->text,
                      "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"", colour);
    for (size_t step = 0; step < apn_sweep_steps(c->sweep, 0); step++) {
        if (!amount_at(c, line, step, &amount))
            continue;
        end = height_of(c, amount);
        last = step;
        add_place(c->page, any ? " " : "", place_of(c, step));
        add_place(c->page, ",", end);
        any = true;
    }
    apn__page_add(c->page, "\"/>\n");
    if (!any)
        return;
    add_place(c->page, "<text x=\"", place_of(c, last) + 6 * TENTHS);
    add_place(c->page, "\" y=\"", end + 4 * TENTHS);
    apn__buffer_print(&c->page->text, "\" fill=\"%s\">", colour);
    add_name(c, line);
    apn__page_add(c->page, "</text>\n");
}

/* A dot where a bound is reached or left, parties change their order, or a total paradoxically
 * lowers an amount. */
static void add_marks(chart *c)
{
    for (size_t i = 0; i < apn_sweep_mark_count(c->sweep); i++) {
        apn_mark mark = apn_sweep_mark(c->sweep, i);
        apn_decimal amount;
        if (apn_sweep_axis_count(c->sweep) > 1 ||
            (c->party != SIZE_MAX && c->party != mark.party) ||
            !amount_at(c, c->party == SIZE_MAX ? mark.party : 0, mark.point, &amount))
            continue;
        add_place(c->page, "<circle cx=\"", place_of(c, mark.point));
        add_place(c->page, "\" cy=\"", height_of(c, amount));
        apn__buffer_print(
            &c->page->text,
            "\" r=\"4\" fill=\"none\" stroke=\"#0b0c0c\"><title>%s</title></circle>\n",
            apn_mark_kind_word(mark.kind));
    }
}

/* The axes with their ends. */
static void add_axes(chart *c)
{
    const apn_sweep *sweep = c->sweep;
    size_t last = (apn_sweep_steps(sweep, 0) - 1) * second_steps(sweep);
    const char *sign = apn_sweep_is_percent(sweep, 0) ? "%" : "";
    char text[APN_DECIMAL_TEXT_SIZE];
    apn__buffer_print(&c->page->text,
                      "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#0b0c0c\"/>\n", LEFT, TOP,
                      HEIGHT - BOTTOM, WIDTH - RIGHT);
    size_t length = apn__scaled_text(c->high, 0, text, sizeof text);
    apn__buffer_print(&c->page->text, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.*s</text>\n",
                      LEFT - 6, TOP + 4, (int)length, text);
    length = apn__scaled_text(c->low, 0, text, sizeof text);
    apn__buffer_print(&c->page->text, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.*s</text>\n",
                      LEFT - 6, HEIGHT - BOTTOM + 4, (int)length, text);
    apn__buffer_print(&c->page->text, "<text x=\"%d\" y=\"%d\">%s%s</text>\n", LEFT,
                      HEIGHT - BOTTOM + 18, apn__amount_plain(apn_sweep_value(sweep, 0, 0)).text,
                      sign);
    apn__buffer_print(&c->page->text, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s%s</text>\n",
                      WIDTH - RIGHT, HEIGHT - BOTTOM + 18,
                      apn__amount_plain(apn_sweep_value(sweep, last, 0)).text, sign);
    apn__buffer_print(&c->page->text, "<text x=\"%d\" y=\"%d\">", LEFT, HEIGHT - 12);
    add_text(c->page, apn_sweep_path(sweep, 0));
    if (apn_sweep_axis_count(sweep) > 1) {
        apn__page_add(c->page, "; a line for each ");
        add_text(c->page, apn_sweep_path(sweep, 1));
    }
    apn__page_add(c->page, "</text>\n");
}

static void add_title(const chart *c)
{
    const apn_agreement *agreement = apn_statement_agreement(apn_sweep_first(c->sweep));
    apn_agreement_info info = apn_agreement_describe(agreement);
    apn__buffer_print(&c->page->text,
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                      "font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n<title>",
                      WIDTH, HEIGHT);
    add_text(c->page, info.title);
    apn__page_add(c->page, "</title>\n");
    apn__buffer_print(&c->page->text, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n",
                      WIDTH, HEIGHT);
    apn__buffer_print(&c->page->text, "<text x=\"%d\" y=\"24\" font-size=\"16\">", LEFT);
    add_text(c->page, c->party == SIZE_MAX ? "What each party pays, "
                                           : apn_agreement_party(agreement, c->party).name);
    apn__buffer_print(&c->page->text, "%s%s, %s</text>\n", c->party == SIZE_MAX ? "" : ", ",
                      apn_statement_year(apn_sweep_first(c->sweep)), info.currency);
}

void apn__sweep_write_chart(apn__page *page, const apn_sweep *sweep, size_t party)
{
    chart c = {.page = page, .sweep = sweep, .party = party};
    mpz_inits(c.low, c.high, c.value, NULL);
    find_range(&c);
    add_title(&c);
    add_axes(&c);
    for (size_t line = 0; line < line_count(&c); line++)
        add_line(&c, line);
    add_marks(&c);
    apn__page_add(page, "</svg>\n");
    mpz_clears(c.low, c.high, c.value, NULL);
}
