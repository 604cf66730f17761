#compdef loyalty
# Completion of `loyalty` for zsh: commands, options, and the names that the database holds.
# In ~/.zshrc behind compinit: source <(loyalty completions zsh). Or as a file `_loyalty` in a folder of $fpath.

_loyalty() {
    local program="${words[1]/#\~\//$HOME/}" line value begun
    local -a values shown open open_shown
    for line in "${(@f)$("$program" completions zsh -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2> /dev/null)}"; do
        value="${line%%$'\t'*}"
        [[ -z "$value" ]] && continue
        [[ "$value" == "${(Q)PREFIX}"* ]] && begun=1
        if [[ "$value" == *[=/:] ]]; then
            open+=("$value")
            open_shown+=("${line/$'\t'/  -- }")
        else
            values+=("$value")
            shown+=("${line/$'\t'/  -- }")
        fi
    done
    # Where what was typed is found within the names, they are chosen from and not begun.
    [[ -z "$begun" ]] && compstate[insert]=menu
    compadd -U -V loyalty -l -d shown -a values
    compadd -U -V loyalty -l -S '' -d open_shown -a open
}

if [[ "${funcstack[1]}" == _loyalty ]]; then
    _loyalty "$@"
else
    compdef _loyalty loyalty
fi
