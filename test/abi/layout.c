/* layout.c: prints what a program built against the public headers relies on: sizes, offsets and
 * numbers. Any line that changes breaks programs that are already built, but for options structs
 * that grow at their end. */
#include <stddef.h>
#include <stdio.h>

#include "apportion/apportion.h"

#define SIZE(type) printf("%s size %zu\n", #type, sizeof(type))
#define FIELD(type, field)                                                                         \
    printf("%s.%s at %zu, %zu bytes\n", #type, #field, offsetof(type, field),                      \
           sizeof(((type *)0)->field))
#define NUMBER(name) printf("%s = %d\n", #name, (int)(name))

static void print_first_structs(void)
{
    SIZE(apn_error);
    FIELD(apn_error, status);
    FIELD(apn_error, line);
    FIELD(apn_error, column);
    FIELD(apn_error, where);
    FIELD(apn_error, message);
    SIZE(apn_transposition);
    FIELD(apn_transposition, entry);
    FIELD(apn_transposition, value);
    SIZE(apn_footing);
    FIELD(apn_footing, table);
    FIELD(apn_footing, what);
    FIELD(apn_footing, id);
    FIELD(apn_footing, difference);
    FIELD(apn_footing, diagnosis);
    FIELD(apn_footing, candidates);
    FIELD(apn_footing, candidates_count);
    SIZE(apn_finding);
    FIELD(apn_finding, severity);
    FIELD(apn_finding, code);
    FIELD(apn_finding, line);
    FIELD(apn_finding, column);
    FIELD(apn_finding, file);
    FIELD(apn_finding, where);
    FIELD(apn_finding, message);
    FIELD(apn_finding, footing);
    SIZE(apn_decimal);
    FIELD(apn_decimal, hi);
    FIELD(apn_decimal, lo);
    FIELD(apn_decimal, scale);
    FIELD(apn_decimal, sign);
    FIELD(apn_decimal, reserved);
    SIZE(apn_sheet_cell);
    FIELD(apn_sheet_cell, text);
    FIELD(apn_sheet_cell, length);
    FIELD(apn_sheet_cell, line);
    FIELD(apn_sheet_cell, column);
    SIZE(apn_method_info);
    FIELD(apn_method_info, word);
    FIELD(apn_method_info, known_as);
    FIELD(apn_method_info, rule);
    SIZE(apn_bound);
    FIELD(apn_bound, kind);
    FIELD(apn_bound, value);
    SIZE(apn_split_options);
    FIELD(apn_split_options, size);
    FIELD(apn_split_options, method);
    FIELD(apn_split_options, ties);
    FIELD(apn_split_options, mode);
    FIELD(apn_split_options, to);
    FIELD(apn_split_options, to_party);
    FIELD(apn_split_options, unit);
    FIELD(apn_split_options, total_rounding);
    FIELD(apn_split_options, weights_kind);
    FIELD(apn_split_options, published);
    FIELD(apn_split_options, published_decimals);
    FIELD(apn_split_options, denominators);
    FIELD(apn_split_options, floors);
    FIELD(apn_split_options, caps);
    FIELD(apn_split_options, has_absorber);
    FIELD(apn_split_options, absorber);
    FIELD(apn_split_options, names);
}

