#!/bin/sh
# Adds the key of the agent to its ssh-agent. Key and passphrase are credentials of the unit, which no other one can read.
set -eu
tries=0
until [ -S "$SSH_AUTH_SOCK" ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] || exit 1
  sleep 0.1
done
export SSH_ASKPASS=/etc/agent-host/lib/say-passphrase SSH_ASKPASS_REQUIRE=force
exec /usr/bin/ssh-add -q "$CREDENTIALS_DIRECTORY/ssh-key"
