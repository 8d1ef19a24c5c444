import { expect, test } from 'vitest';
import { commitmentTo, isDrawn, judgeDraw, keyOfDay } from '../../../../../server/goods/declarations/selection/draw.ts';

const SECRET = new Uint8Array(32).fill(7);
const KEY = keyOfDay(SECRET, '2026-11-28');
const ids = Array.from({ length: 20_000 }, (_, at) => at.toString(16).padStart(32, '0'));
const drawn = new Set(ids.filter((id) => isDrawn(KEY, id)));

test('the draw: takes the stated share, within the chance of one draw in a million', () => {
  // 300 expected, standard deviation 17.2
  expect(drawn.size).toBeGreaterThan(300 - 5 * 17.2);
  expect(drawn.size).toBeLessThan(300 + 5 * 17.2);
  expect(ids.filter((id) => isDrawn(KEY, id, 0))).toEqual([]);
  expect(ids.every((id) => isDrawn(KEY, id, 1))).toBe(true);
});

test('the draw: another day draws others', () => {
  const other = keyOfDay(SECRET, '2026-11-29');
  expect(commitmentTo(other)).not.toBe(commitmentTo(KEY));
  expect(ids.filter((id) => drawn.has(id) && isDrawn(other, id)).length).toBeLessThan(30);
});

test('an opened key: proves the draw, and refuses another key, a draw left out and one added', () => {
  const opened = { key: KEY, commitment: commitmentTo(KEY), share: 0.015 };
  expect(judgeDraw(opened, ids, drawn)).toBeUndefined();
  expect(judgeDraw({ ...opened, key: keyOfDay(SECRET, '2026-11-29') }, ids, drawn)).toBe('key-differs');
  const [one = ''] = drawn;
  expect(judgeDraw(opened, ids, new Set([...drawn].slice(1)))).toBe('draw-differs');
  expect(
    judgeDraw(
      opened,
      ids.filter((id) => id !== one),
      drawn,
    ),
  ).toBeUndefined();
  const [undrawn = ''] = ids.filter((id) => !drawn.has(id));
  expect(judgeDraw(opened, ids, new Set([...drawn, undrawn]))).toBe('draw-differs');
});
