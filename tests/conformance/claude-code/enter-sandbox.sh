# Runs a program where it can change nothing but one directory and reach nothing but one model.
# Started as `unshare ... sh enter-sandbox.sh DIRECTORY SESSION PROGRAM ARGUMENTS...`.
set -e
directory=$1 session=$2
shift 2
mount --make-rprivate /
mount --bind "$directory" "$directory"
mount -o remount,bind,ro /
ip link set lo up
"$NODE" "$BRIDGE" "$session/model.sock" "$session/ready" &
while [ ! -e "$session/ready" ]; do sleep 0.02; done
cd "$session/project/$START_IN"
if [ -n "$ORDINARY" ]; then exec unshare -U --map-user=1000 --map-group=1000 "$@"; fi
exec "$@"
