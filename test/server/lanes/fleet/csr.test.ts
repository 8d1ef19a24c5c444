import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { readCsr } from '../../../../server/lanes/fleet/csr.ts';
import { csr } from './fixtures/certificate-requests.ts';

const kioskId = kioskIdSchema.parse('north-1');

describe('a certificate request', () => {
  test('yields its key when a kiosk makes it for itself', async () => {
    expect(await readCsr(await csr(kioskId), kioskId)).toMatchObject({ kind: 'valid' });
  });

  test('is judged without an exception for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 1_024 }), async (bytes) => {
        expect((await readCsr(bytes, kioskId)).kind).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });

  test('is refused without an exception when a tag in its key is changed', async () => {
    const good = await csr(kioskId);
    for (let at = 0; at < good.length; at += 1) {
      const changed = Uint8Array.from(good);
      changed[at] = 0xfd;
      expect([at, (await readCsr(changed, kioskId)).kind]).toEqual([at, good[at] === 0xfd ? 'valid' : 'refused']);
    }
  });

  test('yields no key when any byte is changed', async () => {
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
