/* The subcommands and what each takes. Parsing and help walk this table; a test holds the manual
 * and the completions against it. */
#include "commands.h"
#include "scenarios.h"

static const char *method_word(unsigned index)
{
    const apn_method_info *info = apn_method_describe((apn_method)index);
    return info ? info->word : NULL;
}

static const char *ties_word(unsigned index)
{
    return apn_ties_word((apn_ties)index);
}

/* The list of the library begins with the mode that is none. */
static const char *mode_word(unsigned index)
{
    return apn_rounding_mode_word((apn_rounding_mode)(index + 1));
}

static const char *format_word(unsigned index)
{
    return apn_report_format_word((apn_report_format)index);
}

static const char *measure_word(unsigned index)
{
    return apn_measure_word((apn_measure)index);
}

/* Words begin behind the status that is not said. */
static const char *figures_word(unsigned index)
{
    return apn_figures_status_word((apn_figures_status)(index + 1));
}

static const char *print_in_word(unsigned index)
{
    return apn_print_in_word((apn_print_in)index);
}

static const char *share_sum_word(unsigned index)
{
    return index == 0 ? "rescale" : index == 1 ? "as-published" : NULL;
}

static const char *json_word(unsigned index)
{
    return index == 0 ? apn_report_format_word(APN_REPORT_JSON) : NULL;
}

/* Options that several commands take, in the same words. */
#define MEASURE_OPTION                                                                             \
    {                                                                                              \
        "measure", "MEASURE", "which figures, budget unless it is given", measure_word, false      \
    }
#define FORMAT_OPTION                                                                              \
    {                                                                                              \
        "format", "FORMAT", "write for a program instead of for people", format_word, false        \
    }
#define STRICT_OPTION                                                                              \
    {                                                                                              \
        "strict", NULL, "exit with 1 when there are warnings", NULL, false                         \
    }
#define OUTPUT_OPTION                                                                              \
    {                                                                                              \
        "output", "FILE", "write to a file, whole or not at all, instead of to standard output",   \
            NULL, false                                                                            \
    }
#define STATUS_OPTION                                                                              \
    {                                                                                              \
        "status", "STATUS",                                                                        \
            "drivers' figures as they were known when the newest had this status; the newest "     \
            "unless it is "                                                                        \
            "given",                                                                               \
            figures_word, false                                                                    \
    }

static const example split_examples[] = {
    {"apportion split £250,000 leics=35.28% notts=42.02% nhants=22.70%",
     "an amount over percentages, which must total 100 %"},
    {"apportion split 605600 lincs=1100 leics=1848 notts=1888 nhants=1220 --format json",
     "an amount over numbers of users, for a program"},
    {"apportion split 100000 a=7/12 b=1/3 c=1/12 --floor c=£9,000",
     "an amount over fractions, where c pays at least £9,000"},
    {"apportion split 1000000 leics=1100 notts=1888 nhants=1220 --method residual --to leics",
     "the odd penny to a party that is named"},
    {NULL, NULL},
};

