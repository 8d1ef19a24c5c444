/** Quotes, certified keys and credentials against `swtpm`: `tpm2-tools` judges those of this driver, and this driver those of `tpm2-tools`. */
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { activateCredential } from '../../../hardware/tpm/activate-credential.ts';
import { endorsementKeyOf, makeCredential } from '../../../hardware/tpm/make-credential.ts';
import { keyObjectOf, pointOf } from '../../../hardware/tpm/ec-key.ts';
import { findCertificate } from '../../../hardware/tpm/endorsement.ts';
import { isAttestationKey, judgeCertified, judgeQuote } from '../../../hardware/tpm/judge-attested.ts';
import { HANDLE } from '../../../hardware/tpm/numbers.ts';
import { create, createPrimary, flush, load, withValue } from '../../../hardware/tpm/objects.ts';
import { inTpm, type OpenedTpm, openTpm } from '../../../hardware/tpm/open-tpm.ts';
import {
  ATTESTATION_TEMPLATE,
  ENDORSEMENT_EC_TEMPLATE,
  ENDORSEMENT_RSA_TEMPLATE,
  type EcPoint,
  nameOf,
  SIGNING_TEMPLATE,
} from '../../../hardware/tpm/public-area.ts';
import { certify, quote } from '../../../hardware/tpm/quote.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { certify as giveCertificate, missingTpm, softTpm, type SoftTpm } from '../../support/tpm/soft-tpm.ts';

const missing = missingTpm();
const authValue = new Uint8Array(32).fill(9);
const NONCE = Uint8Array.from({ length: 32 }, (_, at) => at);
const PCRS = [0, 4, 7, 16];

async function opened(tpm: SoftTpm): Promise<OpenedTpm> {
  const made = await openTpm({ place: tpm.place, clock: systemClock, hardwareOnly: false, commandMs: 20_000 }, never());
  onTestFinished(() => made.close());
  return made;
}

async function keyIn(open: OpenedTpm, template = ATTESTATION_TEMPLATE) {
  const blob = await create(open.tpm, open.storageRoot, open.session, { template, authValue });
  const object = await load(open.tpm, open.storageRoot, open.session, blob);
  if (object.publicArea.kind !== 'ecc') throw new Error('a key is a point');
  return { object, session: open.session, authValue, point: object.publicArea.point, name: object.publicArea.name };
}

/** TPMT_SIGNATURE: ECDSA, SHA-256, r, s. */
const marshalled = (signature: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from('0018000b0020', 'hex'),
    signature.subarray(0, 32),
    Buffer.from('0020', 'hex'),
    signature.subarray(32),
  ]);

const pointIn = (pem: string): EcPoint => {
  const point = pointOf(createPublicKey(pem));
  if (point === undefined) throw new Error('not on P-256');
  return point;
};

