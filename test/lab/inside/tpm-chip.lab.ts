/** Faults of a chip at Linux' driver, and statements about how the machine was started. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { p256 } from '@noble/curves/nist.js';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock, systemClock } from '../../../hardware/host/system-clock.ts';
import { initialiseTpm } from '../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { type TpmLimits, tpmSecureElement } from '../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { lockoutOf } from '../../../hardware/tpm/capability.ts';
import { endorsementKeyOf, makeCredential } from '../../../hardware/tpm/make-credential.ts';
import { isAttestationKey, judgeQuote } from '../../../hardware/tpm/judge-attested.ts';
import { openTpm } from '../../../hardware/tpm/open-tpm.ts';
import { nameOf, readPublicArea } from '../../../hardware/tpm/public-area.ts';
import { superviseDevices } from '../../../kiosk/lane/devices/supervisor.ts';
import type { ServerEvent } from '../../../server/platform/base/events.ts';
import { initialiseTpmKeys, openTpmKeys } from '../../../server/platform/keys/tpm/open-tpm-keys.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { answersAgain, chip, LAB_TPM, labFolder, labTpmSettings, plugInTpm, tpmTool, unplugTpm } from './lab-tpm.ts';

beforeEach(plugInTpm);

const NONCE = new Uint8Array(32).fill(4);
const bytes = (text: string) => new TextEncoder().encode(text);

async function newElement(limits: Partial<TpmLimits> = {}) {
  const folder = labFolder();
  const options = { place: LAB_TPM, folder, clock: systemClock, hardwareOnly: false, limits };
  await initialiseTpm(options);
  const element = tpmSecureElement(options);
  onTestFinished(async () => {
    chip('go on');
    await element.disconnect();
    await plugInTpm();
  });
  return { element, folder };
}

async function connectedElement(limits: Partial<TpmLimits> = {}) {
  const made = await newElement(limits);
  await made.element.connect(never());
  return made;
}

/** Signs messages at once while `disturb` runs. Returns the codes; each signature must match its message. */
async function codesOfSigning(element: Awaited<ReturnType<typeof newElement>>['element'], disturb: () => unknown) {
  const publicKey = await element.publicKey();
  const messages = Array.from({ length: 12 }, (_, index) => bytes(`message ${index}`));
  const calls = messages.map(async (message) => {
    const signature = await element.sign(message);
    expect(p256.verify(signature, message, publicKey)).toBe(true);
  });
  const codes = Promise.all(calls.map(codeOf));
  await pause(20);
  await disturb();
  return codes;
}

