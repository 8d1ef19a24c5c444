import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { KioskId } from '../../../../server/contract/report.ts';
import { readLaneKeyList } from '../../../../server/contract/lane-key-request.ts';
import { answerRequests, sealedFileOf } from '../../../../kiosk/fleet/handles/answer-requests.ts';
import { documentSubject } from '../../../../kiosk/rules/document/handle.ts';
import { openHandleKeys } from '../../../../kiosk/fleet/handles/handle-keys.ts';
import {
  type HeldKey,
  movedTo,
  newHeldKey,
  openHeldKey,
  sealHeldKey,
  signerOf,
} from '../../../../kiosk/fleet/handles/holder.ts';
import { handleKeyRequest, takeDelivery } from '../../../../kiosk/fleet/handles/lane-transport.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const DAY_MS = 86_400_000;
const DAY = 20_784;
const NOON = DAY * DAY_MS + DAY_MS / 2;
const SUBJECT = documentSubject('UTO', new TextEncoder().encode('L898902C3'));
const authorityOf = (held: HeldKey): string => bytesToHex(signerOf(held).publicKey);

/** A lane with a folder of its own, in which its request lies. */
async function lane(kioskId = 'lane-1') {
  const element = softSecureElement();
  const transport = { kioskId: kioskId as KioskId, element, keys: openHandleKeys(element) };
  const ask = async (requests: string): Promise<void> => {
    mkdirSync(requests, { recursive: true });
    writeFileSync(join(requests, `${kioskId}.json`), await handleKeyRequest(transport));
  };
  const take = (file: string, held: HeldKey, wallMs = NOON) => takeDelivery(transport, file, authorityOf(held), wallMs);
  return { ...transport, key: bytesToHex(element.key), ask, take };
}

/** Requests of these lanes, answered. */
async function answered(held: HeldKey, lanes: readonly Awaited<ReturnType<typeof lane>>[]) {
  const folder = temporaryFolder();
  const [requests, out] = [join(folder, 'requests'), join(folder, 'out')];
  for (const one of lanes) await one.ask(requests);
  const list = new Map(lanes.map(({ kioskId, key }) => [kioskId as string, key]));
  const result = await answerRequests(held, list, requests, out, NOON);
  return { ...result, list, requests, out, fileOf: (id: string) => join(out, sealedFileOf(id)) };
}

