#!/bin/sh
# probe.sh AGENT OTHER PORT: what the task loops of the test run, as the agent, in the unit that was rendered for it. Prints one line
# of JSON with what it finds, which is where the output of a loop goes: to its audit.
set -u
agent=$1 other=$2 port=$3
facts=

say() { facts="$facts,\"$1\":\"$2\""; }
try() {
  fact=$1
  shift
  if "$@" >/dev/null 2>&1; then say "$fact" yes; else say "$fact" no; fi
}
# What mv does beyond that is copy and remove.
rename_only() { perl -e 'rename($ARGV[0], $ARGV[1]) or exit 1' "$1" "$2"; }
of_me() { sed -n "s/^$1:[[:space:]]*//p" /proc/self/status; }

if [ -e "$HOME/hold" ]; then sleep "$(cat "$HOME/hold")"; fi

say uid "$(id -u)"
say directory "$(pwd)"
say run "$AGENT_NAME $AGENT_RUN $AGENT_MAX_TASKS $AGENT_ERROR_THRESHOLD"
say umask "$(umask)"
say capabilities "$(of_me CapBnd)"
say no_new_privileges "$(of_me NoNewPrivs)"
say seccomp "$(of_me Seccomp)"
say homes "$(find /home -mindepth 1 -maxdepth 1 | tr '\n' ' ')"
say processes_of_others "$(find /proc -maxdepth 1 -name '[0-9]*' ! -user "$(id -u)" | wc -l)"

try writes_home touch "$HOME/written"
try writes_state touch "$STATE_DIRECTORY/written"
try writes_etc touch /etc/written
try writes_usr touch /usr/written
try writes_var touch /var/tmp/../lib/written
try writes_lock touch /run/lock/written
try sees_tmp_of_others test -e /tmp/of-somebody-else
try sees_memory_of_others test -e /dev/shm/of-somebody-else
try sees_devices test -e /dev/kmsg
try sees_kernel_log test -r /proc/kmsg
try sees_cgroups_writable mkdir /sys/fs/cgroup/mine
try sees_kernel_settings_writable test -w /proc/sys/kernel
try makes_user_namespace unshare --user true
try mounts mount -t tmpfs tmpfs "$HOME"
try makes_setuid_file sh -c 'touch "$HOME/s" && chmod u+s "$HOME/s"'
try takes_realtime chrt --fifo 1 true
try changes_personality setarch --addr-no-randomize true
try opens_packet_socket perl -e 'socket(my $s, 17, 3, 0) or exit 1'
try opens_netlink_socket perl -e 'socket(my $s, 16, 3, 0) or exit 1'
try reaches_socket_without_file perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Peer => "\0somebody") or exit 1'
# What it opens, no filter for sockets sees. The number of the call is the same everywhere.
try makes_io_uring perl -e 'my $parameters = "\0" x 120; exit(syscall(425, 4, $parameters) < 0 && $! == 1 ? 1 : 0)'
try reads_credential_store ls /etc/credstore.encrypted/
try reads_truth_of_other ls "/etc/agent-host/homes/$other"
try reads_audit cat "/var/log/agent-$agent/audit.jsonl"
try reads_private_key cat "/run/credentials/agent-$agent-ssh-agent.service/ssh-key"
try uses_key ssh-add -L

say credential "$(cat "${CREDENTIALS_DIRECTORY:-/nowhere}/mail-password" 2>/dev/null)"
say credentials "$(ls "${CREDENTIALS_DIRECTORY:-/nowhere}" 2>/dev/null | tr '\n' ' ')"
say secrets_in_environment "$(env | grep -c secret-of)"

for file in .mcp.json .config/git/config .claude/settings.json .claude/agents .ssh/authorized_keys .bashrc; do
  try "reads $file" ls "$HOME/$file"
  try "writes $file" sh -c "if [ -d '$HOME/$file' ]; then touch '$HOME/$file/x'; else echo >>'$HOME/$file'; fi"
  try "removes $file" rm -rf "$HOME/$file"
  try "renames $file" rename_only "$HOME/$file" "$HOME/$file.old"
  try "renames what holds $file" rename_only "$(dirname "$HOME/$file")" "$HOME/elsewhere"
done

# Only when it is asked for, and all at once: what is not answered takes a while to be given up.
if [ -e "$HOME/connect" ]; then
  attempts=$(mktemp -d)
  addresses='127.0.0.1 ::1 10.77.0.1 fd77::1 127.0.0.2 10.77.0.2 fd77::2'
  for address in $addresses; do
    timeout 2 bash -c ": </dev/tcp/$address/$port" 2>/dev/null && touch "$attempts/$address" &
  done
  wait
  for address in $addresses; do try "reaches $address" test -e "$attempts/$address"; done
fi

printf '{"timestamp":"%s","event_type":"task_loop","agent":"%s","outcome":"ok"%s}\n' "$(date -u +%FT%TZ)" "$agent" "$facts"
