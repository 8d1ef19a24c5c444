/** A server in this process, with its own database, in which the lane under test is enrolled. */
import { Writable } from 'node:stream';
import type { Clock } from '../../hardware/host/clock.ts';
import { backgroundClock } from '../../hardware/host/system-clock.ts';
import { type PosternServer, startServer } from '../../server/main/app/start-server.ts';
import { enrolKiosk, enrolmentSchema } from '../../server/records/kiosks/enrol-kiosk.ts';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { PEOPLE_CONFIG } from '../support/people-config.ts';
import type { TradersConfig } from '../../server/goods/declarations/open-traders.ts';
import { createEvents } from '../../server/platform/base/events.ts';
import { openSigningKeyFile } from '../../server/platform/keys/file-keys.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { KIOSK_ID } from './lane-under-test.ts';
import { type HeldReport, reportsHeld } from './reports-held.ts';

export interface ServerUnderTest {
  readonly server: PosternServer;
  /** Signed in there. */
  readonly officer: SignedIn;
  /** Its complete log. */
  readonly log: () => string;
  reports(): Promise<readonly HeldReport[]>;
  alarms(): Promise<readonly { readonly kind: string }[]>;
}

/** The server's public key, made at first use; the lane is enrolled with its own. */
export async function enrolLane(dataDir: string, laneKey: Uint8Array): Promise<Uint8Array> {
  const { publicKey } = openSigningKeyFile(dataDir);
  const database = await openDatabase({ dataDir });
  const enrolment = enrolmentSchema.parse({
    kiosk: KIOSK_ID,
    site: 'test',
    lane: '1',
    'public-key': Buffer.from(laneKey).toString('hex'),
  });
  await enrolKiosk(database, enrolment, backgroundClock.wallMs());
  await database.knex.destroy();
  return publicKey;
}

export async function startServerUnderTest(
  dataDir: string,
  port = 0,
  clock: Clock = backgroundClock,
  traders?: TradersConfig,
): Promise<ServerUnderTest> {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  const events = createEvents(clock, sink);
  const server = await startServer(
    {
      mode: 'development',
      host: '127.0.0.1',
      port,
      dataDir,
      testReferralsPerHour: 0,
      secondLookPercent: 10,
      closedRequestsDays: 1_096,
      ...(traders !== undefined && { traders }),
      people: PEOPLE_CONFIG,
      ledger: { origin: 'log.example/flow', ratchetDir: dataDir, policy: undefined },
    },
    { clock, events },
  );
  const officer = await signIn(server.url, 'officer');
  const ask = async <T>(path: string, key: string): Promise<T> =>
    (await officer.json<Record<string, T>>(path))[key] as T;
  return {
    server,
    officer,
    log: () => lines.join(''),
    reports: () => reportsHeld(server.database.knex),
    alarms: () => ask('/v1/alarms', 'alarms'),
  };
}
