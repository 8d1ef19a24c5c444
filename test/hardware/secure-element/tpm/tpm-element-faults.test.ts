/** Faults of a kiosk's keys in a TPM: each is named, and no call is repeated that cannot succeed. */
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { driversFor } from '../../../../hardware/registry.ts';
import type { ChainName } from '../../../../hardware/secure-element/chain.ts';
import { ELEMENT_FILE_NAME } from '../../../../hardware/secure-element/tpm/element-file.ts';
import { initialiseTpm } from '../../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { CHAIN_FILE_NAME } from '../../../../hardware/secure-element/tpm/tpm-chain-places.ts';
import {
  type MeasuredSettings,
  type TpmElementOptions,
  tpmSecureElement,
} from '../../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { pointOf } from '../../../../hardware/tpm/ec-key.ts';
import { type Approval, signApproval } from '../../../../hardware/tpm/measured-value.ts';
import { openTpm } from '../../../../hardware/tpm/open-tpm.ts';
import { digestOfPcrs, readPcrs } from '../../../../hardware/tpm/pcr.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { heldLimits } from '../../../support/held-limits.ts';
import { missingTpm, type SoftTpm, softTpm } from '../../../support/tpm/soft-tpm.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const missing = missingTpm();
const LIMIT_MS = 60_000;
const PATIENCE = { timeout: 240_000 };
const bytes = (text: string) => new TextEncoder().encode(text);
const at = (place: number): ChainName => ({ purpose: 'handles', generation: 1, place });

function optionsOf(tpm: SoftTpm, more: Partial<TpmElementOptions> = {}): TpmElementOptions {
  const limits = { watchEveryMs: 60_000, openMs: 60_000, commandMs: 60_000, selfTestMs: 60_000 };
  return { place: tpm.place, folder: tpm.folder, clock: systemClock, hardwareOnly: false, limits, ...more };
}

async function connected(options: TpmElementOptions) {
  const element = tpmSecureElement(options);
  onTestFinished(() => element.disconnect());
  await element.connect(never());
  return element;
}

function assertSigned(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): void {
  if (!p256.verify(signature, message, publicKey)) throw new Error('the signature is that of another message');
}

