/**
 * How much one client who uses its limits fully slows the declarations of another trader. The same attack on a second server is the comparison, so that the
 * machine is as busy in both.
 */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { changed, H1 } from '../server/goods/declarations/fixtures/declarations.ts';
import { repetitions } from '../support/extent.ts';
import { attackInLoops, medianSlowdown } from './harness/slowdown.ts';
import { newTraderKey, type TraderBench, traderBench } from '../server/goods/declarations/fixtures/trader-bench.ts';

const DECLARATIONS = repetitions(100, 300);
const AT_ONCE = 6;
const MAX_SLOWDOWN = 2;

let filed = 0;
let traders = 0;

/** How long the declarations of another trader take, ms. All are accepted: it is a new trader each time, who has used none of its own limits. */
async function timeOf(bench: TraderBench): Promise<number> {
  const key = await bench.giveKey(`other-${(traders += 1)}`);
  const from = performance.now();
  let left = DECLARATIONS;
  const file = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      filed += 1;
      const declaration = changed(H1, { '/lrn': `L-${filed}`, '/ucr': `U-${filed}` });
      expect((await bench.submit(declaration, { key })).status).toBe(201);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, file));
  return performance.now() - from;
}

interface Asked {
  readonly method: string;
  readonly key: string;
  readonly body?: Uint8Array;
}

/** A request from another network than the other trader's. */
function askFrom(localAddress: string, { server }: TraderBench, { method, key, body }: Asked): Promise<void> {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': body.length,
      'idempotency-key': randomBytes(8).toString('hex'),
    }),
  };
  const at = { host: '127.0.0.1', port: server.traders?.port, path: '/v1/declarations', agent: false, localAddress };
  return new Promise((resolve, reject) => {
    const call = request({ ...at, method, headers }, (response) => response.resume().on('end', () => resolve()));
    call.on('error', reject);
    call.end(body);
  });
}

const goods = Array.from({ length: 9_999 }, () => ({ number: 'x', netMass: 'q', grossMass: 'abc' }));
const COSTLY = Buffer.from(JSON.stringify({ dataSet: 'H7', goods }));

test.each([
  [
    'a trader with costly declarations',
    async (bench: TraderBench) => {
      const key = await bench.giveKey(`costly-${(traders += 1)}`);
      return attackInLoops(8, () => askFrom('127.0.3.1', bench, { method: 'POST', key, body: COSTLY }));
    },
  ],
  [
    'a stranger with invented keys',
    (bench: TraderBench) =>
      Promise.resolve(attackInLoops(16, () => askFrom('127.0.3.1', bench, { method: 'GET', key: newTraderKey().key }))),
  ],
])("%s slows another trader's declarations by a factor of two at most", async (_name, begin) => {
  const [bench, other] = [await traderBench(), await traderBench()];
  const { median, ratios } = await medianSlowdown(
    () => timeOf(bench),
    () => begin(bench),
    () => begin(other),
  );
  expect(median, ratios.map((one) => one.toFixed(2)).join(' ')).toBeLessThan(MAX_SLOWDOWN);
});
