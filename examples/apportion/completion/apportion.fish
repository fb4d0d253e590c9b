# Completion of apportion for fish.
set -l commands split run check init table verify methods help
set -l methods "largest-remainder jefferson webster adams hill dean first-listed largest-share residual independent"
set -l ties "listed-order largest-weight smallest-weight refuse"
set -l modes "half-away half-even up down"
set -l formats "json csv markdown"

complete -c apportion -f
complete -c apportion -n "not __fish_seen_subcommand_from $commands" -a "$commands"
complete -c apportion -n "not __fish_seen_subcommand_from $commands" -l version -d "print the version"
complete -c apportion -l help -d "print help"
complete -c apportion -n "__fish_seen_subcommand_from help" -a "split run check init table verify methods"
complete -c apportion -n "__fish_seen_subcommand_from run check init table verify" -F

complete -c apportion -n "__fish_seen_subcommand_from split" -x -l method -a "$methods" -d "how shares become pennies"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l ties -a "$ties" -d "who gets the last unit"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l unit -d "the smallest amount"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l mode -a "$modes" -d "how independent rounds"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l to -d "who takes the rest"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l floor -d "the least that a party pays"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l cap -d "the most that a party pays"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l absorber -d "who takes what bounds leave"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l share-sum -a "rescale as-published" -d "percentages that miss 100"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l published -d "decimals of the percentages"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l rounding-of-total -a "$modes" -d "how a fine total is rounded"
complete -c apportion -n "__fish_seen_subcommand_from split" -x -l format -a "$formats" -d "write for a program"

complete -c apportion -n "__fish_seen_subcommand_from run" -x -l year -d "the financial year"
complete -c apportion -n "__fish_seen_subcommand_from run" -x -l years -d "several years side by side"
complete -c apportion -n "__fish_seen_subcommand_from run" -x -l measure -a "budget outturn" -d "which figures"
complete -c apportion -n "__fish_seen_subcommand_from run" -x -l status -a "provisional final audited" -d "figures known at a status"
complete -c apportion -n "__fish_seen_subcommand_from run" -x -l party -d "one party on every line"
complete -c apportion -n "__fish_seen_subcommand_from run" -x -l section -d "one of the tables behind the lines"
complete -c apportion -n "__fish_seen_subcommand_from run" -x -l in -a "full pounds thousands millions" -d "what amounts are printed in"
complete -c apportion -n "__fish_seen_subcommand_from run" -x -l decimals -d "decimals of printed amounts"
complete -c apportion -n "__fish_seen_subcommand_from run" -l as-rounded -d "round each printed figure by itself"
complete -c apportion -n "__fish_seen_subcommand_from run" -x -l format -a "$formats" -d "write for a program"
complete -c apportion -n "__fish_seen_subcommand_from run" -l strict -d "exit with 1 on warnings"
complete -c apportion -n "__fish_seen_subcommand_from run" -r -F -l output -d "write to a file"

complete -c apportion -n "__fish_seen_subcommand_from check" -x -l format -a "json" -d "write for a program"
complete -c apportion -n "__fish_seen_subcommand_from check" -l strict -d "exit with 1 on warnings"

complete -c apportion -n "__fish_seen_subcommand_from init" -x -l party -d "a party of the agreement"
complete -c apportion -n "__fish_seen_subcommand_from init" -x -l year -d "the year of the whole sheet"

complete -c apportion -n "__fish_seen_subcommand_from table" -x -l unit -d "the smallest amount"
complete -c apportion -n "__fish_seen_subcommand_from table" -x -l method -a "controlled biproportional" -d "how the sheet is rounded"
complete -c apportion -n "__fish_seen_subcommand_from table" -x -l column-totals -a "check prescribe" -d "what a row of totals is for"
complete -c apportion -n "__fish_seen_subcommand_from table" -l cumulative -d "rows are consecutive periods"
complete -c apportion -n "__fish_seen_subcommand_from table" -l groups -d "a column or a row headed group"
complete -c apportion -n "__fish_seen_subcommand_from table" -x -l format -a "$formats" -d "write for a program"
complete -c apportion -n "__fish_seen_subcommand_from table" -l strict -d "exit with 1 on warnings"
complete -c apportion -n "__fish_seen_subcommand_from table" -r -F -l output -d "write to a file"

complete -c apportion -n "__fish_seen_subcommand_from verify" -x -l format -a "json" -d "write for a program"

complete -c apportion -n "__fish_seen_subcommand_from methods" -x -l format -a "json" -d "write for a program"
