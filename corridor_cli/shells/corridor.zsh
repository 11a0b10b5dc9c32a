# Completion of corridor in zsh. Sourced by .zshrc.
_corridor() {
    local found tab=$'\t'
    local -a lines
    # without an answer, a file or a directory is wanted
    if ! found=$(_CORRIDOR_COMPLETE=1 $words[1] "${(@Q)words[2,CURRENT]}" 2>/dev/null); then
        _files
        return
    fi
    [[ -n $found ]] || return 1
    lines=("${(@f)found}")
    # a colon parts a word from what it means
    lines=("${(@)lines//:/\\:}")
    lines=("${(@)lines/$tab/:}")
    _describe corridor lines
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
compdef _corridor corridor
