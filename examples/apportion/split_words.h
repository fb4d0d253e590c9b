/* split_words.h: the words of `apportion split` as numbers. */
#ifndef APPORTION_COMMAND_SPLIT_WORDS_H
#define APPORTION_COMMAND_SPLIT_WORDS_H

#include "options.h"

typedef struct split_words {
    apn_decimal total;
    size_t count;
    char **names;
    const char **weight_texts; /* as typed: "35.28%" */
    apn_decimal *weights, *denominators;
    apn_bound *floors, *caps;
    apn_split_options options; /* points into this struct */
} split_words;

/* Reads every word. End it with split_words_free whether it fails or not. */
apn_status split_words_read(const words *given, split_words *out, apn_error *err);

void split_words_free(split_words *read);

#endif
