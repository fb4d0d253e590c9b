/* Each fault of a text: its code, its place and what its sentence tells. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "yaml_read.h"

typedef struct fault {
    const char *text;
    apn_status code;
    uint32_t line, column;
    const char *where, *part;
} fault;

/* Each text has this fault and no other. */
static void assert_faults(const fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        reading made = read_text(faults[i].text);
        assert_finding(&made, 0, faults[i].code, faults[i].line, faults[i].column, faults[i].where,
                       faults[i].part);
        assert_int_equal(apn_findings_count(made.findings), 1);
        end_reading(&made);
    }
}

#define ASSERT_FAULTS(faults) assert_faults(faults, sizeof(faults) / sizeof(faults)[0])

static void what_the_format_does_not_take_is_refused(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"a: &x 1\n", APN_YAML_FEATURE, 1, 4, "a", "`&` begins an anchor"},
        {"a: &x {b: 1}\n", APN_YAML_FEATURE, 1, 4, "a", "`&` begins an anchor"},
        {"a: &x [b]\n", APN_YAML_FEATURE, 1, 4, "a", "`&` begins an anchor"},
        {"&x a: 1\n", APN_YAML_FEATURE, 1, 1, "", "`&` begins an anchor"},
        {"a: *x\n", APN_YAML_FEATURE, 1, 4, "a", "`*` begins an alias"},
        {"\xC2\xA3: [b, *x]\n", APN_YAML_FEATURE, 1, 8, "\xC2\xA3[2]", "`*` begins an alias"},
        {"*x : 1\n", APN_YAML_FEATURE, 1, 1, "", "`*` begins an alias"},
        {"<<: *x\n", APN_YAML_FEATURE, 1, 5, "<<", "`*` begins an alias"},
        {"a: !!int 1\n", APN_YAML_FEATURE, 1, 4, "a", "`!` begins a tag"},
        {"a: !x {}\n", APN_YAML_FEATURE, 1, 4, "a", "`!` begins a tag"},
        {"a: ! x\n", APN_YAML_FEATURE, 1, 4, "a", "`!` begins a tag"},
        {"a: ! \"x\"\n", APN_YAML_FEATURE, 1, 4, "a", "`!` begins a tag"},
        {"a: ! [x]\n", APN_YAML_FEATURE, 1, 4, "a", "`!` begins a tag"},
        {"a: 1\n---\nb: 1\n", APN_YAML_FEATURE, 2, 1, "", "a second document begins here"},
        {"%YAML 1.1\n---\na: 1\n", APN_YAML_FEATURE, 1, 1, "", "begins with `%`"},
        {"%TAG !x! y\n---\na: 1\n", APN_YAML_FEATURE, 1, 1, "", "begins with `%`"},
        {"? [a]\n: 1\n", APN_YAML_FEATURE, 1, 3, "", "where a key was expected"},
        {"? {a: 1}\n: {b: c}\n", APN_YAML_FEATURE, 1, 3, "", "where a key was expected"},
        {"{[a]: [b]}\n", APN_YAML_FEATURE, 1, 2, "", "where a key was expected"},
    };
    ASSERT_FAULTS(faults);
}

