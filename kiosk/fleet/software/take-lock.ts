/** One process at a time, also after a power cut: a lock counts as long as the process that took it runs. */
import { readFileSync, rmSync } from 'node:fs';
import { createFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { SoftwareRefused } from './software-refused.ts';

/** Locks that this process holds. */
const held = new Set<string>();

/** Returns the function that gives it back. Throws `SoftwareRefused` `busy`, and the system's error. */
export function takeLock(file: string): () => void {
  const owner = identityOf(process.pid);
  if (held.has(file)) throw new SoftwareRefused('busy', 'this program');
  if (createFileSync(file, owner ?? '') === 'exists') {
    const other = readFileSync(file, 'utf8');
    if (other !== owner && isOfRunningProcess(other)) throw new SoftwareRefused('busy', 'another program');
    rmSync(file, { force: true });
    if (createFileSync(file, owner ?? '') === 'exists') throw new SoftwareRefused('busy', 'another program');
  }
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

function isOfRunningProcess(identity: string): boolean {
  const pid = Number(/^\S+ (\d+) \d+$/.exec(identity)?.[1]);
  return Number.isInteger(pid) && identityOf(pid) === identity;
}

/** Start of the machine, process and start of the process: ids of processes are used again. `undefined`: it does not run. */
function identityOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program may have spaces and brackets
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${boot} ${pid} ${started}`;
  } catch {
    return undefined;
  }
}
