/* What if: overlays and the changes of options, against the files of an agreement. */
#include "scenarios.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "memory.h"
#include "text.h"

/* Whether a text is an overlay: some line begins with its first key. */
static bool is_overlay(const apn_text_source *text)
{
    static const char key[] = "what_if:";
    size_t length = sizeof key - 1;
    for (size_t at = 0; at + length <= text->length; at++) {
        if ((at == 0 || text->bytes[at - 1] == '\n') && memcmp(text->bytes + at, key, length) == 0)
            return true;
    }
    return false;
}

static void move_text(agreement_files *from, size_t at, agreement_files *to)
{
    to->sources = grab_more(to->sources, to->count + 1, sizeof to->sources[0]);
    to->bytes = grab_more(to->bytes, to->count + 1, sizeof to->bytes[0]);
    to->sources[to->count] = from->sources[at];
    to->bytes[to->count++] = from->bytes[at];
    from->bytes[at] = NULL;
}

/* Reads the operands and sorts them into files and overlays. */
static apn_status texts_read(const words *given, scenarios *out, apn_error *err)
{
    agreement_files all = {0};
    apn_status status = agreement_texts_read(given, &all, err);
    for (size_t i = 0; i < all.count && status == APN_OK; i++)
        move_text(&all, i, is_overlay(&all.sources[i]) ? &out->others : &out->files);
    agreement_files_free(&all);
    if (status == APN_OK && out->files.count == 0)
        status = fail(err, APN_USAGE,
                      "all files are scenarios: name the agreement's file before them, as in `%s`",
                      given->command->examples[0].line);
    return status;
}

static void scenario_add(scenarios *out, apn_scenario *scenario, const char *name)
{
    out->list = grab_more(out->list, out->count + 1, sizeof out->list[0]);
    out->names = grab_more(out->names, out->count + 1, sizeof out->names[0]);
    out->list[out->count] = scenario;
    out->names[out->count++] = name;
}

static apn_status overlays_read(scenarios *out, apn_error *err)
{
    for (size_t i = 0; i < out->others.count; i++) {
        apn_scenario *scenario = NULL;
        apn_status status =
            apn_scenario_from_yaml(&out->others.sources[i], &out->failed, &scenario, err);
        if (status != APN_OK)
            return status;
        apn_findings_free(out->failed);
        out->failed = NULL;
        scenario_add(out, scenario, apn_scenario_title(scenario));
    }
    return APN_OK;
}

/* The kind of change that an option is, or false for another option. */
static bool change_kind(const char *option, apn_change_kind *kind)
{
    for (int i = 0; apn_change_kind_word((apn_change_kind)i); i++) {
        *kind = (apn_change_kind)i;
        if (strcmp(option, apn_change_kind_word(*kind)) == 0)
            return true;
    }
    return false;
}

/* The texts of one change; the caller frees path and name. */
static apn_status change_read(const given_option *option, apn_change_kind kind, apn_change *out,
                              apn_error *err)
{
    const char *equals = strchr(option->value, '=');
    if (!equals != (kind == APN_CHANGE_REMOVE) || equals == option->value || !option->value[0])
        return fail(
            err, APN_USAGE, "--%s `%s` is not a path%s", option->rule->name, option->value,
            kind == APN_CHANGE_REMOVE
                ? ", such as cost_lines.hosting.exclude.lincs"
                : " and a value with = between them, such as drivers.users.values.lincs=12");
    size_t length = equals ? (size_t)(equals - option->value) : strlen(option->value);
    char *path = grab_text(option->value, length);
    *out = (apn_change){kind, path, equals ? equals + 1 : NULL,
                        text_of("--%s %s", option->rule->name, path)};
    return APN_OK;
}

static apn_status options_read(const words *given, scenarios *out, apn_error *err)
{
    apn_change *changes = grab(given->option_count, sizeof changes[0]);
    size_t count = 0;
    apn_status status = APN_OK;
    for (size_t i = 0; i < given->option_count && status == APN_OK; i++) {
        apn_change_kind kind;
        if (change_kind(given->options[i].rule->name, &kind))
            status = change_read(&given->options[i], kind, &changes[count++], err);
    }
    apn_scenario *scenario = NULL;
    if (status == APN_OK && count > 0)
        status = apn_scenario_make(changes, count, &out->failed, &scenario, err);
    if (scenario)
        scenario_add(out, scenario, "What if");
    if (status == APN_OK) {
        apn_findings_free(out->failed);
        out->failed = NULL;
    }
    for (size_t i = 0; i < count; i++) {
        free((char *)changes[i].path);
        free((char *)changes[i].name);
    }
    free(changes);
    return status;
}

apn_status scenarios_read(const words *given, bool as_one, scenarios *out, apn_error *err)
{
    *out = (scenarios){0};
    apn_status status = texts_read(given, out, err);
    if (status == APN_OK)
        status = agreement_texts_load(&out->files, err);
    const apn_agreement_options options = {
        .size = sizeof options, .source = folder_source_read, .source_context = &out->sheets};
    if (status == APN_OK)
        status =
            apn_draft_make(out->files.sources, out->files.count, &options, NULL, &out->draft, err);
    if (status == APN_OK)
        status = overlays_read(out, err);
    if (status == APN_OK)
        status = options_read(given, out, err);
    if (status == APN_OK && as_one && out->count > 1)
        out->names[0] = "All together";
    return status;
}

/* The years of the agreement, joined by commas; the caller frees it. */
static char *list_years(const apn_agreement *agreement, apn_measure measure)
{
    const char *year;
    char *list = text_of("%s", "");
    for (size_t i = 0; (year = apn_agreement_year(agreement, measure, i)); i++) {
        char *longer = text_of("%s%s%s", list, i ? ", " : "", year);
        free(list);
        list = longer;
    }
    return list;
}

apn_status scenarios_year(const words *given, const scenarios *from, apn_measure measure,
                          const char **year, apn_error *err)
{
    const apn_agreement *agreement = from->files.agreement;
    *year = words_value(given, "year");
    if (*year)
        return APN_OK;
    *year = apn_agreement_year(agreement, measure, 0);
    if (!*year)
        return fail(err, APN_NO_FIGURE, "%s: no cost line has a figure of the %s in any year",
                    from->files.sources[0].name, apn_measure_word(measure));
    if (!apn_agreement_year(agreement, measure, 1))
        return APN_OK;
    char *years = list_years(agreement, measure);
    fail(err, APN_USAGE, "there are several years: say which with --year: %s", years);
    free(years);
    return APN_USAGE;
}

void scenarios_free(scenarios *read)
{
    for (size_t i = 0; i < read->count; i++)
        apn_scenario_unref(read->list[i]);
    free(read->list);
    free(read->names);
    apn_draft_unref(read->draft);
    folder_source_free(&read->sheets);
    apn_findings_free(read->failed);
    agreement_files_free(&read->files);
    agreement_files_free(&read->others);
    *read = (scenarios){0};
}
