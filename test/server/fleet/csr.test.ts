import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kioskIdSchema } from '../../../server/contract/field.ts';
import { readCsr } from '../../../server/fleet/csr.ts';
import { csr } from './fixtures/certificate-requests.ts';

const kioskId = kioskIdSchema.parse('north-1');

describe('a request for a certificate', () => {
  test('of a kiosk for itself yields its key', async () => {
    expect(await readCsr(await csr(kioskId), kioskId)).toMatchObject({ kind: 'valid' });
  });

  test('that is anything at all is judged and never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 1_024 }), async (bytes) => {
        expect((await readCsr(bytes, kioskId)).kind).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });

  test('whose key has another tag in any place is refused, not thrown at', async () => {
    const good = await csr(kioskId);
    for (let at = 0; at < good.length; at += 1) {
      const changed = Uint8Array.from(good);
      changed[at] = 0xfd;
      expect([at, (await readCsr(changed, kioskId)).kind]).toEqual([at, good[at] === 0xfd ? 'valid' : 'refused']);
    }
  });

  test('that was changed in any byte yields no key', async () => {
    const good = await csr(kioskId);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Uint8Array.from(good);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect((await readCsr(changed, kioskId)).kind).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });
});