describe("the fleet's key of handles", () => {
  it('reaches each lane on the list, and two lanes make the same handle', async () => {
    const held = newHeldKey(DAY);
    const [one, other] = [await lane('lane-1'), await lane('lane-2')];
    const { sealed, refused, fileOf } = await answered(held, [one, other]);
    expect([sealed, refused]).toEqual([['lane-1', 'lane-2'], []]);
    expect(await one.take(fileOf('lane-1'), held)).toBe('taken');
    expect(await other.take(fileOf('lane-2'), held)).toBe('taken');
    const [first, second] = [await one.keys.handle(SUBJECT, NOON), await other.keys.handle(SUBJECT, NOON)];
    expect(first).toBeDefined();
    expect(second).toEqual(first);
  });

  it('is the same at a lane that joins the fleet 40 days later', async () => {
    const held = newHeldKey(DAY);
    const [one, late] = [await lane('lane-1'), await lane('lane-9')];
    await one.take((await answered(held, [one])).fileOf('lane-1'), held);
    const then = NOON + 40 * DAY_MS;
    await late.take((await answered(movedTo(held, DAY + 40), [late])).fileOf('lane-9'), held, then);
    expect(await late.keys.handle(SUBJECT, then)).toEqual(await one.keys.handle(SUBJECT, then));
  });

  it('opens at no other lane, and only once', async () => {
    const held = newHeldKey(DAY);
    const [one, other] = [await lane('lane-1'), await lane('lane-2')];
    const { fileOf } = await answered(held, [one, other]);
    expect(await other.take(fileOf('lane-1'), held)).toBe('other-lane');
    expect(await one.take(fileOf('lane-1'), held)).toBe('taken');
    expect(await one.take(fileOf('lane-1'), held)).toBe('already');
    // An attacker with a copy of the file and the lane's element: the transport key is destroyed
    for (const name of await one.element.chains()) await one.element.destroyChain(name);
    expect(await one.take(fileOf('lane-1'), held)).toBe('other-request');
    expect(await openHandleKeys(one.element).keep(NOON)).toBe('missing');
  });

  it('is imported by a second start after a power cut before the transport key was destroyed', async () => {
    const held = newHeldKey(DAY);
    const one = await lane();
    const { fileOf } = await answered(held, [one]);
    const destroy = one.element.destroyChain;
    one.element.destroyChain = () => Promise.reject(new Error('the power is gone'));
    await expect(one.take(fileOf('lane-1'), held)).rejects.toThrow('the power');
    one.element.destroyChain = destroy;
    expect(await one.take(fileOf('lane-1'), held)).toBe('already');
    expect((await one.element.chains()).map(({ purpose }) => purpose)).toEqual(['handles']);
  });

  it('is refused from an unknown authority', async () => {
    const [held, strangers] = [newHeldKey(DAY), newHeldKey(DAY)];
    const one = await lane();
    const { fileOf } = await answered(strangers, [one]);
    expect(await one.take(fileOf('lane-1'), held)).toBe('other-key');
    const signed = JSON.parse(readFileSync(fileOf('lane-1'), 'utf8')) as object;
    writeFileSync(fileOf('lane-1'), JSON.stringify({ ...signed, publicKey: authorityOf(held) }));
    expect(await one.take(fileOf('lane-1'), held)).toBe('bad-signature');
    expect(await one.keys.keep(NOON)).toBe('missing');
  });

  it('is refused when the file is cut, grown, something else or absent', async () => {
    const held = newHeldKey(DAY);
    const one = await lane();
    const { fileOf } = await answered(held, [one]);
    const good = readFileSync(fileOf('lane-1'), 'utf8');
    for (const text of [
      '',
      '{}',
      good.slice(0, -10),
      good + good,
      ' '.repeat(20_000),
      good.replace('payload', 'paylod'),
    ]) {
      writeFileSync(fileOf('lane-1'), text);
      expect(await one.take(fileOf('lane-1'), held)).toBe('malformed');
    }
    expect(await one.take(join(temporaryFolder(), 'none'), held)).toBe('none');
    writeFileSync(fileOf('lane-1'), good);
    expect(await one.take(fileOf('lane-1'), held)).toBe('taken');
  });

  it('is replaced after a theft: the lanes make the same handles, the stolen lane does not', async () => {
    const held = newHeldKey(DAY);
    const [one, other, stolen] = [await lane('lane-1'), await lane('lane-2'), await lane('lane-3')];
    const all = await answered(held, [one, other, stolen]);
    for (const each of [one, other, stolen]) await each.take(all.fileOf(each.kioskId), held);
    const renewed = newHeldKey(DAY + 1, held);
    expect(authorityOf(renewed)).toBe(authorityOf(held));
    const again = await answered(renewed, [one, other]);
    for (const each of [one, other]) expect(await each.take(again.fileOf(each.kioskId), held)).toBe('taken');
    const handleAt = async (wallMs: number) =>
      Promise.all([one, other, stolen].map(async ({ keys }) => (await keys.handle(SUBJECT, wallMs))?.handle));
    const [today, tomorrow] = [await handleAt(NOON), await handleAt(NOON + DAY_MS)];
    expect(new Set(today).size).toBe(1);
    expect(tomorrow[0]).toBe(tomorrow[1]);
    expect(tomorrow[2]).not.toBe(tomorrow[0]);
  });

  it('is not replaced by an older file', async () => {
    const held = newHeldKey(DAY);
    const renewed = newHeldKey(DAY, held);
    const one = await lane();
    await one.take((await answered(renewed, [one])).fileOf('lane-1'), held);
    expect(await one.take((await answered(held, [one])).fileOf('lane-1'), held)).toBe('already');
    expect((await one.element.chains())[0]?.generation).toBe(2);
  });
});

