/** The resumable download of a delivery, over connections that break. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Download } from '../../../../server/ui/partner-portal/download.ts';

const FILE = new Uint8Array(5_000).map((_, at) => (at * 7) % 251);
const digest = createHash('sha256').update(FILE).digest('hex');
const wanted = { path: '/v1/deliveries/x', digest, length: FILE.length };
const never = new AbortController().signal;

interface Served {
  readonly status: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The connection breaks after the bytes. */
  readonly isCut?: boolean;
}

/** Answers one request after the other, and notes the headers of each. */
function server(...answers: readonly Served[]) {
  const asked: Headers[] = [];
  const fetched = (_path: unknown, { headers }: RequestInit = {}) => {
    asked.push(new Headers(headers));
    const { status, bytes, isCut } = answers[asked.length - 1] ?? { status: 404, bytes: new Uint8Array() };
    let isSent = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (!isSent) controller.enqueue(bytes);
        else if (isCut) controller.error(new Error('the connection broke'));
        else controller.close();
        isSent = true;
      },
    });
    return Promise.resolve(new Response(body, { status }));
  };
  return { asked, fetched: fetched as typeof fetch };
}

describe('the download of a delivery', () => {
  it('continues after a broken connection, for the same file, and is whole by its digest', async () => {
    const { asked, fetched } = server(
      { status: 200, bytes: FILE.slice(0, 1_200), isCut: true },
      { status: 206, bytes: FILE.slice(1_200, 3_000), isCut: true },
      { status: 206, bytes: FILE.slice(3_000) },
    );
    const download = new Download(wanted, fetched);
    const seen: number[] = [];
    const run = () => download.run(never, (received) => seen.push(received));
    expect(await run()).toEqual({ kind: 'partial' });
    expect(download.received).toBe(1_200);
    expect(await run()).toEqual({ kind: 'partial' });
    expect(await run()).toEqual({ kind: 'whole', bytes: FILE });
    expect(asked.map((headers) => [headers.get('range'), headers.get('if-range')])).toEqual([
      [null, null],
      ['bytes=1200-', `"${digest}"`],
      ['bytes=3000-', `"${digest}"`],
    ]);
    expect(seen.at(-1)).toBe(FILE.length);
  });

  it('begins again when the server sends another whole file, and refuses bytes with another digest', async () => {
    const { fetched } = server(
      { status: 200, bytes: FILE.slice(0, 100), isCut: true },
      { status: 200, bytes: new Uint8Array(FILE.length) },
      { status: 200, bytes: FILE },
    );
    const download = new Download(wanted, fetched);
    const run = () => download.run(never, () => undefined);
    await run();
    expect(await run()).toEqual({ kind: 'other-bytes' });
    expect(download.received).toBe(0);
    expect((await run()).kind).toBe('whole');
  });

  it('names the refusal of the server and keeps what came', async () => {
    const refusal = new TextEncoder().encode(JSON.stringify({ error: { code: 'agreement-not-in-force' } }));
    const { fetched } = server(
      { status: 200, bytes: FILE.slice(0, 100), isCut: true },
      { status: 409, bytes: refusal },
    );
    const download = new Download(wanted, fetched);
    await download.run(never, () => undefined);
    const end = await download.run(never, () => undefined);
    expect(end).toEqual({ kind: 'refused', code: 'agreement-not-in-force' });
    expect(download.received).toBe(100);
  });
});