describe.skipIf(missing !== undefined)(`quotes of a TPM${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('are accepted by tpm2_checkquote for their nonce and values, and for no others', async () => {
    const tpm = await softTpm();
    const open = await opened(tpm);
    const key = await keyIn(open);
    const made = await quote(open, key, PCRS, NONCE);
    expect(judgeQuote(key.point, made, NONCE, made.values).kind).toBe('genuine');
    await open.close();
    const file = (name: string, content: string | Uint8Array): void => writeFileSync(join(tpm.folder, name), content);
    file('ak.pem', keyObjectOf(key.point).export({ format: 'pem', type: 'spki' }));
    file('message', made.statement);
    file('signature', marshalled(made.signature));
    const list = `sha256:${PCRS.join(',')}`;
    const check = (nonce: Uint8Array): string =>
      tpm.tool(
        ...(['checkquote', '-u', 'ak.pem', '-m', 'message', '-s', 'signature', '-g', 'sha256'] as const),
        ...['-q', Buffer.from(nonce).toString('hex'), '-f', 'values', '-l', list],
      );
    tpm.tool('pcrread', list, '-o', 'values');
    expect(check(NONCE)).toContain('pcrs');
    expect(() => check(NONCE.with(0, 9))).toThrow();
    tpm.tool('pcrextend', `16:sha256=${'11'.repeat(32)}`);
    tpm.tool('pcrread', list, '-o', 'values');
    expect(() => check(NONCE)).toThrow();
  });

  it('of tpm2_quote are genuine here, and refused after one register has changed', async () => {
    const tpm = await softTpm();
    const nonce = Buffer.from(NONCE).toString('hex');
    tpm.tool('startup', '-c');
    tpm.tool('createek', '-c', 'ek.ctx', '-G', 'ecc', '-u', 'ek.pub');
    tpm.tool('flushcontext', '-t');
    tpm.tool(
      ...(['createak', '-C', 'ek.ctx', '-c', 'ak.ctx', '-G', 'ecc', '-g', 'sha256', '-s', 'ecdsa'] as const),
      ...['-u', 'ak.pem', '-f', 'pem', '-n', 'ak.name'],
    );
    tpm.tool('flushcontext', '-t');
    tpm.tool('pcrextend', `16:sha256=${'22'.repeat(32)}`);
    tpm.tool(
      ...(['quote', '-c', 'ak.ctx', '-l', `sha256:${PCRS.join(',')}`, '-q', nonce] as const),
      ...['-m', 'message', '-s', 'signature', '-o', 'values', '-F', 'values', '-g', 'sha256'],
    );
    const read = (name: string): Uint8Array => Uint8Array.from(readFileSync(join(tpm.folder, name)));
    const values = read('values');
    const given = new Map(PCRS.map((pcr, at) => [pcr, values.subarray(32 * at, 32 * at + 32)]));
    // TPMT_SIGNATURE: two algorithms, r and s with their lengths
    const signature = read('signature');
    const made = {
      statement: read('message'),
      signature: Uint8Array.from([...signature.subarray(6, 38), ...signature.subarray(40, 72)]),
    };
    const key = pointIn(readFileSync(join(tpm.folder, 'ak.pem'), 'utf8'));
    expect(signature).toHaveLength(72);
    expect(judgeQuote(key, made, NONCE, given).kind).toBe('genuine');
    const changed = new Map([...given, [16, new Uint8Array(32)]]);
    expect(judgeQuote(key, made, NONCE, changed)).toEqual({ kind: 'refused', code: 'other-values' });
  });

  it('by an unrestricted key differ from others only in the template of the key', async () => {
    const open = await opened(await softTpm());
    const key = await keyIn(open, SIGNING_TEMPLATE);
    expect(isAttestationKey(key.object.publicArea)).toBe(false);
    // An unrestricted key can also quote, so that only the template tells the difference
    const made = await quote(open, key, PCRS, NONCE);
    expect(judgeQuote(key.point, made, NONCE, made.values).kind).toBe('genuine');
  });
});

describe.skipIf(missing !== undefined)(`keys of a TPM${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('are certified with their names by the attestation key', async () => {
    const open = await opened(await softTpm());
    const key = await keyIn(open);
    const signing = await keyIn(open, SIGNING_TEMPLATE);
    const made = await certify(open, key, signing.object, authValue, NONCE);
    expect(judgeCertified(key.point, made, NONCE, signing.name).kind).toBe('genuine');
    expect(judgeCertified(key.point, made, NONCE, key.name)).toEqual({ kind: 'refused', code: 'other-object' });
    const public_ = keyObjectOf(key.point);
    expect(verify('sha256', made.statement, { key: public_, dsaEncoding: 'ieee-p1363' }, made.signature)).toBe(true);
  });
});

