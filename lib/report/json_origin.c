/* json_origin.c: what a statement was made from, and who signs it: the keys behind its findings. */
#include "json_writer.h"

#include <stdio.h>

#define DIGEST_SIGN "sha256:"

static void write_inputs(apn__json *json, const apn_agreement *agreement)
{
    apn__json_open(json, "inputs", '[');
    for (size_t i = 0; i < apn_agreement_input_count(agreement); i++) {
        apn_input input = apn_agreement_input(agreement, i);
        char digest[sizeof DIGEST_SIGN + APN_DIGEST_SIZE];
        (void)snprintf(digest, sizeof digest, "%s%s", DIGEST_SIGN, input.digest);
        apn__json_open(json, NULL, '{');
        if (*input.sheet != '\0')
            apn__json_text(json, "sheet", input.sheet);
        apn__json_text(json, "digest", digest);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_decision(apn__json *json, apn_decision decision, bool with_body)
{
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "ref", decision.ref);
    if (with_body)
        apn__json_text(json, "body", decision.body);
    apn__json_text(json, "date", decision.date);
    apn__json_close(json, '}');
}

static void write_decisions(apn__json *json, const apn_agreement *agreement)
{
    apn__json_open(json, "decisions", '[');
    for (size_t i = 0; i < apn_agreement_decision_count(agreement); i++)
        write_decision(json, apn_agreement_decision(agreement, i), true);
    apn__json_close(json, ']');
}

static void write_signature(apn__json *json, const apn_agreement *agreement, size_t index)
{
    apn_signature signature = apn_agreement_signature(agreement, index);
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "party", apn_agreement_party(agreement, signature.party).id);
    apn__json_text(json, "as", apn_capacity_word(signature.capacity));
    apn__json_text(json, "name", signature.name);
    apn__json_open(json, "decisions", '[');
    for (size_t i = 0; i < apn_agreement_decision_count(agreement); i++)
        if (apn_agreement_signature_decided(agreement, index, i))
            write_decision(json, apn_agreement_decision(agreement, i), false);
    apn__json_close(json, ']');
    apn__json_close(json, '}');
}

void apn__json_write_origin(apn__json *json, const apn_agreement *agreement)
{
    apn__json_text(json, "library", apn_version());
    write_inputs(json, agreement);
    write_decisions(json, agreement);
    apn__json_open(json, "sign_off", '[');
    for (size_t i = 0; i < apn_agreement_signature_count(agreement); i++)
        write_signature(json, agreement, i);
    apn__json_close(json, ']');
}
