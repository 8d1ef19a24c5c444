import { describe, expect, it } from 'vitest';
import { PlainMemory } from '../../../../../server/goods/declarations/front/plain-memory.ts';
import { handTurnedClock } from '../../../fixtures/hand-turned-clock.ts';

function held() {
  const clock = handTurnedClock();
  const log: string[] = [];
  const memory = new PlainMemory({ clock, overwrite: () => void log.push(`overwrite ${clock.monotonicMs()}`) });
  /** Plaintext in use until the returned function is called. */
  const begin = (name: string) => {
    let end = (): void => undefined;
    const over = memory.use(async () => {
      log.push(`begin ${name}`);
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    return {
      async end() {
        end();
        await over;
      },
    };
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { clock, log, memory, begin, settle };
}

describe('the memory of the front', () => {
  it('is overwritten four times after the last declaration', async () => {
    const { clock, log, begin } = held();
    await begin('a').end();
    for (let at = 0; at < 600; at += 1) clock.turn(100);
    expect(log).toEqual(['begin a', 'overwrite 200', 'overwrite 1200', 'overwrite 6200', 'overwrite 36200']);
  });

  it('is not overwritten while a declaration is in use, and then before the next one', async () => {
    const { clock, log, begin, settle } = held();
    await begin('a').end();
    const second = begin('b');
    clock.turn(200);
    const third = begin('c');
    await settle();
    expect(log).toEqual(['begin a', 'begin b']);
    await second.end();
    await settle();
    expect(log).toEqual(['begin a', 'begin b', 'overwrite 200', 'begin c']);
    await third.end();
    clock.turn(200);
    expect(log.at(-1)).toBe('overwrite 400');
  });

  it('is overwritten under constant load', async () => {
    const { clock, log, begin } = held();
    let before = begin('x');
    for (let at = 0; at < 300; at += 1) {
      const next = begin('x');
      clock.turn(100);
      await before.end();
      before = next;
    }
    await before.end();
    const overwritten = log.flatMap((line) => (line.startsWith('overwrite ') ? [Number(line.slice(10))] : []));
    const gaps = overwritten.map((atMs, index) => atMs - (overwritten[index - 1] ?? 0));
    expect(gaps.length).toBeGreaterThan(3);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(6_000);
  });

  it('passes on the failure of the work, and is overwritten after it', async () => {
    const { clock, log, memory } = held();
    await expect(memory.use(() => Promise.reject(new Error('not sealed')))).rejects.toThrow('not sealed');
    clock.turn(200);
    expect(log).toEqual(['overwrite 200']);
  });
});
