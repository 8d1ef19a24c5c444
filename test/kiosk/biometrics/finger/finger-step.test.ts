import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type {
  FingerCapture,
  FingerCaptureOptions,
  FingerprintScanner,
} from '../../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { allocateImage } from '../../../../hardware/device/image.ts';
import type { SecureElement } from '../../../../hardware/secure-element/secure-element.ts';
import { openSecureElement } from '../../../../kiosk/lane/devices/open-devices.ts';
import type { FingerAnalysis, SealedImpression } from '../../../../kiosk/biometrics/finger/finger-analysis.ts';
import type { FingerProgress } from '../../../../kiosk/biometrics/finger/finger-attempt.ts';
import { MAX_LIFT_WAITS, MAX_TOUCHES } from '../../../../kiosk/biometrics/finger/finger-constants.ts';
import type { PrintFinding } from '../../../../kiosk/biometrics/finger/finger-messages.ts';
import { attemptFingers } from '../../../../kiosk/biometrics/finger/finger-step.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { createVault, type Vault } from '../../../../kiosk/vault/captures/vault.ts';
import type { TransactionId } from '../../../../server/contract/report.ts';
import { KIOSK_ID, laneConfig } from '../../../flows/lane-under-test.ts';

const TRANSACTION = 'cd'.repeat(16) as TransactionId;
const GOOD: PrintFinding = { kind: 'print', quality: 80, best: true, advice: undefined };
const DRY: PrintFinding = { kind: 'print', quality: 30, best: true, advice: 'moisten-finger' };
const WORSE: PrintFinding = { kind: 'print', quality: 20, best: false, advice: 'press-harder' };
const MATCH = { kind: 'match', falseMatchRate: 1.7e-4, logLikelihoodRatio: 8.7 } as const;

