import { describe, expect, it } from 'vitest';
import { countIn } from '../../../../server/console/decisions/typed.ts';

describe('typed text', () => {
  it.each<readonly [string, number | undefined]>([
    ['1', 1],
    [' 24 ', 24],
    ['25', undefined],
    ['0', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e1', undefined],
    ['', undefined],
  ])('%j is this count of at most 24', (text, count) => {
    expect(countIn(text, 24)).toBe(count);
  });
});
