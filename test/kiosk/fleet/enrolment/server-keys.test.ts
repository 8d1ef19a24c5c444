import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, onTestFinished, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { followServerKeys } from '../../../../kiosk/fleet/enrolment/server-keys.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import type { ServerLink } from '../../../../kiosk/fleet/uplink/server-link.ts';
import { SUCCESSION_NOTICE_MS } from '../../../../server/contract/key-succession.ts';
import { ANNOUNCED_AT, keyOf, succession, successions } from '../../../support/signed-successions.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = ANNOUNCED_AT + 3 * SUCCESSION_NOTICE_MS;
/** The third change has been announced. */
const LATER = ANNOUNCED_AT + 7 * SUCCESSION_NOTICE_MS;
const HOUR_MS = 3_600_000;

/** A lane whose server answers as `state` says; `undefined`: it is away. */
function aLane({ dataDir = temporaryFolder(), root = keyOf(1), nowMs = NOW } = {}) {
  const state: { answer: unknown; asked: number } = { answer: undefined, asked: 0 };
  const link: Pick<ServerLink, 'exchange'> = {
    async exchange() {
      state.asked += 1;
      if (state.answer === undefined) return undefined;
      const text = typeof state.answer === 'string' ? state.answer : JSON.stringify({ successions: state.answer });
      return { ok: true, body: Buffer.from(text) };
    },
  };
  const clock = turnedClock(nowMs);
  const events: KioskEvent[] = [];
  const log = (event: KioskEvent) => void events.push(event);
  let followed = 0;
  const keys = followServerKeys({
    folders: { dataDir },
    root,
    clock,
    link: link as ServerLink,
    log,
    onFollowed: () => (followed += 1),
  });
  onTestFinished(() => keys.close());
  return {
    keys,
    dataDir,
    clock,
    events,
    followed: () => followed,
    now: () => keys.now().map(bytesToHex),
    /** Resolves once the server has answered so and been asked once more, so that the answer was dealt with. */
    async hears(next: unknown) {
      state.answer = next;
      const before = state.asked;
      while (state.asked < before + 2) {
        await clock.advance(HOUR_MS / 10);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

const hex = (...keys: number[]) => keys.map((at) => bytesToHex(keyOf(at)));

test('a lane trusts the key of its enrolment, and accepts its successors when the server returns', async () => {
  const lane = aLane();
  expect(lane.now()).toEqual(hex(1));
  await lane.hears(successions(1));
  expect(lane.now()).toEqual(hex(1, 2));
  expect(bytesToHex(lane.keys.last())).toBe(hex(2)[0]);
  expect([lane.followed(), lane.events]).toEqual([1, [{ event: 'server-key-followed', number: 1 }]]);
});

test('a lane trusts an earlier key only during the overlap, except for receipts of that time', async () => {
  const lane = aLane();
  await lane.hears(successions(1));
  await lane.clock.advance(2 * SUCCESSION_NOTICE_MS);
  expect(lane.now()).toEqual(hex(2));
  expect(lane.keys.ever().map(({ publicKey }) => bytesToHex(publicKey))).toEqual(hex(1, 2));
});

test('a lane that was off accepts all missed successions, and keeps them at the next start without the server', async () => {
  const { dataDir, hears } = aLane({ nowMs: LATER });
  await hears(successions(3));
  const again = aLane({ dataDir, nowMs: LATER });
  expect(again.now()).toContain(hex(4)[0]);
  expect(again.events).toEqual([]);
});

test('a lane does not return to an earlier list', async () => {
  const lane = aLane({ nowMs: LATER });
  const all = successions(2);
  await lane.hears(all);
  const believed = lane.now();
  await lane.hears(all.slice(0, 1));
  await lane.hears([]);
  expect(lane.now()).toEqual(believed);
  expect(lane.followed()).toBe(1);
});

test('a lane refuses forged, malformed, oversized or forked successions, and reports them', async () => {
  const lane = aLane();
  await lane.hears([succession(1, { by: 7 })]);
  for (const bad of ['no list', '[]', '{"successions":1}', `{"successions":[${'null,'.repeat(20)}null]}`]) {
    await lane.hears(bad);
  }
  await lane.hears([succession(1), succession(1, { to: 9 })]);
  expect(lane.now()).toEqual(hex(1));
  const codes = new Set(lane.events.map((event) => ('code' in event ? event.code : event.event)));
  expect(codes).toEqual(new Set(['bad-signature', 'forked']));
});

test('a lane ignores stored server keys of another enrolment', async () => {
  const { dataDir, hears } = aLane();
  await hears(successions(1));
  expect(aLane({ dataDir, root: keyOf(5) }).now()).toEqual(hex(5));
  expect(aLane({ dataDir }).now()).toContain(hex(2)[0]);
});

test('a lane does not start with damaged or lost server keys, because it would trust an earlier key again', async () => {
  const { dataDir, hears } = aLane();
  await hears(successions(1));
  const file = join(dataDir, 'server-keys.json');
  const whole = readFileSync(file, 'utf8');
  for (const damaged of ['', 'null', '{', '{"version":1}', whole.replace('"proof":"', '"proof":"AAAA')]) {
    writeFileSync(file, damaged);
    expect(() => aLane({ dataDir })).toThrow(expect.objectContaining({ code: 'memory-unreadable' }));
  }
  rmSync(file);
  expect(() => aLane({ dataDir })).toThrow(expect.objectContaining({ code: 'memory-missing' }));
});

test('a lane reads server keys stored by an earlier version, without the root', async () => {
  const { dataDir, hears } = aLane();
  await hears(successions(1));
  const file = join(dataDir, 'server-keys.json');
  const { successions: chain } = JSON.parse(readFileSync(file, 'utf8')) as { successions: unknown[] };
  writeFileSync(file, JSON.stringify(chain));
  expect(aLane({ dataDir }).now()).toContain(hex(2)[0]);
});
