/** Real processes, killed as by a power cut at each step around commit and opening. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { createLaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { type Program, type ProgramEvent, runCommand, startProgram } from '../../kiosk/dock/program.ts';
import { decodePortrait } from '../../kiosk/biometrics/face/decode-portrait.ts';
import { openFaceAnalyser } from '../../models/face/face-analyser.ts';
import type { Report } from '../../server/contract/report.ts';
import { connectDatabase } from '../../server/platform/database/database.ts';
import { namesIn } from '../support/byte-search.ts';
import { freePort } from '../support/free-port.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { casesOf } from '../support/extent.ts';
import { LANE_CLOCK_SETTINGS } from './lane-clock.ts';
import { SPECIMEN } from './lane-under-test.ts';
import { reportsHeld } from './reports-held.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-power-'));
const kioskDir = join(folder, 'kiosk');
let server: Program;
let serverUrl: string;
let settings: Record<string, string>;

beforeAll(async () => {
  mkdirSync(kioskDir, { mode: 0o700 });
  writeFileSync(join(folder, 'fleet.key'), 'cd'.repeat(32));
  const identity = { POSTERN_KIOSK_DATA_DIR: kioskDir, POSTERN_KIOSK_FLEET_KEY_FILE: join(folder, 'fleet.key') };
  const { publicKey } = await runCommand('kiosk/main/commands/identity.js', [], identity);
  const serverSettings = { POSTERN_SERVER_PORT: '0', POSTERN_SERVER_DATA_DIR: join(folder, 'server') };
  const enrolment = ['--kiosk', 'lane-1', '--site', 'test', '--lane', '1', '--public-key', String(publicKey)];
  const { serverPublicKey } = await runCommand('server/main/commands/enrol.js', enrolment, serverSettings);
  server = startProgram({
    name: 'server',
    entry: 'server/main.js',
    settings: serverSettings,
    logFile: join(folder, 'server.log'),
  });
  serverUrl = String((await server.listening)['url']);
  settings = {
    ...identity,
    ...LANE_CLOCK_SETTINGS,
    POSTERN_KIOSK_PORT: String(await freePort()),
    POSTERN_KIOSK_EVIDENCE_PORT: '0',
    POSTERN_KIOSK_POLICY_FILE: writeFacePolicy(folder),
    POSTERN_KIOSK_SERVER_URL: serverUrl,
    POSTERN_KIOSK_SERVER_KEY: String(serverPublicKey),
  };
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Kiosk {
  readonly program: Program;
  readonly url: string;
  readonly events: ProgramEvent[];
  /** Resolves with the first event for which `fits` is true, after the first `from` events of the program. */
  seen(fits: (event: ProgramEvent) => boolean, from?: number): Promise<ProgramEvent>;
}

async function startLane(): Promise<Kiosk> {
  const events: ProgramEvent[] = [];
  const waiting = new Set<(event: ProgramEvent) => void>();
  const program = startProgram({
    name: 'kiosk',
    entry: 'kiosk/main.js',
    settings,
    logFile: join(folder, 'kiosk.log'),
    onEvent(event) {
      events.push(event);
      for (const hear of waiting) hear(event);
    },
  });
  const url = String((await program.listening)['url']);
  return {
    program,
    url,
    events,
    seen: (fits, from = 0) =>
      new Promise((resolve, reject) => {
        const past = events.slice(from).find(fits);
        if (past !== undefined) return resolve(past);
        const timer = setTimeout(() => reject(new Error('the kiosk did not reach that point')), 240_000);
        const hear = (event: ProgramEvent): void => {
          if (!fits(event)) return;
          clearTimeout(timer);
          waiting.delete(hear);
          resolve(event);
        };
        waiting.add(hear);
      }),
  };
}

const sendTraveller = async ({ url }: Kiosk, present = 'alpha'): Promise<void> => {
  const response = await fetch(`${url}/dock/api/traveller`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scene: { subject: { kind: 'person', specimen: present } }, document: { holder: 'alpha' } }),
  });
  expect(response.status).toBe(200);
};
const gateOf = async ({ url }: Kiosk): Promise<string> =>
  ((await (await fetch(`${url}/dock/api/state`)).json()) as { gate: string }).gate;
/** Reads while the server writes. */
const held = async (): Promise<readonly Report[]> => {
  const knex = connectDatabase({ dataDir: join(folder, 'server') });
  const reports = await reportsHeld(knex);
  await knex.destroy();
  return reports.map(({ report }) => report);
};
const delivered = async (kiosk: Kiosk): Promise<void> => {
  for (let left = 1; left > 0; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = ((await (await fetch(`${kiosk.url}/dock/api/state`)).json()) as { outbox: { undelivered: number } }).outbox
      .undelivered;
  }
};
const phase = (name: string) => (event: ProgramEvent) => event['event'] === 'phase' && event['phase'] === name;
const logged = (name: string) => (event: ProgramEvent) => event['event'] === name;

