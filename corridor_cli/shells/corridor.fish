# Completion of corridor in fish. Lives among fish's own completions.
function __corridor_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    # without an answer, a file or a directory is wanted
    _CORRIDOR_COMPLETE=1 $program $words "$current" 2>/dev/null
    or __fish_complete_path "$current"
end
complete --command corridor --no-files --keep-order --arguments '(__corridor_complete)'
