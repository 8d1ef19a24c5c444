import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { serveThread } from '../../../models/threads/serve-thread.ts';
import { createThreadPool, type ThreadPool } from '../../../models/threads/thread-pool.ts';
import { ThreadTaskError } from '../../../models/threads/thread-pool-error.ts';
import type { TaskRequest, TaskSettings } from '../fixtures/task-thread.ts';

const ENTRY = new URL('../fixtures/task-thread.js', import.meta.url);
const refused = (code: string): unknown => expect.objectContaining({ name: 'ThreadPoolError', code });

interface PoolSettings extends TaskSettings {
  readonly size?: number;
  readonly queueLimit?: number;
  readonly closeTimeoutMs?: number;
  readonly taskLimitMs?: number;
}

function open({
  size = 1,
  queueLimit = 100,
  closeTimeoutMs = 240_000,
  taskLimitMs,
  ...workerData
}: PoolSettings = {}): ThreadPool<TaskRequest, unknown> {
  const limit = taskLimitMs === undefined ? {} : { taskLimitMs };
  const settings = { entry: ENTRY, size, queueLimit, closeTimeoutMs, workerData, ...limit };
  const pool = createThreadPool<TaskRequest, unknown>(settings);
  onTestFinished(() => pool.close().catch(() => {}));
  return pool;
}

const spin = (ms: number): TaskRequest => ({ kind: 'spin', ms });
/** A request that occupies its thread until it is released. */
function hold(): { readonly request: TaskRequest; readonly release: () => void } {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  return {
    request: { kind: 'hold', gate },
    release() {
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
    },
  };
}
/** Gives the limits of the pool a clock that the returned function turns. */
function turnedLimits(): (byMs: number) => void {
  const limits: { leftMs: number; readonly end: AbortController }[] = [];
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((leftMs) => {
    const end = new AbortController();
    limits.push({ leftMs, end });
    return end.signal;
  });
  onTestFinished(() => timeout.mockRestore());
  return (byMs) => {
    for (const limit of limits) {
      limit.leftMs -= byMs;
      if (limit.leftMs <= 0) limit.end.abort();
    }
  };
}
const echo = (value: unknown): TaskRequest => ({ kind: 'echo', value });

