#!/bin/bash
# Runs once as root on a virtual machine that was booted with the rendered tree, and says on the serial line what it found:
# "FACT name=value". The agents do what root writes to ~/work, in the unit that was rendered for them.
set -u
groups=/sys/fs/cgroup/agents.slice
MEMORY='$x .= "x" x 4194304 while 1'
# Each child makes more, and none waits for another.
BOMB='$SIG{CHLD} = "IGNORE"; while (1) { fork() // select(undef, undef, undef, 0.05) }'

say() { echo "FACT $1=$2"; }
unit() { echo "agent-$1-task-loop.service"; }
work() {
  printf '%s\n' "$2" >"/home/agent-$1/work"
  chmod 755 "/home/agent-$1/work"
  chown "agent-$1:" "/home/agent-$1/work"
  systemctl reset-failed
}
count() { sed -n "s/^$2 //p" "$groups/$1"; }
result() { systemctl show --value -p Result "$(unit "$1")"; }
# Waits for a unit to end, a minute at most.
ended() {
  for _ in $(seq 120); do
    [ "$(systemctl is-active "$(unit "$1")")" = activating ] || return
    sleep 0.5
  done
}
start() { systemctl start --no-block "$(unit "$1")"; }

systemctl stop 'agent-*.timer'
say controllers "$(cat /sys/fs/cgroup/cgroup.controllers)"
say kernel "$(uname -r)"
say rules "$(nft list tables | grep -c agent_host)"

# The slice of an agent is there as long as something of it runs.
# What systemd 252 leaves writable where it mounts a /proc of the unit.
work coder 'touch /run/lock/mine 2>/dev/null; touch /dev/shm/mine'
systemctl start "$(unit coder)"
say left_behind "$(find /run/lock /dev/shm -user agent-coder | tr '\n' ' ')"

work coder 'sleep 600'
start coder
until [ -e "$groups/agents-coder.slice/memory.max" ]; do sleep 0.2; done
say memory_max "$(cat $groups/agents-coder.slice/memory.max)"
say pids_max "$(cat $groups/agents-coder.slice/pids.max)"
say cpu_max "$(cat $groups/agents-coder.slice/cpu.max)"
systemctl start agents-researcher.slice agents-coder.slice

work researcher "exec perl -e '$MEMORY'"
systemctl start "$(unit researcher)" 2>/dev/null
say memory_result "$(result researcher)"
say memory_kills "$(count agents-researcher.slice/memory.events oom_kill)"
say memory_peak "$(cat $groups/agents-researcher.slice/memory.peak)"
say memory_neighbour "$(systemctl is-active "$(unit coder)")"
say memory_neighbour_kills "$(count agents-coder.slice/memory.events oom_kill)"

# Each stays below its own limit, and both are above that of all agents.
work coder "exec perl -e 'vec(\$x, 225000000, 8) = 1; sleep 60'"
systemctl stop "$(unit coder)"
work researcher "exec perl -e 'vec(\$x, 225000000, 8) = 1; sleep 60'"
before=$(count memory.events oom_kill)
start coder
start researcher
for _ in $(seq 60); do
  [ "$(count memory.events oom_kill)" = "$before" ] || break
  sleep 0.5
done
say together_kills "$(($(count memory.events oom_kill) - before))"
say together_peak "$(cat $groups/memory.peak)"
systemctl stop "$(unit coder)" "$(unit researcher)"

# What systemd-logind does with a login; the slice is there as long as something of it runs. The program is a file because
# systemd-run would take its variable for its own.
printf '%s\n' "$MEMORY" >/run/memory.pl
systemd-run -q --unit=login --slice=user-4101.slice -p User=agent-researcher sleep 600
login=/sys/fs/cgroup$(systemctl show --value -p ControlGroup user-4101.slice)
say login_memory_max "$(cat "$login/memory.max")"
systemd-run -q --wait --slice=user-4101.slice -p User=agent-researcher perl /run/memory.pl
say login_status $?
say login_kills "$(sed -n 's/^oom_kill //p' "$login/memory.events")"
systemctl stop login

# Two processes that want a processor each.
work researcher 'perl -e "1 while 1" & exec perl -e "1 while 1"'
start researcher
sleep 5
from=$(count agents-researcher.slice/cpu.stat usage_usec) began=$(date +%s%N)
sleep 20
to=$(count agents-researcher.slice/cpu.stat usage_usec) finished=$(date +%s%N)
say cpu_percent $(((to - from) * 100000 / (finished - began)))
say cpu_throttled "$(count agents-researcher.slice/cpu.stat nr_throttled)"
systemctl stop "$(unit researcher)"

work researcher "exec perl -e '$BOMB'"
start researcher
most=0
for _ in $(seq 40); do
  now=$(cat $groups/agents-researcher.slice/pids.current)
  [ "$now" -le "$most" ] || most=$now
  sleep 0.25
done
say bomb_most "$most"
# A refusal counts where it was asked for, and since Linux 6.11 where the limit is.
say bomb_refused "$(cat $groups/agents-researcher.slice/{,agent-researcher-task-loop.service/}pids.events | awk '/^max/ { sum += $2 } END { print sum }')"
work coder 'echo neighbour'
systemctl start "$(unit coder)"
say bomb_neighbour "$(result coder)"
systemctl stop "$(unit researcher)"
say bomb_left "$(cat $groups/agents-researcher.slice/pids.current)"
say bomb_processes "$(pgrep -c -u agent-researcher)"
say failed "$(systemctl --failed --no-legend | grep -v task-loop | tr '\n' ' ')"
echo 'FACT end=yes'
