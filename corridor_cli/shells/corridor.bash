# Completion of corridor in bash (4 or newer). Sourced by ~/.bashrc.
_corridor() {
    local found line
    # older ones, such as that of macOS, cannot be told that a file is wanted
    type compopt &>/dev/null || return
    # without an answer, a file or a directory is wanted
    if ! found=$(_CORRIDOR_COMPLETE=1 "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null); then
        compopt -o default
        return
    fi
    COMPREPLY=()
    while IFS= read -r line; do
        line=${line%%$'\t'*}
        # what is no plain word is quoted, unless it is within quotes already
        if [[ $line == *[!-A-Za-z0-9_.,=]* && ${COMP_WORDS[COMP_CWORD]} != [\"\']* ]]; then
            printf -v line %q "$line"
        fi
        COMPREPLY+=("$line")
    done < <([[ -z $found ]] || printf '%s\n' "$found")
}
complete -F _corridor corridor
