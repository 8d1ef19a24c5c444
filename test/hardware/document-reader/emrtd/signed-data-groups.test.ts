import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii, tlv } from '../../../../hardware/ber/write.ts';
import { signedDataGroups } from '../../../../hardware/document-reader/emrtd/signed-data-groups.ts';
import { securityObject } from '../../../../hardware/simulation/chip/personalise.ts';
import { DATA_GROUPS, signer, specimenProfile, visit } from './specimen-chip.ts';

const sod = Uint8Array.from(securityObject(DATA_GROUPS, signer));

describe('the data groups that the issuer signed', () => {
  it('are those whose hashes the security object contains', () => {
    expect(signedDataGroups(sod)).toEqual(new Set(['EF.DG1', 'EF.DG2', 'EF.DG3']));
  });

  it.each([
    ['an empty object', tlv(0x77)],
    ['an object of another kind', tlv(0x77, tlv(0x30, ascii('x')))],
    ['nothing', new Uint8Array()],
  ])('are unknown for %s', (_what, file) => expect(signedDataGroups(file)).toBeUndefined());

  it('are a set or unknown, for any bytes', () => {
    const change = fc.record({ at: fc.nat(sod.length - 1), byte: fc.nat(255), length: fc.nat(sod.length) });
    fc.assert(
      fc.property(change, ({ at, byte, length }) => {
        const file = Uint8Array.from(sod.subarray(0, length));
        if (at < length) file[at] = byte;
        const groups = signedDataGroups(file);
        expect(groups === undefined || groups instanceof Set).toBe(true);
      }),
    );
  });

  it('are the only ones read from the chip, regardless of EF.COM', async () => {
    const listing = tlv(0x60, tlv(0x5c, Uint8Array.of(0x61, 0x6b)));
    const profile = specimenProfile();
    const files = new Map([
      ...profile.files,
      ['EF.COM', listing] as const,
      ['EF.DG11', tlv(0x6b, ascii('x'))] as const,
    ]);
    const outcome = await visit({ ...profile, files }, [], { dataGroups: ['EF.DG1', 'EF.DG2', 'EF.DG11', 'EF.DG12'] });
    if (outcome.kind !== 'read') throw new Error('not read');
    expect([...outcome.files.keys()].filter((name) => name.startsWith('EF.DG')).sort()).toEqual([
      ...['EF.DG1', 'EF.DG14', 'EF.DG15', 'EF.DG2'],
    ]);
  });

  it('are all that are requested when the object cannot be read', async () => {
    const profile = specimenProfile();
    const files = new Map([...profile.files, ['EF.SOD', tlv(0x77, ascii('x'))] as const]);
    const outcome = await visit({ ...profile, files }, [], { dataGroups: ['EF.DG1', 'EF.DG2'] });
    expect(outcome.kind === 'read' && [...outcome.files.keys()]).toEqual(
      expect.arrayContaining(['EF.DG1', 'EF.DG2', 'EF.DG14', 'EF.DG15']),
    );
  });
});