static const option_rule split_options[] = {
    {"method", "METHOD", "how exact shares become whole pennies; `apportion methods` explains each",
     method_word, false},
    {"ties", "RULE", "who gets the last unit when claims are equal", ties_word, false},
    {"unit", "AMOUNT", "the smallest amount that can be charged, 0.01 unless it is given", NULL,
     false},
    {"mode", "MODE", "how --method independent rounds each share", mode_word, false},
    {"to", "NAME", "who takes the rest under --method residual; `largest` is the largest weight",
     NULL, false},
    {"floor", "NAME=V",
     "the least that a party pays, an amount or a percentage of the total; may be repeated", NULL,
     true},
    {"cap", "NAME=V",
     "the most that a party pays, an amount or a percentage of the total; may be repeated", NULL,
     true},
    {"absorber", "NAME", "the party that takes what the others' floors and caps leave", NULL,
     false},
    {"share-sum", "HOW", "what to do with percentages that do not total 100 %", share_sum_word,
     false},
    {"published", "D", "turn the shares into percentages with D decimals first", NULL, false},
    {"rounding-of-total", "MODE",
     "how a total finer than the unit is rounded; refused unless it is given", mode_word, false},
    FORMAT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const example run_examples[] = {
    {"apportion run east-midlands.yaml --year 2015/16",
     "what each party pays for a year, line by line"},
    {"apportion run east-midlands.yaml --years 2015/16..2018/19 --party notts",
     "one party's charges over several years"},
    {"apportion run east-midlands.yaml --year 2015/16 --in thousands",
     "the same in thousands of pounds, and every total is still the sum of what is printed"},
    {"apportion run east-midlands.yaml --year 2015/16 --format json --output statement.json",
     "a year's statement for a program, in a file"},
    {NULL, NULL},
};

static const option_rule run_options[] = {
    {"year", "YEAR",
     "the financial year, such as 2015/16; may be left out when the file has only one", NULL,
     false},
    {"years", "FROM..TO", "several years side by side, such as 2015/16..2018/19", NULL, false},
    MEASURE_OPTION,
    STATUS_OPTION,
    {"issued", "STATEMENT",
     "what has changed since this statement (JSON) was issued, and why: an adjustment note", NULL,
     false},
    {"last-year", NULL,
     "last year's amounts beside the year's, by party and by line, with the change and its per "
     "cent",
     NULL, false},
    {"party", "ID", "the amounts of one party on every line", NULL, false},
    {"section", "ID", "one of the tables behind the lines alone, such as settlement", NULL, false},
    {"in", "WHAT",
     "print amounts in pounds, thousands or millions, rounded as one table so that every row and "
     "column adds up; in full unless it is given",
     print_in_word, false},
    {"decimals", "D", "how many decimals are printed under --in, none unless it is given", NULL,
     false},
    {"as-rounded", NULL,
     "round each printed figure by itself instead, and say which sums do not add up", NULL, false},
    FORMAT_OPTION,
    STRICT_OPTION,
    OUTPUT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const example check_examples[] = {
    {"apportion check east-midlands.yaml",
     "every fault of a file with its place, and every year computed"},
    {"apportion check east-midlands.yaml --strict --format json",
     "the same for a program, and a warning fails too"},
    {NULL, NULL},
};

static const option_rule check_options[] = {
    {"format", "FORMAT", "write the findings for a program instead of for people", json_word,
     false},
    STRICT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const char *table_method_word(unsigned index)
{
    return index == 0 ? "controlled" : index == 1 ? "biproportional" : NULL;
}

static const char *column_totals_word(unsigned index)
{
    return index == 0 ? "check" : index == 1 ? "prescribe" : NULL;
}

static const example init_examples[] = {
    {"apportion init costs.csv", "a first agreement file, to be kept with `> em.yaml`"},
    {"apportion init costs.csv --party Leics --party Notts",
     "with its parties, whose forces are known by the names in use"},
    {NULL, NULL},
};

static const option_rule init_options[] = {
    {"party", "NAME", "a party of the agreement", NULL, true},
    {"year", "YEAR", "the financial year of the whole sheet, when no column says it", NULL, false},
    OPTION_HELP,
    OPTION_END,
};

static const example table_examples[] = {
    {"apportion table scottish-police-grant.csv --unit £1m",
     "a sheet in millions, where every row and every column still adds up"},
    {"apportion table scottish-police-grant.csv --unit £1m --format csv --output rounded.csv",
     "the rounded sheet in a file"},
    {NULL, NULL},
};

static const option_rule table_options[] = {
    {"unit", "AMOUNT", "the smallest amount that can be printed, 0.01 unless it is given", NULL,
     false},
    {"method", "METHOD",
     "controlled (the default) rounds every cell up or down; biproportional fits the cells to the "
     "sheet's totals in both directions",
     table_method_word, false},
    {"column-totals", "HOW",
     "what a row of totals is for: it is checked, or prescribes what the columns add up to",
     column_totals_word, false},
    {"cumulative", NULL,
     "rows are consecutive periods, and every column's running total is rounded as well", NULL,
     false},
    {"groups", NULL,
     "a second column, or a second row, headed `group` names groups, which add up as well", NULL,
     false},
    FORMAT_OPTION,
    STRICT_OPTION,
    OUTPUT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const char *netting_word(unsigned index)
{
    return apn_netting_to_word((apn_netting_to)index);
}

static const example net_examples[] = {
    {"apportion net ict.yaml custody.yaml --year 2015/16",
     "what each two parties still owe each other over two agreements"},
    {"apportion net ict.yaml custody.yaml --year 2015/16 --to fewest",
     "the fewest payments that settle all of it"},
    {NULL, NULL},
};

static const option_rule net_options[] = {
    {"year", "YEAR", "the financial year, such as 2015/16", NULL, false},
    MEASURE_OPTION,
    STATUS_OPTION,
    {"to", "WHAT", "one payment for each pair, or the fewest payments; pairs unless it is given",
     netting_word, false},
    FORMAT_OPTION,
    STRICT_OPTION,
    OUTPUT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const example compare_examples[] = {
    {"apportion compare east-midlands.yaml --year 2015/16 --with 2016/17",
     "what changes from one year to the next, and why"},
    {"apportion compare east-midlands.yaml east-midlands-sheets.yaml --year 2015/16",
     "two agreements"},
    {NULL, NULL},
};

static const option_rule compare_options[] = {
    {"year", "YEAR", "the financial year, such as 2015/16", NULL, false},
    {"with", "YEAR", "the year to compare it with; the same unless it is given", NULL, false},
    MEASURE_OPTION,
    {"with-measure", "MEASURE", "which figures to compare them with; the same unless it is given",
     measure_word, false},
    FORMAT_OPTION,
    OUTPUT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const example sweep_examples[] = {
    {"apportion sweep east-midlands.yaml --year 2015/16 --over "
     "drivers.niche_users.values.leics=1800..1950:10",
     "what each pays while Leicestershire's users go from 1,800 to 1,950"},
    {"apportion sweep east-midlands.yaml --year 2015/16 --over "
     "drivers.niche_users.values.leics=1800..1950:10 --chart --output users.svg",
     "the same as a chart"},
    {NULL, NULL},
};

static const option_rule sweep_options[] = {
    {"over", "PATH=FROM..TO:STEP", "what varies, and its values; twice for two figures", NULL,
     true},
    {"year", "YEAR",
     "the financial year, such as 2015/16; may be left out when the file has only one", NULL,
     false},
    MEASURE_OPTION,
    CHANGE_OPTIONS,
    FORMAT_OPTION,
    {"chart", NULL, "write a chart in SVG", NULL, false},
    {"party", "ID", "the party of a chart of two figures", NULL, false},
    OUTPUT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const example whatif_examples[] = {
    {"apportion whatif east-midlands.yaml --year 2015/16 --set "
     "drivers.niche_users.values.leics=1940",
     "who pays more and who less if Leicestershire has 1,940 users"},
    {"apportion whatif east-midlands.yaml lincs-joins.yaml more-users.yaml --year 2017/18",
     "two scenarios side by side"},
    {"apportion whatif east-midlands.yaml --year 2015/16 --scale "
     "cost_lines.niche_support.budget=105%",
     "a line that costs 5 % more"},
    {NULL, NULL},
};

static const option_rule whatif_options[] = {
    {"year", "YEAR",
     "the financial year, such as 2015/16; may be left out when the file has only one", NULL,
     false},
    MEASURE_OPTION,
    CHANGE_OPTIONS,
    {"together", NULL, "take all scenarios as one, in order", NULL, false},
    FORMAT_OPTION,
    STRICT_OPTION,
    OUTPUT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const example explain_examples[] = {
    {"apportion explain east-midlands.yaml --year 2015/16 --line niche_support --party notts",
     "how one amount came about, from the file to the penny"},
    {"apportion explain east-midlands.yaml --year 2015/16 --party leics",
     "how all that a party pays came about"},
    {NULL, NULL},
};

static const option_rule explain_options[] = {
    {"year", "YEAR", "the financial year, such as 2015/16", NULL, false},
    {"line", "ID", "one cost line; all of them unless it is given", NULL, false},
    {"party", "ID", "one party; all of them unless it is given", NULL, false},
    MEASURE_OPTION,
    {"format", "FORMAT", "write for a program instead of for people", json_word, false},
    OUTPUT_OPTION,
    OPTION_HELP,
    OPTION_END,
};

static const example verify_examples[] = {
    {"apportion verify statement.json east-midlands.yaml",
     "whether an issued statement is what the agreement gives, or exactly what differs"},
    {NULL, NULL},
};

static const option_rule verify_options[] = {
    {"format", "FORMAT", "write for a program instead of for people", json_word, false},
    OPTION_HELP,
    OPTION_END,
};

static const example methods_examples[] = {
    {"apportion methods", "every method with the names that it goes by and its rule"},
    {NULL, NULL},
};

static const option_rule methods_options[] = {
    {"format", "FORMAT", "write for a program instead of for people", json_word, false},
    OPTION_HELP,
    OPTION_END,
};

static const char FILES[] = "Several files are read in order, later ones adding to earlier ones. A "
                            "file `-` is standard input.";

const command_rule command_rules[] = {
    {"split", "shares one amount by weights, to the penny", "TOTAL NAME=WEIGHT…",
     "The total may have a £, commas and one of k, m, bn. A weight is a number, a percentage or a "
     "fraction a/b; "
     "percentages and other weights do not mix. A word that is - and a digit or £ is a number; -- "
     "ends the options.",
     split_examples, split_options, split_command},
    {"run", "computes who pays what for a year of an agreement", "FILE…", FILES, run_examples,
     run_options, run_command},
    {"check", "reports every fault of an agreement, with its place", "FILE…", FILES, check_examples,
     check_options, check_command},
    {"init", "makes a first agreement file from a sheet of costs", "SHEET",
     "The sheet is CSV. Its headings say what its columns are: Line (or Cost centre, Code, Item), "
     "Title (or Description), Year, Budget (or Amount, Cost) and Outturn (or Actual); or a column "
     "for each year, headed 2015/16. What the sheet does not say is `needed` in the file. The "
     "sheet "
     "- is standard input.",
     init_examples, init_options, init_command},
    {"table", "rounds a sheet so that every row, column and group adds up", "FILE",
     "The sheet is CSV: a row of names, and rows of amounts that begin with a name. A last column "
     "and a last row called total are checked. The file - is standard input.",
     table_examples, table_options, table_command},
    {"net", "nets what parties owe each other over several agreements", "FILE…",
     "Each file is one agreement, which names whom the others pay (charging.payee). Parties are "
     "the "
     "same when their ids are.",
     net_examples, net_options, net_command},
    {"whatif", "shows who would pay what if the agreement said something else", "FILE… [SCENARIO]…",
     "A file that begins with `what_if:` is a scenario, a list of changes; --set and the like make "
     "one more. A path is the file's keys with points between them; an entry of a list is named by "
     "its id, and what is written in short is addressed in long.",
     whatif_examples, whatif_options, whatif_command},
    {"sweep", "shows what each pays while a figure goes over a range", "FILE… [SCENARIO]…",
     "Stars mark where a floor or a cap begins or ends to bite, where parties change their order, "
     "and where a party pays less although a total rose. Interrupted, it shows what is finished.",
     sweep_examples, sweep_options, sweep_command},
    {"compare", "shows two agreements, or two years, beside each other and why they differ",
     "FILE [FILE]",
     "The change of each party is taken apart: who shares, the drivers' figures, the rules, the "
     "amounts, and rounding. Parties and lines are the same when their ids are.",
     compare_examples, compare_options, compare_command},
    {"explain", "says how an amount came about, step by step", "FILE…",
     "Every number with its place in the file, the shares, the quota, the rounding and who was "
     "next "
     "in line, so that it can be redone on a calculator; and what other rules would have given.",
     explain_examples, explain_options, explain_command},
    {"verify", "compares an issued statement with its agreement", "STATEMENT FILE…",
     "The statement is what `run --format json` wrote. Its digest is checked, the same statement "
     "is "
     "made again from the files, and all of both is compared. Exit status 1 when anything differs.",
     verify_examples, verify_options, verify_command},
    {"methods", "lists the methods, the tie rules and the rounding modes", "", "", methods_examples,
     methods_options, methods_command},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
