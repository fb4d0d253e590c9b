/* read_parties.c: the parties, in listed order. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct party_text {
    const char *id; /* checked with the list of ids */
    apn__bilingual name;
    const char *policing_body, *chief_officer;
    apn__period period;
} party_text;

static const apn__key party_keys[] = {
    APN__REQUIRED(party_text, id, "id", apn__read_text),
    APN__KEY(party_text, name, "name", apn__read_bilingual),
    APN__KEY(party_text, policing_body, "policing_body", apn__read_text),
    APN__KEY(party_text, chief_officer, "chief_officer", apn__read_text),
    APN__KEY(party_text, period.from, "joined", apn__read_edge),
    APN__KEY(party_text, period.until, "left", apn__read_edge),
};
static const apn__table party_table = APN__TABLE("a party", party_keys);

static void read_party(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__party *party)
{
    party_text text = {.id = "", .policing_body = "", .chief_officer = ""};
    party->place = node->place;
    apn__read_mapping(reader, node, trail, &party_table, &text);
    apn__check_period(reader, trail, &text.period, "the party leaves before it joins",
                      "`joined` or `left`");
    party->period = text.period;
    party->info = (apn_party_info){
        .id = text.id,
        .name = text.name.en != NULL ? text.name.en : text.id,
        .name_cy = text.name.cy != NULL ? text.name.cy : text.id,
        .policing_body = text.policing_body,
        .chief_officer = text.chief_officer,
    };
}

/* What lines without participants or exclusions of their own share. */
static void make_defaults(apn__reader *reader)
{
    size_t count = reader->agreement->party_count;
    apn__stretch *everybody = apn__keep(reader, count, sizeof *everybody);
    reader->nobody = apn__keep(reader, count, sizeof *reader->nobody);
    reader->everybody = everybody;
    for (size_t i = 0; i < count && everybody != NULL; i++)
        everybody[i].given = true;
}

void apn__read_parties(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    size_t at = 0;
    if (!apn__is_list(reader, node, trail, "a list of parties, each as {id: …, name: …}"))
        return;
    if (node->count == 0 && !node->truncated)
        apn__fault(reader, APN_NO_PARTY, node->place, trail,
                   "the agreement has no party: list those who share its costs");
    if (node->count > APN__LIMIT_PARTIES) {
        apn__fault(reader, APN_LIMIT, node->place, trail,
                   "the agreement has %zu parties: %u are the most", node->count,
                   APN__LIMIT_PARTIES);
        return;
    }
    apn__index_list(reader, node, trail, "a party", &reader->parties);
    agreement->parties = apn__keep(reader, node->count, sizeof *agreement->parties);
    if (agreement->parties == NULL)
        return;
    agreement->party_count = node->count;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next, at++) {
        apn__trail here = apn__trail_of_entry(trail, entry, at + 1);
        read_party(reader, entry, &here, &agreement->parties[at]);
    }
    make_defaults(reader);
}