describe.skipIf(missing !== undefined)(`keys in a TPM${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('are made once, and not without a TPM of a chip maker in production', async () => {
    const tpm = await softTpm();
    expect(driversFor('secure-element')).toContain('tpm');
    expect(await codeOf(initialiseTpm(optionsOf(tpm, { hardwareOnly: true })))).toBe('unsupported');
    const made = await initialiseTpm(optionsOf(tpm));
    expect(made.publicKey).toHaveLength(33);
    expect(await codeOf(initialiseTpm(optionsOf(tpm)))).toBe('refused');
    expect(await codeOf(connected(optionsOf(tpm, { hardwareOnly: true })))).toBe('unsupported');
    const element = await connected(optionsOf(tpm));
    expect(await element.publicKey()).toEqual(made.publicKey);
    expect(element.descriptor).toMatchObject({
      driver: 'tpm',
      model: expect.stringMatching(/^ibm-sw/),
      simulated: false,
    });
  });

  it('are missing without their file, and refused from one that is damaged or that others may read', async () => {
    const tpm = await softTpm();
    const path = join(tpm.folder, ELEMENT_FILE_NAME);
    expect(await codeOf(connected(optionsOf(tpm)))).toBe('unsupported');
    await initialiseTpm(optionsOf(tpm));
    chmodSync(path, 0o644);
    expect(await codeOf(connected(optionsOf(tpm)))).toBe('not-permitted');
    chmodSync(path, 0o600);
    const good = readFileSync(path, 'utf8');
    const file = JSON.parse(good) as Record<string, string>;
    for (const broken of ['', '{}', good.slice(0, -9), JSON.stringify({ ...file, more: 1 })]) {
      writeFileSync(path, broken);
      expect(await codeOf(connected(optionsOf(tpm)))).toBe('unsupported');
    }
    // A key blob with one bit changed: the TPM detects it at the first use
    const blob = Buffer.from(file['prf'] ?? '', 'base64url');
    blob[20] = (blob[20] ?? 0) ^ 1;
    writeFileSync(path, JSON.stringify({ ...file, prf: blob.toString('base64url') }));
    const element = await connected(optionsOf(tpm));
    expect(await codeOf(element.prf(bytes('input')))).toBe('unsupported');
    expect(await element.sign(bytes('message'))).toHaveLength(64);
  });

  it('do not work in another TPM, nor in this one after it was cleared', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const other = await softTpm();
    copyFileSync(join(tpm.folder, ELEMENT_FILE_NAME), join(other.folder, ELEMENT_FILE_NAME));
    const refused = expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(/another TPM/) });
    await expect(connected(optionsOf(other))).rejects.toEqual(refused);
    tpm.tool('clear');
    await expect(connected(optionsOf(tpm))).rejects.toEqual(refused);
  });

  it('refuse every use when the file holds another value of authorisation, and lock nothing', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const path = join(tpm.folder, ELEMENT_FILE_NAME);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/"value": "[0-9a-f]{64}"/, `"value": "${'0'.repeat(63)}1"`));
    const element = await connected(optionsOf(tpm));
    expect(await codeOf(element.sign(bytes('message')))).toBe('not-permitted');
    expect((await element.selfTest(never())).kind).toBe('failed');
    await element.disconnect();
    writeFileSync(path, text);
    const again = await connected(optionsOf(tpm));
    expect(await again.sign(bytes('message'))).toHaveLength(64);
  });

  it('that were destroyed do not come back with an earlier copy of their file', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const element = await connected(optionsOf(tpm));
    await element.importChain(at(1), new Uint8Array(32).fill(1));
    await element.importChain(at(2), new Uint8Array(32).fill(2));
    const path = join(tpm.folder, CHAIN_FILE_NAME);
    const before = readFileSync(path);
    await element.destroyChain(at(1));
    await element.disconnect();
    const after = readFileSync(path);
    writeFileSync(path, before);
    const restored = await connected(optionsOf(tpm));
    expect(await codeOf(restored.chainPrf(at(1), 'label', bytes('')))).toBe('unknown-key');
    await restored.disconnect();
    // The restored file made the guard of the later one a leftover, so the later one is lost too: it fails closed
    writeFileSync(path, after);
    const again = await connected(optionsOf(tpm));
    expect(await codeOf(again.chainPrf(at(1), 'label', bytes('')))).toBe('unknown-key');
  });

  it('complete an interrupted destruction of a chain at the next connection', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const element = await connected(optionsOf(tpm));
    await element.importChain(at(1), new Uint8Array(32).fill(1));
    await element.importChain(at(2), new Uint8Array(32).fill(2));
    await element.disconnect();
    const handles = () => tpm.tool('getcap', 'handles-persistent').match(/0x810170../gi) ?? [];
    expect(handles()).toHaveLength(1);
    // The power fails at some point of the destruction
    for (let time = 0; time < 6; time += 1) {
      const cut = await connected(optionsOf(tpm));
      const destroying = codeOf(cut.destroyChain(at(1)));
      await pause(time * 3);
      await tpm.cutPower();
      expect(['resolved', 'disconnected']).toContain(await destroying);
      await tpm.start();
      const later = await connected(optionsOf(tpm));
      expect(await later.chainPrf(at(2), 'label', bytes(''))).toHaveLength(32);
      await later.disconnect();
      expect(handles()).toHaveLength(1);
    }
    const last = await connected(optionsOf(tpm));
    await last.destroyChain(at(1));
    expect(await last.chains()).toEqual([at(2)]);
    await last.destroyChain(at(2));
    await last.disconnect();
    expect(handles()).toEqual([]);
  });

  it('of the terminal survive power cuts while they are made: each is whole or was not made', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    for (let time = 0; time < 6; time += 1) {
      const name = `lane-${time}`;
      const cut = await connected(optionsOf(tpm));
      const making = codeOf(cut.terminalKeys!.make(name, 'P-256'));
      await pause(time * 2);
      await tpm.cutPower();
      const made = await making;
      await tpm.start();
      const later = await connected(optionsOf(tpm));
      const { terminalKeys } = later;
      const names = (await terminalKeys!.list()).map((key) => key.name);
      if (made === 'resolved') expect(names).toContain(name);
      if (!names.includes(name)) await terminalKeys!.make(name, 'P-256');
      expect(await terminalKeys!.sign(name, new Uint8Array(32))).toHaveLength(64);
      await terminalKeys!.destroy(name);
      expect(await terminalKeys!.list()).toEqual([]);
      await later.disconnect();
    }
  });

  it('survive power cuts in the middle of rotations: each root works or is gone', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    for (let time = 0; time < 8; time += 1) {
      const element = await connected(optionsOf(tpm));
      const wrapped = await element.wrapKey(new Uint8Array(32).fill(5), bytes('context'));
      const rotating = codeOf(element.rotateRoot());
      await pause(time);
      await tpm.cutPower();
      await rotating;
      await tpm.start();
      const again = await connected(optionsOf(tpm));
      expect((await again.unwrapKey(wrapped, bytes('context')))[0]).toBe(5);
      const roots = await again.roots();
      for (const root of roots.slice(0, -1)) await again.destroyRoot(root);
      expect((await again.selfTest(never())).kind).toBe('passed');
      await again.disconnect();
    }
  });

  it('are lost while the TPM hangs, within the limit, and usable when it goes on', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const { clock, passDuring } = heldLimits(LIMIT_MS);
    const limits = { openMs: LIMIT_MS, commandMs: LIMIT_MS, watchEveryMs: 30 };
    const element = await connected(optionsOf(tpm, { clock, limits }));
    tpm.hang();
    await passDuring(vi.waitUntil(() => element.status().kind === 'faulted', PATIENCE));
    expect(await codeOf(element.sign(bytes('message')))).toBe('disconnected');
    await element.disconnect();
    expect(await codeOf(passDuring(element.connect(never())))).toBe('timed-out');
    expect(await codeOf(element.sign(bytes('message')))).toBe('disconnected');
    const stop = new AbortController();
    const connecting = codeOf(element.connect(stop.signal));
    stop.abort();
    expect(await connecting).toBe('aborted');
    tpm.goOn();
    // It ends the connections that waited first; the lane's supervisor also connects again and again
    await expect.poll(() => codeOf(element.connect(never()))).toBe('resolved');
    expect(await element.sign(bytes('message'))).toHaveLength(64);
  });

  it('fail their test in time although an earlier call waits for a TPM that hangs', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const limits = { commandMs: 60_000, selfTestMs: 300, watchEveryMs: 60_000 };
    const element = await connected(optionsOf(tpm, { limits }));
    tpm.hang();
    const signing = codeOf(element.sign(bytes('message')));
    expect(await element.selfTest(never())).toMatchObject({ kind: 'failed', code: 'timed-out' });
    expect(await signing).toBe('timed-out');
    expect(element.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
    await element.disconnect();
    tpm.goOn();
    await expect.poll(() => codeOf(element.connect(never())), { timeout: 240_000 }).toBe('resolved');
    await expect.poll(async () => (await element.selfTest(never())).kind).toBe('passed');
  });

  it('sign each message or fail while the TPM is stopped, killed and started: no answer is taken for that of another call', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const { clock, passDuring } = heldLimits(LIMIT_MS);
    const limits = { commandMs: LIMIT_MS, openMs: LIMIT_MS, watchEveryMs: LIMIT_MS };
    const element = await connected(optionsOf(tpm, { clock, limits }));
    const publicKey = await element.publicKey();
    const codes = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const messages = Array.from({ length: 4 }, (_, index) => bytes(`round ${round}, message ${index}`));
      const calls = messages.map(async (message) => {
        const code = await codeOf(
          element.sign(message).then((signature) => assertSigned(signature, message, publicKey)),
        );
        codes.add(code);
      });
      await pause(round % 4);
      if (round % 3 === 2) await tpm.cutPower();
      else tpm.hang();
      if (round % 3 === 0) {
        await pause(20);
        tpm.goOn();
      }
      const ended = Promise.all(calls);
      await (round % 3 === 1 ? passDuring(ended) : ended);
      if (round % 3 === 1) tpm.goOn();
      if (round % 3 === 2) await tpm.start();
      await element.disconnect();
      await expect.poll(() => codeOf(element.connect(never())), { timeout: 240_000 }).toBe('resolved');
      expect(await element.publicKey()).toEqual(publicKey);
    }
    expect(['disconnected', 'resolved', 'timed-out']).toEqual(expect.arrayContaining([...codes]));
  });

  it('bound to approved starts are unusable after another start, until it is approved', async () => {
    const tpm = await softTpm();
    const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const approvalKey = pointOf(pair.publicKey);
    if (approvalKey === undefined) throw new Error('the key is on P-256');
    const PCRS = [4, 16];
    const approvalOfNow = async (): Promise<Approval> => {
      const opened = await openTpm({ ...optionsOf(tpm), commandMs: 3_000 }, never());
      const digest = digestOfPcrs(PCRS, await readPcrs(opened.tpm, PCRS));
      await opened.close();
      return signApproval(PCRS, digest, pair.privateKey);
    };
    let approvals = [await approvalOfNow()];
    const measured = (): MeasuredSettings => ({ approvalKey, approvals });
    await initialiseTpm(optionsOf(tpm, { measured }));
    expect(readFileSync(join(tpm.folder, ELEMENT_FILE_NAME), 'utf8')).not.toContain('"stored"');
    const element = await connected(optionsOf(tpm, { measured }));
    expect(await element.sign(bytes('message'))).toHaveLength(64);
    await element.disconnect();

    expect(await codeOf(connected(optionsOf(tpm)))).toBe('unsupported');
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const others = { approvalKey: pointOf(publicKey) ?? approvalKey, approvals };
    expect(await codeOf(connected(optionsOf(tpm, { measured: () => others })))).toBe('unsupported');
    const unreadable = () => {
      throw new Error('the file cannot be read');
    };
    expect(await codeOf(connected(optionsOf(tpm, { measured: unreadable })))).toBe('unsupported');

    tpm.tool('pcrextend', `16:sha256=${'5a'.repeat(32)}`);
    await expect(connected(optionsOf(tpm, { measured }))).rejects.toThrow(/no approval fits/);
    approvals = [...approvals, await approvalOfNow()];
    const again = await connected(optionsOf(tpm, { measured }));
    expect(await again.sign(bytes('message'))).toHaveLength(64);
  });

  it('not bound to starts refuse a configuration that says they are', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const approvalKey = pointOf(publicKey);
    if (approvalKey === undefined) throw new Error('the key is on P-256');
    const measured = () => ({ approvalKey, approvals: [] });
    expect(await codeOf(connected(optionsOf(tpm, { measured })))).toBe('unsupported');
  });

  it('are made again only in another folder, and the roots of the first are then gone', async () => {
    const tpm = await softTpm();
    await initialiseTpm(optionsOf(tpm));
    const folder = temporaryFolder();
    await initialiseTpm(optionsOf(tpm, { folder }));
    const element = await connected(optionsOf(tpm, { folder }));
    expect((await element.selfTest(never())).kind).toBe('passed');
    await element.disconnect();
    const first = await connected(optionsOf(tpm));
    expect((await first.selfTest(never())).kind).toBe('failed');
  });
});
