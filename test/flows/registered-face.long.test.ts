/** Travellers whose registered face replaces the portrait, through the whole lane: real models and records, no server. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { decodeQR } from 'qr/decode.js';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { issueSpecimenDocument, type SpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import type { KioskInside } from '../../kiosk/main/app/kiosk.ts';
import { DEVELOPMENT_POLICY, type Policy } from '../../kiosk/rules/decision/policy.ts';
import { createSimulatedTokenWallet } from '../../kiosk/dock/simulated-token-wallet.ts';
import { registerFace, renewFace } from '../../kiosk/dock/register-face.ts';
import type { KioskEvent } from '../../kiosk/platform/base/events.ts';
import { type HolderToken, writeHolderToken } from '../../kiosk/lists/registration/holder-token.ts';
import { type LaneUnderTest, laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

const ALPHA = SPECIMEN('alpha');
const BRAVO = SPECIMEN('bravo');
/** Genuine and signed, with a portrait that no decoder reads, so only a registration can identify the holder. */
const DOCUMENT = { holder: ALPHA, documentNumber: 'FACE00001', variant: 'portrait-undecodable' } as const;
const sceneOf = (specimen: typeof ALPHA) => ({ subject: { kind: 'person', specimen } }) as const;

const folder = mkdtempSync(join(tmpdir(), 'postern-face-'));
let lane: LaneUnderTest;
let inside: KioskInside;
let document: SpecimenDocument;

/** Only the face comparison is required; the head turn has separate flows. */
const POLICY: Policy = {
  ...DEVELOPMENT_POLICY,
  faceReference: 'registered-first',
  requiredChecks: DEVELOPMENT_POLICY.requiredChecks.filter((name) => name !== 'presentation-attack-head-turn'),
  observedChecks: [],
  withoutLights: 'refer',
};

beforeAll(async () => {
  const policyFile = join(folder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(POLICY));
  const config = {
    ...laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) }),
    policyFile,
  };
  lane = await startLaneUnderTest(config, {
    developmentPage: (opened) => {
      inside = opened;
      return Router();
    },
  });
  document = await issueSpecimenDocument(lane.simulation.specimens, DOCUMENT);
});
afterAll(async () => {
  await lane?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  // For this document's comparisons every test is a separate day, and no face is registered.
  await inside.journal.counts.dropBefore('9999-12-31');
  await inside.registrations.eraseAll();
  await inside.faceRegistrations.destroyUnused();
});

/** Sends a traveller, who shows a token when the lane asks for one, or continues without. */
async function sent(specimen: typeof ALPHA, token?: string) {
  const events: readonly KioskEvent[] = await lane.send({ scene: sceneOf(specimen), document: DOCUMENT, token });
  const { outcome, reasons } = only(events, 'match-reported');
  const [report] = (await inside.journal.outbox.latest(3)).filter(({ kind }) => kind === 'match');
  return {
    decided: { outcome, reasons },
    asked: events.some((event) => event.event === 'phase' && event.phase === 'token'),
    tokens: events.flatMap((event) => (event.event === 'token' ? [event.found] : [])),
    route: report?.kind === 'match' ? report.faceReference : undefined,
  };
}
const outcomeOf = async (specimen: typeof ALPHA, token?: string) => (await sent(specimen, token)).decided;

/** The text that a scanner reads from the code on the dock. */
async function printedAndRead(token: HolderToken): Promise<string> {
  const wallet = createSimulatedTokenWallet();
  wallet.give('alpha', { ...token, key: token.key.slice() });
  const page = sharp(Buffer.from(wallet.code('alpha') ?? ''))
    .resize(400)
    .flatten({ background: '#ffffff' });
  const { data, info } = await page.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data: Uint8Array.from(data) });
}

async function enrolled(custody: 'lane' | 'holder'): Promise<HolderToken | undefined> {
  const result = await registerFace(inside, document, custody);
  if (result.kind !== 'registered') throw new Error(result.kind);
  return result.token;
}
const CLEARED = { outcome: 'cleared', reasons: [] };
const NO_REFERENCE = { outcome: 'referred', reasons: ['portrait-unusable'] };

