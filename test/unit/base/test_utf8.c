/* UTF-8 by the table of well-formed byte sequences in the Unicode Standard (table 3-7). */
#include <stdio.h>
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "text.h"

/* Is this a character, by its value? A decoder that knows nothing of tables: it adds up the bits
 * and looks at the sum. */
static bool spells_a_character(const unsigned char *bytes, size_t length)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t value = bytes[0];
    size_t width = value < 0x80       ? 1
                   : value >> 5 == 6  ? 2
                   : value >> 4 == 14 ? 3
                   : value >> 3 == 30 ? 4
                                      : 0;
    if (width != length)
        return false;
    if (width > 1)
        value &= 0xFFu >> (width + 1);
    for (size_t i = 1; i < width; i++) {
        if (bytes[i] >> 6 != 2)
            return false;
        value = value << 6 | (bytes[i] & 63u);
    }
    return value >= smallest[width] && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
}

/* All texts of two bytes, and all of three and four with the bytes at which something changes. */
static void what_spells_characters_is_well_formed(void **state)
{
    (void)state;
    static const unsigned char edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                          0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    unsigned char text[4];
    for (unsigned a = 0x80; a < 0x100; a++) {
        text[0] = (unsigned char)a;
        assert_int_equal(apn__utf8_fault((char *)text, 1), 0);
        for (unsigned b = 0; b < 0x100; b++) {
            text[1] = (unsigned char)b;
            assert_int_equal(apn__utf8_fault((char *)text, 2) == 2, spells_a_character(text, 2));
            for (size_t c = 0; c < sizeof edges; c++) {
                text[2] = edges[c];
                bool three =
                    spells_a_character(text, 3) || (spells_a_character(text, 2) && edges[c] < 0x80);
                assert_int_equal(apn__utf8_fault((char *)text, 3) == 3, three);
                if (a < 0xF0)
                    continue;
                for (size_t d = 0; d < sizeof edges; d++) {
                    text[3] = edges[d];
                    assert_int_equal(apn__utf8_fault((char *)text, 4) == 4,
                                     spells_a_character(text, 4));
                }
            }
        }
    }
}

static void the_fault_is_where_the_character_begins(void **state)
{
    (void)state;
    assert_int_equal(apn__utf8_fault("abc", 3), 3);
    assert_int_equal(apn__utf8_fault("", 0), 0);
    assert_int_equal(apn__utf8_fault("\xC2\xA3 \xA3", 4), 3);
    assert_int_equal(apn__utf8_fault("a\xE2\x82", 3), 1);
    assert_int_equal(apn__utf8_fault("a\xE2\x82z", 4), 1);
}

static void characters_are_counted(void **state)
{
    (void)state;
    assert_int_equal(apn__utf8_count("", 0), 0);
    assert_int_equal(apn__utf8_count("d\xC5\xB5r \xE2\x82\xAC \xF0\x9F\x98\x80", 13), 7);
}

static void a_cut_parts_no_character(void **state)
{
    (void)state;
    static const char text[] =
        "a\xC5\xB5\xE2\x82\xAC\xF0\x9F\x98\x80z"; /* begins at 0 1 3 6 10, ends at 11 */
    static const size_t cuts[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11, 11};
    for (size_t at = 0; at < sizeof cuts / sizeof cuts[0]; at++)
        assert_int_equal(apn__utf8_cut(text, 11, at), cuts[at]);
    assert_int_equal(apn__utf8_cut("\x80\x80\x80\x80", 4, 2), 2);
}

static void places_are_in_characters(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF"
                               "a\xC2\xA3"
                               "b\ncd\r\ne\rf";
    static const uint32_t places[][3] = {/* offset, line, column */
                                         {3, 1, 1},  {4, 1, 2},  {6, 1, 3},  {7, 1, 4},
                                         {8, 2, 1},  {9, 2, 2},  {10, 2, 3}, {12, 3, 1},
                                         {13, 3, 2}, {14, 4, 1}, {15, 4, 2}, {99, 4, 2}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        uint32_t line = 0, column = 0;
        apn__utf8_place(text, 15, places[i][0], &line, &column);
        assert_int_equal(line, places[i][1]);
        assert_int_equal(column, places[i][2]);
    }
}

static void the_sentence_names_what_the_bytes_look_like(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t offset;
        const char *part;
    } cases[] = {
        {"cost \xA3"
         "100",
         5, "\xE2\x80\x9C\xC2\xA3\xE2\x80\x9D in Windows-1252"},
        {"\x80"
         "5",
         0, "\xE2\x80\x9C\xE2\x82\xAC\xE2\x80\x9D in Windows-1252"},
        {"Heddlu \xF4 de", 7, "\xE2\x80\x9C\xC3\xB4\xE2\x80\x9D in Windows-1252"},
        {"a \x96 b", 2, "\xE2\x80\x9C\xE2\x80\x93\xE2\x80\x9D in Windows-1252"},
        {"a \x81 b", 2, "the byte 0x81 is not UTF-8; save"},
        {"\xFF\xFE"
         "a",
         0, "UTF-16"},
        {"\xFE\xFF"
         "a",
         0, "UTF-16"},
        {"abc \xE2\x82", 4, "breaks off inside a character"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char sentence[200];
        apn__utf8_explain(cases[i].text, strlen(cases[i].text), cases[i].offset, sentence,
                          sizeof sentence);
        assert_non_null(strstr(sentence, cases[i].part));
        assert_int_equal(apn__utf8_fault(sentence, strlen(sentence)), strlen(sentence));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_spells_characters_is_well_formed),
        cmocka_unit_test(the_fault_is_where_the_character_begins),
        cmocka_unit_test(characters_are_counted),
        cmocka_unit_test(a_cut_parts_no_character),
        cmocka_unit_test(places_are_in_characters),
        cmocka_unit_test(the_sentence_names_what_the_bytes_look_like),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
