/** A disk that came back read-only, as a file system does that found itself damaged: the lane does not start, says why, and loses nothing. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { open } from '../../../../kiosk/vault/captures/sealed-capture.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';

const ONE = '1'.repeat(32) as TransactionId;
const DISK = mkdtempSync(join(tmpdir(), 'postern-read-only-'));

function mount(...options: readonly string[]): void {
  execFileSync('mount', [...options, 'tmpfs', DISK], { stdio: 'ignore' });
}

/** The reason why no test disk can be mounted here: it needs a privilege, not a package. */
function noDisk(): string | undefined {
  try {
    mount('-t', 'tmpfs', '-o', 'size=16m');
    return undefined;
  } catch {
    process.stderr.write('skipped: a file system can be mounted by root alone\n');
    return 'nothing can be mounted';
  }
}
const missing = noDisk();

test.skipIf(missing !== undefined)(
  `data on a read-only disk are neither lost nor used${missing === undefined ? '' : `: ${missing}`}`,
  async () => {
    onTestFinished(() => {
      execFileSync('umount', ['-l', DISK]);
      rmSync(DISK, { recursive: true, force: true });
    });
    const element = softSecureElement(7);
    const clock = turnedClock();
    const started = async () => {
      const epochKeys = await epochKeysIn(DISK, element, clock);
      try {
        const store = await openCaptureStore(join(DISK, 'vault.sqlite'));
        const vault = createVault({ kioskId: 'lane-1' as KioskId, clock, epochKeys, store });
        const close = async () => {
          await vault.close();
          await epochKeys.close();
        };
        return { vault, close };
      } catch (error) {
        await epochKeys.close();
        throw error;
      }
    };
    const files = () =>
      readdirSync(DISK, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name)).toString('base64')}`)
        .sort();

    const before = await started();
    await before.vault.prepare();
    before.vault.sealEncoded(new Uint8Array(300).fill(0x7e), 'chip-portrait', ONE);
    expect(await before.vault.keepReferred(ONE, 3_600_000)).toBe(1);
    await before.close();
    const kept = files();

    mount('-o', 'remount,ro');
    await expect(started()).rejects.toThrow(/cannot open the database|EROFS|read-only/);
    expect(files()).toEqual(kept);

    mount('-o', 'remount,rw');
    const after = await started();
    const seen = await after.vault.lendKeptKeys(ONE, new Set(['chip-portrait'] as const), async ({ sealed }, key) =>
      open(sealed, key).plaintext.every((byte) => byte === 0x7e),
    );
    expect(seen).toEqual([true]);
    await after.close();
  },
);
