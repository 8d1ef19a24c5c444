/**
 * A program of traders in a process of its own, so that its work is not the server's. It is forked with the front's port and one key for
 * each trader, gets one job, and answers with times.
 */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { messages } from './messages.ts';

export type Job =
  /** One after the other. */
  | { readonly kind: 'alone'; readonly items: number; readonly format: 'json' | 'xml'; readonly count: number }
  /** At fixed times, whatever the answers. */
  | { readonly kind: 'paced'; readonly items: number; readonly perSecond: number; readonly seconds: number }
  /** As fast as this many waiting requests are answered. */
  | { readonly kind: 'full'; readonly items: number; readonly waiting: number; readonly seconds: number };

export interface Times {
  /** From the request to the whole answer, ms, of accepted declarations. */
  readonly ms: readonly number[];
  /** Answers without an accepted declaration, by status. */
  readonly others: Readonly<Record<string, number>>;
  readonly tookMs: number;
}

const [port = '', ...keys] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
let sent = 0;

function submit(body: Buffer, format: 'json' | 'xml'): Promise<{ readonly ms: number; readonly status: number }> {
  const key = keys[sent++ % keys.length] ?? '';
  const headers = {
    'content-type': format === 'json' ? 'application/json' : 'application/xml',
    'content-length': String(body.length),
    'idempotency-key': randomBytes(8).toString('hex'),
    authorization: `Bearer ${key}`,
  };
  const from = performance.now();
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/v1/declarations', method: 'POST', headers, agent }, (response) => {
      response.resume();
      response.on('end', () => resolve({ ms: performance.now() - from, status: response.statusCode ?? 0 }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });
}

const bodyOf = (items: number, format: 'json' | 'xml'): Buffer => {
  const lrn = `LRN-${randomBytes(6).toString('hex').toUpperCase()}`;
  const { json, xml } = messages(items, lrn);
  return format === 'json' ? json : Buffer.from(xml.toString().replaceAll(XML_LRN, lrn));
};
const XML_LRN = /LRN-[A-Z0-9-]+/g;

async function perform(job: Job): Promise<Times> {
  const ms: number[] = [];
  const others: Record<string, number> = {};
  const one = async (items: number, format: 'json' | 'xml'): Promise<void> => {
    const answered = await submit(bodyOf(items, format), format);
    if (answered.status === 201) ms.push(answered.ms);
    else others[answered.status] = (others[answered.status] ?? 0) + 1;
  };
  const from = performance.now();
  switch (job.kind) {
    case 'alone':
      for (let count = 0; count < job.count; count += 1) await one(job.items, job.format);
      break;
    case 'paced': {
      const running: Promise<void>[] = [];
      for (let count = 0; count < job.perSecond * job.seconds; count += 1) {
        const waitMs = from + (count * 1_000) / job.perSecond - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        running.push(one(job.items, 'json'));
      }
      await Promise.all(running);
      break;
    }
    case 'full': {
      const worker = async (): Promise<void> => {
        while (performance.now() - from < job.seconds * 1_000) await one(job.items, 'json');
      };
      await Promise.all(Array.from({ length: job.waiting }, worker));
      break;
    }
  }
  return { ms, others, tookMs: performance.now() - from };
}

process.on('message', (job: Job) => void perform(job).then((times) => process.send?.(times)));
process.on('disconnect', () => process.exit());
