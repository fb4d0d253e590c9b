/* split_bill: one bill shared by numbers of users, to the penny.
 *
 *   split_bill */
#include <stdio.h>

#include <apportion/apportion.h>

int main(void)
{
    static const char *const forces[] = {"Lincolnshire", "Leicestershire", "Nottinghamshire",
                                         "Northamptonshire"};
    const apn_decimal users[] = {apn_decimal_from_i64(1100), apn_decimal_from_i64(1848),
                                 apn_decimal_from_i64(1888), apn_decimal_from_i64(1220)};
    apn_decimal bill;
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_error err = {0};

    apn_status status =
        apn_decimal_parse("£100,000", sizeof "£100,000" - 1, APN_FORM_MONEY, NULL, &bill, &err);
    if (status == APN_OK)
        status = apn_splitter_make(users, 4, NULL, &splitter, &err);
    if (status == APN_OK)
        status = apn_split_make(splitter, bill, &split, &err);
    for (size_t i = 0; status == APN_OK && i < apn_split_count(split); i++) {
        char amount[APN_DECIMAL_TEXT_SIZE];
        apn_decimal_format(apn_split_amount(split, i), 1, amount);
        printf("%-16s %10s\n", forces[i], amount);
    }
    if (status != APN_OK)
        fprintf(stderr, "split_bill: %s [%s]\n", err.message, apn_status_word(status));
    apn_split_free(split);
    apn_splitter_free(splitter);
    return status == APN_OK ? 0 : 1;
}
