/** Findings about the computer, and about dates that end. */
import { statfs } from 'node:fs/promises';
import { run } from '../setup/run-command.ts';
import { fault, type Finding, note, ok } from './finding.ts';

const LITTLE_FREE = 0.1;

type Rest = Pick<Finding, 'affects' | 'next'>;

/** Whether the clock is synchronised, as systemd reads it from the kernel; `undefined`: this machine does not say. */
export async function isClockSynchronised(): Promise<boolean | undefined> {
  const { code, out } = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value']);
  return code === 0 ? out.trim() === 'yes' : undefined;
}

export function clockFinding(isSynchronised: boolean | undefined, affects: string): Finding {
  if (isSynchronised === undefined) {
    return note('Clock', 'This machine does not say whether its clock is synchronised.');
  }
  if (isSynchronised) return ok('Clock', 'It is synchronised.');
  return fault('Clock', 'It is not synchronised.', { affects, next: 'apt install chrony' });
}

/** @param leastBytes free space below which the program stops working */
export async function diskFinding(folder: string, leastBytes: number, affects: string): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const says = `${Math.floor(free / 1_024 ** 2).toLocaleString('en')} MiB are free for ${folder}.`;
  const rest = { affects, next: `df -h ${folder}` };
  if (free < leastBytes) return fault('Disk', says, rest);
  return bavail / blocks < LITTLE_FREE ? note('Disk', says, rest) : ok('Disk', says);
}

/** @param endsAt wall ms @param soonMs what remains of it when a person should act */
export function endFinding(part: string, endsAt: number, nowMs: number, soonMs: number, rest: Rest): Finding {
  const day = new Date(endsAt).toISOString().slice(0, 10);
  if (endsAt <= nowMs) return fault(part, `It ended on ${day}.`, rest);
  return endsAt - nowMs < soonMs ? note(part, `It ends on ${day}.`, rest) : ok(part, `It is valid until ${day}.`);
}