static void print_middle_structs(void)
{
    SIZE(apn_tie);
    FIELD(apn_tie, parties);
    FIELD(apn_tie, parties_count);
    FIELD(apn_tie, given);
    FIELD(apn_tie, given_count);
    FIELD(apn_tie, units);
    SIZE(apn_text_source);
    FIELD(apn_text_source, name);
    FIELD(apn_text_source, bytes);
    FIELD(apn_text_source, length);
    SIZE(apn_agreement_info);
    FIELD(apn_agreement_info, id);
    FIELD(apn_agreement_info, title);
    FIELD(apn_agreement_info, title_cy);
    FIELD(apn_agreement_info, statute);
    FIELD(apn_agreement_info, marking);
    FIELD(apn_agreement_info, currency);
    FIELD(apn_agreement_info, effective_from);
    FIELD(apn_agreement_info, effective_to);
    FIELD(apn_agreement_info, lead);
    FIELD(apn_agreement_info, year_start);
    FIELD(apn_agreement_info, proration);
    FIELD(apn_agreement_info, unit);
    FIELD(apn_agreement_info, method);
    FIELD(apn_agreement_info, ties);
    FIELD(apn_agreement_info, level);
    SIZE(apn_party_info);
    FIELD(apn_party_info, id);
    FIELD(apn_party_info, name);
    FIELD(apn_party_info, name_cy);
    FIELD(apn_party_info, policing_body);
    FIELD(apn_party_info, chief_officer);
    SIZE(apn_line_info);
    FIELD(apn_line_info, id);
    FIELD(apn_line_info, title);
    FIELD(apn_line_info, title_cy);
    FIELD(apn_line_info, category);
    FIELD(apn_line_info, nature);
}

static void print_statement_structs(void)
{
    SIZE(apn_statement_line_info);
    FIELD(apn_statement_line_info, line);
    FIELD(apn_statement_line_info, agreement_line);
    FIELD(apn_statement_line_info, basis);
    FIELD(apn_statement_line_info, level);
    FIELD(apn_statement_line_info, method);
    FIELD(apn_statement_line_info, ties);
    FIELD(apn_statement_line_info, total);
    FIELD(apn_statement_line_info, unapportioned);
    FIELD(apn_statement_line_info, pieces);
    FIELD(apn_statement_line_info, length);
    SIZE(apn_print_options);
    FIELD(apn_print_options, size);
    FIELD(apn_print_options, in);
    FIELD(apn_print_options, decimals);
    FIELD(apn_print_options, as_rounded);
    SIZE(apn_cell);
    FIELD(apn_cell, status);
    FIELD(apn_cell, reason);
    FIELD(apn_cell, has_amount);
    FIELD(apn_cell, amount);
    FIELD(apn_cell, length);
    SIZE(apn_piece);
    FIELD(apn_piece, from);
    FIELD(apn_piece, to);
    FIELD(apn_piece, length);
    FIELD(apn_piece, basis);
    SIZE(apn_version_days);
    FIELD(apn_version_days, id);
    FIELD(apn_version_days, ref);
    FIELD(apn_version_days, from);
    FIELD(apn_version_days, to);
    SIZE(apn_piece_cell);
    FIELD(apn_piece_cell, status);
    FIELD(apn_piece_cell, reason);
    SIZE(apn_section_info);
    FIELD(apn_section_info, id);
    FIELD(apn_section_info, title);
    FIELD(apn_section_info, rule);
    FIELD(apn_section_info, rows);
    FIELD(apn_section_info, columns);
    SIZE(apn_section_column);
    FIELD(apn_section_column, id);
    FIELD(apn_section_column, title);
    FIELD(apn_section_column, kind);
    FIELD(apn_section_column, is_summed);
    SIZE(apn_section_cell);
    FIELD(apn_section_cell, text);
    FIELD(apn_section_cell, label);
    FIELD(apn_section_cell, has_amount);
    FIELD(apn_section_cell, amount);
}

