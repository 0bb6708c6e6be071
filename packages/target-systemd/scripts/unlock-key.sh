#!/bin/sh
# Adds the key of the agent to its ssh-agent. Key and passphrase are credentials of the unit, which no other one can read.
set -eu
export SSH_ASKPASS=/etc/agent-host/lib/say-passphrase SSH_ASKPASS_REQUIRE=force
exec /usr/bin/ssh-add -q "$CREDENTIALS_DIRECTORY/ssh-key"