let folder: string;
let element: SecureElement;
let vault: Vault;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-finger-step-'));
  element = await openSecureElement(laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) }));
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  vault = createVault({ kioskId: KIOSK_ID, clock: systemClock, epochKeys: await epochKeysIn(folder, element), store });
});
afterAll(async () => {
  await vault.close();
  await element.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

const pixels = new Uint8Array(64);
function print(): FingerCapture & { kind: 'captured' } {
  const image = allocateImage(8, 8, 'grey');
  image.data.fill(99);
  return { kind: 'captured', image, resolutionPpi: 500, capturedAtMs: 0 };
}

interface Rehearsal {
  readonly touches: readonly (FingerCapture | Error)[];
  readonly findings?: readonly PrintFinding[];
  readonly positions?: readonly (2 | 7)[];
  readonly allowed?: boolean;
  readonly abort?: AbortController;
}

async function rehearse({ touches, findings = [], positions = [2], allowed = true, abort }: Rehearsal) {
  vault.forget(TRANSACTION);
  const asked: FingerCaptureOptions['position'][] = [];
  const shown: FingerProgress[] = [];
  const extracted: SealedImpression[] = [];
  const calls: string[] = [];
  let counted = 0;
  const left = [...touches];
  const found = [...findings];
  const scanner = {
    async capture({ position }: FingerCaptureOptions): Promise<FingerCapture> {
      asked.push(position);
      const next = left.shift() ?? { kind: 'no-finger' as const };
      if (next instanceof Error) throw next;
      if (abort !== undefined) abort.abort();
      return next;
    },
  } as Partial<FingerprintScanner> as FingerprintScanner;
  const analysis = {
    async forgetPrints() {
      calls.push('forget-prints');
    },
    async extract(impression: SealedImpression): Promise<PrintFinding> {
      extracted.push(impression);
      return found.shift() ?? GOOD;
    },
    async compare(compared: readonly number[]) {
      calls.push(`compare ${compared.join(',')}`);
      return MATCH;
    },
  } as Partial<FingerAnalysis> as FingerAnalysis;
  const evidence = await attemptFingers({
    transactionId: TRANSACTION,
    scanner,
    vault,
    analysis,
    // Timers fire at once.
    clock: { ...systemClock, after: (_delayMs, run) => systemClock.after(0, run) },
    positions,
    maximumFalseMatchRate: 3e-4,
    countComparison: async () => {
      counted += 1;
      return allowed;
    },
    onProgress: (progress) => shown.push(progress),
    signal: abort?.signal ?? new AbortController().signal,
  });
  return { evidence, asked, shown, extracted, calls, counted, help: shown.map(({ help }) => help) };
}

describe('one attempt at the fingerprint scanner', () => {
  test('captures the fingers one after another and compares them together, once', async () => {
    const { evidence, asked, calls, counted, shown } = await rehearse({
      touches: [print(), print()],
      positions: [2, 7],
    });
    expect(evidence).toEqual({ kind: 'captured', comparison: MATCH });
    expect(asked).toEqual([2, 7]);
    expect(calls).toEqual(['forget-prints', 'compare 2,7']);
    expect(counted).toBe(1);
    expect(
      shown.filter(({ prompt }) => prompt === 'place').map(({ position, taken, of }) => [position, taken, of]),
    ).toEqual([
      [2, 0, 2],
      [7, 1, 2],
    ]);
  });

  test('wipes the pixels before it calls the thread', async () => {
    const touched = print();
    await rehearse({ touches: [touched] });
    expect(touched.image.data).toEqual(pixels);
  });

  test('seals a record unchanged, and wipes it', async () => {
    const bytes = new Uint8Array(40).fill(7);
    const { evidence, extracted } = await rehearse({
      touches: [{ kind: 'captured-record', record: { format: 'iso19794-4', bytes }, capturedAtMs: 0 }],
    });
    expect(evidence.kind).toBe('captured');
    expect(extracted[0]?.resolutionPpi).toBeUndefined();
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  test('ends without a comparison when no finger touches the scanner', async () => {
    const { evidence, counted } = await rehearse({ touches: [{ kind: 'no-finger' }] });
    expect(evidence).toEqual({ kind: 'no-finger' });
    expect(counted).toBe(0);
  });

  test.each([
    ['poor-contact', 'hold-still'],
    ['off-centre', 'centre-finger'],
    ['wrong-finger', 'other-finger'],
  ] as const)('gives advice for %s, and waits for the next touch', async (kind, help) => {
    const { evidence, help: said } = await rehearse({ touches: [{ kind }, print()] });
    expect(evidence.kind).toBe('captured');
    expect(said).toContain(help);
  });

  test.each(['poor-contact', 'off-centre', 'wrong-finger'] as const)(
    'ends after the maximum number of times %s',
    async (kind) => {
      const touches = Array.from({ length: MAX_TOUCHES + 1 }, () => ({ kind }));
      const { evidence, asked } = await rehearse({ touches });
      expect(evidence).toEqual({ kind: 'poor-quality' });
      expect(asked).toHaveLength(MAX_TOUCHES);
    },
  );

  test('asks to free the platen, and waits for a limited time', async () => {
    const { evidence, shown } = await rehearse({ touches: [{ kind: 'lift-first' }, print()] });
    expect(evidence.kind).toBe('captured');
    expect(shown.map(({ prompt }) => prompt)).toContain('lift');
    const stuck = await rehearse({ touches: Array.from({ length: 100 }, () => ({ kind: 'lift-first' as const })) });
    expect(stuck.evidence).toEqual({ kind: 'poor-quality' });
    expect(stuck.asked).toHaveLength(MAX_LIFT_WAITS + 1);
  });

  test('keeps only the best print, and destroys the others', async () => {
    const { evidence, help } = await rehearse({ touches: [print(), print(), print()], findings: [DRY, WORSE, GOOD] });
    expect(evidence.kind).toBe('captured');
    expect(vault.open()).toBe(1);
    expect(help).toEqual(expect.arrayContaining(['moisten-finger', 'press-harder']));
  });

  test('continues with the best print when the finger is removed after advice', async () => {
    const { evidence } = await rehearse({ touches: [print(), { kind: 'no-finger' }], findings: [DRY] });
    expect(evidence).toEqual({ kind: 'captured', comparison: MATCH });
  });

  test('compares nothing without a usable print', async () => {
    const touches = Array.from({ length: MAX_TOUCHES }, () => print());
    const findings = touches.map((): PrintFinding => ({ kind: 'unusable', advice: undefined }));
    const { evidence, counted, help } = await rehearse({ touches, findings });
    expect(evidence).toEqual({ kind: 'poor-quality' });
    expect(counted).toBe(0);
    expect(help).toContain('wipe-finger');
    expect(vault.open()).toBe(0);
  });

  test('compares nothing when one of two fingers is missing', async () => {
    const { evidence, counted } = await rehearse({ touches: [print(), { kind: 'no-finger' }], positions: [2, 7] });
    expect(evidence).toEqual({ kind: 'no-finger' });
    expect(counted).toBe(0);
  });

  test('compares nothing when the daily limit is reached', async () => {
    const { evidence, calls } = await rehearse({ touches: [print()], allowed: false });
    expect(evidence).toEqual({ kind: 'captured', comparison: { kind: 'attempts-exhausted' } });
    expect(calls).toEqual(['forget-prints']);
  });

  test('rejects with the error of the scanner', async () => {
    const failed = new DeviceError('fingerprint-scanner', 'disconnected', 'unplugged');
    await expect(rehearse({ touches: [failed] })).rejects.toBe(failed);
  });

  test('wipes a print that arrives when the attempt is cancelled', async () => {
    const touched = print();
    await expect(rehearse({ touches: [touched], abort: new AbortController() })).rejects.toThrow();
    expect(touched.image.data).toEqual(pixels);
    expect(vault.open()).toBe(0);
  });
});
