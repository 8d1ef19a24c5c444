/** The resumable download of a delivery, over connections that break. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Download } from '../../../../server/console/partner-portal/download.ts';
import { type Parts, partsInMemory } from '../../../../server/console/partner-portal/parts.ts';

const FILE = new Uint8Array(5_000).map((_, at) => (at * 7) % 251);
const digest = createHash('sha256').update(FILE).digest('hex');
const wanted = { path: '/v1/deliveries/x', digest, length: FILE.length };
const never = new AbortController().signal;
const SIZES = { piece: 4_000, part: 1_000 };

interface Served {
  readonly status: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** First byte in the header Content-Range. */
  readonly from?: number;
  /** One past the last byte of the range; absent: that of the bytes. */
  readonly to?: number;
  /** The connection breaks after the bytes. */
  readonly isCut?: boolean;
}

/** Answers one request after the other, and notes the headers of each. */
function server(...answers: readonly Served[]) {
  const asked: Headers[] = [];
  const fetched = (_path: string, { headers }: RequestInit) => {
    asked.push(new Headers(headers));
    const { status, bytes, from, to, isCut } = answers[asked.length - 1] ?? { status: 404, bytes: new Uint8Array() };
    let isSent = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (!isSent) controller.enqueue(bytes);
        else if (isCut) controller.error(new Error('the connection broke'));
        else controller.close();
        isSent = true;
      },
    });
    const last = (to ?? (from ?? 0) + bytes.length) - 1;
    const range: Record<string, string> =
      from === undefined ? {} : { 'content-range': `bytes ${from}-${last}/${FILE.length}` };
    return Promise.resolve(new Response(body, { status, headers: range }));
  };
  return { asked, fetched };
}

const part = (from: number, to: number, over: Partial<Served> = {}): Served => {
  return { status: 206, bytes: FILE.slice(from, to), from, ...over };
};

function download(fetched: ReturnType<typeof server>['fetched'], parts: Parts = partsInMemory()) {
  const one = new Download(wanted, parts, { fetched, sizes: SIZES });
  const seen: number[] = [];
  return { one, seen, run: () => one.run(never, (received) => seen.push(received)) };
}

const bytesOf = async (end: { readonly kind: string; readonly file?: Blob }) =>
  new Uint8Array((await end.file?.arrayBuffer()) ?? new ArrayBuffer(0));

const refusal = (code: string) => new TextEncoder().encode(JSON.stringify({ error: { code } }));

describe('the download of a delivery', () => {
  it('continues after a broken connection, for the same file, piece by piece, and is whole by its digest', async () => {
    const { asked, fetched } = server(
      part(0, 1_200, { to: 4_000, isCut: true }),
      part(1_200, 3_000, { to: 5_000, isCut: true }),
      part(3_000, 5_000),
    );
    const { one, seen, run } = download(fetched);
    expect(await run()).toEqual({ kind: 'partial' });
    expect(await one.kept()).toBe(1_200);
    expect(await run()).toEqual({ kind: 'partial' });
    const end = await run();
    expect(end.kind).toBe('whole');
    expect(await bytesOf(end)).toEqual(FILE);
    expect(asked.map((headers) => [headers.get('range'), headers.get('if-range')])).toEqual([
      ['bytes=0-3999', `"${digest}"`],
      ['bytes=1200-4999', `"${digest}"`],
      ['bytes=3000-4999', `"${digest}"`],
    ]);
    expect(seen.at(-1)).toBe(FILE.length);
  });

  it('continues with the parts that another page kept', async () => {
    const parts = partsInMemory();
    await download(server(part(0, 1_200, { to: 4_000, isCut: true })).fetched, parts).run();
    const { asked, fetched } = server(part(1_200, 5_000));
    expect((await download(fetched, parts).run()).kind).toBe('whole');
    expect(asked.map((headers) => headers.get('range'))).toEqual(['bytes=1200-4999']);
  });

  it('erases an altered part and all after it, and asks for them again', async () => {
    const parts = partsInMemory();
    await download(server(part(0, 4_000), part(4_000, 4_500, { to: 5_000, isCut: true })).fetched, parts).run();
    const [first = 0] = await parts.places();
    const kept = await parts.get(first);
    if (kept !== undefined) kept.bytes[3] = kept.bytes[3]! ^ 1;
    const { asked, fetched } = server(part(0, 4_000), part(4_000, 5_000));
    const again = download(fetched, parts);
    expect(await again.one.kept()).toBe(0);
    expect(await bytesOf(await again.run())).toEqual(FILE);
    expect(asked.map((headers) => headers.get('range'))).toEqual(['bytes=0-3999', 'bytes=4000-4999']);
  });

  it('erases everything when a part was altered with its digest', async () => {
    const parts = partsInMemory();
    const other = FILE.slice(0, 4_000);
    other[9] = other[9]! ^ 1;
    await parts.add(0, other);
    const { one, run } = download(server(part(4_000, 5_000)).fetched, parts);
    expect(await one.kept()).toBe(4_000);
    expect(await run()).toEqual({ kind: 'other-bytes' });
    expect(await one.kept()).toBe(0);
  });

  it('begins again when the server sends another whole file, and refuses bytes with another digest', async () => {
    const { fetched } = server(
      part(0, 100, { to: 4_000, isCut: true }),
      { status: 200, bytes: new Uint8Array(FILE.length) },
      { status: 200, bytes: FILE },
    );
    const { one, run } = download(fetched);
    await run();
    expect(await run()).toEqual({ kind: 'other-bytes' });
    expect(await one.kept()).toBe(0);
    expect((await run()).kind).toBe('whole');
  });

  it.each([
    ['another range', part(0, 3_999)],
    ['a range of a longer file', { ...part(0, 4_000), from: 1_001 }],
    ['more bytes than the range has', part(0, 4_500, { to: 4_000 })],
    ['no range', { status: 206, bytes: FILE.slice(0, 4_000) }],
  ])('refuses %s', async (_name, served) => {
    const { one, run } = download(server(served).fetched);
    expect(await run()).toEqual({ kind: 'other-bytes' });
    expect(await one.kept()).toBe(0);
  });

  it('erases the parts of a delivery that was withdrawn, and keeps them while the server refuses for a time', async () => {
    const { fetched } = server(
      part(0, 100, { to: 4_000, isCut: true }),
      { status: 429, bytes: refusal('rate-limited') },
      { status: 409, bytes: refusal('agreement-not-in-force') },
    );
    const { one, run } = download(fetched);
    await run();
    expect(await run()).toEqual({ kind: 'refused', code: 'rate-limited' });
    expect(await one.kept()).toBe(100);
    expect(await run()).toEqual({ kind: 'refused', code: 'agreement-not-in-force' });
    expect(await one.kept()).toBe(0);
  });

  it.each(['full', 'forgotten'] as const)('ends as %s when the browser keeps no more', async (kind) => {
    const { fetched } = server(part(0, 4_000));
    const { run } = download(fetched, { ...partsInMemory(), add: () => Promise.resolve(kind) });
    expect(await run()).toEqual({ kind });
  });

  it.each([1_100, 1_000])('ends as forgotten when it was erased before the connection broke at byte %i', async (to) => {
    const { fetched } = server(part(0, to, { to: 4_000, isCut: true }));
    const memory = partsInMemory();
    const erased = () => Promise.resolve('forgotten' as const);
    const add = (from: number, bytes: Uint8Array<ArrayBuffer>) => (from < 1_000 ? memory.add(from, bytes) : erased());
    expect(await download(fetched, { ...memory, add, holds: erased }).run()).toEqual({ kind: 'forgotten' });
  });
});