static void print_first_numbers(void)
{
    NUMBER(APN_OK);
    NUMBER(APN_USAGE);
    NUMBER(APN_IO);
    NUMBER(APN_MEMORY);
    NUMBER(APN_LIMIT);
    NUMBER(APN_INTERNAL);
    NUMBER(APN_NUMBER);
    NUMBER(APN_NOT_WHOLE_UNITS);
    NUMBER(APN_NEGATIVE_WEIGHT);
    NUMBER(APN_NO_PARTY);
    NUMBER(APN_NO_WEIGHT);
    NUMBER(APN_TIE);
    NUMBER(APN_BOUNDS_INFEASIBLE);
    NUMBER(APN_SHARE_SUM);
    NUMBER(APN_RESIDUAL_ZERO_WEIGHT);
    NUMBER(APN_YAML);
    NUMBER(APN_YAML_FEATURE);
    NUMBER(APN_UNKNOWN_KEY);
    NUMBER(APN_DUPLICATE_KEY);
    NUMBER(APN_MISSING_KEY);
    NUMBER(APN_WRONG_TYPE);
    NUMBER(APN_UNKNOWN_ID);
    NUMBER(APN_DUPLICATE_ID);
    NUMBER(APN_MISSING_WEIGHT);
    NUMBER(APN_MISSING_YEAR);
    NUMBER(APN_NO_FIGURE);
    NUMBER(APN_INPUT_NEEDED);
    NUMBER(APN_NOT_A_MEMBER);
    NUMBER(APN_OUTSIDE_AGREEMENT);
    NUMBER(APN_CSV);
    NUMBER(APN_DEFAULT_BASIS);
    NUMBER(APN_RESIDUAL_NEGATIVE);
    NUMBER(APN_UNAPPORTIONED);
    NUMBER(APN_FOOTING);
    NUMBER(APN_TABLE_INFEASIBLE);
    NUMBER(APN_CANCELLED);
    NUMBER(APN_CYCLE);
    NUMBER(APN_NOT_MONTH_EDGE);
    NUMBER(APN_UNIT_MISMATCH);
    NUMBER(APN_PATH_OUTSIDE);
    NUMBER(APN_WORKED_OUT);
    NUMBER(APN_JUDGEMENT);
    NUMBER(APN_PROVISIONAL);
    NUMBER(APN_RETROSPECTIVE);
    NUMBER(APN_PRICE_BASE);
    NUMBER(APN_JSON);
    NUMBER(APN_AROSE);
    NUMBER(APN_OVERDRAWN);
    NUMBER(APN_NOTICE);
    NUMBER(APN_PAYBACK);
    NUMBER(APN_OVER_RECOVERY);
    NUMBER(APN_BLAME_NONE);
    NUMBER(APN_BLAME_INPUT);
    NUMBER(APN_BLAME_CALLER);
    NUMBER(APN_BLAME_MACHINE);
    NUMBER(APN_BLAME_LIBRARY);
    NUMBER(APN_NOTE);
    NUMBER(APN_WARNING);
    NUMBER(APN_ERROR);
    NUMBER(APN_FORM_PLAIN);
    NUMBER(APN_FORM_MONEY);
    NUMBER(APN_FORM_PERCENT);
    NUMBER(APN_FORM_SHEET);
    NUMBER(APN_ROUND_NONE);
    NUMBER(APN_ROUND_HALF_AWAY);
}

