/** A server that is killed while it sends alerts: each alarm arrives, and a repetition has the id and content of the first time. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { portOf, postReport, startProcess } from '../../fixtures/server-process.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { alertBench, LOOPBACK } from './fixtures/alert-bench.ts';
import { receiveWebhooks, type ReceivedWebhook } from './fixtures/webhook-receiver.ts';

const LANES = 6;
/** The running attempts of a process that died are repeated after 90 s. */
const LATER_MS = 100_000;

interface AlarmRow {
  readonly id: number;
}

const alarmsIn = ({ body }: ReceivedWebhook): readonly number[] =>
  (JSON.parse(body) as { data: { alarms?: readonly AlarmRow[] } }).data.alarms?.map(({ id }) => id) ?? [];

it('alerts of a server that is killed: each alarm is delivered under one id, also those that were being sent', async () => {
  const receiver = await receiveWebhooks();
  const dataDir = temporaryFolder();
  const caFile = join(dataDir, 'receivers.pem');
  writeFileSync(caFile, receiver.ca, { mode: 0o600 });
  const bench = await alertBench({ ca: receiver.ca }, { dataDir });
  const kiosks = Array.from({ length: LANES }, (_, index) => testKiosk(kioskIdOf(`north-${index}`), index + 1));
  for (const kiosk of kiosks) await bench.server.enrol(kiosk);
  await bench.routeTo(receiver.url());
  await bench.server.close();

  // The receiver takes each message and does not answer: the server cannot tell whether it arrived
  receiver.answer = () => undefined;
  const killed = startProcess({
    ...{ POSTERN_SERVER_DATA_DIR: dataDir, POSTERN_SERVER_PORT: '0', POSTERN_SERVER_ALERT_CA: caFile },
    ...{ POSTERN_SERVER_ALERT_NETWORKS: '127.0.0.0/8', POSTERN_SERVER_LEDGER_ORIGIN: 'log.example/test' },
  });
  const port = portOf(await killed.event('listening'));
  const gapOf = async (kiosk: (typeof kiosks)[number]) => {
    kiosk.next();
    expect((await postReport(port, kiosk.next().wire)).status).toBe(201);
  };
  for (const kiosk of kiosks.slice(0, LANES / 2)) await gapOf(kiosk);
  await receiver.have(1);
  // These were raised in the last moment: no route was asked about them
  for (const kiosk of kiosks.slice(LANES / 2)) await gapOf(kiosk);
  killed.kill('SIGKILL');
  await killed.exit;
  const before = [...receiver.received];

  receiver.answer = (response) => void response.writeHead(204).end();
  const clock = { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + LATER_MS };
  const server = await runServer({ dataDir, clock, alerts: { networks: LOOPBACK, ca: receiver.ca } });
  const { knex } = server.context;
  const raised: number[] = await knex('alarms').where({ kind: 'sequence-gap' }).orderBy('id').pluck('id');
  expect(raised).toHaveLength(LANES);
  const after = () => receiver.received.slice(before.length);
  await expect
    .poll(() => raised.filter((id) => !after().some((hook) => alarmsIn(hook).includes(id))), { timeout: 240_000 })
    .toEqual([]);
  await expect
    .poll(async () => await knex('alert_messages').where({ state: 'waiting' }), { timeout: 240_000 })
    .toEqual([]);

  const ofGaps = receiver.received.filter((hook) => alarmsIn(hook).some((id) => raised.includes(id)));
  for (const first of before) {
    const again = after().filter(({ id }) => id === first.id);
    expect(again.map(({ body }) => body)).toEqual([first.body]);
  }
  for (const id of raised) {
    expect(new Set(ofGaps.filter((hook) => alarmsIn(hook).includes(id)).map((hook) => hook.id)).size).toBe(1);
  }
});
