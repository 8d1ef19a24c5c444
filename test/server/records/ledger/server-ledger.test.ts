/** The whole server with its ledger and witnesses. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ledgerKeyFile } from '../../../../server/platform/keys/file-keys.ts';
import { RATCHET_FILE } from '../../../../server/records/ledger/log/open-log.ts';
import { encodeVkey, type VerifierKey } from '../../../../server/platform/transparency/note/vkey.ts';
import { parsePolicy, type Policy } from '../../../../server/platform/transparency/proof/policy.ts';
import { trustCheckpoint } from '../../../../server/platform/transparency/proof/trust-checkpoint.ts';
import { PUBLISH_EVERY_MS, WITNESS_LAG_MS } from '../../../../server/records/ledger/publish/publisher.ts';
import { openServerLog } from '../../../../server/records/ledger/server-ledger.ts';
import { startFailureOf } from '../../../../server/main/config/start-failure.ts';
import { openDatabase } from '../../../../server/platform/database/database.ts';
import { LEDGER_FILE, LEDGER_SCHEMA } from '../../../../server/platform/database/ledger-database.ts';
import { copyOf, placeIn } from '../../fixtures/engines.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { grownLog } from './fixtures/grown-log.ts';
import { runWitness } from './fixtures/test-witness.ts';

const ORIGIN = 'log.example/test';

async function keyOf(dataDir: string): Promise<VerifierKey> {
  const log = await openServerLog(
    { dataDir },
    { origin: ORIGIN, ratchetDir: dataDir, policy: undefined },
    ledgerKeyFile(dataDir),
  );
  await log.database.close();
  await log.ratchet.close();
  return log.signer.key;
}

async function witnessed(key: VerifierKey): Promise<{ policy: Policy; stopWitnesses(): Promise<void> }> {
  const witnesses = await Promise.all(['a', 'b'].map((name) => runWitness([key], { name: `${name}.example` })));
  const lines = witnesses.flatMap(({ cosigners: [classic, later], url }, at) => [
    `witness ${'ab'[at]} ${encodeVkey(classic!.key)} ${url}`,
    `witness ${'ab'[at]}-pq ${encodeVkey(later!.key)} ${url}`,
  ]);
  const text = [`log ${encodeVkey(key)}`, ...lines, 'group all all a a-pq b b-pq', 'quorum all', ''].join('\n');
  return {
    policy: parsePolicy(text),
    async stopWitnesses() {
      for (const witness of witnesses) await witness.close();
    },
  };
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => ({ code: 'started' }),
    (error: unknown) => startFailureOf(error),
  );

describe('the server with witnesses', () => {
  test('publishes the heads that all of them cosigned', async () => {
    const dataDir = temporaryFolder();
    const { policy } = await witnessed(await keyOf(dataDir));
    const kiosk = testKiosk();
    const first = await runServer({ dataDir, policy });
    await first.enrol(kiosk);
    for (let n = 0; n < 3; n++) expect((await first.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
    await first.close();
    const server = await runServer({ dataDir, policy });
    await expect.poll(async () => (await server.ask('/ledger/checkpoint')).status).toBe(200);
    const trusted = trustCheckpoint(policy, (await server.ask('/ledger/checkpoint')).text);
    expect(trusted.size).toBeGreaterThanOrEqual(3);
    expect([...trusted.witnesses.keys()].sort()).toEqual(['a', 'a-pq', 'b', 'b-pq']);
  });
  test('continues without them, and raises an alarm after five minutes', async () => {
    const dataDir = temporaryFolder();
    const { policy, stopWitnesses } = await witnessed(await keyOf(dataDir));
    await stopWitnesses();
    const clock = handTurnedClock();
    const server = await runServer({ dataDir, policy, clock });
    const kiosk = testKiosk();
    await server.enrol(kiosk);
    expect((await server.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
    const alarms = async () =>
      (JSON.parse((await server.ask('/v1/alarms')).text) as { alarms: { kind: string }[] }).alarms.map(
        ({ kind }) => kind,
      );
    let turned = 0;
    await expect
      .poll(
        async () => {
          if (turned === 0) expect(await alarms()).toEqual([]);
          clock.turn(turned === 0 ? PUBLISH_EVERY_MS : WITNESS_LAG_MS);
          turned += 1;
          return alarms();
        },
        { interval: 100 },
      )
      .toContain('witness-lag');
    // The reason is beside the alarm, in the log when it changes, and in the readiness, which does not fail
    expect((await server.ask('/v1/alarms')).text).toMatch(/"about":"witness\/it-is-unreachable\/[^"]*\/none"/);
    const witnessLines = () => server.log.filter((line) => line.includes('"event":"witness"'));
    await expect.poll(() => witnessLines().length).toBeGreaterThan(1);
    const reasonsOf = new Map<string, string[]>();
    for (const line of witnessLines()) {
      const { witness, reason } = JSON.parse(line) as { witness: string; reason: string };
      reasonsOf.set(witness, [...(reasonsOf.get(witness) ?? []), reason]);
    }
    expect(reasonsOf.size).toBe(2);
    for (const reasons of reasonsOf.values()) {
      expect(reasons.filter((reason, at) => reason === reasons[at - 1])).toEqual([]);
      expect(reasons.at(-1)).toContain('it is unreachable');
    }
    const ready = async () => {
      const { status, text } = await server.ask('/readyz');
      return [status, text];
    };
    await expect.poll(ready).toEqual([200, expect.stringContaining('it is unreachable')]);
    expect((await server.ask('/ledger/checkpoint')).status).toBe(404);
  });
});

describe('a server restored together with its ratchet', () => {
  const published = (server: RunningServer, size: number) =>
    expect
      .poll(async () => /^[^\n]+\n(\d+)\n/.exec((await server.ask('/ledger/checkpoint')).text)?.[1])
      .toBe(String(size));

  test('does not start a second history, because a witness has seen more', async () => {
    const dataDir = temporaryFolder();
    const { policy, stopWitnesses } = await witnessed(await keyOf(dataDir));
    const kiosk = testKiosk();
    const first = await runServer({ dataDir, policy });
    await first.enrol(kiosk);
    await first.post('/v1/reports', kiosk.next().wire);
    await first.close();
    const before = await copyOf(dataDir);
    const second = await runServer({ dataDir, policy });
    await second.post('/v1/reports', kiosk.next().wire);
    await second.close();
    const third = await runServer({ dataDir, policy });
    await published(third, third.ledger.size());
    await third.close();
    expect(await failure(runServer({ dataDir: before.dataDir, policy }))).toMatchObject({
      code: 'witness-ahead',
      hint: expect.stringContaining('old files were restored'),
    });
    await expect(runServer({ dataDir, policy }).then((server) => server.close())).resolves.toBeUndefined();
    // No witness answers at the start; later they refuse the head, which raises an alarm.
    await stopWitnesses();
    await expect(
      runServer({ dataDir: before.dataDir, policy }).then((server) => server.close()),
    ).resolves.toBeUndefined();
  });
});

async function loseLog(dataDir: string): Promise<void> {
  const place = await placeIn(dataDir);
  if (place.postgres === undefined) return rmSync(join(dataDir, LEDGER_FILE));
  const { knex } = await openDatabase(place);
  await knex.schema.dropSchema(LEDGER_SCHEMA, true);
  await knex.destroy();
}

describe('the server refuses to start, with the reason,', () => {
  test('with a policy that names another log', async () => {
    const { policy } = await witnessed(grownLog('other.example').key);
    expect(await failure(runServer({ policy }))).toMatchObject({
      code: 'other-log',
      hint: expect.stringContaining('key'),
    });
  });
  test.each(['log', RATCHET_FILE, 'ledger-signing-key'])('without its %s', async (lost) => {
    const first = await runServer();
    const kiosk = testKiosk();
    await first.enrol(kiosk);
    await first.post('/v1/reports', kiosk.next().wire);
    await first.close();
    if (lost === 'log') await loseLog(first.dataDir);
    else rmSync(join(first.dataDir, lost));
    expect(await failure(runServer({ dataDir: first.dataDir }))).toMatchObject({
      code: 'no-log',
      hint: expect.stringContaining('cannot be started again'),
    });
  });
});
