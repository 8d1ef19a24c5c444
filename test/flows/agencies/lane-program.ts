/** A lane that is a program of its own, enrolled at an agency, and its travellers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Program, ProgramEvent } from '../../../kiosk/dock/program.ts';
import { developmentNotice } from '../../../kiosk/rules/notice/development-notice.ts';
import { freePort } from '../../support/free-port.ts';
import { writeFacePolicy } from '../flow-policies.ts';
import type { Agency, Programs } from './programs.ts';

const YEAR_MS = 365 * 86_400_000;
/** How far the clock is turned at once while a test waits for a status, and how often: programs need time for what they do then. */
const STEP_MS = 1_000;
const STEP_EVERY_MS = 200;

export interface SentTraveller {
  /** Number of the document. */
  readonly number: string;
  /** A referral at once, without a camera: the document has expired. */
  readonly isExpired?: boolean;
}

export interface LaneProgram {
  readonly dataDir: string;
  /** Hex. */
  readonly publicKey: string;
  readonly events: readonly ProgramEvent[];
  readonly program: Program;
  /** Resolves when the lane is idle again and the server has all reports. */
  send(traveller: SentTraveller): Promise<void>;
  /** Turns the clock while the lane is idle. Resolves when the server has a new status of the lane, which may need a new certificate first. */
  turnTo(wallMs: number): Promise<void>;
}

interface LaneSettings {
  readonly id: string;
  readonly settings?: Readonly<Record<string, string>>;
}

interface DockState {
  readonly lane: { readonly phase: string };
  readonly outbox: { readonly undelivered: number };
}

/** In a new folder beside that of the agency. The caller stops it. */
export async function startLane(programs: Programs, agency: Agency, about: LaneSettings): Promise<LaneProgram> {
  const { id, settings = {} } = about;
  const dataDir = `${agency.dataDir}-${id}`;
  mkdirSync(dataDir, { mode: 0o700 });
  const identity = { POSTERN_KIOSK_DATA_DIR: dataDir, POSTERN_KIOSK_ID: id };
  const [made] = await programs.run('kiosk/main/commands/identity.js', [], identity);
  const words = ['code', '--kiosk', id, '--site', 'north', '--lane', '1'];
  const [code] = await programs.run('server/main/commands/fleet.js', words, {
    POSTERN_SERVER_DATA_DIR: agency.dataDir,
  });
  const codeFile = join(dataDir, 'enrolment-code');
  writeFileSync(codeFile, String(code?.['code']), { mode: 0o600 });
  const noticeFile = join(dataDir, 'notice.json');
  const notice = developmentNotice(programs.clock.nowMs());
  writeFileSync(noticeFile, JSON.stringify({ ...notice, validUntil: notice.validUntil + 2 * YEAR_MS }));
  const events: ProgramEvent[] = [];
  const program = programs.start({
    name: id,
    entry: 'kiosk/main.js',
    settings: {
      ...identity,
      POSTERN_KIOSK_PORT: String(await freePort()),
      POSTERN_KIOSK_EVIDENCE_PORT: '0',
      POSTERN_KIOSK_SERVER_URL: agency.kioskUrl,
      POSTERN_KIOSK_CONSOLE_ORIGIN: agency.url,
      POSTERN_KIOSK_ENROLMENT_CODE_FILE: codeFile,
      POSTERN_KIOSK_POLICY_FILE: writeFacePolicy(dataDir),
      POSTERN_KIOSK_NOTICE_FILE: noticeFile,
      ...settings,
    },
    onEvent: (event) => void events.push(event),
  });
  const url = String((await program.listening)['url']);
  const rests = async (): Promise<void> => {
    const seen = async () => {
      const { lane, outbox } = (await (await fetch(`${url}/dock/api/state`)).json()) as DockState;
      return [lane.phase, outbox.undelivered];
    };
    await expect.poll(seen, { timeout: 280_000, interval: 50 }).toEqual(['idle', 0]);
  };
  return {
    ...{ dataDir, publicKey: String(made?.['publicKey']), events, program },
    async turnTo(wallMs) {
      await rests();
      const before = agency.answered('/v1/status');
      programs.clock.turnTo(wallMs);
      // The lane would wait in real time until it sends the next one
      const answered = (): number => {
        programs.clock.turnTo(programs.clock.nowMs() + STEP_MS);
        return agency.answered('/v1/status');
      };
      // One may have been under way
      await expect.poll(answered, { timeout: 280_000, interval: STEP_EVERY_MS }).toBeGreaterThan(before + 1);
    },
    async send({ number, isExpired = false }) {
      await rests();
      const document = { holder: 'alpha', number, ...(isExpired && { expired: true }) };
      const scene = { subject: { kind: 'person', specimen: 'alpha' } };
      const before = decisions(events);
      const { status } = await fetch(`${url}/dock/api/traveller`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ scene, document }),
      });
      expect(status).toBe(200);
      await expect.poll(() => decisions(events), { timeout: 280_000, interval: 20 }).toBe(before + 1);
      await rests();
    },
  };
}

const decisions = (events: readonly ProgramEvent[]): number =>
  events.filter(({ event }) => event === 'match-reported').length;
