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
    if [[ $found != *${tab}[^$'\n']* ]]; then
        # in their own order, which is that of the facts
        compadd -V corridor -- ${lines%$tab}
        return
    fi
    # a colon parts a word from what it means
    lines=("${(@)lines//:/\\:}")
    lines=("${(@)lines/$tab/:}")
    _describe -V corridor lines
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _corridor corridor
