# What an interactive zsh offers for a line: zsh -f ask.zsh SCRIPT LINE FILE writes one offer a line into the file. The shell has
# a terminal of its own, the tab key is pressed, and what the completion system adds is written down.
zmodload zsh/zpty
export OFFERS=$PWD/$3 TERM=dumb
zpty shell zsh -f -i
zpty -w shell "PROMPT=; autoload -U compinit; compinit -u -D; source ${(q)1}"
zpty -w shell 'compadd() { case " $* " in (*" -"[OAD]" "*) ;; (*) local -a offers; builtin compadd -O offers "$@"; print -rl -- $offers >> $OFFERS ;; esac; builtin compadd "$@"; }'
# Keys that arrive before the shell reads them one by one would go to the terminal, which treats some of them on its own.
zpty -w shell 'zle-line-init() { print -n REA""DY }; zle -N zle-line-init'
zpty -r shell ignored '*READY*'
zpty -w -n shell "$2"$'\t'
zpty -w shell $'\x15''print DO""NE'
zpty -r shell ignored '*DONE*'
zpty -d shell
