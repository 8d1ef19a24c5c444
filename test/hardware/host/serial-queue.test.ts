import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

test('serial queue: begins a step only after the one before it has ended', async () => {
  const queue = serialQueue();
  const seen: string[] = [];
  const slow = queue.run(async () => {
    seen.push('first begins');
    await pause(5);
    seen.push('first ends');
  });
  const quick = queue.run(() => seen.push('second'));
  expect(seen).toEqual([]);
  await Promise.all([slow, quick]);
  expect(seen).toEqual(['first begins', 'first ends', 'second']);
});

test('serial queue: passes a failure to the caller and continues with the next step', async () => {
  const queue = serialQueue();
  const failed = queue.run(() => Promise.reject(new Error('broken')));
  const next = queue.run(() => 'done');
  await expect(failed).rejects.toThrow('broken');
  await expect(next).resolves.toBe('done');
});

test('serial queue: a step that throws at once rejects, as one that rejects later does', async () => {
  const queue = serialQueue();
  await expect(
    queue.run(() => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  await expect(queue.settled()).resolves.toBeUndefined();
});

test('serial queue: never runs two steps at a time and keeps their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ waits: fc.boolean(), fails: fc.boolean() }), { maxLength: 30 }),
      async (steps) => {
        const queue = serialQueue();
        const order: number[] = [];
        let running = 0;
        const all = steps.map(({ waits, fails }, at) =>
          queue.run(async () => {
            running += 1;
            expect(running).toBe(1);
            order.push(at);
            if (waits) await Promise.resolve();
            running -= 1;
            if (fails) throw new Error('fails');
          }),
        );
        const ended = await Promise.allSettled(all);
        expect(ended.map(({ status }) => status)).toEqual(steps.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')));
        expect(order).toEqual(steps.map((_, at) => at));
      },
    ),
  );
});

test('serial queue: settled waits for the steps given so far and not for later ones', async () => {
  const queue = serialQueue();
  let ended = false;
  void queue.run(async () => {
    await pause(2);
    ended = true;
  });
  const settled = queue.settled();
  void queue.run(() => new Promise<void>(() => undefined));
  await settled;
  expect(ended).toBe(true);
});
