/* apportion sweep: what every party pays while one figure, or two, goes over a range. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "commands.h"
#include "failure.h"
#include "files.h"
#include "grid.h"
#include "memory.h"
#include "people.h"
#include "scenarios.h"
#include "statement_table.h"
#include "text.h"

typedef struct sweep_work {
    const words *given;
    scenarios read;
    apn_measure measure;
    const char *year;
    bool machine, chart;
    apn_report_format format;
    apn_sweep_axis axes[APN_SWEEP_AXES];
    size_t axis_count;
    apn_sweep *made;
    apn_findings *failed;
} sweep_work;

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

/* Says how far the work is, on a terminal and when it takes long. */
static int progress(void *context, unsigned thousandths)
{
    struct timespec *begun = context, now;
    if (isatty(STDERR_FILENO) && clock_gettime(CLOCK_MONOTONIC, &now) == 0 &&
        now.tv_sec - begun->tv_sec >= 2)
        fprintf(stderr, "\rsweep: %u %%", thousandths / 10);
    return interrupted;
}

static bool figure_read(const char *text, size_t length, apn_decimal *out, int *percent)
{
    bool sign = length > 0 && text[length - 1] == '%';
    *percent = *percent || sign;
    return apn_decimal_parse(text, length, sign ? APN_FORM_PERCENT : APN_FORM_MONEY, NULL, out,
                             NULL) == APN_OK;
}

/* PATH=FROM..TO:STEP; the caller frees the path. */
static apn_status axis_read(const char *word, apn_sweep_axis *out, apn_error *err)
{
    const char *equals = strchr(word, '='), *dots = equals ? strstr(equals, "..") : NULL;
    const char *colon = dots ? strchr(dots, ':') : NULL;
    *out = (apn_sweep_axis){0};
    bool good = equals && dots && colon && equals > word &&
                figure_read(equals + 1, (size_t)(dots - equals - 1), &out->from, &out->percent) &&
                figure_read(dots + 2, (size_t)(colon - dots - 2), &out->to, &out->percent) &&
                figure_read(colon + 1, strlen(colon + 1), &out->step, &out->percent);
    if (!good || out->step.sign <= 0)
        return fail(err, APN_USAGE,
                    "--over `%s` is not a path and a range with a step above zero, such as "
                    "drivers.users.values.lincs=1000..2000:10",
                    word);
    out->path = grab_text(word, (size_t)(equals - word));
    return APN_OK;
}

static apn_status axes_read(sweep_work *work, apn_error *err)
{
    const words *given = work->given;
    for (size_t i = 0; i < given->option_count; i++) {
        if (strcmp(given->options[i].rule->name, "over") != 0)
            continue;
        if (work->axis_count == APN_SWEEP_AXES)
            return fail(err, APN_USAGE, "--over is given more than twice");
        apn_status status = axis_read(given->options[i].value, &work->axes[work->axis_count], err);
        if (status != APN_OK)
            return status;
        work->axis_count++;
    }
    return work->axis_count
               ? APN_OK
               : fail(err, APN_USAGE, "say what is to vary with --over PATH=FROM..TO:STEP");
}

static apn_status choices_read(sweep_work *work, apn_error *err)
{
    const char *measure = words_value(work->given, "measure");
    apn_status status = words_format(work->given, &work->machine, &work->format, err);
    work->chart = words_value(work->given, "chart") != NULL;
    if (measure && status == APN_OK)
        status = apn_measure_find(measure, strlen(measure), &work->measure, err);
    if (status == APN_OK && work->chart && work->machine)
        status = fail(err, APN_USAGE, "--chart and --format do not go together: give one of them");
    if (status == APN_OK)
        status = axes_read(work, err);
    return status == APN_OK ? words_check_output(work->given, err) : status;
}

/* Goes over the range. What was finished when somebody ends it is kept. */
static apn_status run_sweep(sweep_work *work, apn_error *err)
{
    struct timespec begun = {0};
    const apn_sweep_options options = {
        .size = sizeof options, .progress = progress, .progress_context = &begun};
    const apn_side side = {work->read.draft, (const apn_scenario *const *)work->read.list,
                           work->read.count, work->year, work->measure};
    (void)clock_gettime(CLOCK_MONOTONIC, &begun);
    (void)signal(SIGINT, interrupt);
    apn_status status = apn_sweep_make(&side, work->axes, work->axis_count, &options, &work->failed,
                                       &work->made, err);
    (void)signal(SIGINT, SIG_DFL);
    if (isatty(STDERR_FILENO))
        fputs("\r            \r", stderr);
    return status;
}

/* The values of a point: "1940", "35%, 1000"; the caller frees it. */
static char *point_text(const apn_sweep *sweep, size_t point)
{
    char *text = text_of("%s", "");
    for (size_t axis = 0; axis < apn_sweep_axis_count(sweep); axis++) {
        char value[APN_DECIMAL_TEXT_SIZE];
        (void)apn_decimal_format(apn_sweep_value(sweep, point, axis), 0, value);
        char *longer = text_of("%s%s%s%s", text, axis ? ", " : "", value,
                               apn_sweep_is_percent(sweep, axis) ? "%" : "");
        free(text);
        text = longer;
    }
    if (apn_sweep_status(sweep, point) != APN_OK) {
        char *longer = text_of("%s: %s", text, apn_status_word(apn_sweep_status(sweep, point)));
        free(text);
        text = longer;
    }
    return text;
}

