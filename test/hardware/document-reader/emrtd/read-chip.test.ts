import { describe, expect, it } from 'vitest';
import { ascii } from '../../../../hardware/ber/write.ts';
import { activeAuthenticationHolds } from '../../../../hardware/document-reader/emrtd/active-authentication.ts';
import { chipAuthenticationHolds } from '../../../../hardware/document-reader/emrtd/chip-authentication.ts';
import type { CipherName } from '../../../../hardware/document-reader/emrtd/cryptography/cipher-suite.ts';
import {
  STANDARDISED_IDS,
  standardisedGroup,
} from '../../../../hardware/document-reader/emrtd/cryptography/domain-parameters.ts';
import type { PaceMapping } from '../../../../hardware/document-reader/emrtd/pace/pace-protocol.ts';
import type { Terminal } from '../../../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import { readSecurityInfos } from '../../../../hardware/document-reader/emrtd/security-infos.ts';
import { createVerifyingAuthority, CV_RIGHTS } from '../../../../hardware/simulation/pki/verifying-authority.ts';
import { DATA_GROUPS, INFORMATION, NOW, specimenProfile, verifyingAuthority, visit } from './specimen-chip.ts';
import { hex } from './scripted-chip.ts';

const CIPHERS: readonly CipherName[] = ['3des', 'aes-128', 'aes-192', 'aes-256'];

async function contents(...args: Parameters<typeof visit>) {
  const result = await visit(...args);
  if (result.kind !== 'read') throw new Error(`the visit ended with ${result.kind}`);
  return result;
}

describe('reading a whole chip', () => {
  it('gains access by PACE, proves the chip both ways and reads everything but the fingerprints', async () => {
    const profile = specimenProfile();
    const progress: number[] = [];
    const read = await contents(profile, [], { onProgress: (bytes) => progress.push(bytes) });
    expect(read.access.protocol).toBe('pace');
    expect(read.chipAuthentication).toEqual({ kind: 'given' });
    expect(hex(read.files.get('EF.DG2')!)).toBe(hex(DATA_GROUPS.get('EF.DG2')!));
    expect(hex(read.files.get('EF.SOD')!)).toBe(hex(profile.files.get('EF.SOD')!));
    expect(read.files.has('EF.DG3')).toBe(false);
    expect(activeAuthenticationHolds(read.files.get('EF.DG15')!, read.activeAuthentication!)).toBe(true);
    expect(progress.length).toBeGreaterThan(4);
    expect(progress).toEqual([...progress].sort((one, other) => one - other));
  });

  it('gives fingerprints when its state authorises the terminal', async () => {
    const read = await contents(specimenProfile(), [], { terminal: verifyingAuthority.terminal() });
    expect(read.terminalAuthentication).toEqual({ kind: 'given' });
    expect(hex(read.files.get('EF.DG3')!)).toBe(hex(DATA_GROUPS.get('EF.DG3')!));
  });

  it('gives fingerprints also after BAC, by the trust point that a file names', async () => {
    const read = await contents(specimenProfile({ pace: [] }), [], { terminal: verifyingAuthority.terminal() });
    expect(read.access).toEqual({ protocol: 'bac' });
    expect(read.files.has('EF.DG3')).toBe(true);
  });

  it('gives fingerprints also when the chip treats an authorisation in PACE as an error', async () => {
    const terminal = verifyingAuthority.terminal();
    const read = await contents(specimenProfile(), [{ kind: 'refuses-authorisation' }], { terminal });
    expect(read.access.protocol).toBe('pace');
    expect(read.files.has('EF.DG3')).toBe(true);
  });

  it('finds the chain that the chip trusts among those of several states, in any order', async () => {
    const [own, other] = [verifyingAuthority, createVerifyingAuthority('ZZ', NOW)].map((one) => one.terminal());
    const certificates = [...other!.certificates, ...own!.certificates].reverse();
    const asked: string[] = [];
    const sign: Terminal['sign'] = (message, holder) => {
      asked.push(holder);
      return own!.sign(message, holder);
    };
    const read = await contents(specimenProfile(), [], { terminal: { certificates, sign } });
    expect(asked).toEqual(['UTLANE00001']);
    expect(read.files.has('EF.DG3')).toBe(true);
  });

  it('requests no fingerprints when no chain leads to the chip’s trust point', async () => {
    const read = await contents(specimenProfile(), [], { terminal: createVerifyingAuthority('ZZ', NOW).terminal() });
    expect(read.terminalAuthentication).toEqual({ kind: 'not-offered' });
    expect(read.files.has('EF.DG3')).toBe(false);
    expect(read.files.has('EF.DG2')).toBe(true);
  });

  it.each([
    ['rights without fingerprints', { rights: CV_RIGHTS.terminalWithoutDg3 }, 'given'],
    ['an expired certificate', { expiresAt: NOW - 2 * 86_400_000 }, 'failed'],
  ] as const)('gives no fingerprints with %s', async (_what, options, kind) => {
    const read = await contents(specimenProfile(), [], { terminal: verifyingAuthority.terminal(options) });
    expect(read.terminalAuthentication.kind).toBe(kind);
    expect(read.files.has('EF.DG3')).toBe(false);
    expect(read.files.has('EF.DG2')).toBe(true);
  });

  it('opens with a card access number', async () => {
    const read = await contents(specimenProfile(), [], { keys: [{ kind: 'can', digits: ascii('123456') }] });
    expect(read.files.has('EF.DG1')).toBe(true);
  });

  it('reads an open chip', async () => {
    const design = { pace: [], basicAccessControl: false, chipAuthentication: undefined };
    const read = await contents(specimenProfile(design));
    expect(read.access).toEqual({ protocol: 'none' });
    expect(read.chipAuthentication).toEqual({ kind: 'not-offered' });
  });

  it.each(['rsa', 'ec'] as const)(
    'verifies Active Authentication with %s, and only over its own challenge',
    async (kind) => {
      const { files, activeAuthentication } = await contents(specimenProfile({ activeAuthentication: kind }));
      const dg15 = files.get('EF.DG15')!;
      expect(activeAuthenticationHolds(dg15, activeAuthentication!)).toBe(true);
      const challenge = Uint8Array.from(activeAuthentication!.challenge).map((byte) => byte ^ 1);
      expect(activeAuthenticationHolds(dg15, { ...activeAuthentication!, challenge })).toBe(false);
    },
  );
});

