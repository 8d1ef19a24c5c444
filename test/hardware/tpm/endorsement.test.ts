import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { initialiseTpm } from '../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { tpmSecureElement } from '../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { verifyEndorsement } from '../../../hardware/tpm/endorsement.ts';
import { leadsToRoot, readManufacturerCertificates } from '../../../hardware/tpm/endorsement-chain.ts';
import { inTpm, openTpm } from '../../../hardware/tpm/open-tpm.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { certify, missingTpm, softTpm, type SoftTpm } from '../../support/tpm/soft-tpm.ts';

const missing = missingTpm();
const DAY_MS = 86_400_000;

/** A TPM with a certificate, and the certificates of its manufacturer. */
async function certified() {
  const folder = temporaryFolder();
  const pem = certify(folder);
  return { tpm: await softTpm(folder), pem };
}

async function verify(tpm: SoftTpm, pem: string, nowMs = Date.now()): Promise<Uint8Array> {
  const opened = await openTpm(
    { place: tpm.place, clock: systemClock, hardwareOnly: false, commandMs: 20_000 },
    never(),
  );
  try {
    return await inTpm(opened.tpm, () => verifyEndorsement(opened, readManufacturerCertificates(pem), nowMs));
  } finally {
    await opened.close();
  }
}

describe.skipIf(missing !== undefined)(`the certificate of a TPM${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('is the one in its memory, when it leads to a root and the TPM has its key', async () => {
    const { tpm, pem } = await certified();
    const der = await verify(tpm, pem);
    tpm.tool('nvread', '0x1c00002', '-o', 'ek.der');
    expect(readFileSync(join(tpm.folder, 'ek.der')).subarray(0, der.length)).toEqual(Buffer.from(der));
  });

  it('is refused with other roots, with a root alone whose intermediate is missing, before its time, and without one', async () => {
    const { tpm, pem } = await certified();
    const others = certify(temporaryFolder());
    expect(await codeOf(verify(tpm, others))).toBe('unsupported');
    const [, root = ''] = pem.split(/(?=-----BEGIN)/).slice(-2);
    expect(await codeOf(verify(tpm, root))).toBe('unsupported');
    expect(await codeOf(verify(tpm, pem, Date.now() - 2 * DAY_MS))).toBe('unsupported');
    expect(await codeOf(verify(await softTpm(), pem))).toBe('unsupported');
  });

  it('of another TPM is refused, because this one does not have its key', async () => {
    const { tpm, pem } = await certified();
    const der = await verify(tpm, pem);
    const other = await softTpm();
    writeFileSync(join(other.folder, 'ek.der'), der);
    other.tool('startup', '-c');
    other.tool(
      'nvdefine',
      '0x1c00002',
      '-C',
      'o',
      '-s',
      String(der.length),
      '-a',
      'ownerread|ownerwrite|authread|no_da',
    );
    other.tool('nvwrite', '0x1c00002', '-C', 'o', '-i', 'ek.der');
    await expect(verify(other, pem)).rejects.toThrow(/another endorsement key/);
  });

  it('is required before keys are made, and keys made without it are refused afterwards', async () => {
    const { tpm, pem } = await certified();
    const options = { place: tpm.place, clock: systemClock, hardwareOnly: false };
    const manufacturers = () => readManufacturerCertificates(pem);
    const others = certify(temporaryFolder());
    const folder = temporaryFolder();
    const wrong = { ...options, folder, manufacturers: () => readManufacturerCertificates(others) };
    expect(await codeOf(initialiseTpm(wrong))).toBe('unsupported');
    await initialiseTpm({ ...options, folder, manufacturers });
    const element = tpmSecureElement({ ...options, folder, manufacturers });
    onTestFinished(() => element.disconnect());
    await element.connect(never());
    expect(await element.sign(Uint8Array.of(1))).toHaveLength(64);
    await element.disconnect();
    const unverified = temporaryFolder();
    await initialiseTpm({ ...options, folder: unverified });
    const refused = tpmSecureElement({ ...options, folder: unverified, manufacturers });
    expect(await codeOf(refused.connect(never()))).toBe('unsupported');
  });

  it('rejects an authority’s certificate', () => {
    const manufacturers = readManufacturerCertificates(certify(temporaryFolder()));
    for (const one of manufacturers) expect(leadsToRoot(one, manufacturers, Date.now())).toBe(false);
    expect(manufacturers.every((one) => one instanceof X509Certificate)).toBe(true);
  });
});

describe('certificates of manufacturers', () => {
  it('need a root, and none that is damaged', () => {
    expect(() => readManufacturerCertificates('')).toThrow(/root certificate/);
    const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    expect(() => readManufacturerCertificates(damaged)).toThrow(/damaged/);
  });
});