describe.skipIf(missing !== undefined)(`credentials${missing === undefined ? '' : `: ${missing}`}`, () => {
  const SECRET = new Uint8Array(32).fill(3);

  async function certified() {
    const folder = temporaryFolder();
    giveCertificate(folder);
    const open = await opened(await softTpm(folder));
    const found = await findCertificate(open);
    const endorsement = found && endorsementKeyOf(found.certificate);
    if (found === undefined || endorsement === undefined) throw new Error('no certificate of the endorsement key');
    return { open, found, endorsement };
  }

  it('are opened by the TPM of the RSA certificate for the key of their name only', async () => {
    const { open, found, endorsement } = await certified();
    expect(found.certificate).toBeInstanceOf(X509Certificate);
    const key = await keyIn(open);
    const credential = makeCredential(endorsement, key.name, SECRET);
    expect(await activateCredential(open, key, found.template, credential)).toEqual(SECRET);
    const forAnother = makeCredential(endorsement, new Uint8Array(34).fill(1), SECRET);
    const refused = inTpm(open.tpm, () => activateCredential(open, key, found.template, forAnother));
    expect(await codeOf(refused)).toBe('refused');
    // The TPM still works, and nothing is left in it
    expect(await activateCredential(open, key, found.template, credential)).toEqual(SECRET);
  });

  it('for another TPM are refused', async () => {
    const [one, other] = [await certified(), await certified()];
    const key = await keyIn(one.open);
    const credential = makeCredential(other.endorsement, key.name, SECRET);
    const refused = inTpm(one.open.tpm, () => activateCredential(one.open, key, one.found.template, credential));
    expect(await codeOf(refused)).toBe('refused');
  });

  it('are opened for an endorsement key on P-256 too', async () => {
    const open = await opened(await softTpm());
    const key = await keyIn(open);
    const endorsement = await createPrimary(
      open.tpm,
      HANDLE.endorsement,
      ENDORSEMENT_EC_TEMPLATE,
      withValue(open.session, new Uint8Array()),
    );
    await flush(open.tpm, endorsement.handle);
    const area = endorsement.publicArea;
    if (area.kind !== 'ecc') throw new Error('the key is a point');
    const credential = makeCredential({ kind: 'ecc', point: area.point }, key.name, SECRET);
    expect(await activateCredential(open, key, ENDORSEMENT_EC_TEMPLATE, credential)).toEqual(SECRET);
  });

  it('made here are opened by tpm2_activatecredential, and those of tpm2_makecredential are opened here', async () => {
    const tpm = await softTpm();
    const at = (name: string): string => join(tpm.folder, name);
    tpm.tool('startup', '-c');
    tpm.tool('createek', '-c', 'ek.ctx', '-G', 'rsa', '-u', 'ek.pub');
    tpm.tool('readpublic', '-c', 'ek.ctx', '-o', 'ek.pem', '-f', 'pem');
    tpm.tool('flushcontext', '-t');
    tpm.tool(
      ...(['createak', '-C', 'ek.ctx', '-c', 'ak.ctx', '-G', 'ecc', '-g', 'sha256', '-s', 'ecdsa'] as const),
      ...['-n', 'ak.name'],
    );
    tpm.tool('flushcontext', '-t');
    const { n = '', e = '' } = createPublicKey(readFileSync(at('ek.pem'))).export({ format: 'jwk' });
    const modulus = Uint8Array.from(Buffer.from(n, 'base64url'));
    expect(e).toBe('AQAB');
    const rsa = { kind: 'rsa', modulus, exponent: 65_537 } as const;
    const made = makeCredential(rsa, Uint8Array.from(readFileSync(at('ak.name'))), SECRET);
    // The file of tpm2-tools: magic, version, both parts
    const head = Buffer.from('badcc0de00000001', 'hex');
    writeFileSync(at('credential'), Buffer.concat([head, made.identity, made.secret]));
    tpm.tool('startauthsession', '--policy-session', '-S', 'policy.ctx');
    tpm.tool('policysecret', '-S', 'policy.ctx', '-c', 'e');
    tpm.tool(
      ...(['activatecredential', '-c', 'ak.ctx', '-C', 'ek.ctx', '-i', 'credential', '-o', 'opened'] as const),
      ...['-P', 'session:policy.ctx'],
    );
    expect(Uint8Array.from(readFileSync(at('opened')))).toEqual(SECRET);
    tpm.tool('flushcontext', 'policy.ctx');
    tpm.tool('flushcontext', '-t');

    const before = await opened(tpm);
    const { tpm: own, storageRoot, session } = before;
    const blob = await create(own, storageRoot, session, { template: ATTESTATION_TEMPLATE, authValue });
    await before.close();
    writeFileSync(at('secret'), SECRET);
    const name = Buffer.from(nameOf(blob.publicPart)).toString('hex');
    tpm.tool('makecredential', '-u', 'ek.pub', '-s', 'secret', '-o', 'theirs', '-n', name);
    tpm.tool('flushcontext', '-t');
    const theirs = Uint8Array.from(readFileSync(at('theirs'))).subarray(8);
    const length = 2 + (((theirs[0] ?? 0) << 8) | (theirs[1] ?? 0));
    const credential = { identity: theirs.subarray(0, length), secret: theirs.subarray(length) };
    const open = await opened(tpm);
    const object = await load(open.tpm, open.storageRoot, open.session, blob);
    const key = { object, session: open.session, authValue };
    expect(await activateCredential(open, key, ENDORSEMENT_RSA_TEMPLATE, credential)).toEqual(SECRET);
  });
});
