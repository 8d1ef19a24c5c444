import { describe, expect, test } from 'vitest';
import { readEvents } from '../../../../bench/detection/read-events.ts';

const line = (at: number, more: object = {}): string => JSON.stringify({ at, kind: 'signed-in', ...more });

describe('events from lines of JSON', () => {
  test('are read in the order of time, empty lines apart', () => {
    expect([...readEvents([line(1), '', line(1, { actor: 'ana' })])]).toEqual([
      { at: 1, kind: 'signed-in' },
      { at: 1, kind: 'signed-in', actor: 'ana' },
    ]);
  });

  test.each([
    ['an unknown kind', line(2, { kind: 'signed-out' })],
    ['an unknown field', line(2, { name: 'ana' })],
    ['a sentence', line(2, { reason: 'because of rain' })],
    ['a long word', line(2, { actor: 'a'.repeat(129) })],
    ['a long line', line(2) + ' '.repeat(5_000)],
    ['no JSON', '{'],
  ])('refuse %s with the number of the line', (_name, bad) => {
    expect(() => [...readEvents([line(1), bad])]).toThrow('line 2 is not an event');
  });

  test('refuse a line that is earlier than its predecessor', () => {
    expect(() => [...readEvents([line(2), line(1)])]).toThrow('line 2 is earlier');
  });
});
