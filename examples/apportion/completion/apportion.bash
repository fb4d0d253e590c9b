# Completion of apportion for bash.
_apportion()
{
    local current previous command options at
    current=${COMP_WORDS[COMP_CWORD]}
    previous=${COMP_WORDS[COMP_CWORD - 1]}
    command=${COMP_WORDS[1]}
    COMPREPLY=()

    # Readline parts words at `=`: --format=js is three of them.
    if [ "$current" = "=" ]; then
        current=
    elif [ "$previous" = "=" ] && [ "$COMP_CWORD" -gt 2 ]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case ${COMP_WORDS[*]:COMP_CWORD-1:2} in
        *=*) case $previous in --*) ;; *) return ;; esac ;;
    esac

    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "split run check init table net whatif sweep compare explain verify methods help --version --help" -- "$current")
        return
    fi

    case $previous in
        --method)
            case $command in
                table) options="controlled biproportional" ;;
                *) options="largest-remainder jefferson webster adams hill dean first-listed largest-share residual independent" ;;
            esac
            ;;
        --column-totals) options="check prescribe" ;;
        --ties) options="listed-order largest-weight smallest-weight refuse" ;;
        --mode | --rounding-of-total) options="half-away half-even up down" ;;
        --in) options="full pounds thousands millions" ;;
        --share-sum) options="rescale as-published" ;;
        --measure | --with-measure) options="budget outturn forecast" ;;
        --status) options="provisional final audited" ;;
        --format)
            case $command in
                split | run | table | net | whatif | sweep | compare) options="json csv markdown" ;;
                *) options="json" ;;
            esac
            ;;
        --output | --issued)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
            ;;
        --to | --absorber)
            [ "$command" = net ] && options="pairs fewest"
            for ((at = 3; at < COMP_CWORD; at++)); do
                [ "${COMP_WORDS[at + 1]}" = "=" ] && options="$options ${COMP_WORDS[at]}"
            done
            ;;
        --unit | --floor | --cap | --published | --decimals | --year | --years | --party | --section | --line | --with | --set | --scale | --add | --remove | --over) return ;;
        *)
            case $command in
                split) options="--method --ties --unit --mode --to --floor --cap --absorber --share-sum --published --rounding-of-total --format --help" ;;
                run) options="--year --years --measure --status --issued --last-year --party --section --in --decimals --as-rounded --format --strict --output --help" ;;
                check) options="--format --strict --help" ;;
                init) options="--party --year --help" ;;
                table) options="--unit --method --column-totals --cumulative --groups --format --strict --output --help" ;;
                net) options="--year --measure --status --to --format --strict --output --help" ;;
                whatif) options="--year --measure --set --scale --add --remove --together --format --strict --output --help" ;;
                sweep) options="--over --year --measure --set --scale --add --remove --format --chart --party --output --help" ;;
                compare) options="--year --with --measure --with-measure --format --output --help" ;;
                explain) options="--year --line --party --measure --format --output --help" ;;
                verify | methods) options="--format --help" ;;
                help) options="split run check init table net whatif sweep compare explain verify methods" ;;
            esac
            case $command/$current in
                run/-* | check/-* | init/-* | table/-* | net/-* | whatif/-* | sweep/-* | compare/-* | explain/-* | verify/-*) ;;
                run/* | check/* | init/* | table/* | net/* | whatif/* | sweep/* | compare/* | explain/* | verify/*)
                    mapfile -t COMPREPLY < <(compgen -f -- "$current")
                    return
                    ;;
            esac
            ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
}
complete -o filenames -F _apportion apportion
