#!/bin/sh
# ssh-add asks for the passphrase of the key, and asks again for as long as it is wrong.
case ${1-} in
Bad*) exit 1 ;;
esac
exec cat "$CREDENTIALS_DIRECTORY/ssh-passphrase"
