import { PAIRS } from './agents.js';
import { outputOf } from './assertion.js';
import { prepareMachine } from './machine.js';

let sealed: Promise<Buffer> | undefined;

/** An archive of what a person has put into the secret store of the machine. */
export function sealedSecrets(): Promise<Buffer> {
  sealed ??= seal();
  return sealed;
}

async function seal(): Promise<Buffer> {
  const machine = await prepareMachine();
  for (const [{ user }] of PAIRS) {
    const file = `/etc/credstore.encrypted/${user}-mail-password`;
    outputOf(machine.root(`mkdir -p -m 0700 /etc/credstore.encrypted && systemd-creds encrypt --with-key=host --name=mail-password - ${file}`, `secret-of-${user}`));
  }
  const archive = outputOf(machine.root('tar -c -C / etc/credstore.encrypted var/lib/systemd/credential.secret | base64 -w0'));
  await machine.discard();
  return Buffer.from(archive, 'base64');
}
