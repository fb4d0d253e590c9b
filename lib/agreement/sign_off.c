/* sign_off.c: who signs a statement: every corporation sole, two for a force, and its decisions. */
#include "agreement_model.h"

#include <string.h>

static const char *const capacity_words[] = {"policing_body", "chief_officer", "party"};

const char *apn_capacity_word(apn_capacity capacity)
{
    size_t count = sizeof capacity_words / sizeof *capacity_words;
    return (size_t)capacity < count ? capacity_words[capacity] : NULL;
}

size_t apn_agreement_decision_count(const apn_agreement *agreement)
{
    return agreement->decision_count;
}

apn_decision apn_agreement_decision(const apn_agreement *agreement, size_t index)
{
    return agreement->decisions[index];
}

static bool is_force(const apn_party_info *party)
{
    return *party->policing_body != '\0' || *party->chief_officer != '\0';
}

size_t apn_agreement_signature_count(const apn_agreement *agreement)
{
    size_t count = 0;
    for (size_t party = 0; party < agreement->party_count; party++)
        count += is_force(&agreement->parties[party].info) ? 2 : 1;
    return count;
}

apn_signature apn_agreement_signature(const apn_agreement *agreement, size_t index)
{
    size_t party = 0;
    for (; index > is_force(&agreement->parties[party].info); party++)
        index -= is_force(&agreement->parties[party].info) ? 2 : 1;
    const apn_party_info *info = &agreement->parties[party].info;
    if (!is_force(info))
        return (apn_signature){party, APN_SIGNS_ITSELF, info->name};
    return index == 0 ? (apn_signature){party, APN_POLICING_BODY, info->policing_body}
                      : (apn_signature){party, APN_CHIEF_OFFICER, info->chief_officer};
}

int apn_agreement_signature_decided(const apn_agreement *agreement, size_t index, size_t decision)
{
    apn_signature signature = apn_agreement_signature(agreement, index);
    const char *body = agreement->decisions[decision].body;
    if (*body == '\0')
        return 0;
    if (strcmp(body, signature.name) == 0)
        return 1;
    return signature.capacity != APN_CHIEF_OFFICER &&
           strcmp(body, agreement->parties[signature.party].info.id) == 0;
}
