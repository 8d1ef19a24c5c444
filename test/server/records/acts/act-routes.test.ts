import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import type { Principal } from '../../../../server/platform/access/principal.ts';
import { actRoutes } from '../../../../server/records/acts/act-routes.ts';
import { recordAct } from '../../../../server/records/acts/record-act.ts';
import { transactionIdSchema } from '../../../../server/contract/field.ts';
import type { ActPage } from '../../../../server/records/acts/answers.ts';
import { duty, kiosk, NOON, person, principal } from '../../platform/access/fixtures/principals.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { send } from '../../fixtures/running-server.ts';

const TRANSACTION = 'cd'.repeat(16);
const SESSION = 'ab'.repeat(16);

async function serve(who: Principal) {
  const { context, database, ledgerDatabase } = await ingestBench();
  const clock = { ...context.clock, wallMs: () => NOON };
  const gate = {
    clock,
    principalOf: () => Promise.resolve(who),
    noteRefusal: () => undefined,
    noteReading: () => Promise.resolve(),
  };
  const http = createServer(express().use(actRoutes(gate, { database: database.knex, log: ledgerDatabase.reader })));
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void http.close());
  for (let count = 1; count <= 3; count++) {
    await context.queue.run((transaction) =>
      recordAct(transaction, {
        person: person('p-berta'),
        session: SESSION,
        role: 'officer',
        act: 'referral.decide',
        target: { kioskId: kiosk('north-1'), transactionId: transactionIdSchema.parse(TRANSACTION) },
        result: 'done',
        at: NOON,
      }),
    );
  }
  await context.ledger.settle();
  await context.ledger.settle();
  return (path: string) => send((http.address() as AddressInfo).port, path);
}

it('list acts for an auditor in pages, without the traveller', async () => {
  const ask = await serve(principal([duty('auditor')]));
  const first = await ask('/v1/acts?limit=2');
  const page = JSON.parse(first.text) as ActPage;
  expect(page.acts).toMatchObject([
    { position: 3, person: 'p-berta', session: SESSION, act: 'referral.decide', kioskId: 'north-1', result: 'done' },
    { position: 2 },
  ]);
  expect(first.text).not.toContain(TRANSACTION);
  const rest = JSON.parse((await ask('/v1/acts?before=2&person=p-berta&act=referral.decide')).text) as ActPage;
  expect(rest.acts.map(({ position }) => position)).toEqual([1]);
});

it('are for auditors only', async () => {
  for (const role of ['officer', 'supervisor', 'privacy-officer', 'administrator', 'partner'] as const) {
    const ask = await serve(principal([duty(role)]));
    expect([role, (await ask('/v1/acts')).status]).toEqual([role, 403]);
  }
});

it.each([
  'limit=0',
  'limit=101',
  'before=0',
  'before=x',
  'person=Mr%20Smith',
  'act=all',
  'subject=%27--',
  'name=x',
  'limit=1&limit=2',
])('refuse the query %s', async (query) => {
  const ask = await serve(principal([duty('auditor')]));
  const answer = await ask(`/v1/acts?${query}`);
  expect([answer.status, answer.text.includes('invalid-query')]).toEqual([400, true]);
});
