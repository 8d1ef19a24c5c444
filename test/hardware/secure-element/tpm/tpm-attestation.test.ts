import { X509Certificate } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type { Attestation } from '../../../../hardware/secure-element/attestation.ts';
import { initialiseTpm } from '../../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { tpmSecureElement } from '../../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { endorsementKeyOf, makeCredential } from '../../../../hardware/tpm/make-credential.ts';
import { isAttestationKey, judgeCertified, judgeQuote } from '../../../../hardware/tpm/judge-attested.ts';
import { compressed, type EcPoint, nameOf, readPublicArea } from '../../../../hardware/tpm/public-area.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { certify, missingTpm, softTpm } from '../../../support/tpm/soft-tpm.ts';

const missing = missingTpm();
const NONCE = new Uint8Array(32).fill(4);

async function elementIn(folder: string, hasCertificate = true) {
  const state = temporaryFolder();
  if (hasCertificate) certify(state);
  const tpm = await softTpm(state);
  const options = { place: tpm.place, folder, clock: systemClock, hardwareOnly: false };
  await initialiseTpm(options);
  const connect = async () => {
    const element = tpmSecureElement(options);
    onTestFinished(() => element.disconnect());
    await element.connect(never());
    if (element.attestation === undefined) throw new Error('a TPM attests');
    return { element, attestation: element.attestation };
  };
  return { tpm, connect };
}

const pointOf = (area: Uint8Array): EcPoint => {
  const read = readPublicArea(area);
  if (!isAttestationKey(read)) throw new Error('not an attestation key');
  return read.point;
};

/** A server proves the attestation key before it trusts it. */
async function proveKey(attestation: Attestation): Promise<EcPoint> {
  const { endorsement, attestationKey } = await attestation.identity(NONCE);
  const to = endorsementKeyOf(new X509Certificate(endorsement));
  if (to === undefined) throw new Error('an endorsement key of another kind');
  const secret = new Uint8Array(32).fill(8);
  const credential = makeCredential(to, nameOf(attestationKey), secret);
  expect(await attestation.activate(credential.identity, credential.secret)).toEqual(secret);
  return pointOf(attestationKey);
}

describe.skipIf(missing !== undefined)(`attestation by a TPM${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('states the signing key, is proven by the certificate, and quotes with one key that outlives a restart', async () => {
    const { connect } = await elementIn(temporaryFolder());
    const { element, attestation } = await connect();
    const { attestationKey, signingKey, certified } = await attestation.identity(NONCE);
    const point = pointOf(attestationKey);
    const signing = readPublicArea(signingKey);
    expect(judgeCertified(point, certified, NONCE, signing.name).kind).toBe('genuine');
    expect(signing.kind === 'ecc' && compressed(signing.point)).toEqual(await element.publicKey());
    expect(await proveKey(attestation)).toEqual(point);
    const made = await attestation.quote([0, 7], NONCE);
    expect(judgeQuote(point, made, NONCE, made.values).kind).toBe('genuine');
    // Its other keys are used in between and afterwards
    expect(await element.sign(NONCE)).toHaveLength(64);
    expect(await element.prf(NONCE)).toHaveLength(32);
    await element.disconnect();
    const again = await connect();
    expect(await proveKey(again.attestation)).toEqual(point);
    await again.element.selfTest(never());
  });

  it('changes its quote when a register is extended, as by other firmware', async () => {
    const { connect, tpm } = await elementIn(temporaryFolder());
    const first = await connect();
    const point = await proveKey(first.attestation);
    const before = await first.attestation.quote([7, 16], NONCE);
    await first.element.disconnect();
    tpm.tool('pcrextend', `16:sha256=${'33'.repeat(32)}`);
    const { attestation } = await connect();
    const after = await attestation.quote([7, 16], NONCE);
    expect(judgeQuote(point, after, NONCE, after.values).kind).toBe('genuine');
    expect(judgeQuote(point, after, NONCE, before.values)).toEqual({ kind: 'refused', code: 'other-values' });
  });

  it('is unsupported without a certificate of the manufacturer', async () => {
    const { connect } = await elementIn(temporaryFolder(), false);
    const { attestation } = await connect();
    expect(await codeOf(attestation.identity(NONCE))).toBe('unsupported');
    expect(await codeOf(attestation.activate(new Uint8Array(4), new Uint8Array(4)))).toBe('unsupported');
    expect((await attestation.quote([7], NONCE)).values.size).toBe(1);
  });

  it('refuses malformed credentials and goes on', async () => {
    const { connect } = await elementIn(temporaryFolder());
    const { element, attestation } = await connect();
    const [empty, short] = [Uint8Array.of(0, 0), Uint8Array.of(0, 3, 1, 2, 3)];
    for (const identity of [empty, short]) expect(await codeOf(attestation.activate(identity, short))).toBe('refused');
    expect(await element.sign(NONCE)).toHaveLength(64);
  });

  it('does not use a damaged file of its key, and makes another key without it', async () => {
    const folder = temporaryFolder();
    const { connect } = await elementIn(folder);
    const first = await connect();
    const point = await proveKey(first.attestation);
    await first.element.disconnect();
    const file = join(folder, 'attestation.tpmkey');
    writeFileSync(file, 'AAAA\n');
    const damaged = await connect();
    expect(await codeOf(damaged.attestation.quote([7], NONCE))).toBe('unsupported');
    expect(await damaged.element.sign(NONCE)).toHaveLength(64);
    await damaged.element.disconnect();
    rmSync(file);
    const { attestation } = await connect();
    expect(await proveKey(attestation)).not.toEqual(point);
  });
});
