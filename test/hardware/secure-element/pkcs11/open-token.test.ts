/** Faults of a token and the errors that the lane receives. */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  initialiseToken,
  type Pkcs11Options,
  pkcs11SecureElement,
} from '../../../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import type { SecureElement } from '../../../../hardware/secure-element/secure-element.ts';
import { never } from '../../../contracts/device-rig.ts';
import { copiedTokens, missingSoftHsm, type SoftToken, softToken } from './soft-token.ts';

const missing = missingSoftHsm();
const faultOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );

describe.skipIf(missing !== undefined)(`a token${missing === undefined ? '' : `: ${missing}`}`, () => {
  const copy = copiedTokens();
  let token: SoftToken;
  let started = 0;
  const opened: SecureElement[] = [];
  const element = (options: Partial<Pkcs11Options> = {}): SecureElement => {
    const made = pkcs11SecureElement({ ...token.options, onProcess: () => (started += 1), ...options });
    opened.push(made);
    return made;
  };
  beforeEach(() => {
    token = copy();
    started = 0;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((made) => made.disconnect()));
  });

  test('without a module is reported', async () => {
    expect(await faultOf(element({ module: '/nowhere/module.so' }).connect(never()))).toMatch(
      /^unsupported: there is no PKCS #11 module at \/nowhere\/module\.so/,
    );
    expect(await faultOf(element({ module: '/lib/x86_64-linux-gnu/libc.so.6' }).connect(never()))).toMatch(
      /^unsupported: .*does not load/,
    );
  });
  test('that is absent is reported, without its label', async () => {
    expect(await faultOf(element({ tokenLabel: 'another' }).connect(never()))).toBe(
      'disconnected: no token with this label is there',
    );
  });
  test('refuses a wrong PIN, which is tried only once for any number of connections', async () => {
    token.writePin('000000');
    const device = element();
    for (let round = 0; round < 4; round += 1) {
      expect(await faultOf(device.connect(never()))).toMatch(/^not-permitted: the PIN is wrong/);
    }
    expect(started).toBe(1);
    token.writePin(token.pin);
    await device.connect(never());
    expect(await device.sign(new Uint8Array(3))).toHaveLength(64);
  });
  test.each([
    ['is empty', '', 0o600, 'must contain a single line'],
    ['can be read by others', '837261', 0o644, 'readable by its owner only'],
    ['is another file', 'x'.repeat(300), 0o600, 'must contain a single line'],
  ])('is not opened when the file with the PIN %s', async (_what, pin, mode, words) => {
    const pinFile = `${token.options.pinFile}-${mode}-${pin.length}`;
    writeFileSync(pinFile, pin, { mode });
    expect(await faultOf(element({ pinFile }).connect(never()))).toMatch(new RegExp(`^not-permitted: .*${words}`));
    expect(started).toBe(0);
  });
  test('without keys is reported as not initialised, and a second initialisation is refused', async () => {
    const empty = await softToken('empty');
    const device = element(empty.options);
    expect(await faultOf(device.connect(never()))).toMatch(/^unsupported: .*was not initialised/);
    const made = await initialiseToken(empty.options);
    await device.connect(never());
    expect(await device.publicKey()).toEqual(made.publicKey);
    expect(await faultOf(initialiseToken(empty.options))).toMatch(/^refused: .*not overwritten/);
    expect(await device.publicKey()).toEqual(made.publicKey);
  });
  test('of software is refused where hardware is required', async () => {
    expect(await faultOf(element({ hardwareOnly: true }).connect(never()))).toMatch(/^unsupported: .*is software/);
  });
  test('has a descriptor that reports allow', async () => {
    const device = element();
    await device.connect(never());
    expect(device.descriptor).toMatchObject({
      driver: 'pkcs11',
      model: 'softhsm-v2',
      firmware: '2.6',
      simulated: false,
    });
  });
  test('that is removed while idle is disconnected, answers nothing, and works when it returns', async () => {
    const device = element();
    await device.connect(never());
    const wrapped = await device.wrapKey(new Uint8Array(32).fill(9), new Uint8Array(4));
    const lost = new Promise<void>((resolve) => {
      device.onStatus((status) => status.kind === 'disconnected' && resolve());
    });
    token.remove();
    await lost;
    expect(await faultOf(device.unwrapKey(wrapped, new Uint8Array(4)))).toMatch(/^disconnected/);
    expect(await faultOf(device.connect(never()))).toMatch(/^disconnected/);
    token.putBack();
    await device.connect(never());
    expect([...(await device.unwrapKey(wrapped, new Uint8Array(4)))]).toEqual(Array(32).fill(9));
  });
  test('whose process is killed is disconnected', async () => {
    let processId = 0;
    const device = element({ onProcess: (id) => (processId = id ?? 0) });
    await device.connect(never());
    process.kill(processId, 'SIGKILL');
    while (device.status().kind !== 'disconnected') await pause(10);
    await device.connect(never());
    expect((await device.selfTest(never())).kind).toBe('passed');
  });
  test('that hangs is detected while idle', async () => {
    let processId = 0;
    const limits = { watchEveryMs: 20, callMs: 5_000 };
    const device = element({ limits, onProcess: (id) => (processId = id ?? 0) });
    await device.connect(never());
    process.kill(processId, 'SIGSTOP');
    while (device.status().kind === 'ready') await pause(10);
    expect(device.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
  });
  test('leaves no process behind', async () => {
    let processId = 0;
    const device = element({ onProcess: (id) => (processId = id ?? 0) });
    await device.connect(never());
    await device.disconnect();
    expect(() => process.kill(processId, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
  });
});
