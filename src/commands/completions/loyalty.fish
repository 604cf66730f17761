# Completion of `loyalty` for fish: commands, options, and the names that the database holds.
# In ~/.config/fish/completions/loyalty.fish, or: loyalty completions fish | source

function __loyalty_complete
    set --local words (commandline --current-process --tokenize --cut-at-cursor)
    set --local word (commandline --current-token --cut-at-cursor)
    loyalty completions fish -- $words "$word" 2>/dev/null
end

complete --command loyalty --no-files --keep-order --arguments '(__loyalty_complete)'