describe("requests for the fleet's key of handles", () => {
  it('of lanes that the holders did not name, or signed by another element, are refused', async () => {
    const held = newHeldKey(DAY);
    const [one, stranger] = [await lane('lane-1'), await lane('lane-1')];
    const { requests, list, out } = await answered(held, [one]);
    await stranger.ask(requests);
    expect(await answerRequests(held, list, requests, out, NOON)).toEqual({
      sealed: [],
      refused: [{ file: 'lane-1.json', why: 'other-key' }],
    });
    // The lane's own key under another lane's name
    const renamed = { ...one, kioskId: 'lane-2' as KioskId };
    writeFileSync(join(requests, 'lane-1.json'), await handleKeyRequest(renamed));
    expect((await answerRequests(held, list, requests, out, NOON)).refused[0]?.why).toBe('other-lane');
    writeFileSync(join(requests, 'lane-1.json'), '{}');
    expect((await answerRequests(held, list, requests, out, NOON)).refused[0]?.why).toBe('malformed');
  });

  it('remain the same until they are used', async () => {
    const held = newHeldKey(DAY);
    const one = await lane();
    const before = await handleKeyRequest(one);
    expect(await handleKeyRequest(one)).toBe(before);
    await one.take((await answered(held, [one])).fileOf('lane-1'), held);
    expect(await handleKeyRequest(one)).not.toBe(before);
  });
});

describe('the list of lanes', () => {
  it('has a lane and its key on each line', () => {
    const key = 'ab'.repeat(32);
    expect(readLaneKeyList(`lane-1 ${key}\n\nlane-2  ${key}\n`)).toEqual(
      new Map([
        ['lane-1', key],
        ['lane-2', key],
      ]),
    );
    for (const text of [`lane-1 ${key}\nlane-1 ${key}`, 'lane-1', `lane-1 ${key} x`, `Lane ${key}`, 'lane-1 abc']) {
      expect(readLaneKeyList(text)).toBeUndefined();
    }
  });
});

describe("the holders' file", () => {
  const share = (byte: number) => new Uint8Array(32).fill(byte);
  const held = newHeldKey(DAY);

  it('opens with both shares in either order, and with no other', () => {
    const text = sealHeldKey(held, [share(1), share(2)]);
    expect(openHeldKey(text, [share(2), share(1)])).toEqual(plain(held));
    for (const other of [
      [share(1), share(1)],
      [share(2), share(2)],
      [share(1), share(3)],
    ] as const) {
      expect(openHeldKey(text, other)).toBeUndefined();
    }
  });

  it('is refused when any byte has changed, and when it is truncated', () => {
    const text = sealHeldKey(held, [share(1), share(2)]).trimEnd();
    for (let at = 0; at < text.length; at += 7) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(openHeldKey(changed, [share(1), share(2)])).toBeUndefined();
    }
    for (const cut of ['', text.slice(4), text.slice(0, -4)]) {
      expect(openHeldKey(cut, [share(1), share(2)])).toBeUndefined();
    }
  });

  it('moves forward with the days, and never back', () => {
    const moved = movedTo(held, DAY + 5);
    expect(moved.day).toBe(DAY + 5);
    expect(moved.secret).not.toEqual(held.secret);
    expect(movedTo(moved, DAY)).toEqual({ ...moved, secret: plain(moved).secret });
    expect(plain(movedTo(movedTo(held, DAY + 2), DAY + 5))).toEqual(plain(moved));
  });

  function plain({ seed, secret, ...rest }: HeldKey): HeldKey {
    return { ...rest, seed: Uint8Array.from(seed), secret: Uint8Array.from(secret) };
  }
});