static void print_last_numbers(void)
{
    NUMBER(APN_ROUND_HALF_EVEN);
    NUMBER(APN_ROUND_UP);
    NUMBER(APN_ROUND_DOWN);
    NUMBER(APN_LARGEST_REMAINDER);
    NUMBER(APN_JEFFERSON);
    NUMBER(APN_WEBSTER);
    NUMBER(APN_ADAMS);
    NUMBER(APN_HILL);
    NUMBER(APN_DEAN);
    NUMBER(APN_FIRST_LISTED);
    NUMBER(APN_LARGEST_SHARE);
    NUMBER(APN_RESIDUAL);
    NUMBER(APN_INDEPENDENT);
    NUMBER(APN_TIES_LISTED_ORDER);
    NUMBER(APN_TIES_LARGEST_WEIGHT);
    NUMBER(APN_TIES_SMALLEST_WEIGHT);
    NUMBER(APN_TIES_REFUSE);
    NUMBER(APN_WEIGHTS_PLAIN);
    NUMBER(APN_WEIGHTS_PERCENT);
    NUMBER(APN_WEIGHTS_RESCALE);
    NUMBER(APN_WEIGHTS_AS_PUBLISHED);
    NUMBER(APN_BOUND_NONE);
    NUMBER(APN_BOUND_AMOUNT);
    NUMBER(APN_BOUND_PERCENT);
    NUMBER(APN_TO_NOBODY);
    NUMBER(APN_TO_PARTY);
    NUMBER(APN_TO_LARGEST);
    NUMBER(APN_WITHIN_BOUNDS);
    NUMBER(APN_AT_FLOOR);
    NUMBER(APN_AT_CAP);
    NUMBER(APN_ABSORBS);
    NUMBER(APN_BUDGET);
    NUMBER(APN_OUTTURN);
    NUMBER(APN_FORECAST);
    NUMBER(APN_FIGURES_UNSAID);
    NUMBER(APN_FIGURES_PROVISIONAL);
    NUMBER(APN_FIGURES_FINAL);
    NUMBER(APN_FIGURES_AUDITED);
    NUMBER(APN_IN_FULL);
    NUMBER(APN_IN_POUNDS);
    NUMBER(APN_IN_THOUSANDS);
    NUMBER(APN_IN_MILLIONS);
    NUMBER(APN_LEVEL_LINE);
    NUMBER(APN_LEVEL_TOTAL);
    NUMBER(APN_COLUMN_TEXT);
    NUMBER(APN_COLUMN_AMOUNT);
    NUMBER(APN_COLUMN_EXACT);
    NUMBER(APN_LEVEL_TABLE);
    NUMBER(APN_CELL_SHARED);
    NUMBER(APN_CELL_EXCLUDED);
    NUMBER(APN_CELL_NOT_A_MEMBER);
    NUMBER(APN_CELL_DIRECT);
    NUMBER(APN_REPORT_JSON);
    NUMBER(APN_REPORT_CSV);
    NUMBER(APN_REPORT_MARKDOWN);
}

static void print_tables(void)
{
    SIZE(apn_table_groups);
    FIELD(apn_table_groups, count);
    FIELD(apn_table_groups, parents);
    FIELD(apn_table_groups, members);
    FIELD(apn_table_groups, names);
    SIZE(apn_table_options);
    FIELD(apn_table_options, size);
    FIELD(apn_table_options, unit);
    FIELD(apn_table_options, denominators);
    FIELD(apn_table_options, row_groups);
    FIELD(apn_table_options, column_groups);
    FIELD(apn_table_options, column_totals);
    FIELD(apn_table_options, cumulative);
    FIELD(apn_table_options, row_names);
    FIELD(apn_table_options, column_names);
    FIELD(apn_table_options, progress);
    FIELD(apn_table_options, progress_context);
    SIZE(apn_printed_sum);
    FIELD(apn_printed_sum, size);
    FIELD(apn_printed_sum, file);
    FIELD(apn_printed_sum, line);
    FIELD(apn_printed_sum, column);
    FIELD(apn_printed_sum, table);
    FIELD(apn_printed_sum, id);
    FIELD(apn_printed_sum, is_row);
    FIELD(apn_printed_sum, figures);
    FIELD(apn_printed_sum, names);
    FIELD(apn_printed_sum, count);
    FIELD(apn_printed_sum, total);
    FIELD(apn_printed_sum, unit);
    SIZE(apn_table_names);
    FIELD(apn_table_names, size);
    FIELD(apn_table_names, corner);
    FIELD(apn_table_names, options);
    SIZE(apn_biproportional_input);
    FIELD(apn_biproportional_input, rows);
    FIELD(apn_biproportional_input, columns);
    FIELD(apn_biproportional_input, seed);
    FIELD(apn_biproportional_input, row_totals);
    FIELD(apn_biproportional_input, column_totals);
    SIZE(apn_biproportional_tie);
    FIELD(apn_biproportional_tie, cells);
    FIELD(apn_biproportional_tie, cells_count);
    FIELD(apn_biproportional_tie, raised);
    FIELD(apn_biproportional_tie, raised_count);
    NUMBER(APN_TABLE_ROWS);
    NUMBER(APN_TABLE_COLUMNS);
    NUMBER(APN_TABLE_CELLS);
}

