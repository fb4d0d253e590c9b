/* uses_library.c: a program as somebody else would write it, in C or C++, against the installed
 * library. */
#include <stdio.h>
#include <string.h>

#include <apportion/apportion.h>

int main(void)
{
    const char *wanted[] = {"18163.81", "30515.19", "31175.69", "20145.31"};
    const int64_t users[] = {1100, 1848, 1888, 1220};
    apn_decimal weights[4];
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_error err;
    int failed = strcmp(apn_version(), APN_VERSION_TEXT) != 0;
    for (int i = 0; i < 4; i++)
        weights[i] = apn_decimal_from_i64(users[i]);
    if (apn_splitter_make(weights, 4, NULL, &splitter, &err) != APN_OK ||
        apn_split_make(splitter, apn_decimal_from_i64(100000), &split, &err) != APN_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    for (size_t i = 0; i < 4; i++) {
        char text[APN_DECIMAL_TEXT_SIZE];
        apn_decimal_format(apn_split_amount(split, i), 0, text);
        failed = failed || strcmp(text, wanted[i]) != 0;
    }
    apn_split_free(split);
    apn_splitter_free(splitter);
    return failed;
}
