import { outputOf, until } from '../lab/assertion.js';
import type { Machine } from '../lab/machine.js';

/** Of the machine: those that the host file lets agents connect to, each on its own port, and others. */
export const ADDRESSES = [
  { address: '127.0.0.1', isDeclared: true },
  { address: '::1', isDeclared: true },
  { address: '10.77.0.1', isDeclared: true },
  { address: 'fd77::1', isDeclared: true },
  { address: '127.0.0.2', isDeclared: false },
  { address: '10.77.0.2', isDeclared: false },
  { address: 'fd77::2', isDeclared: false },
] as const;

/** While somebody listens there, and answers root; without an address, on all of them. */
export function listening(host: Machine, address: string, port: number, then: () => void): void {
  const unit = `listens-${port}`;
  outputOf(
    host.root(
      `systemd-run -q --unit=${unit} ncat -lk ${address} ${port} && ${until(`ncat -z -w 1 ${address || '::1'} ${port}`)}`,
    ),
  );
  try {
    then();
  } finally {
    host.root(`systemctl stop ${unit}`);
  }
}