/** Everything on the kiosk's disk. */
function filesOnDisk(): { name: string; bytes: Buffer }[] {
  return readdirSync(kioskDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
}

describe('power cut', () => {
  const reportedByKiosk: { sequence: number; outcome: string }[] = [];
  /** The lane that started after the last power cut: the next one hits it. */
  let running: Kiosk | undefined;
  afterAll(() => running?.program.stop());

  const POINTS: readonly [string, (event: ProgramEvent) => boolean][] = [
    ['while the document is read', phase('document')],
    ['while the face is captured', phase('face')],
    ['as the decision is made', phase('deciding')],
    ['as the report has become durable', logged('match-reported')],
    ['as the gate gets the command to open', phase('opening')],
    ['while the gate is open', phase('passage')],
    ['as the passage has been reported', logged('passage-reported')],
  ];
  // Before a decision, between the decision and the gate, and with an open gate
  test.each(casesOf(POINTS, (_point, place) => [1, 3, 5].includes(place)))(
    '%s leaves the gate shut and the reports complete',
    async (_name, point) => {
      const before = (running ??= await startLane());
      const start = before.events.length;
      await sendTraveller(before);
      await before.seen(point, start);
      await before.program.kill();
      for (const event of before.events) {
        if (event['event'] === 'match-reported') {
          reportedByKiosk.push({ sequence: Number(event['sequence']), outcome: String(event['outcome']) });
        }
      }
      const after = (running = await startLane());
      expect(await gateOf(after)).toBe('secured');
      await delivered(after);
      const reports = await held();
      expect(reports.map(({ sequence }) => sequence)).toEqual(reports.map((_report, index) => index + 1));
      for (const { sequence, outcome } of reportedByKiosk) {
        expect(reports[sequence - 1]).toMatchObject({ kind: 'match', outcome });
      }
      for (const [index, report] of reports.entries()) {
        if (report.kind !== 'match' || report.outcome !== 'cleared') continue;
        expect(reports[index + 1]).toMatchObject({ kind: 'passage', transactionId: report.transactionId });
      }
    },
  );

  test('during a referral leaves only sealed captures on the disk', async () => {
    const kiosk = (running ??= await startLane());
    await sendTraveller(kiosk, 'bravo');
    await kiosk.seen(logged('captures-kept'));
    await kiosk.program.kill();
    running = undefined;

    const files = filesOnDisk();
    expect(files.map(({ name }) => name)).toContain('vault.sqlite');
    const simulation = await createLaneSimulation({ clock: systemClock });
    const portrait = await simulation.portrait(SPECIMEN('alpha'), 0);
    await simulation.close();
    const canaries = windowsOf(portrait);
    expect(canaries.length).toBeGreaterThan(100);
    canaries.push(...(await embeddingOf(portrait)));
    const needles = canaries.map((bytes) => ({ name: 'a piece of a portrait or a template', bytes }));
    expect(files.flatMap(({ name, bytes }) => namesIn(bytes, needles).map((what) => `${name} holds ${what}`))).toEqual(
      [],
    );
    // Compression shrinks pixels but not ciphertext, so most of a megabyte of captures must not shrink.
    const vault = Buffer.concat(files.filter(({ name }) => name.startsWith('vault.sqlite')).map(({ bytes }) => bytes));
    expect(vault.length).toBeGreaterThan(2_000_000);
    expect(deflateSync(vault).length / vault.length).toBeGreaterThan(0.95);
  });
});

/** Pieces of 24 bytes from the whole file, after its headers. */
function windowsOf(file: Uint8Array): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 700; at + 24 < file.length; at += 97) pieces.push(Buffer.from(file.slice(at, at + 24)));
  return pieces;
}

/** The lane's template of a portrait, as the floats in memory. */
async function embeddingOf(portrait: Uint8Array): Promise<Buffer[]> {
  const analyser = await openFaceAnalyser();
  const outcome = await decodePortrait(portrait);
  if (outcome.kind === 'unreadable') throw new Error(`the portrait does not decode: ${outcome.reason}`);
  const reference = await analyser.reference(outcome.image);
  if (reference.kind !== 'reference') throw new Error('the portrait holds no face');
  const floats = reference.template.embedding();
  const pieces = Array.from({ length: 24 }, (_unused, at) => {
    const bytes = Buffer.alloc(32);
    for (let index = 0; index < 8; index += 1) bytes.writeFloatLE(floats[at * 8 + index] ?? 0, index * 4);
    return bytes;
  });
  await analyser.close();
  return pieces;
}
