import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// A process that ends without closing leaves its socket behind.
const LEAVE_SOCKET = "require('node:net').createServer().listen('system-prompt.md', () => process.kill(process.pid, 'SIGKILL'))";

export function make(directory) {
  try {
    execFileSync(process.execPath, ['-e', LEAVE_SOCKET], { cwd: join(directory, 'agents/reader') });
  } catch {
    // The kill.
  }
}
