#!/bin/sh
# Starts the ssh-agent of the agent, which stays, and gives it the key. Key and passphrase are credentials of this unit alone.
set -eu
/usr/bin/ssh-agent -a "$SSH_AUTH_SOCK" >/dev/null
export SSH_ASKPASS=/etc/agent-host/lib/say-passphrase SSH_ASKPASS_REQUIRE=force
exec /usr/bin/ssh-add -q "$CREDENTIALS_DIRECTORY/ssh-key"