describe('traveller with an unreadable portrait', () => {
  test('is referred, until they register their face', async () => {
    expect(await outcomeOf(ALPHA)).toEqual(NO_REFERENCE);
    expect(await enrolled('lane')).toBeUndefined();
    // The lane can open it, so no code is requested
    expect(await sent(ALPHA)).toEqual({ decided: CLEARED, asked: false, tokens: [], route: 'registered' });
  });

  test('is cleared under their own face alone', async () => {
    await enrolled('lane');
    expect(await outcomeOf(BRAVO)).toEqual({ outcome: 'referred', reasons: ['below-threshold'] });
  });

  test('is cleared by a record renewed without the traveller', async () => {
    await enrolled('lane');
    expect(await renewFace(inside, document, undefined)).toEqual({ kind: 'registered', token: undefined });
    expect(await outcomeOf(ALPHA)).toEqual(CLEARED);
  });

  test('cannot be registered with another person’s face', async () => {
    const result = await registerFace(
      { ...inside, simulation: { ...inside.simulation, portrait: (_, photograph) => pictureOf(photograph) } },
      document,
      'lane',
    );
    expect(result).toEqual({ kind: 'not-registered' });
    expect(await inside.faceRegistrations.count()).toBe(0);
  });
});

describe('traveller with a holder token', () => {
  test('is cleared with their code, and not without', async () => {
    const token = await enrolled('holder');
    const text = await printedAndRead(token!);
    expect(text).toBe(writeHolderToken(token!));
    expect(await sent(ALPHA)).toEqual({ decided: NO_REFERENCE, asked: true, tokens: [], route: undefined });
    expect(await sent(ALPHA, text)).toEqual({
      ...{ decided: CLEARED, asked: true, tokens: ['fits'] },
      route: 'holder-carried',
    });
    // The code applied to that passage only.
    expect(await outcomeOf(ALPHA)).toEqual(NO_REFERENCE);
  });

  test('needs the new one after a renewal', async () => {
    const token = await enrolled('holder');
    const renewed = await renewFace(inside, document, token);
    const next = renewed.kind === 'registered' ? renewed.token : undefined;
    expect(await sent(ALPHA, writeHolderToken(token!))).toEqual({
      ...{ decided: NO_REFERENCE, asked: true, tokens: ['refused'] },
      route: undefined,
    });
    expect(await outcomeOf(ALPHA, writeHolderToken(next!))).toEqual(CLEARED);
  });

  test('leaves the code in no file or event of the kiosk', async () => {
    const token = await enrolled('holder');
    const text = writeHolderToken(token!);
    const key = Buffer.from(token!.key);
    expect(await outcomeOf(ALPHA, text)).toEqual(CLEARED);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    expect(files.length).toBeGreaterThan(5);
    for (const needle of [key, Buffer.from(key.toString('hex')), Buffer.from(text)]) {
      expect(files.some((file) => file.includes(needle))).toBe(false);
    }
    const reports = JSON.stringify(await inside.journal.outbox.latest(20));
    for (const secret of [text, key.toString('hex'), token!.recordId]) expect(reports).not.toContain(secret);
    expect(JSON.stringify(lane.events)).not.toContain(text);
    expect(JSON.stringify(lane.events)).not.toContain(key.toString('hex'));
  });
});

/** The portrait is Alpha's and the pictures after it are Bravo's: `registerFace` requests the portrait last. */
let asked = 0;
function pictureOf(photograph: number): Promise<Uint8Array<ArrayBuffer>> {
  const person = lane.simulation.specimens.find(({ id }) => id === ALPHA);
  asked += 1;
  return asked > (person?.photographs.length ?? 0)
    ? lane.simulation.portrait(ALPHA, photograph)
    : lane.simulation.portrait(BRAVO, 0);
}