static void syntax_errors_are_told_in_plain_words(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"a:\n\tb: 1\n", APN_YAML, 2, 1, "a", "a tab stands in the indentation"},
        {"a: b\n\tc: 1\n", APN_YAML, 2, 1, "a", "a tab stands in the indentation"},
        {"a: |\n  b\n\tc\n", APN_YAML, 3, 1, "a", "a tab stands in the indentation"},
        {"a: b: c\n", APN_YAML, 1, 5, "", "this colon would begin a value"},
        {"a: 1\n  b: 2\n", APN_YAML, 2, 4, "",
         "check the indentation of this line and the one before"},
        {"x: 1\na:\n  b: 2\n c: 3\n", APN_YAML, 4, 2, "",
         "the keys that began in line 1; check its indentation"},
        {"a: \"b\" c\n", APN_YAML, 1, 8, "", "the quotes and brackets before it"},
        {"a:\n- b\n c\n- d: [\n", APN_YAML, 5, 1, "a[2].d",
         "the text ends; check that every quote and bracket"},
        {"a: {b: 1\nc: 2\n", APN_YAML, 2, 2, "a", "the `{` of line 1 is not closed"},
        {"a: {b: 1\n", APN_YAML, 2, 1, "a", "the `{` of line 1 is not closed"},
        {"a: [1, 2}\n", APN_YAML, 1, 9, "a", "the `[` of line 1 is not closed"},
        {"a: 1\nb\nc: 2\n", APN_YAML, 2, 1, "",
         "a `:` with a space behind it is missing after this key"},
        {"a: \"x\nb: 2\n", APN_YAML, 1, 4, "a", "the quote that begins here does not end"},
        {"a: 'x\n---\n", APN_YAML, 1, 4, "a", "does not end before the line of `---`"},
        {"a: \"\\q\"\n", APN_YAML, 1, 5, "a", "this backslash means nothing"},
        {"a: \"\\xzz\"\n", APN_YAML, 1, 7, "a", "hexadecimal digits"},
        {"a: \"\\ud800\"\n", APN_YAML, 1, 7, "a", "names no character of Unicode"},
        {"a: @b\n", APN_YAML, 1, 4, "a", "a value cannot begin with `@`"},
        {"\xC2\xA3: \xC5\xB5\nb: @c\n", APN_YAML, 2, 4, "b", "a value cannot begin with `@`"},
        {"a: %5\n", APN_YAML, 1, 4, "a", "a value cannot begin with `%`"},
        {"a: `b`\n", APN_YAML, 1, 4, "a", "a value cannot begin with a backtick"},
        {"a: }\n", APN_YAML, 1, 4, "a", "a value was expected here, but `}` stands here"},
        {"a: ,\n", APN_YAML, 1, 4, "a", "a value was expected here, but `,` stands here"},
        {"a: [", APN_YAML, 1, 5, "a", "but the text ends"},
        {"a: |x\n  b\n", APN_YAML, 1, 5, "a", "behind `|` or `>`"},
        {"a: *b*\n", APN_YAML, 1, 4, "a", "would be an alias"},
        {"a: & b\n", APN_YAML, 1, 4, "a", "would be an anchor"},
        {"a: !x!b c\n", APN_YAML, 1, 4, "a", "would be a tag"},
        {"a: !<b\n", APN_YAML, 1, 4, "a", "would be a tag"},
        {"a: - b\n", APN_YAML, 1, 4, "a", "a list entry cannot begin here"},
        {"a: ? b\n", APN_YAML, 1, 4, "a", "a `?` cannot stand here"},
        {"{a: 1}\nb: 2\n", APN_YAML, 2, 1, "", "the text was complete before this line"},
        {"%FOO\n---\na: 1\n", APN_YAML, 1, 1, "", "begins with `%`"},
        {"%YAML 1.1\n%YAML 1.1\n---\na: 1\n", APN_YAML, 2, 1, "", "begins with `%`"},
        {"%YAML 1.1\na: 1\n", APN_YAML, 2, 1, "", "begins with `%`"},
        {"%YAML 3.0\n---\na: 1\n", APN_YAML, 1, 1, "", "asks for a version"},
    };
    ASSERT_FAULTS(faults);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"a: 1\nb: \xC2\xA3\xA3\n", APN_YAML, 2, 5, "",
         "\xE2\x80\x9C\xC2\xA3\xE2\x80\x9D in Windows-1252"},
        {"\xFF\xFE"
         "a",
         APN_YAML, 1, 1, "", "UTF-16"},
        {"\xEF\xBB\xBF"
         "a: \x81\n",
         APN_YAML, 1, 4, "", "0x81 is not UTF-8"},
        {"\xC2\xA3: x\x01\x02y\n", APN_YAML, 1, 5, "", "the control character U+0001"},
        {"a: 1\r\nb: \x7F\n", APN_YAML, 2, 4, "", "the control character U+007F"},
        {"a: x\xC2\x9B\n", APN_YAML, 1, 5, "", "the control character U+009B"},
        {"a: x\xEF\xBF\xBE\n", APN_YAML, 1, 5, "", "the control character U+FFFE"},
        {"a: x\xEF\xBB\xBF\n", APN_YAML, 1, 5, "", "a byte order mark stands inside"},
        {"a: \"x\\0\"\n", APN_YAML, 1, 4, "a",
         "a backslash in this text stands for a control character"},
        {"\"x\\e\": 1\n", APN_YAML, 1, 1, "",
         "a backslash in this text stands for a control character"},
    };
    ASSERT_FAULTS(faults);
    reading made = read_bytes("a: b\nc: \0\0d\n", 12);
    assert_int_equal(apn_findings_count(made.findings), 1);
    assert_finding(&made, 0, APN_YAML, 2, 4, "", "a zero byte stands here");
    end_reading(&made);
}

static void an_empty_file_lacks_its_first_key(void **state)
{
    (void)state;
    static const char *const texts[] = {"",       "\n",           "# nothing\n", "---\n",
                                        "--- ~x", "\xEF\xBB\xBF", "---\n...\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        reading made = read_text(texts[i]);
        if (i == 4) {
            assert_non_null(made.root);
        } else {
            assert_int_equal(apn_findings_count(made.findings), 1);
            assert_finding(&made, 0, APN_MISSING_KEY, 1, 1, "format", "the file is empty");
            assert_null(made.root);
        }
        end_reading(&made);
    }
}

static void keys_that_stand_twice_are_found_in_every_mapping(void **state)
{
    (void)state;
    reading made = read_text(
        "a: 1\nparties:\n  - id: lincs\n    name: x\n    name: y\n  - {name: z, name: z}\na: 2\n");
    assert_int_equal(apn_findings_count(made.findings), 3);
    assert_finding(&made, 0, APN_DUPLICATE_KEY, 5, 5, "parties.lincs.name", "first in line 4");
    assert_finding(&made, 1, APN_DUPLICATE_KEY, 6, 15, "parties[2].name", "first in line 6");
    assert_finding(&made, 2, APN_DUPLICATE_KEY, 7, 1, "a", "first in line 1");
    end_reading(&made);
}

