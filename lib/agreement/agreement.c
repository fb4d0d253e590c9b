/* agreement.c: a frozen agreement's holders and what it says. */
#include "agreement_model.h"

#include "agreement_year.h"

static const char *const measure_words[] = {"budget", "outturn", "forecast"};

static const char *const level_words[] = {"line", "total", "table"};

static const char *const figures_words[] = {"", "provisional", "final", "audited"};

enum { FIGURES = sizeof figures_words / sizeof *figures_words };

enum { MEASURES = sizeof measure_words / sizeof *measure_words };

const char *apn_measure_word(apn_measure measure)
{
    return (size_t)measure < MEASURES ? measure_words[measure] : NULL;
}

apn_status apn_measure_find(const char *word, size_t length, apn_measure *out, apn_error *err)
{
    apn__text found = {word, length};
    for (size_t i = 0; i < MEASURES; i++) {
        if (apn__text_is(found, measure_words[i])) {
            *out = (apn_measure)i;
            return APN_OK;
        }
    }
    return apn__fail(err, APN_USAGE, NULL,
                     "there is no measure `%.*s`: choose budget, outturn or "
                     "forecast",
                     (int)apn__utf8_cut(word, length, length < 40 ? length : 40), word);
}

const char *apn_figures_status_word(apn_figures_status status)
{
    return (size_t)status < FIGURES ? figures_words[status] : NULL;
}

apn_status apn_figures_status_find(const char *word, size_t length, apn_figures_status *out,
                                   apn_error *err)
{
    apn__text found = {word, length};
    for (size_t i = 1; i < FIGURES; i++) {
        if (apn__text_is(found, figures_words[i])) {
            *out = (apn_figures_status)i;
            return APN_OK;
        }
    }
    return apn__fail(err, APN_USAGE, NULL,
                     "there is no status of figures `%.*s`: choose provisional, final or audited",
                     (int)apn__utf8_cut(word, length, length < 40 ? length : 40), word);
}

const char *apn_level_word(apn_level level)
{
    return (size_t)level < sizeof level_words / sizeof *level_words ? level_words[level] : NULL;
}

apn_agreement *apn_agreement_ref(apn_agreement *agreement)
{
    atomic_fetch_add(&agreement->holders, 1);
    return agreement;
}

void apn_agreement_unref(apn_agreement *agreement)
{
    if (agreement == NULL || atomic_fetch_sub(&agreement->holders, 1) != 1)
        return;
    apn__arena_free(agreement->arena);
    apn__free(agreement);
}

apn_agreement_info apn_agreement_describe(const apn_agreement *agreement)
{
    return agreement->info;
}

const char *apn_agreement_source(const apn_agreement *agreement, size_t index)
{
    return index < agreement->source_count ? agreement->sources[index] : NULL;
}

size_t apn_agreement_party_count(const apn_agreement *agreement)
{
    return agreement->party_count;
}

apn_party_info apn_agreement_party(const apn_agreement *agreement, size_t party)
{
    return agreement->parties[party].info;
}

size_t apn_agreement_line_count(const apn_agreement *agreement)
{
    return agreement->line_count;
}

apn_line_info apn_agreement_line(const apn_agreement *agreement, size_t line)
{
    return agreement->lines[line].info;
}

size_t apn_agreement_payee(const apn_agreement *agreement)
{
    return agreement->payee;
}

size_t apn_agreement_table_count(const apn_agreement *agreement)
{
    return agreement->table_count;
}

/* What the caller may have meant by the id. */
static void hint_party(const apn_agreement *agreement, apn__text id, apn__buffer *hint)
{
    apn__text *ids;
    if (apn__hint_name(hint, agreement, id))
        return;
    ids = apn__alloc(agreement->party_count, sizeof *ids);
    if (ids == NULL)
        return;
    for (size_t i = 0; i < agreement->party_count; i++)
        ids[i] = apn__text_of(agreement->parties[i].info.id);
    apn__hint_ids(hint, id, ids, agreement->party_count, "parties");
    apn__free(ids);
}

apn_status apn_agreement_find_party(const apn_agreement *agreement, const char *id, size_t *party,
                                    apn_error *err)
{
    apn__text wanted = apn__text_of(id);
    for (size_t i = 0; i < agreement->party_count; i++) {
        if (apn__text_is(wanted, agreement->parties[i].info.id)) {
            *party = i;
            return APN_OK;
        }
    }
    int shown = (int)apn__utf8_cut(id, wanted.length, wanted.length < 64 ? wanted.length : 64);
    apn__buffer hint = {0};
    hint_party(agreement, wanted, &hint);
    apn_status status = apn__fail(err, APN_UNKNOWN_ID, NULL, "the agreement has no party `%.*s`%s",
                                  shown, id, hint.failed || hint.bytes == NULL ? "" : hint.bytes);
    apn__buffer_end(&hint);
    return status;
}

const char *apn_agreement_year(const apn_agreement *agreement, apn_measure measure, size_t index)
{
    if ((size_t)measure >= MEASURES)
        return NULL;
    for (size_t i = 0; i < index; i++) {
        if (agreement->years[measure][i] == NULL)
            return NULL;
    }
    return agreement->years[measure][index];
}

const apn__figure *apn__figures_find(const apn__figures *figures, apn__year year)
{
    size_t low = 0, high = figures->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (figures->list[middle].year < year)
            low = middle + 1;
        else
            high = middle;
    }
    return low < figures->count && figures->list[low].year == year ? &figures->list[low] : NULL;
}

const apn__value_set *apn__driver_find(const apn__driver *driver, apn__year year)
{
    size_t low = 0, high = driver->set_count;
    if (high == 1 && driver->sets[0].year == APN__EVERY_YEAR)
        return &driver->sets[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (driver->sets[middle].year < year)
            low = middle + 1;
        else
            high = middle;
    }
    return low < driver->set_count && driver->sets[low].year == year ? &driver->sets[low] : NULL;
}

const apn__value_set *apn__driver_known(const apn__driver *driver, apn__year year,
                                        apn_figures_status known, const apn__driver **holder)
{
    for (size_t i = driver->revised_count; i-- > 0;) {
        const apn__value_set *set = apn__driver_find(&driver->revised[i], year);
        *holder = &driver->revised[i];
        if (set != NULL && (known == APN_FIGURES_UNSAID || (*holder)->facts.status <= known))
            return set;
    }
    *holder = driver;
    return apn__driver_find(driver, year);
}

size_t apn__version_on(const apn_agreement *agreement, apn__day day)
{
    for (size_t i = 0; i < agreement->version_count; i++) {
        if (apn__period_has(&agreement->versions[i].period, day))
            return i;
    }
    return APN__NONE;
}

size_t apn__stand_in(const apn_agreement *agreement, size_t version, size_t basis)
{
    const apn__version *held = version == APN__NONE ? NULL : &agreement->versions[version];
    if (held == NULL || basis >= held->stand_in_count || held->stand_ins[basis] == APN__NONE)
        return basis;
    return held->stand_ins[basis];
}
