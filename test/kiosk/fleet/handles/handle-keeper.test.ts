import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { answerRequests, sealedFileOf } from '../../../../kiosk/fleet/handles/answer-requests.ts';
import { openHandleKeeper, REQUEST_FILE } from '../../../../kiosk/fleet/handles/handle-keeper.ts';
import { type HeldKey, newHeldKey, signerOf } from '../../../../kiosk/fleet/handles/holder.ts';
import type { KioskId } from '../../../../server/contract/report.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const DAY_MS = 86_400_000;
const DAY = 20_784;
const NOON = DAY * DAY_MS + DAY_MS / 2;
const LANE = 'lane-1' as KioskId;

function laneOf(held: HeldKey | undefined, mode: 'development' | 'production' = 'production') {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'kiosk');
  mkdirSync(dataDir);
  const element = softSecureElement();
  const events: KioskEvent[] = [];
  const file = join(folder, sealedFileOf(LANE));
  const handleKeys = held && { file, authority: bytesToHex(signerOf(held).publicKey) };
  const open = (wallMs = NOON) =>
    openHandleKeeper(
      {
        kioskId: LANE,
        mode,
        dataDir,
        fleetKeyFile: undefined,
        handleKeys,
        element,
        log: (event) => void events.push(event),
      },
      wallMs,
    );
  /** The holders answer the request that lies there. */
  const deliver = async (from: HeldKey): Promise<void> => {
    const requests = join(folder, 'requests');
    mkdirSync(requests, { recursive: true });
    writeFileSync(join(requests, 'one.json'), readFileSync(join(dataDir, REQUEST_FILE)));
    await answerRequests(from, new Map([[LANE as string, bytesToHex(element.key)]]), requests, folder, NOON);
  };
  return { dataDir, element, events, file, open, deliver };
}

describe('the handle keeper of a lane', () => {
  it('requests the key, imports it when it is delivered, and requests the next', async () => {
    const held = newHeldKey(DAY);
    const { dataDir, events, open, deliver } = laneOf(held);
    const keeper = await open();
    expect(await keeper.round(NOON)).toBe('missing');
    const request = readFileSync(join(dataDir, REQUEST_FILE), 'utf8');
    await deliver(held);
    expect(await keeper.round(NOON)).toBe('ready');
    expect(readFileSync(join(dataDir, REQUEST_FILE), 'utf8')).not.toBe(request);
    expect(await keeper.round(NOON)).toBe('ready');
    expect(events).toEqual([
      { event: 'handle-keys', state: 'missing' },
      { event: 'handle-key-delivery', delivery: 'taken' },
      { event: 'handle-keys', state: 'ready' },
    ]);
  });

  it('reports a faulty delivery once, and imports a correct one afterwards', async () => {
    const held = newHeldKey(DAY);
    const { events, file, open, deliver } = laneOf(held);
    const keeper = await open();
    await keeper.round(NOON);
    writeFileSync(file, '{}');
    for (let round = 0; round < 3; round += 1) expect(await keeper.round(NOON)).toBe('missing');
    await deliver(newHeldKey(DAY));
    expect(await keeper.round(NOON)).toBe('missing');
    await deliver(held);
    expect(await keeper.round(NOON)).toBe('ready');
    expect(events.flatMap((event) => (event.event === 'handle-key-delivery' ? [event.delivery] : []))).toEqual([
      'malformed',
      'other-key',
      'taken',
    ]);
  });

  it('uses a renewed key from its first day', async () => {
    const held = newHeldKey(DAY);
    const { element, open, deliver } = laneOf(held);
    const keeper = await open();
    await keeper.round(NOON);
    await deliver(held);
    await keeper.round(NOON);
    await deliver(newHeldKey(DAY + 1, held));
    await keeper.round(NOON);
    const generations = async () =>
      (await element.chains()).flatMap(({ purpose, generation }) => (purpose === 'handles' ? [generation] : []));
    expect(await generations()).toEqual([1, 2]);
    expect(await keeper.round(NOON + DAY_MS)).toBe('ready');
    expect(await generations()).toEqual([2]);
  });

  it('does not use the element during a day', async () => {
    const held = newHeldKey(DAY);
    const { element, open, deliver } = laneOf(held);
    const keeper = await open();
    await keeper.round(NOON);
    await deliver(held);
    await keeper.round(NOON);
    element.lost = true;
    expect(await keeper.round(NOON + 60_000)).toBe('ready');
    await expect(keeper.round(NOON + DAY_MS)).rejects.toThrow('disconnected');
  });

  it('creates a local key in development only, and only if no delivery is configured', async () => {
    const alone = laneOf(undefined, 'development');
    expect(await (await alone.open()).round(NOON)).toBe('ready');
    expect(existsSync(join(alone.dataDir, REQUEST_FILE))).toBe(false);
    expect(await (await alone.open(NOON + DAY_MS)).round(NOON + DAY_MS)).toBe('ready');
    expect(await alone.element.chains()).toHaveLength(1);
    expect(await (await laneOf(undefined, 'production').open()).round(NOON)).toBe('missing');
    expect(await (await laneOf(newHeldKey(DAY), 'development').open()).round(NOON)).toBe('missing');
  });
});