static void commas_in_braces_get_a_sentence_of_their_own(void **state)
{
    (void)state;
    reading made = read_text("budget: {2015/16: 1,048,898.94, 2016/17: 2,048}\n");
    assert_int_equal(apn_findings_count(made.findings), 2);
    assert_finding(&made, 0, APN_NUMBER, 1, 19, "budget.2015/16",
                   "`1,048,898.94` is read as 1 and a key 048");
    assert_finding(&made, 1, APN_NUMBER, 1, 42, "budget.2016/17",
                   "`2,048` is read as 2 and a key 048");
    assert_int_equal(made.root->first->count, 2);
    end_reading(&made);
}

/* Where a thing stands is told by ids where they are known, by numbers else. */
static void places_in_lists_are_told_by_id(void **state)
{
    (void)state;
    reading made = read_text("lines:\n"
                             "  - id: hosting\n"
                             "    budget: {x: *a}\n"
                             "  - budget: *b\n"
                             "    id: staff\n"
                             "    caps: [1, *c]\n"
                             "  - *d\n");
    assert_int_equal(apn_findings_count(made.findings), 4);
    assert_finding(&made, 0, APN_YAML_FEATURE, 3, 17, "lines.hosting.budget.x", "alias");
    assert_finding(&made, 1, APN_YAML_FEATURE, 4, 13, "lines[2].budget", "alias");
    assert_finding(&made, 2, APN_YAML_FEATURE, 6, 15, "lines.staff.caps[2]", "alias");
    assert_finding(&made, 3, APN_YAML_FEATURE, 7, 5, "lines[3]", "alias");
    assert_int_equal(made.root->first->last->kind, APN__INVALID);
    end_reading(&made);
}

static void a_refused_key_takes_its_value_with_it(void **state)
{
    (void)state;
    reading made = read_text("? [a, &x b]\n: {c: *d, e: [f]}\n*x : 1\ng: 2\n");
    assert_int_equal(apn_findings_count(made.findings), 4);
    assert_finding(&made, 0, APN_YAML_FEATURE, 1, 3, "", "where a key was expected");
    assert_finding(&made, 1, APN_YAML_FEATURE, 1, 7, "", "anchor");
    assert_finding(&made, 2, APN_YAML_FEATURE, 2, 7, "", "alias");
    assert_finding(&made, 3, APN_YAML_FEATURE, 3, 1, "", "alias");
    assert_int_equal(made.root->count, 1);
    assert_string_equal(made.root->first->key.bytes, "g");
    assert_string_equal(made.root->first->text.bytes, "2");
    end_reading(&made);
}

/* A second document is not read, but what it has that is never read is told. */
static void a_second_document_is_passed_over(void **state)
{
    (void)state;
    reading made = read_text("a: 1\n---\nb: &x {c: [d], c: 2}\n--- e\n");
    assert_int_equal(apn_findings_count(made.findings), 3);
    assert_finding(&made, 0, APN_YAML_FEATURE, 2, 1, "", "a second document");
    assert_finding(&made, 1, APN_YAML_FEATURE, 3, 4, "", "anchor");
    assert_finding(&made, 2, APN_YAML_FEATURE, 4, 1, "", "a second document");
    assert_int_equal(made.root->count, 1);
    assert_string_equal(made.root->first->key.bytes, "a");
    end_reading(&made);
}

static void faults_before_a_syntax_error_come_out_with_it(void **state)
{
    (void)state;
    reading made = read_text("a: \x01\n"
                             "b: &x 1\n"
                             "c: {d: 1, d: 2}\n"
                             "e: {f: 1,234}\n"
                             "b: 2\n"
                             "g: [@]\n"
                             "h: *x\n");
    assert_int_equal(apn_findings_count(made.findings), 6);
    assert_finding(&made, 0, APN_YAML, 1, 4, "", "U+0001");
    assert_finding(&made, 1, APN_YAML_FEATURE, 2, 4, "b", "anchor");
    assert_finding(&made, 2, APN_DUPLICATE_KEY, 3, 11, "c.d", "twice");
    assert_finding(&made, 3, APN_NUMBER, 4, 8, "e.f", "comma");
    assert_finding(&made, 4, APN_DUPLICATE_KEY, 5, 1, "b", "twice");
    assert_finding(&made, 5, APN_YAML, 6, 5, "g", "a value cannot begin with `@`");
    end_reading(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_format_does_not_take_is_refused),
        cmocka_unit_test(syntax_errors_are_told_in_plain_words),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(an_empty_file_lacks_its_first_key),
        cmocka_unit_test(keys_that_stand_twice_are_found_in_every_mapping),
        cmocka_unit_test(commas_in_braces_get_a_sentence_of_their_own),
        cmocka_unit_test(places_in_lists_are_told_by_id),
        cmocka_unit_test(a_refused_key_takes_its_value_with_it),
        cmocka_unit_test(a_second_document_is_passed_over),
        cmocka_unit_test(faults_before_a_syntax_error_come_out_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