describe('each variant of PACE', () => {
  const variants = (['dh', 'ecdh'] as const).flatMap((agreement) =>
    (['generic', 'integrated'] as PaceMapping[]).flatMap((mapping) =>
      CIPHERS.map((cipher) => ({ agreement, mapping, cipher, parameterId: agreement === 'dh' ? 0 : 13 })),
    ),
  );
  it.each(variants)('opens a chip: $agreement, $mapping, $cipher', async (pace) => {
    const read = await contents(specimenProfile({ pace: [pace], activeAuthentication: undefined }));
    expect(read.access.protocol).toBe('pace');
    expect(read.files.has('EF.DG1')).toBe(true);
  });

  it.each(STANDARDISED_IDS)('opens a chip with domain parameters %i', async (parameterId) => {
    const agreement = standardisedGroup(parameterId).kind;
    const pace = [{ agreement, mapping: 'generic' as const, cipher: 'aes-128' as const, parameterId }];
    const read = await contents(specimenProfile({ pace, chipAuthentication: undefined }));
    expect(read.access.protocol).toBe('pace');
  });

  it.each(['aes-128', 'aes-192', 'aes-256'] as const)(
    'opens a chip with chip-authentication mapping and %s',
    async (cipher) => {
      const pace = [{ agreement: 'ecdh' as const, mapping: 'chip-authentication' as const, cipher, parameterId: 13 }];
      const profile = specimenProfile({ pace });
      const { access, files } = await contents(profile);
      if (access.protocol !== 'pace') throw new Error('no PACE');
      const { key } = readSecurityInfos(files.get('EF.DG14')!).chipPublicKeys[0]!;
      expect(chipAuthenticationHolds(access.outcome.chipAuthentication!, key)).toBe(true);
      const copy = await contents(profile, [{ kind: 'cloned' }]);
      if (copy.access.protocol !== 'pace') throw new Error('no PACE');
      expect(chipAuthenticationHolds(copy.access.outcome.chipAuthentication!, key)).toBe(false);
    },
  );
});

