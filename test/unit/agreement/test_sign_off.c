/* What an agreement was read from, and who signs its statements. */
#include "agreement_cases.h"

static const char signed_text[] =
    "format: apportion/1\n"
    "agreement:\n"
    "  id: x\n"
    "  decisions:\n"
    "    - {ref: '1', body: wilts, date: 2017-06-16}\n"
    "    - {ref: '2', body: Chief Constable of Wiltshire}\n"
    "    - {ref: '3', body: council, date: 2018-01-02}\n"
    "    - {ref: '4', body: somebody else}\n"
    "    - {ref: '5'}\n"
    "parties:\n"
    "  - {id: council, name: The Council}\n"
    "  - {id: wilts, policing_body: PCC for Wiltshire, chief_officer: Chief Constable of "
    "Wiltshire}\n"
    "  - {id: dorset, policing_body: PCC for Dorset}\n"
    "  - {id: gwent, chief_officer: Chief Constable of Gwent}\n";

/* The decisions of a signature as digits: "13" is those listed first and third. */
static void check_decided(const apn_agreement *agreement, size_t index, const char *expected)
{
    char told[8] = "";
    size_t length = 0;
    for (size_t i = 0; i < apn_agreement_decision_count(agreement); i++)
        if (apn_agreement_signature_decided(agreement, index, i))
            told[length++] = (char)('1' + i);
    assert_string_equal(told, expected);
}

static void two_corporations_sole_for_a_force(void **state)
{
    static const struct {
        size_t party;
        apn_capacity capacity;
        const char *name, *decided;
    } expected[] = {
        {0, APN_SIGNS_ITSELF, "The Council", "3"},
        {1, APN_POLICING_BODY, "PCC for Wiltshire", "1"},
        {1, APN_CHIEF_OFFICER, "Chief Constable of Wiltshire", "2"},
        {2, APN_POLICING_BODY, "PCC for Dorset", ""},
        {2, APN_CHIEF_OFFICER, "", ""},
        {3, APN_POLICING_BODY, "", ""},
        {3, APN_CHIEF_OFFICER, "Chief Constable of Gwent", ""},
    };
    apn_agreement *agreement = read_sound(signed_text);
    (void)state;
    assert_int_equal(apn_agreement_signature_count(agreement), 7);
    for (size_t i = 0; i < 7; i++) {
        apn_signature signature = apn_agreement_signature(agreement, i);
        assert_int_equal(signature.party, expected[i].party);
        assert_int_equal(signature.capacity, expected[i].capacity);
        assert_string_equal(signature.name, expected[i].name);
        check_decided(agreement, i, expected[i].decided);
    }
    apn_agreement_unref(agreement);
}

static void decisions_as_they_are_written(void **state)
{
    apn_agreement *agreement = read_sound(signed_text);
    (void)state;
    assert_int_equal(apn_agreement_decision_count(agreement), 5);
    assert_string_equal(apn_agreement_decision(agreement, 0).ref, "1");
    assert_string_equal(apn_agreement_decision(agreement, 0).date, "2017-06-16");
    assert_string_equal(apn_agreement_decision(agreement, 1).body, "Chief Constable of Wiltshire");
    assert_string_equal(apn_agreement_decision(agreement, 1).date, "");
    assert_string_equal(apn_agreement_decision(agreement, 4).body, "");
    apn_agreement_unref(agreement);
}

static void words_of_capacities(void **state)
{
    (void)state;
    assert_string_equal(apn_capacity_word(APN_POLICING_BODY), "policing_body");
    assert_string_equal(apn_capacity_word(APN_CHIEF_OFFICER), "chief_officer");
    assert_string_equal(apn_capacity_word(APN_SIGNS_ITSELF), "party");
    assert_null(apn_capacity_word((apn_capacity)3));
}

/* No hash: the length and the first byte, so that a test sees what was asked for. */
static void take_length(void *context, const char *bytes, size_t length,
                        char digest[APN_DIGEST_SIZE])
{
    (void)snprintf(digest, APN_DIGEST_SIZE, "%0*zx", *(const int *)context,
                   length * 256 + (unsigned char)bytes[0]);
}

static apn_status give_sheet(void *context, const char *from, const char *name, const char **bytes,
                             size_t *length, apn_error *err)
{
    (void)context, (void)from, (void)name, (void)err;
    *bytes = "party,value\na,1\n";
    *length = strlen(*bytes);
    return APN_OK;
}

static apn_status load(int digits, apn_agreement **out, apn_error *err)
{
    static const char text[] =
        "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\ndrivers:\n"
        "  d: {from_csv: {file: sub/d.csv, key: party, value: value}}\n"
        "  e: {from_csv: {file: sub/d.csv, key: party, value: value}}\n";
    const apn_text_source source = {"case.yaml", text, strlen(text)};
    const apn_agreement_options options = {.size = sizeof options,
                                           .source = give_sheet,
                                           .digest = take_length,
                                           .digest_context = &digits};
    return apn_agreement_load(&source, 1, &options, NULL, out, err);
}

static void inputs_by_their_digests(void **state)
{
    apn_agreement *agreement = NULL;
    (void)state;
    assert_int_equal(load(64, &agreement, NULL), APN_OK);
    assert_int_equal(apn_agreement_input_count(agreement), 2);
    assert_string_equal(apn_agreement_input(agreement, 0).sheet, "");
    assert_string_equal(apn_agreement_input(agreement, 1).sheet, "sub/d.csv");
    /* 16 bytes, of which the first is `p`, 0x70. */
    assert_string_equal(apn_agreement_input(agreement, 1).digest + 60, "1070");
    assert_int_equal(strlen(apn_agreement_input(agreement, 1).digest), 64);
    apn_agreement_unref(agreement);
}

static void what_is_no_digest(void **state)
{
    apn_agreement *agreement = NULL;
    apn_error err = {0};
    (void)state;
    assert_int_equal(load(63, &agreement, &err), APN_USAGE);
    assert_null(agreement);
    assert_non_null(strstr(err.message, "64 small hexadecimal digits"));
}

static void nothing_without_digests(void **state)
{
    apn_agreement *agreement = read_sound(signed_text);
    (void)state;
    assert_int_equal(apn_agreement_input_count(agreement), 0);
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_corporations_sole_for_a_force),
        cmocka_unit_test(decisions_as_they_are_written),
        cmocka_unit_test(words_of_capacities),
        cmocka_unit_test(inputs_by_their_digests),
        cmocka_unit_test(what_is_no_digest),
        cmocka_unit_test(nothing_without_digests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
