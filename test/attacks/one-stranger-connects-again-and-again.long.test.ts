/** How much a stranger who makes new connections without end slows the people of the console. */
import { Agent } from 'node:https';
import { expect, onTestFinished, test } from 'vitest';
import { clientCertificate, strangersKey } from '../server/sharing/fixtures/partner-program.ts';
import { serverWithAllPorts } from './harness/all-ports.ts';
import { staffOf } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';
import { attackInLoops, medianSlowdown } from './harness/slowdown.ts';

const REQUESTS = 400;
const AT_ONCE = 6;
const LOOPS = 16;
const PAIRS = 5;

test.each([
  ['people', 'listening'],
  ['partners', 'partners-listening'],
])(
  'a stranger who connects again and again to the port of %s slows the console by a factor of two at most',
  async (_name, event) => {
    const [attacked, other] = [await serverWithAllPorts(), await serverWithAllPorts()];
    const { anna } = await staffOf(attacked.server);
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    onTestFinished(() => agent.destroy());
    const client = visitor(attacked.server.people, { agent });
    for (const [name, value] of anna.browser.cookies) client.cookies.set(name, value);
    const timeOf = async (): Promise<number> => {
      const from = performance.now();
      let left = REQUESTS;
      const ask = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          expect((await client.get('/v1/lanes')).status).toBe(200);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, ask));
      return performance.now() - from;
    };
    const key = strangersKey();
    const identity = {
      key: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
      cert: clientCertificate(key, 'nobody'),
    };
    const attack = async ({ server, at }: typeof attacked) => {
      const port = event === 'listening' ? server.people : await at(event);
      const stranger = visitor(port, { from: '127.0.3.1', identity });
      return attackInLoops(LOOPS, () => stranger.get('/'));
    };
    const { median, ratios } = await medianSlowdown(
      timeOf,
      () => attack(attacked),
      () => attack(other),
      PAIRS,
    );
    expect(median, ratios.map((one) => one.toFixed(2)).join(' ')).toBeLessThan(2);
  },
);