static void print_explanations(void)
{
    SIZE(apn_step);
    FIELD(apn_step, id);
    FIELD(apn_step, rule);
    FIELD(apn_step, line);
    FIELD(apn_step, basis);
    FIELD(apn_step, year);
    FIELD(apn_step, says);
    FIELD(apn_step, terms);
    FIELD(apn_step, results);
    SIZE(apn_term);
    FIELD(apn_term, name);
    FIELD(apn_term, party);
    FIELD(apn_term, value);
    FIELD(apn_term, from);
    FIELD(apn_term, file);
    FIELD(apn_term, line);
    FIELD(apn_term, column);
    SIZE(apn_outcome);
    FIELD(apn_outcome, name);
    FIELD(apn_outcome, party);
    FIELD(apn_outcome, line);
    FIELD(apn_outcome, value);
    SIZE(apn_verify_options);
    FIELD(apn_verify_options, size);
    FIELD(apn_verify_options, digest);
    FIELD(apn_verify_options, digest_context);
    SIZE(apn_difference);
    FIELD(apn_difference, where);
    FIELD(apn_difference, line);
    FIELD(apn_difference, party);
    FIELD(apn_difference, figure);
    FIELD(apn_difference, before);
    FIELD(apn_difference, after);
    FIELD(apn_difference, at_line);
    FIELD(apn_difference, at_column);
    NUMBER(APN_SEAL_HOLDS);
    NUMBER(APN_SEAL_MISSING);
    NUMBER(APN_SEAL_BROKEN);
}

static void print_sheets(void)
{
    SIZE(apn_discount_info);
    FIELD(apn_discount_info, base_year);
    FIELD(apn_discount_info, rates);
    FIELD(apn_discount_info, prices);
    FIELD(apn_discount_info, mid_year);
    SIZE(apn_agreement_options);
    FIELD(apn_agreement_options, size);
    FIELD(apn_agreement_options, source);
    FIELD(apn_agreement_options, source_context);
    FIELD(apn_agreement_options, digest);
    FIELD(apn_agreement_options, digest_context);
    SIZE(apn_input);
    FIELD(apn_input, sheet);
    FIELD(apn_input, digest);
    SIZE(apn_decision);
    FIELD(apn_decision, ref);
    FIELD(apn_decision, body);
    FIELD(apn_decision, date);
    SIZE(apn_signature);
    FIELD(apn_signature, party);
    FIELD(apn_signature, capacity);
    FIELD(apn_signature, name);
    NUMBER(APN_DIGEST_SIZE);
    NUMBER(APN_POLICING_BODY);
    NUMBER(APN_CHIEF_OFFICER);
    NUMBER(APN_SIGNS_ITSELF);
    SIZE(apn_force_info);
    FIELD(apn_force_info, id);
    FIELD(apn_force_info, name);
    FIELD(apn_force_info, name_cy);
}

static void print_issued(void)
{
    SIZE(apn_statement_options);
    FIELD(apn_statement_options, size);
    FIELD(apn_statement_options, known);
    FIELD(apn_statement_options, last_year);
    SIZE(apn_adjusted);
    FIELD(apn_adjusted, has_amount);
    FIELD(apn_adjusted, before);
    FIELD(apn_adjusted, after);
    FIELD(apn_adjusted, difference);
    NUMBER(APN_ADJUST_MEMBERSHIP);
    NUMBER(APN_ADJUST_DRIVER);
    NUMBER(APN_ADJUST_BASIS);
    NUMBER(APN_ADJUST_AMOUNT);
    NUMBER(APN_ADJUST_ROUNDING);
    SIZE(apn_payment);
    FIELD(apn_payment, from);
    FIELD(apn_payment, to);
    FIELD(apn_payment, amount);
    NUMBER(APN_NET_PAIRS);
    NUMBER(APN_NET_FEWEST);
    SIZE(apn_issued_info);
    FIELD(apn_issued_info, agreement);
    FIELD(apn_issued_info, year);
    FIELD(apn_issued_info, measure);
    FIELD(apn_issued_info, currency);
    FIELD(apn_issued_info, level);
    FIELD(apn_issued_info, digest);
    FIELD(apn_issued_info, unit);
    FIELD(apn_issued_info, total);
    FIELD(apn_issued_info, unapportioned);
    SIZE(apn_issued_party_info);
    FIELD(apn_issued_party_info, id);
    FIELD(apn_issued_party_info, amount);
    FIELD(apn_issued_party_info, has_together);
    FIELD(apn_issued_party_info, together);
    FIELD(apn_issued_party_info, due);
    FIELD(apn_issued_party_info, quota);
    SIZE(apn_issued_line_info);
    FIELD(apn_issued_line_info, id);
    FIELD(apn_issued_line_info, basis);
    FIELD(apn_issued_line_info, method);
    FIELD(apn_issued_line_info, total);
    SIZE(apn_issued_cell_info);
    FIELD(apn_issued_cell_info, status);
    FIELD(apn_issued_cell_info, reason);
    FIELD(apn_issued_cell_info, has_amount);
    FIELD(apn_issued_cell_info, amount);
    FIELD(apn_issued_cell_info, share);
    FIELD(apn_issued_cell_info, quota);
    FIELD(apn_issued_cell_info, moved);
}

