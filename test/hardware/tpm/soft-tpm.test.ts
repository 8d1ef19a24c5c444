/** The commands against `swtpm`, and `tpm2-tools` as the judge of what they made. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { factsOf, handlesFrom, lockoutOf } from '../../../hardware/tpm/capability.ts';
import { keyObjectOf, pointOf } from '../../../hardware/tpm/ec-key.ts';
import { openMeasured, sealMeasured, signApproval } from '../../../hardware/tpm/measured-value.ts';
import { create, load } from '../../../hardware/tpm/objects.ts';
import { inTpm, type OpenedTpm, openTpm, type TpmOptions } from '../../../hardware/tpm/open-tpm.ts';
import { tpmPlace } from '../../../hardware/tpm/open-transport.ts';
import { digestOfPcrs, readPcrs } from '../../../hardware/tpm/pcr.ts';
import { persistentKeys } from '../../../hardware/tpm/persistent-keys.ts';
import { HMAC_TEMPLATE, SIGNING_TEMPLATE } from '../../../hardware/tpm/public-area.ts';
import { hmacWith, randomOf, signDigest } from '../../../hardware/tpm/use-key.ts';
import { codeOf } from '../../contracts/device-rig.ts';
import { heldLimits } from '../../support/held-limits.ts';
import { missingTpm, softTpm, type SoftTpm } from '../../support/tpm/soft-tpm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const missing = missingTpm();
const never = new AbortController().signal;
const RANGE = { first: 0x8101_8000, count: 4 };
const authValue = new Uint8Array(32).fill(9);

const COMMAND_MS = 240_000;

const optionsOf = (tpm: SoftTpm): TpmOptions => ({
  place: tpm.place,
  clock: systemClock,
  hardwareOnly: false,
  commandMs: COMMAND_MS,
});

async function opened(tpm: SoftTpm, options: Partial<TpmOptions> = {}): Promise<OpenedTpm> {
  const made = await openTpm({ ...optionsOf(tpm), ...options }, never);
  onTestFinished(() => made.close());
  return made;
}

describe.skipIf(missing !== undefined)(`TPM 2.0${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('signs what tpm2_verifysignature accepts for the message, and for no other', async () => {
    const tpm = await softTpm();
    const open = await opened(tpm);
    const blob = await create(open.tpm, open.storageRoot, open.session, { template: SIGNING_TEMPLATE, authValue });
    const object = await load(open.tpm, open.storageRoot, open.session, blob);
    const digest = createHash('sha256').update('a report').digest();
    const signature = await signDigest(open.tpm, { object, session: open.session, authValue }, digest);
    const area = object.publicArea;
    if (area.kind !== 'ecc') throw new Error('a signing key is a point');
    await open.close();
    const file = (name: string, content: string | Uint8Array): void => writeFileSync(join(tpm.folder, name), content);
    file('key.pem', keyObjectOf(area.point).export({ format: 'pem', type: 'spki' }));
    file('message', 'a report');
    file('other', 'another report');
    // TPMT_SIGNATURE: ECDSA, SHA-256, r, s
    file(
      'signature',
      Buffer.concat([
        Buffer.from('0018000b0020', 'hex'),
        signature.subarray(0, 32),
        Buffer.from('0020', 'hex'),
        signature.subarray(32),
      ]),
    );
    tpm.tool('loadexternal', '-C', 'n', '-G', 'ecc256:ecdsa-sha256', '-u', 'key.pem', '-c', 'key.ctx');
    const verify = (message: string) =>
      tpm.tool('verifysignature', '-c', 'key.ctx', '-g', 'sha256', '-m', message, '-s', 'signature');
    verify('message');
    tpm.tool('flushcontext', '-t');
    expect(() => verify('other')).toThrow(/verify/i);
  });

  it('makes persistent keys that tpm2_readpublic finds fixed to the TPM, and that are gone once destroyed', async () => {
    const tpm = await softTpm();
    const open = await opened(tpm);
    const keys = persistentKeys(open, RANGE, HMAC_TEMPLATE, authValue);
    const object = await keys.make(2);
    const value = await hmacWith(open.tpm, { object, session: open.session, authValue }, Uint8Array.of(1));
    expect(value.some((byte) => byte !== 0)).toBe(true);
    expect([...(await keys.all()).keys()]).toEqual([2]);
    await expect(inTpm(open.tpm, () => keys.make(2))).rejects.toMatchObject({ code: 'refused' });
    await open.close();
    const read = tpm.tool('readpublic', '-c', '0x81018002');
    expect(read).toMatch(/fixedtpm\|fixedparent\|sensitivedataorigin\|userwithauth\|noda\|sign/);
    const again = await opened(tpm);
    await persistentKeys(again, RANGE, HMAC_TEMPLATE, authValue).destroy(2);
    await again.close();
    expect(tpm.tool('getcap', 'handles-persistent')).not.toMatch(/0x81018002/i);
  });

  it('refuses a persistent key that was put in the place of one made in the TPM', async () => {
    const tpm = await softTpm();
    writeFileSync(join(tpm.folder, 'known'), new Uint8Array(32).fill(1));
    tpm.tool('startup', '-c');
    tpm.tool('createprimary', '-C', 'o', '-G', 'ecc', '-c', 'parent.ctx');
    tpm.tool('import', '-C', 'parent.ctx', '-G', 'hmac', '-i', 'known', '-u', 'k.pub', '-r', 'k.priv');
    tpm.tool('flushcontext', '-t');
    tpm.tool('load', '-C', 'parent.ctx', '-u', 'k.pub', '-r', 'k.priv', '-c', 'k.ctx');
    tpm.tool('flushcontext', '-t');
    tpm.tool('evictcontrol', '-C', 'o', '-c', 'k.ctx', '0x81018001');
    tpm.tool('flushcontext', '-t');
    const open = await opened(tpm);
    expect(await codeOf(persistentKeys(open, RANGE, HMAC_TEMPLATE, authValue).all())).toBe('unsupported');
  });

  it('refuses a wrong authorisation value, which counts nothing', async () => {
    const open = await opened(await softTpm());
    const keys = persistentKeys(open, RANGE, HMAC_TEMPLATE, authValue);
    const object = await keys.make(1);
    const wrong = { object, session: open.session, authValue: new Uint8Array(32).fill(8) };
    for (let tries = 0; tries < 40; tries += 1) {
      expect(await codeOf(inTpm(open.tpm, () => hmacWith(open.tpm, wrong, Uint8Array.of(1))))).toBe('not-permitted');
    }
    expect(await lockoutOf(open.tpm)).toMatchObject({ isLockedOut: false, failures: 0 });
  });

  it('in lockout still uses keys without dictionary-attack protection, and reports the state', async () => {
    const tpm = await softTpm();
    tpm.tool('startup', '-c');
    tpm.tool('dictionarylockout', '-s', '-n', '1', '-t', '60', '-l', '60');
    tpm.tool('createprimary', '-C', 'o', '-G', 'ecc', '-p', 'right', '-c', 'p.ctx');
    const attempt = (value: string): void => {
      tpm.tool('flushcontext', '-t');
      tpm.tool('create', '-C', 'p.ctx', '-P', value, '-G', 'ecc', '-u', 'a', '-r', 'b');
    };
    for (let tries = 0; tries < 3; tries += 1) expect(() => attempt('wrong')).toThrow();
    expect(() => attempt('right')).toThrow(/lockout|0x921/i);
    const open = await opened(tpm);
    expect(await lockoutOf(open.tpm)).toMatchObject({ isLockedOut: true, failuresMax: 1, recoveryS: 60 });
    const object = await persistentKeys(open, RANGE, HMAC_TEMPLATE, authValue).make(1);
    expect(await hmacWith(open.tpm, { object, session: open.session, authValue }, Uint8Array.of(1))).toHaveLength(32);
  });

  it('says who made it, and production refuses software', async () => {
    const tpm = await softTpm();
    const open = await opened(tpm);
    expect(await factsOf(open.tpm)).toMatchObject({ manufacturer: 'IBM', model: 'SW   TPM' });
    await open.close();
    const refused = openTpm({ ...optionsOf(tpm), hardwareOnly: true }, never);
    await expect(refused).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('"IBM"') });
  });

  it('needs the value of the owner from a private file, once one is set', async () => {
    const tpm = await softTpm();
    tpm.tool('startup', '-c');
    tpm.tool('changeauth', '-c', 'owner', 'the owner');
    const ownerAuthFile = join(tpm.folder, 'owner');
    expect(await codeOf(openTpm(optionsOf(tpm), never))).toBe('not-permitted');
    writeFileSync(ownerAuthFile, 'another\n', { mode: 0o600 });
    expect(await codeOf(openTpm({ ...optionsOf(tpm), ownerAuthFile }, never))).toBe('not-permitted');
    writeFileSync(ownerAuthFile, 'the owner\n');
    const open = await opened(tpm, { ownerAuthFile });
    const keys = persistentKeys(open, RANGE, HMAC_TEMPLATE, authValue);
    await keys.make(1);
    await keys.destroy(1);
    await open.close();
    chmodSync(ownerAuthFile, 0o644);
    expect(await codeOf(openTpm({ ...optionsOf(tpm), ownerAuthFile }, never))).toBe('not-permitted');
  });

  it('leaves neither objects nor sessions, however often it is opened and lost', async () => {
    const tpm = await softTpm();
    for (let time = 0; time < 6; time += 1) {
      const open = await openTpm(optionsOf(tpm), never);
      const blob = await create(open.tpm, open.storageRoot, open.session, { template: HMAC_TEMPLATE, authValue });
      await load(open.tpm, open.storageRoot, open.session, blob);
      // Lost without a farewell
      open.tpm.close();
    }
    const open = await opened(tpm);
    expect(await handlesFrom(open.tpm, 0x8000_0000)).toHaveLength(1);
    expect(await handlesFrom(open.tpm, 0x0200_0000)).toHaveLength(1);
  });

  it('releases a measured value to an approved start only', async () => {
    const tpm = await softTpm();
    const open = await opened(tpm);
    const approvers = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const others = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const key = pointOf(approvers.publicKey);
    if (key === undefined) throw new Error('the key is on P-256');
    const PCRS = [7, 16];
    const now = async (): Promise<Uint8Array> => digestOfPcrs(PCRS, await readPcrs(open.tpm, PCRS));
    const sealed = await sealMeasured(open, key, authValue);
    const first = signApproval(PCRS, await now(), approvers.privateKey);
    expect([...(await openMeasured(open, sealed, key, [first]))]).toEqual([...authValue]);
    await open.close();
    tpm.tool('pcrextend', `16:sha256=${'5a'.repeat(32)}`);

    const later = await opened(tpm);
    const digest = digestOfPcrs(PCRS, await readPcrs(later.tpm, PCRS));
    const release = (approvals: Parameters<typeof openMeasured>[3]) => openMeasured(later, sealed, key, approvals);
    expect(await codeOf(release([]))).toBe('not-permitted');
    expect(await codeOf(release([first]))).toBe('not-permitted');
    expect(await codeOf(release([signApproval(PCRS, digest, others.privateKey)]))).toBe('not-permitted');
    // An approval of the earlier start, relabelled
    expect(await codeOf(release([{ ...first, digest: Buffer.from(digest).toString('hex') }]))).toBe('not-permitted');
    const next = signApproval(PCRS, digest, approvers.privateKey);
    expect([...(await release([first, next]))]).toEqual([...authValue]);
    expect(await handlesFrom(later.tpm, 0x8000_0000)).toHaveLength(1);
  });
});

describe.skipIf(missing !== undefined)('the transport to a TPM', () => {
  it('times out while the TPM hangs, and a new one works when it goes on', async () => {
    const tpm = await softTpm();
    const limits = heldLimits(COMMAND_MS);
    const options = { ...optionsOf(tpm), clock: limits.clock };
    const open = await openTpm(options, never);
    tpm.hang();
    expect(await codeOf(limits.passDuring(randomOf(open.tpm, open.session, 8)))).toBe('timed-out');
    expect(await codeOf(randomOf(open.tpm, open.session, 8))).toBe('timed-out');
    expect(await codeOf(limits.passDuring(openTpm(options, never)))).toBe('timed-out');
    tpm.goOn();
    const again = await opened(tpm);
    expect(await randomOf(again.tpm, again.session, 8)).toHaveLength(8);
  });

  it('is lost when the power of the TPM is cut, in the middle of a command too', async () => {
    const tpm = await softTpm();
    const open = await opened(tpm);
    const making = codeOf(create(open.tpm, open.storageRoot, open.session, { template: SIGNING_TEMPLATE, authValue }));
    await tpm.cutPower();
    expect(['disconnected', 'resolved']).toContain(await making);
    expect(await codeOf(randomOf(open.tpm, open.session, 8))).toBe('disconnected');
    expect(await codeOf(openTpm(optionsOf(tpm), never))).toBe('disconnected');
    await tpm.start();
    const again = await opened(tpm);
    expect(Buffer.from(again.storageRoot.publicArea.name)).toEqual(Buffer.from(open.storageRoot.publicArea.name));
  });

  it('is cancelled while it connects to a TPM that hangs', async () => {
    const tpm = await softTpm();
    tpm.hang();
    const stop = new AbortController();
    const connecting = codeOf(openTpm(optionsOf(tpm), stop.signal));
    await pause(50);
    stop.abort();
    expect(await connecting).toBe('disconnected');
  });

  it('is corrupt for a peer that sends what was not asked for, or too much', async () => {
    for (const nonsense of [
      Buffer.alloc(5_000),
      Buffer.from('80010000000b00000000ffff', 'hex'),
      Buffer.from('8001ffffffff00000000', 'hex'),
    ]) {
      const path = join(temporaryFolder(), 's');
      const server = createServer((peer) => peer.on('error', () => undefined).once('data', () => peer.write(nonsense)));
      await new Promise<void>((resolve) => server.listen(path, resolve));
      onTestFinished(() => void server.close());
      const place = { kind: 'socket', path } as const;
      expect(
        await codeOf(openTpm({ place, clock: systemClock, hardwareOnly: false, commandMs: COMMAND_MS }, never)),
      ).toBe('corrupt');
    }
  });

  it('takes an answer that arrives byte by byte', async () => {
    const path = join(temporaryFolder(), 's');
    const answer = Buffer.from('80010000000a00000101', 'hex');
    const server = createServer((peer) => {
      peer
        .on('error', () => undefined)
        .on('data', () => {
          void (async () => {
            for (const byte of answer) {
              peer.write(Uint8Array.of(byte));
              await new Promise((resolve) => setImmediate(resolve));
            }
          })();
        });
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    onTestFinished(() => void server.close());
    const refused = openTpm(
      { place: { kind: 'socket', path }, clock: systemClock, hardwareOnly: false, commandMs: COMMAND_MS },
      never,
    );
    await expect(refused).rejects.toThrow(/TPM_RC_FAILURE/);
  });
});

describe('the place of a TPM', () => {
  it('is a device or a socket with an absolute path, and nothing else', () => {
    expect(tpmPlace('device:/dev/tpmrm0')).toEqual({ kind: 'device', path: '/dev/tpmrm0' });
    expect(tpmPlace('unix:/run/swtpm/s')).toEqual({ kind: 'socket', path: '/run/swtpm/s' });
    for (const wrong of ['', '/dev/tpmrm0', 'device:', 'device:dev', 'tcp:/a', 'unix:/a b']) {
      expect(tpmPlace(wrong)).toBeUndefined();
    }
  });

  it('without a TPM is disconnected', async () => {
    const options = { clock: systemClock, hardwareOnly: false, commandMs: 500 };
    for (const kind of ['device', 'socket'] as const) {
      expect(await codeOf(openTpm({ ...options, place: { kind, path: '/nowhere/tpm' } }, never))).toBe('disconnected');
    }
  });
});
