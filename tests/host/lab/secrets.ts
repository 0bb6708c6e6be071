import { type Agent, PAIRS } from './agents.js';
import { outputOf } from './assertion.js';
import { type Prepared, prepareMachine } from './machine.js';

export interface Sealed {
  /** What a person has put into the secret store of the machine, as an archive. */
  readonly archive: Buffer;
  /** The public half of each ssh key, by the name of its agent. */
  readonly publicKeys: ReadonlyMap<string, string>;
}

let sealed: Promise<Sealed> | undefined;

/** Made anew for each run of the tests: nobody has these keys. */
export function sealedSecrets(): Promise<Sealed> {
  sealed ??= sealAll();
  return sealed;
}

const STORE = '/etc/credstore.encrypted';

async function sealAll(): Promise<Sealed> {
  const machine = await prepareMachine();
  outputOf(machine.root(`mkdir -p -m 0700 ${STORE}`));
  const publicKeys = new Map(PAIRS.map(([agent]) => [agent.name, sealSecretsOf(agent, machine)]));
  const files = `${STORE} /var/lib/systemd/credential.secret`;
  const archive = Buffer.from(outputOf(machine.root(`tar -c -P ${files} | base64 -w0`)), 'base64');
  await machine.discard();
  return { archive, publicKeys };
}

function sealSecretsOf({ user }: Agent, machine: Prepared): string {
  const seal = (secret: string, from: string): void =>
    void outputOf(
      machine.root(
        `umask 077; ${from} | systemd-creds encrypt --with-key=host --name=${secret} - ${STORE}/${user}-${secret}`,
      ),
    );
  outputOf(machine.root(`ssh-keygen -q -t ed25519 -N passphrase-of-${user} -C ${user} -f /run/key`));
  seal('mail-password', `printf secret-of-${user}`);
  seal('ssh-passphrase', `printf passphrase-of-${user}`);
  seal('ssh-key', 'cat /run/key');
  return outputOf(machine.root('cat /run/key.pub; rm /run/key /run/key.pub'));
}
