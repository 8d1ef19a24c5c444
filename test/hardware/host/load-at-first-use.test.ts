import { expect, test } from 'vitest';
import { loadAtFirstUse } from '../../../hardware/host/load-at-first-use.ts';

test('a module loaded at first use is loaded once, when one of its exports is read', () => {
  let loads = 0;
  const module = loadAtFirstUse(() => {
    loads += 1;
    return {
      add: (one: number, other: number) => one + other,
      Point: class {
        x = 0;
      },
    };
  });
  expect(loads).toBe(0);
  expect(module.add(1, 2)).toBe(3);
  expect(new module.Point()).toBeInstanceOf(module.Point);
  expect(loads).toBe(1);
});
