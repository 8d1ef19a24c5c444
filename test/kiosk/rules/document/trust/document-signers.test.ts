import { describe, expect, it } from 'vitest';
import { ascii } from '../../../../../hardware/ber/write.ts';
import type { ElementaryFile } from '../../../../../hardware/document-reader/elementary-file.ts';
import { createIssuingState } from '../../../../../hardware/simulation/pki/issuing-state.ts';
import type { SignedDataFields } from '../../../../../hardware/simulation/pki/signed-data.ts';
import { keyIdentifier, subjectKeyIdentifier } from '../../../../../hardware/simulation/pki/x509.ts';
import { pinnedPool } from '../../../../../kiosk/rules/document/trust/csca-pool.ts';
import { documentSigners } from '../../../../../kiosk/rules/document/trust/document-signers.ts';
import { passiveAuthentication } from '../../../../../kiosk/rules/document/trust/passive-authentication.ts';
import {
  certificateFor,
  DAY_MS,
  ldsContent,
  NOW,
  securityObjectFile,
  signerBelow,
  SIGNS,
  VALIDITY,
} from './specimen-signers.ts';

const state = createIssuingState('UT', VALIDITY);
const authority = state.signingAuthority;
const signer = signerBelow(authority);
const GROUPS = { 1: ascii('zone'), 2: ascii('portrait') };

/** The findings that did not pass, for a document signed in this way and a directory with these certificates. */
function inspect(changes: Partial<SignedDataFields>, directory: readonly Uint8Array<ArrayBuffer>[]) {
  const sod = securityObjectFile({ content: ldsContent(GROUPS), signer, isSignerLeftOut: true, ...changes });
  const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>([
    ['EF.SOD', sod],
    ...Object.entries(GROUPS).map(([number, file]) => [`EF.DG${number}` as ElementaryFile, file] as const),
  ]);
  const store = {
    ...{ pool: pinnedPool([authority.certificate]), revocationLists: new Map(), defects: undefined },
    documentSigners: documentSigners(directory),
  };
  const signed = { files, issuingState: 'UTO', documentCode: 'P' };
  const { findings } = passiveAuthentication(signed, store, { oldestRevocationListMs: DAY_MS }, NOW);
  const open = Object.entries(findings).filter(
    ([name, { result }]) => name !== 'document-signer-not-revoked' && result !== 'passed',
  );
  return Object.fromEntries(open.map(([name, { result, reason }]) => [name, reason ?? result]));
}

const others = [state.documentSigner(VALIDITY).certificate, authority.certificate];
const NO_SIGNER = 'no-signer-certificate';

describe('a document whose security object contains no certificate', () => {
  it('is refused without the directory, and accepted with its signer in it', () => {
    expect(inspect({}, others)['security-object-signature']).toBe(NO_SIGNER);
    expect(inspect({}, [...others, signer.certificate])).toEqual({});
  });

  it('may name its signer by the key identifier', () => {
    const identifier = keyIdentifier(signer.publicKey);
    const named = certificateFor(signer.publicKey, signer.name, authority, {
      extensions: [SIGNS, subjectKeyIdentifier(signer.publicKey)],
    });
    expect(inspect({ keyIdentifier: identifier }, [...others, named])).toEqual({});
    expect(inspect({ keyIdentifier: identifier }, others)['security-object-signature']).toBe(NO_SIGNER);
  });

  it('is verified with the key that fits, when the directory has two certificates of one name and number', () => {
    const namesake = signerBelow(authority, { serialNumber: signer.serialNumber }).certificate;
    expect(inspect({}, [namesake, signer.certificate])).toEqual({});
    expect(inspect({}, [namesake])['security-object-signature']).toBe('signature-wrong');
  });

  it('is not trusted with a signer in the directory that no authority of the pool certified', () => {
    const stranger = createIssuingState('UT', VALIDITY);
    const forged = signerBelow(stranger.signingAuthority);
    const open = inspect({ signer: forged }, [forged.certificate]);
    expect(open['document-signer-trusted']).toBe('unknown-authority');
  });

  it('is not affected by members of the directory that are no certificates', () => {
    expect(inspect({}, [ascii('nothing'), Uint8Array.of(0x30, 0x00), signer.certificate])).toEqual({});
  });
});

describe('a document whose security object contains its signer', () => {
  it('is not verified with another certificate of the directory', () => {
    const namesake = signerBelow(authority, { serialNumber: signer.serialNumber });
    const open = inspect({ isSignerLeftOut: false, signer: { ...namesake, key: signer.key } }, [signer.certificate]);
    expect(open['security-object-signature']).toBe('signature-wrong');
  });
});