static void print_comparisons(void)
{
    SIZE(apn_change);
    FIELD(apn_change, kind);
    FIELD(apn_change, path);
    FIELD(apn_change, value);
    FIELD(apn_change, name);
    NUMBER(APN_CHANGE_SET);
    NUMBER(APN_CHANGE_REMOVE);
    NUMBER(APN_CHANGE_SCALE);
    NUMBER(APN_CHANGE_ADD);
    SIZE(apn_side);
    FIELD(apn_side, draft);
    FIELD(apn_side, scenarios);
    FIELD(apn_side, scenario_count);
    FIELD(apn_side, year);
    FIELD(apn_side, measure);
    SIZE(apn_compared);
    FIELD(apn_compared, id);
    FIELD(apn_compared, name);
    FIELD(apn_compared, before);
    FIELD(apn_compared, after);
    SIZE(apn_before_after);
    FIELD(apn_before_after, before);
    FIELD(apn_before_after, after);
    FIELD(apn_before_after, change);
    NUMBER(APN_CAUSE_MEMBERSHIP);
    NUMBER(APN_CAUSE_DRIVER);
    NUMBER(APN_CAUSE_BASIS);
    NUMBER(APN_CAUSE_AMOUNT);
    NUMBER(APN_CAUSE_ROUNDING);
}

static void print_sweeps(void)
{
    SIZE(apn_sweep_axis);
    FIELD(apn_sweep_axis, path);
    FIELD(apn_sweep_axis, from);
    FIELD(apn_sweep_axis, to);
    FIELD(apn_sweep_axis, step);
    FIELD(apn_sweep_axis, percent);
    SIZE(apn_sweep_options);
    FIELD(apn_sweep_options, size);
    FIELD(apn_sweep_options, progress);
    FIELD(apn_sweep_options, progress_context);
    SIZE(apn_mark);
    FIELD(apn_mark, kind);
    FIELD(apn_mark, point);
    FIELD(apn_mark, party);
    FIELD(apn_mark, other);
    FIELD(apn_mark, line);
    FIELD(apn_mark, bound);
    NUMBER(APN_MARK_BOUND);
    NUMBER(APN_MARK_ORDER);
    NUMBER(APN_MARK_ALABAMA);
    NUMBER(APN_SWEEP_AXES);
}

int main(void)
{
    print_first_structs();
    print_middle_structs();
    print_statement_structs();
    print_first_numbers();
    print_last_numbers();
    NUMBER(APN_WITHIN_BOUNDS);
    NUMBER(APN_AT_FLOOR);
    NUMBER(APN_AT_CAP);
    NUMBER(APN_ABSORBS);
    NUMBER(APN_DECIMAL_DIGITS);
    NUMBER(APN_DECIMAL_SCALE);
    NUMBER(APN_DECIMAL_TEXT_SIZE);
    print_tables();
    print_explanations();
    print_sheets();
    print_issued();
    print_comparisons();
    print_sweeps();
    return 0;
}