describe('a TPM behind Linux’ driver', () => {
  it('states the registers that the firmware has measured, with a key that its certificate proves', async () => {
    const { element, folder } = await connectedElement();
    const { attestation } = element;
    if (attestation === undefined) throw new Error('a TPM attests');
    const { endorsement, attestationKey } = await attestation.identity(NONCE);
    const to = endorsementKeyOf(new X509Certificate(endorsement));
    if (to === undefined) throw new Error('an endorsement key of another kind');
    const secret = new Uint8Array(32).fill(8);
    const credential = makeCredential(to, nameOf(attestationKey), secret);
    expect(await attestation.activate(credential.identity, credential.secret)).toEqual(secret);
    const area = readPublicArea(attestationKey);
    if (!isAttestationKey(area)) throw new Error('not an attestation key');
    const before = await attestation.quote([0, 4, 7, 16], NONCE);
    expect(judgeQuote(area.point, before, NONCE, before.values).kind).toBe('genuine');
    const measured = [0, 4, 7].map((register) => before.values.get(register)?.some((byte) => byte !== 0));
    expect(measured).toEqual([true, true, true]);
    tpmTool(folder, 'pcrextend', `16:sha256=${'33'.repeat(32)}`);
    const after = await attestation.quote([0, 4, 7, 16], NONCE);
    expect(judgeQuote(area.point, after, NONCE, before.values)).toEqual({ kind: 'refused', code: 'other-values' });
  });

  it('in lockout by another program still serves the keys of the lane', async () => {
    const { element, folder } = await connectedElement();
    tpmTool(folder, 'dictionarylockout', '-s', '-n', '1', '-t', '600', '-l', '600');
    tpmTool(folder, 'createprimary', '-C', 'o', '-G', 'ecc', '-p', 'right', '-c', 'p.ctx');
    const attempt = (value: string) => () =>
      tpmTool(folder, 'create', '-C', 'p.ctx', '-P', value, '-G', 'ecc', '-u', 'a', '-r', 'b');
    for (let tries = 0; tries < 3; tries += 1) expect(attempt('wrong')).toThrow();
    expect(attempt('right')).toThrow(/lockout|0x921/i);
    const open = await openTpm(labTpmSettings(10_000), never());
    expect(await lockoutOf(open.tpm)).toMatchObject({ isLockedOut: true, failuresMax: 1, recoveryS: 600 });
    await open.close();
    expect(await element.sign(bytes('message'))).toHaveLength(64);
    expect((await element.selfTest(never())).kind).toBe('passed');
    tpmTool(folder, 'dictionarylockout', '-c');
  });

  it('signs each message or fails while it is taken away, and works when it is back', async () => {
    const { element } = await connectedElement();
    const codes = await codesOfSigning(element, unplugTpm);
    expect(['resolved', 'disconnected']).toEqual(expect.arrayContaining(codes));
    expect(codes).toContain('disconnected');
    expect(await codeOf(element.connect(never()))).toBe('disconnected');
    await plugInTpm();
    await element.connect(never());
    expect(await element.sign(bytes('message'))).toHaveLength(64);
  });

  it('that hangs takes one thread of the program at most, and no answer for that of another command', async () => {
    const { element } = await connectedElement({ commandMs: 300, openMs: 300, watchEveryMs: 60_000 });
    const codes = await codesOfSigning(element, () => chip('hang'));
    expect(['resolved', 'timed-out', 'disconnected']).toEqual(expect.arrayContaining(codes));
    expect(codes).toContain('timed-out');
    for (let tries = 0; tries < 6; tries += 1) {
      await element.disconnect();
      expect(await codeOf(element.connect(never()))).toBe('timed-out');
    }
    // More calls at once than the pool has threads
    const files = await Promise.all(Array.from({ length: 16 }, () => readFile('/proc/self/status', 'utf8')));
    expect(files).toHaveLength(16);
    chip('go on');
    await answersAgain();
    await element.connect(never());
    const after = await codesOfSigning(element, () => undefined);
    expect(new Set(after)).toEqual(new Set(['resolved']));
  });

  it('that hangs is a named fault of the lane, which ends by itself', async () => {
    const { element } = await newElement({ commandMs: 500, openMs: 1_000, selfTestMs: 1_500, watchEveryMs: 100 });
    const heard: string[] = [];
    const supervisor = superviseDevices({
      devices: [element],
      clock: systemClock,
      onFault: (_, status) => heard.push(status.kind === 'faulted' ? status.code : status.kind),
      onRecovered: () => heard.push('recovered'),
    });
    onTestFinished(() => supervisor.close());
    await supervisor.started;
    expect(supervisor.health()).toEqual([{ kind: 'secure-element', health: 'ready' }]);
    chip('hang');
    await expect.poll(() => heard).toEqual(['timed-out']);
    await expect.poll(() => supervisor.lastFailure(element)).toBe('timed-out');
    chip('go on');
    await expect.poll(() => heard).toEqual(['timed-out', 'recovered']);
    expect(await element.sign(bytes('message'))).toHaveLength(64);
  });

  it('that hangs is a named fault of the server, which ends by itself', async () => {
    const folder = labFolder();
    tpmTool(folder, 'clear');
    const limits = { commandMs: 500, openMs: 1_000, watchEveryMs: 100, againMs: 200 };
    const at = { place: LAB_TPM, folder, hardwareOnly: false, limits };
    await initialiseTpmKeys(at, { clock: backgroundClock });
    const told: string[] = [];
    const emit = (event: ServerEvent): void => void told.push(event.event === 'keys-lost' ? event.code : event.event);
    const keys = await openTpmKeys(at, { clock: backgroundClock, events: { emit } });
    onTestFinished(() => keys.close());
    chip('hang');
    await expect.poll(() => told).toEqual(['timed-out']);
    await expect(keys.signing.sign(NONCE)).rejects.toMatchObject({ code: 'timed-out' });
    chip('go on');
    await expect.poll(() => told).toEqual(['timed-out', 'keys-found']);
    expect(await keys.signing.sign(NONCE)).toHaveLength(64);
  });
});
