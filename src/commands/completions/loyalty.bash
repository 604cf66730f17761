# Completion of `loyalty` for bash: commands, options, and the names that the database holds.
# In ~/.bashrc: source <(loyalty completions bash)

_loyalty() {
    local program="${1/#\~\//$HOME/}" word
    COMPREPLY=()
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <("$program" completions bash -- "$COMP_TYPE" "$2" "${COMP_LINE:0:COMP_POINT}" 2> /dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/:] ]]; then
        compopt -o nospace 2> /dev/null
    fi
}

# The order says which are likelier, where the shell can keep it.
complete -o bashdefault -o nosort -F _loyalty loyalty 2> /dev/null || complete -o bashdefault -F _loyalty loyalty
