/** A lane's disk is stolen without its secure element, which is hardware. A SoftHSM token in another folder takes its place. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { chainPrf, chainStep } from '../../hardware/secure-element/chain.ts';
import { pkcs11SecureElement } from '../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { createLaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { simulatedSecureElement } from '../../hardware/simulation/simulated-secure-element.ts';
import { documentSubject } from '../../kiosk/rules/document/handle.ts';
import { answerRequests, sealedFileOf } from '../../kiosk/fleet/handles/answer-requests.ts';
import { HANDLE_LABEL, handleDay, stepsBetween } from '../../kiosk/fleet/handles/handle-day.ts';
import { openHandleKeeper, REQUEST_FILE } from '../../kiosk/fleet/handles/handle-keeper.ts';
import { newHeldKey, signerOf } from '../../kiosk/fleet/handles/holder.ts';
import type { KioskId } from '../../server/contract/report.ts';
import { missingSoftHsm, softToken } from '../hardware/secure-element/pkcs11/soft-token.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY_MS = 86_400_000;
const LANE = 'lane-1' as KioskId;
const YESTERDAY = Math.floor(systemClock.wallMs() / DAY_MS) * DAY_MS - DAY_MS / 2;
const TODAY = YESTERDAY + DAY_MS;
/** A passport whose number the thief knows. */
const SUBJECT = documentSubject('UTO', new TextEncoder().encode('L898902C3'));

/** A lane that has received its key and served yesterday and today; the thief has its folder. */
async function stolenDisk(element: SecureElement, disk: string) {
  const held = newHeldKey(handleDay(YESTERDAY));
  const out = temporaryFolder();
  const file = join(disk, sealedFileOf(LANE));
  const handleKeys = { file, authority: bytesToHex(signerOf(held).publicKey) };
  const dataDir = join(disk, 'kiosk');
  mkdirSync(dataDir, { mode: 0o700 });
  const parts = { kioskId: LANE, mode: 'production', fleetKeyFile: undefined, log: () => undefined } as const;
  const keeper = await openHandleKeeper({ ...parts, dataDir, handleKeys, element }, YESTERDAY);
  expect(await keeper.round(YESTERDAY)).toBe('missing');
  const requests = temporaryFolder();
  writeInto(requests, readFileSync(join(dataDir, REQUEST_FILE)));
  const lanes = new Map<string, string>([[LANE, bytesToHex(await element.publicKey())]]);
  await answerRequests(held, lanes, requests, out, YESTERDAY);
  writeInto(disk, readFileSync(join(out, sealedFileOf(LANE))), sealedFileOf(LANE));
  expect(await keeper.round(YESTERDAY)).toBe('ready');
  const yesterday = await keeper.keys.handle(SUBJECT, YESTERDAY);
  expect(await keeper.round(TODAY)).toBe('ready');
  const today = await keeper.keys.handle(SUBJECT, TODAY);
  if (yesterday === undefined || today === undefined) throw new Error('the lane makes handles');
  return { yesterday: yesterday.handle, today: today.handle };
}

/** Handles that the thief can compute: of the known document, with each 32 bytes of each file as a key of any kind. */
function recognised(disk: string, handles: readonly string[]): string[] {
  const wanted = new Set(handles);
  const found = new Set<string>();
  for (const key of keysOn(disk)) {
    const [step] = stepsBetween(handleDay(YESTERDAY), handleDay(TODAY));
    const next = chainStep(key, step ?? '');
    for (const candidate of [key, next]) {
      const handle = bytesToHex(chainPrf(candidate, HANDLE_LABEL, SUBJECT));
      if (wanted.has(handle)) found.add(handle);
    }
  }
  return [...found];
}

function* keysOn(disk: string): Generator<Uint8Array> {
  const files = readdirSync(disk, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const content = readFileSync(join(parentPath, name));
    const texts = content.toString('latin1').match(/[\w-]{43,}/g) ?? [];
    const decoded = texts.flatMap((text) => [Buffer.from(text, 'base64url'), Buffer.from(text, 'hex')]);
    for (const bytes of [content, ...decoded]) {
      for (let at = 0; at + 32 <= bytes.length; at += 1) yield bytes.subarray(at, at + 32);
    }
  }
}

function writeInto(folder: string, content: Uint8Array, name = 'one.json'): void {
  writeFileSync(join(folder, name), content);
}

test.skipIf(missingSoftHsm() !== undefined)("the thief of a lane's disk recognises no document", async () => {
  const element = pkcs11SecureElement((await softToken()).options);
  await element.connect(AbortSignal.timeout(240_000));
  try {
    const disk = temporaryFolder();
    const { yesterday, today } = await stolenDisk(element, disk);
    expect(recognised(disk, [yesterday, today])).toEqual([]);
  } finally {
    await element.disconnect();
  }
});

test('the thief of a development disk, where the element is a file, recognises those of today and none of yesterday', async () => {
  const simulation = await createLaneSimulation({ clock: systemClock });
  const disk = temporaryFolder();
  const element = simulatedSecureElement(simulation, systemClock, join(disk, 'secure-element'));
  await element.connect(AbortSignal.timeout(240_000));
  try {
    const { yesterday, today } = await stolenDisk(element, disk);
    // Which shows as well that the thief looks in the right places
    expect(recognised(disk, [yesterday, today])).toEqual([today]);
  } finally {
    await element.disconnect();
    await simulation.close();
  }
});
