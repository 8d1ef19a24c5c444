import { describe, expect, it } from 'vitest';
import { officerKeysOf } from '../../../../kiosk/lists/officer-keys/officer-keys.ts';
import { officerIdSchema } from '../../../../server/contract/field.ts';
import { listedKey, officerKeyList, passkey } from '../../../support/officer-key-list.ts';

const DAY_MS = 86_400_000;
const FROM = Date.UTC(2030, 0, 1);
const id = (name: string) => officerIdSchema.parse(name);
const [first, second, third] = [passkey(), passkey(), passkey()];
const officer = (from = FROM, until = FROM + 30 * DAY_MS) =>
  ({ role: 'officer', validFrom: from, validUntil: until }) as const;
const list = officerKeyList(
  [
    listedKey('officer-anna', first, [officer(), { ...officer(FROM + DAY_MS), role: 'supervisor' }]),
    listedKey('officer-anna', second, [officer()]),
    listedKey('officer-ben', third, [officer(FROM, FROM + DAY_MS)]),
  ],
  { validFrom: FROM, number: 7 },
);
const keys = officerKeysOf({ content: list, digest: 'd'.repeat(64) });

describe('the officers’ keys of a lane', () => {
  it('are found by officer', () => {
    const ids = (name: string, at = FROM) => keys.ofOfficer(id(name), at).map(({ credentialId }) => credentialId);
    expect(ids('officer-anna')).toEqual([first.credentialId, second.credentialId]);
    expect(ids('officer-ben')).toEqual([third.credentialId]);
    expect(ids('officer-carla')).toEqual([]);
  });

  it('are found by credential, with their bytes and algorithm', () => {
    const found = keys.ofCredential(third.credentialId, FROM);
    expect(found).toMatchObject({ officerId: 'officer-ben', algorithm: 'ES256', roles: new Set(['officer']) });
    expect(Buffer.from(found?.publicKey ?? []).toString('base64url')).toBe(third.publicKey);
    expect(keys.ofCredential('AAAA', FROM)).toBeUndefined();
  });

  it('have a role from its start until just before its end', () => {
    const rolesAt = (at: number) => [...(keys.ofCredential(first.credentialId, at)?.roles ?? [])];
    expect(rolesAt(FROM - 1)).toEqual([]);
    expect(rolesAt(FROM)).toEqual(['officer']);
    expect(rolesAt(FROM + DAY_MS)).toEqual(['officer', 'supervisor']);
    expect(rolesAt(FROM + 30 * DAY_MS)).toEqual([]);
  });

  it('are not valid before and after every role', () => {
    expect(keys.ofCredential(third.credentialId, FROM + DAY_MS)).toBeUndefined();
    expect(keys.ofOfficer(id('officer-ben'), FROM + DAY_MS)).toEqual([]);
    expect(keys.ofOfficer(id('officer-ben'), FROM - 1)).toEqual([]);
  });

  it('are valid for one domain and the named pages only', () => {
    expect(keys).toMatchObject({ number: 7, digest: 'd'.repeat(64), rpId: 'localhost' });
    expect([...keys.origins]).toEqual(['http://localhost:8080']);
  });
});
