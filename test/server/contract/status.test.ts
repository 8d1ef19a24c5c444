import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../server/contract/canonical-json.ts';
import { ContractError } from '../../../server/contract/contract-error.ts';
import {
  bootIdSchema,
  judgeStatus,
  openStatus,
  statusBytes,
  STATUS_LIMIT_BYTES,
  STATUS_SKEW_MS,
} from '../../../server/contract/status.ts';
import { DEVICE_KINDS, OUT_OF_SERVICE_CAUSES } from '../../../server/contract/vocabulary.ts';
import { kioskIdOf, REPORTED_AT } from '../fixtures/sample-report.ts';
import { BOOT, laneStatus, testKiosk } from '../fixtures/test-kiosk.ts';

const kiosk = testKiosk();
const open = (wire: Uint8Array) => openStatus(wire, kiosk.publicKey);

describe('lane status', () => {
  it('opens to what was signed', () => {
    expect(open(kiosk.status())).toEqual({ kind: 'valid', status: laneStatus() });
  });

  it.each([0, 0.1, 2.9, 3.3, 5.7, 240])('carries the rate of a slow lane: %s frames per second', (slowFramesPerS) => {
    expect(open(kiosk.status({ slowFramesPerS }))).toMatchObject({ status: { slowFramesPerS } });
  });

  it('is not accepted as a report, nor a report as a status', () => {
    expect(open(kiosk.next().wire)).toMatchObject({ code: 'bad-signature' });
  });

  it('is refused under another kiosk’s name', () => {
    expect(() => kiosk.status({ kioskId: kioskIdOf('x y') })).toThrow();
    expect(open(kiosk.status({ kioskId: kioskIdOf('north-2') }))).toMatchObject({ code: 'kiosk-mismatch' });
  });

  it.each([
    ['an undefined phase', { phase: 'dancing' }],
    ['an undefined health', { devices: [{ kind: 'camera', health: 'sad' }] }],
    [
      'a device named twice',
      {
        devices: [
          { kind: 'gate', health: 'ready' },
          { kind: 'gate', health: 'faulted' },
        ],
      },
    ],
    ['more undelivered reports than reports', { undelivered: 3, lastSequence: 2 }],
    ['a counter of zero', { counter: 0 }],
    ['a boot id that is not random hex', { bootId: 'first' }],
    ['a rate below zero', { slowFramesPerS: -0.1 }],
    ['a rate that no camera has', { slowFramesPerS: 241 }],
    ['a rate finer than tenths', { slowFramesPerS: 3.14 }],
    ['no cause of being out of service', { phase: 'out-of-service', outOfService: [] }],
    ['a cause twice', { phase: 'out-of-service', outOfService: ['gate', 'gate'] }],
    ['an undefined cause', { phase: 'out-of-service', outOfService: ['indicator'] }],
    ['a cause in another phase', { phase: 'idle', outOfService: ['gate'] }],
    ['a note', { note: 'x' }],
  ])('cannot contain %s', (_name, over) => {
    const status = { ...laneStatus(), ...over };
    expect(() => statusBytes(status as never)).toThrow(ContractError);
    expect(canonicalJson(status).length).toBeLessThan(STATUS_LIMIT_BYTES);
  });

  it('stays within its limit at its largest', () => {
    const devices = DEVICE_KINDS.map((kind) => ({ kind, health: 'disconnected' as const }));
    const outOfService = [...OUT_OF_SERVICE_CAUSES];
    const bytes = statusBytes(
      laneStatus({ devices, counter: Number.MAX_SAFE_INTEGER, phase: 'out-of-service', outOfService }),
    );
    expect(bytes.length).toBeLessThan(STATUS_LIMIT_BYTES);
  });
});

describe('the freshness of a status', () => {
  const other = bootIdSchema.parse('f'.repeat(32));
  const now = REPORTED_AT;
  const last = { bootId: BOOT, counter: 5, at: now - 1_000 };

  it.each([
    ['the first status of a kiosk', undefined, { bootId: BOOT, counter: 1, at: now }, 'new'],
    ['the next status of a boot', last, { bootId: BOOT, counter: 6, at: now }, 'new'],
    ['a later status of a boot, with some lost', last, { bootId: BOOT, counter: 60, at: now }, 'new'],
    ['a status of a boot whose clock was set back', last, { bootId: BOOT, counter: 6, at: now - 5_000 }, 'new'],
    ['the same status again', last, last, 'replayed'],
    ['an earlier status of a boot', last, { bootId: BOOT, counter: 4, at: now }, 'replayed'],
    ['the first status of a later boot', last, { bootId: other, counter: 1, at: now }, 'new'],
    ['a status of an earlier boot', last, { bootId: other, counter: 900, at: now - 2_000 }, 'replayed'],
    ['a status of another boot at exactly the same time', last, { bootId: other, counter: 1, at: last.at }, 'replayed'],
    ['a delayed status', undefined, { bootId: BOOT, counter: 1, at: now - STATUS_SKEW_MS - 1 }, 'stale'],
    ['a status from the future', last, { bootId: BOOT, counter: 6, at: now + STATUS_SKEW_MS + 1 }, 'stale'],
    ['a status at the limit', last, { bootId: BOOT, counter: 6, at: now + STATUS_SKEW_MS }, 'new'],
  ] as const)('is judged for %s', (_name, before, next, expected) => {
    expect(judgeStatus(before, next, now)).toBe(expected);
  });
});
