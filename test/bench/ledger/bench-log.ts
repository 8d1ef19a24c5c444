import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog, type OpenedLog } from '../../../server/records/ledger/log/open-log.ts';
import { ed25519Key } from '../../../server/platform/transparency/note/signer.ts';

export const BENCH_ORIGIN = 'log.example/bench';

/** A log in a temporary folder, which is removed on close. */
export async function openBenchLog(): Promise<OpenedLog & { readonly folder: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-bench-ledger-'));
  let keyed = false;
  const log = await openLog({
    dataDir: folder,
    ratchetDir: folder,
    origin: BENCH_ORIGIN,
    key: {
      exists: async () => keyed,
      async open() {
        keyed = true;
        return ed25519Key(new Uint8Array(32).fill(1));
      },
    },
  });
  return {
    ...log,
    folder,
    async close() {
      await log.database.close();
      await log.ratchet.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
