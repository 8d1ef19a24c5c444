import { describe, expect, test } from 'vitest';
import { RevocationList } from '../../../../kiosk/fleet/enrolment/revocation-list.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import type { Authority } from '../../../../server/lanes/fleet/authority.ts';
import { signRevocationList } from '../../../../server/lanes/fleet/revocation-list.ts';
import { testAuthority } from '../../../server/lanes/fleet/fixtures/fleet-bench.ts';

const NOW = 1_800_000_000_000;
const serial = '4f'.repeat(16);

function signed(authority: Authority, at = NOW, serials: readonly string[] = [serial]) {
  const revoked = serials.map((one) => ({
    serial: one,
    kioskId: kioskIdSchema.parse('north-1'),
    use: 'lane' as const,
    issuedAt: at,
    notAfter: at + 1,
    revokedAt: at,
    reason: 'key-compromise' as const,
  }));
  return signRevocationList(authority, revoked, at);
}

describe('the list of revoked certificates', () => {
  test('is accepted for a minute when the authority signed it', async () => {
    const { authority } = await testAuthority();
    const list = new RevocationList(authority.certificate);
    expect(list.isFresh(NOW)).toBe(false);
    expect(await list.take(await signed(authority))).toBe('changed');
    expect(await list.take(await signed(authority, NOW + 1_000))).toBe('same');
    expect(await list.take(await signed(authority, NOW + 1_000, []))).toBe('changed');
    expect(await list.take(await signed(authority, NOW + 1_000))).toBe('changed');
    expect([list.names(serial), list.names(serial.toUpperCase()), list.names('4e'.repeat(16))]).toEqual([
      true,
      true,
      false,
    ]);
    for (const [at, fresh] of [
      [NOW - 4_001, false],
      [NOW - 4_000, true],
      [NOW + 66_000, true],
      [NOW + 66_001, false],
    ] as const) {
      expect([at, list.isFresh(at)]).toEqual([at, fresh]);
    }
  });

  test('is refused when it is changed, malformed, or of another authority, even with the same name', async () => {
    const { authority } = await testAuthority();
    const other = (await testAuthority()).authority;
    const list = new RevocationList(authority.certificate);
    const good = await signed(authority);
    const changed = Uint8Array.from(good);
    changed[good.length - 5] = (changed[good.length - 5] ?? 0) ^ 1;
    for (const bad of [
      await signed(other),
      await signed({ ...other, name: authority.name }),
      changed,
      good.subarray(0, 100),
      new Uint8Array(),
      Buffer.from('no list'),
      authority.certificate,
    ]) {
      expect(await list.take(bad)).toBe('refused');
    }
    expect(list.isFresh(NOW)).toBe(false);
    expect(list.names(serial)).toBe(false);
  });

  test('does not undo later revocations when it is older', async () => {
    const { authority } = await testAuthority();
    const list = new RevocationList(authority.certificate);
    await list.take(await signed(authority, NOW));
    expect(await list.take(await signed(authority, NOW - 30_000, []))).toBe('refused');
    expect(list.names(serial)).toBe(true);
    expect(await list.take(await signed(authority, NOW + 30_000, []))).toBe('changed');
    expect(list.names(serial)).toBe(false);
  });
});