describe('a request to the thread pool', () => {
  it('is answered, also when it was submitted before the threads were ready', async () => {
    expect(await open().submit(echo({ a: [1, 2] }))).toEqual({ a: [1, 2] });
  });

  it('does not stop the event loop while a thread is busy with it', async () => {
    const pool = open();
    await pool.ready;
    const { request, release } = hold();
    const answer = pool.submit(request);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(pool.stats()).toMatchObject({ busy: 1, answered: 0 });
    release();
    expect(await answer).toBe('held');
  });

  it('moves buffers of the transfer list in both directions', async () => {
    const data = Float32Array.of(1, 2, 3);
    const answer = await open().submit({ kind: 'double', data }, { transfer: [data.buffer] });
    expect(answer).toEqual(Float32Array.of(2, 4, 6));
    expect(data.byteLength).toBe(0);
  });

  it('copies other buffers', async () => {
    const data = Float32Array.of(1, 2, 3);
    await open().submit({ kind: 'double', data });
    expect(data).toEqual(Float32Array.of(1, 2, 3));
  });

  it('that fails in the thread keeps the name, message and code of the error', async () => {
    const error = await open()
      .submit({ kind: 'fail', code: 'bad-input' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ThreadTaskError);
    expect(error).toMatchObject({ name: 'RangeError', message: 'as asked', code: 'bad-input' });
    expect((error as Error).stack).toContain('task-thread');
  });

  it('that throws another value rejects with an Error', async () => {
    await expect(open().submit({ kind: 'throw-text' })).rejects.toBeInstanceOf(ThreadTaskError);
  });

  it('whose answer cannot be sent rejects, and the thread continues', async () => {
    const pool = open();
    await expect(pool.submit({ kind: 'answer-with-a-function' })).rejects.toMatchObject({ name: 'DataCloneError' });
    expect(await pool.submit({ kind: 'count' })).toBe(2);
  });

  it('that cannot be sent is refused, and the next is answered', async () => {
    const pool = open();
    await pool.ready;
    const unsendable = pool.submit(echo(() => {}));
    const next = pool.submit(echo('next'));
    await expect(unsendable).rejects.toThrow(refused('request-not-sendable'));
    expect(await next).toBe('next');
  });
});

describe('the queue of the thread pool', () => {
  it('refuses requests beyond its limit, and answers the others', async () => {
    const pool = open({ queueLimit: 2 });
    await pool.ready;
    const held = [spin(50), echo(1), echo(2)].map((request) => pool.submit(request));
    await expect(pool.submit(echo(3))).rejects.toThrow(refused('queue-full'));
    expect(pool.stats()).toMatchObject({ busy: 1, queued: 2 });
    expect(await Promise.all(held)).toEqual(['spun', 1, 2]);
    expect(pool.stats()).toEqual({ size: 1, busy: 0, queued: 0, answered: 3, replaced: 0 });
  });

  it('of length 0 still lets an idle thread take a request', async () => {
    const pool = open({ queueLimit: 0 });
    await pool.ready;
    const running = pool.submit(spin(20));
    await expect(pool.submit(echo(1))).rejects.toThrow(refused('queue-full'));
    expect(await running).toBe('spun');
  });

  it('keeps the order of requests', async () => {
    const pool = open();
    const answers: unknown[] = [];
    await Promise.all([1, 2, 3, 4].map((value) => pool.submit(echo(value)).then((answer) => answers.push(answer))));
    expect(answers).toEqual([1, 2, 3, 4]);
  });
});

describe('cancelling a request', () => {
  it('drops a queued request, and leaves its buffers with the caller', async () => {
    const pool = open();
    const running = pool.submit(spin(50));
    const data = Float32Array.of(1);
    const controller = new AbortController();
    const waiting = pool.submit({ kind: 'double', data }, { signal: controller.signal, transfer: [data.buffer] });
    controller.abort(new Error('no longer wanted'));
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled', cause: { message: 'no longer wanted' } });
    expect(data.byteLength).toBe(4);
    await running;
    expect(await pool.submit({ kind: 'count' })).toBe(2);
  });

  it('rejects a running request at once, and discards its result', async () => {
    const pool = open();
    await pool.ready;
    const controller = new AbortController();
    const running = pool.submit(spin(1_000), { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toThrow(refused('cancelled'));
    expect(pool.stats().busy).toBe(1);
    expect(await pool.submit(echo('next'))).toBe('next');
    expect(pool.stats().answered).toBe(2);
  });

  it('refuses a request whose signal has already fired', async () => {
    await expect(open().submit(echo(1), { signal: AbortSignal.abort() })).rejects.toThrow(refused('cancelled'));
  });
});

describe('a thread of the pool that dies', () => {
  it.each([
    ['by ending the process', { kind: 'exit' }],
    ['by an error outside of a request', { kind: 'crash' }],
  ] as const)('%s rejects its request and is replaced', async (_, request) => {
    const pool = open();
    const dying = pool.submit(request);
    const waiting = pool.submit(echo('after'));
    await expect(dying).rejects.toThrow(refused('thread-died'));
    expect(await waiting).toBe('after');
    expect(pool.stats()).toMatchObject({ replaced: 1, busy: 0, queued: 0 });
  });

  it('gives the error as the cause', async () => {
    await expect(open().submit({ kind: 'crash' })).rejects.toMatchObject({
      cause: { name: 'TypeError', message: 'thrown outside of a request' },
    });
  });

  it('does not affect the other threads', async () => {
    const pool = open({ size: 2 });
    await pool.ready;
    const [dying, other] = [pool.submit({ kind: 'exit' }), pool.submit(spin(100))];
    await expect(dying).rejects.toThrow(refused('thread-died'));
    expect(await other).toBe('spun');
  });

  it('before it is ready ends the pool, with the cause', async () => {
    const pool = open({ starting: 'fails' });
    const waiting = pool.submit(echo(1));
    await expect(pool.ready).rejects.toMatchObject({ code: 'thread-not-started', cause: { code: 'model-missing' } });
    await expect(waiting).rejects.toThrow(refused('thread-not-started'));
    await expect(pool.submit(echo(2))).rejects.toThrow(refused('thread-not-started'));
    await expect(pool.close()).resolves.toBeUndefined();
  });
});

describe('a time limit of the pool', () => {
  it('terminates and replaces the thread of a slower request', async () => {
    const pool = open({ taskLimitMs: 1_000 });
    await pool.ready;
    const turn = turnedLimits();
    const endless = pool.submit(spin(600_000));
    const waiting = pool.submit(echo('after'));
    turn(1_000);
    await expect(endless).rejects.toThrow(refused('task-timed-out'));
    expect(await waiting).toBe('after');
    expect(pool.stats()).toMatchObject({ replaced: 1, busy: 0, queued: 0 });
  });

  it('starts for each request when the thread takes it', async () => {
    const pool = open({ taskLimitMs: 2_000 });
    await pool.ready;
    const turn = turnedLimits();
    const requests = [hold(), hold(), hold()];
    const answers = requests.map(({ request }) => pool.submit(request));
    for (const [at, { release }] of requests.entries()) {
      turn(1_500);
      release();
      expect(await answers[at]).toBe('held');
    }
    turn(10_000);
    expect(await pool.submit(echo('still there'))).toBe('still there');
    expect(pool.stats().replaced).toBe(0);
  });
});

describe('affinity to a thread', () => {
  it('sends every request of a key to the same thread', async () => {
    const pool = open({ size: 3 });
    const counts = await Promise.all(
      Array.from({ length: 5 }, () => pool.submit({ kind: 'count' }, { affinity: 'lane-1' })),
    );
    expect(counts).toEqual([1, 2, 3, 4, 5]);
  });

  it('spreads many keys over all threads', async () => {
    const pool = open({ size: 2, queueLimit: 1000 });
    const counts = await Promise.all(
      Array.from({ length: 100 }, (_, key) => pool.submit({ kind: 'count' }, { affinity: key })),
    );
    const ends = counts.filter((count) => count === 1);
    expect(ends).toHaveLength(2);
    expect(Math.max(...(counts as number[]))).toBeLessThan(75);
  });

  it('does not delay requests without a key', async () => {
    const pool = open({ size: 2 });
    await pool.ready;
    const pinned = hold();
    const held = [1, 2].map(() => pool.submit(pinned.request, { affinity: 7 }));
    expect(await pool.submit(echo('free'))).toBe('free');
    pinned.release();
    expect(await Promise.all(held)).toEqual(['held', 'held']);
  });
});

describe('closing the pool', () => {
  it("waits for running requests and for each thread's close, and rejects queued ones", async () => {
    const closed = new Int32Array(new SharedArrayBuffer(4));
    const pool = open({ size: 2, closed });
    await pool.ready;
    const running = [pool.submit(spin(50)), pool.submit(spin(50))];
    const waiting = pool.submit(echo(1));
    const closing = pool.close();
    expect(pool.close()).toBe(closing);
    await expect(waiting).rejects.toThrow(refused('closed'));
    await expect(pool.submit(echo(2))).rejects.toThrow(refused('closed'));
    expect(await Promise.all(running)).toEqual(['spun', 'spun']);
    await closing;
    expect(closed[0]).toBe(2);
  });

  it('also closes threads that are not ready', async () => {
    const closed = new Int32Array(new SharedArrayBuffer(4));
    const pool = open({ closed });
    await pool.close();
    expect(closed[0]).toBe(1);
  });

  it('rejects with the code of a thread that failed to close', async () => {
    const pool = open({ closing: 'fails' });
    await expect(pool.close()).rejects.toMatchObject({ message: 'cannot close', code: 'busy' });
  });

  it.each([
    ['whose close hangs', { closing: 'hangs' } as const, echo(1)],
    ['that never ends its work', {}, spin(60_000)],
  ])('terminates a thread %s', async (_, settings, request) => {
    const pool = open({ ...settings, closeTimeoutMs: 200 });
    await pool.ready;
    const running = pool.submit(request).catch((error: unknown) => error);
    await expect(pool.close()).rejects.toThrow(refused('close-timed-out'));
    await running;
  });
});

it('thread pool: refuses a pool without threads', () => {
  expect(() => open({ size: 0 })).toThrow(RangeError);
});

it('thread pool: serves only in a worker thread', () => {
  expect(() => serveThread({ handle: async () => ({ response: null }) })).toThrow('worker threads');
});
