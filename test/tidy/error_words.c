/* error_words.c: prints every word of apn_status_word. */
#include <stdio.h>

#include "apportion/error.h"

int main(void)
{
    for (int i = 0; apn_status_word((apn_status)i); i++)
        puts(apn_status_word((apn_status)i));
    return 0;
}