static void put_table(const output *out, const apn_sweep *sweep)
{
    const apn_agreement *agreement = apn_statement_agreement(apn_sweep_first(sweep));
    size_t parties = apn_agreement_party_count(agreement), rows = apn_sweep_count(sweep);
    size_t columns = parties + 1;
    const char **names = grab(columns, sizeof names[0]);
    char **points = grab(rows, sizeof points[0]);
    apn_decimal *amounts = grab(rows * columns, sizeof amounts[0]);
    bool *starred = grab(rows * columns, sizeof starred[0]);
    for (size_t i = 0; i < parties; i++)
        names[i] = apn_agreement_party(agreement, i).name;
    names[parties] = "Total";
    for (size_t point = 0; point < rows; point++) {
        points[point] = point_text(sweep, point);
        for (size_t i = 0; i < parties; i++)
            amounts[point * columns + i] = apn_sweep_amount(sweep, point, i);
        amounts[point * columns + parties] = apn_sweep_total(sweep, point);
    }
    for (size_t i = 0; i < apn_sweep_mark_count(sweep); i++) {
        apn_mark mark = apn_sweep_mark(sweep, i);
        starred[mark.point * columns + mark.party] = true;
    }
    const grid shown = {"Value", rows,    columns, (const char *const *)points,
                        names,   amounts, starred, false};
    put_grid(out, &shown);
    for (size_t point = 0; point < rows; point++)
        free(points[point]);
    free(starred);
    free(amounts);
    free(points);
    free(names);
}

/* What happens at a mark; the caller frees it. */
static char *mark_text(const apn_sweep *sweep, apn_mark mark)
{
    const apn_agreement *agreement = apn_statement_agreement(apn_sweep_first(sweep));
    const char *who = apn_agreement_party(agreement, mark.party).name;
    static const char *const does[] = {"is within its bounds", "is at its floor", "is at its cap",
                                       "takes what bounds leave"};
    if (mark.kind == APN_MARK_ORDER)
        return text_of("%s pays more than %s from here", who,
                       apn_agreement_party(agreement, mark.other).name);
    if (mark.kind == APN_MARK_BOUND)
        return text_of("%s %s of %s from here", who, does[mark.bound], mark.line);
    return text_of("%s pays less of %s, though its total rose and its shares are the same", who,
                   mark.line);
}

static void put_marks(const output *out, const apn_sweep *sweep)
{
    enum { MOST = 50 };
    size_t count = apn_sweep_mark_count(sweep);
    if (count == 0)
        return;
    fputc('\n', out->text);
    put_heading(out, "Marks");
    for (size_t i = 0; i < count && i < MOST; i++) {
        apn_mark mark = apn_sweep_mark(sweep, i);
        char *where = point_text(sweep, mark.point), *what = mark_text(sweep, mark);
        char *line = text_of("* %s: %s.", where, what);
        put_paragraph(out->text, line, out->shown.width, 0, 2);
        free(line);
        free(what);
        free(where);
    }
    if (count > MOST)
        fprintf(out->text, "and %zu more; --format json has them all\n", count - MOST);
}

static void put_people(const sweep_work *work, const output *out)
{
    char *what =
        text_of("%s, %s, %s%s%s. Amounts in %s", work->year, apn_measure_word(work->measure),
                work->axes[0].path, work->axis_count > 1 ? " and " : "",
                work->axis_count > 1 ? work->axes[1].path : "",
                apn_agreement_describe(work->read.files.agreement).currency);
    put_statement_head(out, work->read.files.agreement, what);
    fputc('\n', out->text);
    put_table(out, work->made);
    put_marks(out, work->made);
    free(what);
}

static apn_status put_out(sweep_work *work, output *out, apn_error *err)
{
    apn_report *report = NULL;
    apn_status status = APN_OK;
    output_open(out, words_value(work->given, "output"));
    if (work->chart)
        status =
            apn_report_sweep_chart(work->made, words_value(work->given, "party"), &report, err);
    else if (work->machine)
        status = apn_report_sweep(work->made, work->format, &report, err);
    else
        put_people(work, out);
    if (report) {
        size_t length = 0;
        const char *text = apn_report_text(report, &length);
        (void)fwrite(text, 1, length, out->text);
    }
    apn_report_free(report);
    return status == APN_OK ? output_finish(out, err) : status;
}

static void sweep_free(sweep_work *work)
{
    for (size_t i = 0; i < work->axis_count; i++)
        free((char *)work->axes[i].path);
    apn_sweep_free(work->made);
    apn_findings_free(work->failed);
    scenarios_free(&work->read);
}

int sweep_command(const words *given)
{
    sweep_work work = {.given = given};
    output out = {0};
    apn_error err = {0};
    int result = 0;
    apn_status status = choices_read(&work, &err);
    if (status == APN_OK)
        status = scenarios_read(given, true, &work.read, &err);
    apn_findings *found = work.read.failed ? work.read.failed : work.read.files.findings;
    if (status == APN_OK)
        status = scenarios_year(given, &work.read, work.measure, &work.year, &err);
    if (status == APN_OK) {
        status = run_sweep(&work, &err);
        found = work.failed;
    }
    if (work.made == NULL) {
        result = tell_findings(apn_findings_count_of(found, APN_ERROR) ? found : NULL, &err,
                               given->json);
        goto done;
    }
    if (status != APN_OK)
        result = tell_error(&err, given->json);
    if (put_out(&work, &out, &err) != APN_OK)
        result = tell_error(&err, given->json);
done:
    output_discard(&out);
    sweep_free(&work);
    return result;
}
