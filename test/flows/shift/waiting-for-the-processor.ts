/**
 * How long threads waited for a processor while other programs used it, from the scheduler of Linux. Such waits are not the page's: on a busy
 * computer they are most of the time that an officer would see there.
 */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Resolves to the waits so far of this process, in which the server runs, and of all pages: their main threads, ms. */
export async function waitsFor(browser: Browser): Promise<() => Promise<number>> {
  const session = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => String(id));
    return ['self', ...pages].reduce((sum, id) => sum + waitOf(id), 0);
  };
}

/** Where the scheduler keeps no such figures the waits count as the page's. */
function waitOf(id: string): number {
  try {
    const [, waitedNs = '0'] = readFileSync(`/proc/${id}/schedstat`, 'utf8').split(' ');
    return Number(waitedNs) / 1e6;
  } catch {
    return 0;
  }
}
