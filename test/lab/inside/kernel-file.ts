/** Files through which the kernel is told what to do, and waiting for what it does. */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export function tellKernel(file: string, text: string): void {
  writeFileSync(file, text);
}

const LIMIT_MS = 60_000;

/** Throws when the condition does not hold in time. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (const endMs = performance.now() + LIMIT_MS; !holds(); ) {
    if (performance.now() > endMs) throw new Error(`did not happen in time: ${what}`);
    await pause(10);
  }
}
