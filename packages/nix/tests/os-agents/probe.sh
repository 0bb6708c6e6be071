# Runs inside of the unit that is shipped, and tells what it finds there.
set -u
tell() { printf '%s=%s\n' "$1" "$2"; }
if_can() { if "$@" >/dev/null 2>&1; then echo yes; else echo no; fi; }
overwrite() { echo x >"$1"; }
tell uid "$(id -u)"
tell home "$(if_can touch "$HOME/x")"
tell other_home "$(if_can test -e /home/agent-coder)"
tell etc "$(if_can touch /etc/x)"
tell incidents "$(if_can touch /var/lib/agent-incidents/x)"
tell namespaces "$(if_can unshare -U true)"
tell init "$(if_can test -e /proc/1)"
tell capabilities "$(sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status)"
tell new_privileges "$(sed -n 's/^NoNewPrivs:[[:space:]]*//p' /proc/self/status)"
tell seccomp "$(sed -n 's/^Seccomp:[[:space:]]*//p' /proc/self/status)"
tell credentials "$(if_can test -r /etc/credstore.encrypted)"
tell settings "$(if_can overwrite "$HOME/.claude/settings.json")"
tell agents "$(if_can touch "$HOME/.claude/agents/other.md")"
tell renamed "$(if_can mv "$HOME/.claude" "$HOME/elsewhere")"