describe('each variant of Chip Authentication', () => {
  const variants = [1, 2].flatMap((version) => [
    ...CIPHERS.map((cipher) => ({ version: version as 1 | 2, parameterId: 13, ciphers: [cipher] })),
    { version: version as 1 | 2, parameterId: 0, ciphers: ['aes-128' as const] },
  ]);
  it.each(variants)(
    'proves the chip: version $version, parameters $parameterId, $ciphers',
    async (chipAuthentication) => {
      const profile = specimenProfile({ chipAuthentication });
      expect((await contents(profile)).chipAuthentication).toEqual({ kind: 'given' });
      expect((await contents(profile, [{ kind: 'cloned' }])).chipAuthentication.kind).toBe('failed');
    },
  );
});

describe('a faulty chip', () => {
  it('with another key than the one of the zone is not opened', async () => {
    const keys = [{ kind: 'mrz' as const, information: ascii('L898902C<369080619406237') }];
    expect(await visit(specimenProfile(), [], { keys })).toEqual({ kind: 'wrong-key' });
    expect(await visit(specimenProfile({ pace: [] }), [], { keys })).toEqual({ kind: 'wrong-key' });
  });

  it('is opened with the second key when the zone was misread', async () => {
    const keys = [
      { kind: 'mrz' as const, information: ascii('L8989O2C<369080619406236') },
      { kind: 'mrz' as const, information: INFORMATION },
    ];
    expect((await visit(specimenProfile(), [], { keys })).kind).toBe('read');
  });

  it('that is a copy gives no valid proof, and its files are still read', async () => {
    const read = await contents(specimenProfile(), [{ kind: 'cloned' }]);
    expect(read.chipAuthentication.kind).toBe('failed');
    expect(activeAuthenticationHolds(read.files.get('EF.DG15')!, read.activeAuthentication!)).toBe(false);
    expect(read.files.has('EF.DG2')).toBe(true);
  });

  it('without extended length is read in short blocks', async () => {
    const read = await contents(specimenProfile({ extendedLength: false }));
    expect(hex(read.files.get('EF.DG2')!)).toBe(hex(DATA_GROUPS.get('EF.DG2')!));
  });

  it.each([
    ['short reads', { kind: 'short-reads', bytes: 61 }],
    ['warnings at each reading', { kind: 'end-of-file-warnings' }],
    ['slow answers', { kind: 'slow', delayMs: 1 }],
  ] as const)('with %s is read', async (_what, fault) => {
    const read = await contents(specimenProfile(), [fault]);
    expect(hex(read.files.get('EF.DG2')!)).toBe(hex(DATA_GROUPS.get('EF.DG2')!));
  });

  it.each([
    ['a counter that runs ahead', { kind: 'counter-ahead', afterCommands: 5 }, { code: 'secure-messaging' }],
    ['an endless file', { kind: 'endless-file', file: 'EF.DG2' }, { code: 'limit-exceeded' }],
    ['noise', { kind: 'noise', afterCommands: 12 }, { name: 'ChipError' }],
    ['noise from the start', { kind: 'noise', afterCommands: 0 }, { name: 'ChipError' }],
    ['a document that is removed', { kind: 'removed', afterCommands: 12 }, { name: 'ChipError', code: 'removed' }],
  ] as const)('with %s ends the reading', async (_what, fault, error) => {
    await expect(visit(specimenProfile(), [fault])).rejects.toMatchObject(error);
  });

  it('is no longer read after the lane cancels', async () => {
    const signal = AbortSignal.abort();
    await expect(visit(specimenProfile(), [], { signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});
