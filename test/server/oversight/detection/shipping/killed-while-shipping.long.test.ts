/** The real program over a receiver of a SIEM: killed between the commit of a finding and its shipping, and over restarts without a receiver. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../../server/platform/database/database.ts';
import type { FindingList } from '../../../../../server/oversight/detection/answers.ts';
import type { ShippingAnswer } from '../../../../../server/oversight/detection/shipping/shipping-routes.ts';
import { EXTENT } from '../../../../support/extent.ts';
import { signIn } from '../../../../support/signed-in.ts';
import { receiveWebhooks } from '../../alerts/fixtures/webhook-receiver.ts';
import { enrolIn, portOf, postReport, type ServerProcess, startProcess } from '../../../fixtures/server-process.ts';
import { kioskIdOf } from '../../../fixtures/sample-report.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';
import { receiveSyslog } from './syslog-receiver.ts';

const LANES = ['north-1', 'north-2', 'north-3'];
const LIMIT = { timeout: 120_000, interval: 250 };

interface Started {
  readonly server: ServerProcess;
  /** A fork of a lane's sequence: two reports under one number. */
  fork(lane: number): Promise<readonly number[]>;
  /** Lanes with a stored finding. */
  found(): Promise<readonly string[]>;
  shipping(): Promise<NonNullable<ShippingAnswer['shipping']>>;
}

/** A data folder with three lanes, and starts of the program over it. */
async function bench(url: string, ca: string) {
  const dataDir = temporaryFolder();
  const caFile = join(temporaryFolder(), 'ca.pem');
  writeFileSync(caFile, ca);
  const environment = {
    POSTERN_SERVER_DATA_DIR: dataDir,
    POSTERN_SERVER_PORT: '0',
    POSTERN_SERVER_SIEM_URL: url,
    POSTERN_SERVER_ALERT_NETWORKS: '127.0.0.0/8',
    POSTERN_SERVER_ALERT_CA: caFile,
  };
  await enrolIn(dataDir, ...LANES.map((id, at) => testKiosk(kioskIdOf(id), at + 1)));
  return {
    async start(): Promise<Started> {
      const server = startProcess(environment);
      const port = portOf(await server.event('listening'));
      const url = `http://127.0.0.1:${port}`;
      return {
        server,
        async fork(lane) {
          const id = kioskIdOf(LANES[lane] ?? '');
          const [one, other] = [testKiosk(id, lane + 1).next(), testKiosk(id, lane + 1).next({ kind: 'passage' })];
          return [(await postReport(port, one.wire)).status, (await postReport(port, other.wire)).status];
        },
        async found() {
          const officer = await signIn(url, 'security-officer');
          const { findings } = await officer.json<FindingList>('/v1/detection/findings');
          return findings.flatMap(({ rule, entity }) => (rule === 'forked-sequence' ? [entity.id] : [])).sort();
        },
        async shipping() {
          const answer = await (await signIn(url, 'administrator')).json<ShippingAnswer>('/v1/shipping');
          if (answer.shipping === null) throw new Error('the configuration names no receiver');
          return answer.shipping;
        },
      };
    },
    /** After the last stop: the ids of all stored findings. */
    async stored(): Promise<readonly string[]> {
      const { knex } = await openDatabase({ dataDir });
      const ids: readonly string[] = await knex('detection_findings').orderBy('id').pluck('id');
      await knex.destroy();
      return ids;
    },
  };
}

async function kill({ server }: Started): Promise<void> {
  server.kill('SIGKILL');
  await server.exit;
}

async function end({ server }: Started): Promise<void> {
  server.kill('SIGTERM');
  expect(await server.exit).toBe(0);
}

const idIn = (document: string): string => (JSON.parse(document) as { event: { id: string } }).event.id;
const sorted = (ids: Iterable<string>): readonly string[] => [...ids].sort();

describe('a server that is killed', { timeout: 400_000 }, () => {
  it('between the commit of a finding and the answer of the receiver ships each finding, a repeated one under its id', async () => {
    const receiver = await receiveWebhooks();
    const accepted: string[] = [];
    const idsOf = (body: string): readonly string[] => body.trimEnd().split('\n').map(idIn);
    const { start, stored } = await bench(receiver.url('/in'), receiver.ca);

    // The finding is stored, and its receiver refuses it
    receiver.answer = (response) => void response.writeHead(503).end();
    const first = await start();
    await first.fork(0);
    await receiver.have(1);
    await kill(first);
    const refused = idsOf(receiver.received[0]?.body ?? '');

    // It is sent, and the server dies before the answer
    let running = first;
    receiver.answer = () => running.server.kill('SIGKILL');
    const before = receiver.received.length;
    running = await start();
    await running.server.exit;
    expect(receiver.received.length).toBeGreaterThan(before);

    // It is accepted, and the server dies while it stores that
    receiver.answer = (response, { body }) => {
      accepted.push(...idsOf(body));
      response.writeHead(204).end(() => running.server.kill('SIGKILL'));
    };
    running = await start();
    await running.server.exit;
    expect(accepted).toEqual(refused);

    receiver.answer = (response, { body }) => {
      accepted.push(...idsOf(body));
      response.writeHead(204).end();
    };
    const last = await start();
    await Promise.all([last.fork(1), last.fork(2)]);
    await expect.poll(() => new Set(accepted).size, LIMIT).toBe(LANES.length);
    await end(last);
    expect(sorted(new Set(accepted))).toEqual(await stored());
    // Only what the receiver had accepted before the death may come twice
    expect(sorted(accepted.filter((id, at) => accepted.indexOf(id) !== at)).every((id) => refused.includes(id))).toBe(
      true,
    );
  });

  it.skipIf(EXTENT === 'main')(
    'over and over while no receiver listens keeps serving lanes, and ships each finding once it does',
    async () => {
      const absent = await receiveSyslog();
      const { start, stored } = await bench(`tls://127.0.0.1:${absent.port}`, absent.ca);
      await absent.close();
      for (const lane of [0, 1]) {
        const running = await start();
        // The second report of a fork is refused
        expect(await running.fork(lane)).toEqual([201, 409]);
        await expect.poll(() => running.found(), LIMIT).toEqual(LANES.slice(0, lane + 1));
        await expect.poll(async () => (await running.shipping()).failures, LIMIT).toBeGreaterThan(lane);
        expect(await running.shipping()).toMatchObject({ shipped: 0, lastResult: 'unreachable' });
        await kill(running);
      }

      const back = await receiveSyslog(absent.port, absent.certificate);
      const received = () => back.messages.map((one) => idIn(one.slice(one.indexOf('\uFEFF') + 1)));
      const last = await start();
      await last.fork(2);
      await expect.poll(() => new Set(received()).size, LIMIT).toBe(LANES.length);
      await end(last);
      expect(sorted(received())).toEqual(await stored());
    },
  );
});
