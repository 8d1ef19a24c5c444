/** SIGKILL of a server that takes declarations: an answered one exists and is sealed, and none is half stored. */
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { findContent } from '../../../../server/goods/declarations/tables/declarations.ts';
import { casesOf } from '../../../support/extent.ts';
import { descendantsOf } from '../../../support/memory-scan.ts';
import { startProcess } from '../../fixtures/server-process.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { changed, H1 } from './fixtures/declarations.ts';
import { preparedFolder } from './fixtures/prepared-folder.ts';
import { signedOffices, submitTo, traderBench } from './fixtures/trader-bench.ts';

const message = (number: number) => changed(H1, { '/lrn': `LRN-${number}`, '/ucr': `UCR-${number}` });
const submissionOf = (number: number) => `submission-${number}`;

type Point =
  | 'while a message arrives'
  | 'while declarations are stored'
  | 'the front alone, while declarations are stored';
const POINTS = casesOf<Point>(
  ['while a message arrives', 'while declarations are stored', 'the front alone, while declarations are stored'],
  (point) => point === 'while declarations are stored',
);

it.each(POINTS)('a server killed %s: loses no answered declaration and keeps no half of one', async (point) => {
  const dataDir = temporaryFolder();
  const offices = await signedOffices();
  const { key, environment } = await preparedFolder(dataDir, offices);
  const server = startProcess(environment);
  const port = Number((await server.event('traders-listening'))['port']);
  const answered = new Map<number, string>();
  const send = async (number: number): Promise<void> => {
    const answer = await submitTo(port, message(number), { key, submission: submissionOf(number) }).catch(
      () => undefined,
    );
    if (answer?.status === 201) answered.set(number, answer.json.id ?? '');
  };

  if (point === 'while a message arrives') {
    await send(1);
    await new Promise<void>((resolve) => {
      const headers = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': submissionOf(2),
      };
      const call = request({
        port,
        host: '127.0.0.1',
        path: '/v1/declarations',
        method: 'POST',
        headers: { ...headers, 'content-length': '900' },
      });
      call.on('error', () => resolve());
      call.write(JSON.stringify(message(2)).slice(0, 500), () => server.kill('SIGKILL'));
    });
  } else {
    const sending = Array.from({ length: 40 }, (_, number) => send(number + 1));
    await expect.poll(() => answered.size, { timeout: 120_000, interval: 5 }).toBeGreaterThan(2);
    if (point === 'while declarations are stored') server.kill('SIGKILL');
    else
      process.kill(
        descendantsOf(server.processId).find(({ command }) => command.includes('front/program'))?.id ?? 0,
        'SIGKILL',
      );
    await Promise.all(sending);
  }
  server.kill('SIGKILL');
  await server.exit;

  const bench = await traderBench({ dataDir, offices, key });
  const { knex } = bench.server.context;
  for (const [, id] of answered) expect((await findContent(knex, id))?.groups.length).toBeGreaterThan(2);
  // Each row has its content, and each content its row
  expect(await knex('sealed_declarations').orderBy('id').pluck('id')).toEqual(
    await knex('declarations').orderBy('id').pluck('id'),
  );
  // A submission that is sent again is the same declaration
  const numbers = point === 'while a message arrives' ? [1, 2] : [1, 2, 3, 4, 5, 6, 7, 8];
  const before = (await knex('declarations')).length;
  if (point === 'while a message arrives') expect(before).toBe(1);
  for (const number of numbers) {
    const again = await bench.submit(message(number), { key, submission: submissionOf(number) });
    expect(again).toMatchObject({ status: 201, json: { state: 'accepted' } });
    if (answered.has(number)) expect(again.json.id).toBe(answered.get(number));
  }
});
