import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { serverWithAllPorts, strangerAt } from './harness/all-ports.ts';
import { attackInLoops } from './harness/slowdown.ts';

const MAX_SHARE = 0.5;
const WINDOW_MS = 4_000;
const WINDOWS = 4;

/** Others lose a factor of two at most when the attack leaves half of the server's only thread. Other programs can only add to the measured time, so the least counts. */
test.each([
  ['people', 'listening'],
  ['partners', 'partners-listening'],
] as const)(
  'a stranger who connects again and again to the port of %s uses less than half of the thread',
  async (_name, event) => {
    const { server, at } = await serverWithAllPorts();
    const stranger = strangerAt(event === 'listening' ? server.people : await at(event), '127.0.3.1');
    let refused = 0;
    const end = attackInLoops(16, () => stranger.get('/').catch(() => (refused += 1)));
    await expect.poll(() => refused, { timeout: 240_000 }).toBeGreaterThan(0);
    const shares: number[] = [];
    for (let window = 0; window < WINDOWS; window += 1) {
      const [began, usedMs] = [performance.now(), processorMs(server.pid())];
      await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
      shares.push((processorMs(server.pid()) - usedMs) / (performance.now() - began));
    }
    await end();
    expect(Math.min(...shares), shares.map((share) => share.toFixed(2)).join(' ')).toBeLessThan(MAX_SHARE);
  },
);

/** Processor time of a process so far, proc_pid_stat(5): user and system in hundredths of a second. */
function processorMs(pid: number): number {
  const [user, system] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ').slice(11, 13);
  return 10 * (Number(user) + Number(system));
}
