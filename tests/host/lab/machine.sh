#!/bin/sh
# machine.sh BASE WORK NAME [OPTION...]: a host of its own over the read-only directory BASE, all changes in memory.
# Called in a mount namespace of its own: whatever ends this process, nothing stays mounted.
# Prints "prepared", waits for a line, and becomes systemd-nspawn; the end of the input instead of a line is the end.
set -eu
base=$1 work=$2 name=$3
shift 3
mount -t tmpfs canonry "$work"
mkdir "$work/changes" "$work/overlay" "$work/root"
mount -t overlay canonry -o "lowerdir=$base,upperdir=$work/changes,workdir=$work/overlay" "$work/root"
echo prepared
read -r _
# Each machine has control groups of its own: two at a time would meet in those of their parents.
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
  [ -e "$hierarchy/cgroup.procs" ] || continue
  mkdir -p "$hierarchy/$name"
  echo $$ >"$hierarchy/$name/cgroup.procs"
done
# One tree of control groups, also where this machine still has the old ones.
export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
# Without the right to use BPF, IPAddressDeny= is silently without effect.
exec systemd-nspawn --quiet --directory="$work/root" --machine="$name" --private-network --register=no --keep-unit \
  --resolv-conf=off --console=pipe --system-call-filter=bpf --capability=CAP_BPF,CAP_PERFMON "$@" --boot </dev/null
