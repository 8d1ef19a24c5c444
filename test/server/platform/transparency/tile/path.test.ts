import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTilePath, tilePath, widthIn } from '../../../../../server/platform/transparency/tile/path.ts';

describe('tile paths', () => {
  test.each([
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 1, index: 0, width: 1 }, 'tile/1/000.p/1'],
    [{ level: 'entries', index: 1_000, width: 255 }, 'tile/entries/x001/000.p/255'],
    [{ level: 2, index: 999, width: 256 }, 'tile/2/999'],
  ] as const)('have the names of tlog-tiles: %j', (name, path) => {
    expect(tilePath(name)).toBe(path);
    expect(parseTilePath(path)).toEqual(name);
  });
  test.each([
    'tile/0/67',
    'tile/0/x000/067',
    'tile/00/067',
    'tile/0/067.p/256',
    'tile/0/067.p/0',
    'tile/0/067.p/01',
    'tile/0/x1/067',
    'tile/7/000',
    'tile/64/000',
    'tile/0/../0/067',
    '/tile/0/067',
    'tile/0/067/',
    'tile/entries/067.p/',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    '',
  ])('refuse %j', (path) => expect(parseTilePath(path)).toBeUndefined());
  test('have one path for each name and one name for each path', () => {
    const level = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant('entries' as const));
    const names = fc.record({ level, index: fc.nat({ max: 2 ** 31 - 1 }), width: fc.integer({ min: 1, max: 256 }) });
    fc.assert(
      fc.property(names, (name) => {
        expect(parseTilePath(tilePath(name))).toEqual(name);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const name = parseTilePath(`tile/${text}`);
        return name === undefined || tilePath(name) === `tile/${text}`;
      }),
    );
  });
});

test('have the width of a tile’s complete subtrees', () => {
  expect(widthIn(70_000, 0, 273)).toBe(112);
  expect(widthIn(70_000, 1, 1)).toBe(17);
  expect(widthIn(70_000, 2, 0)).toBe(1);
  expect(widthIn(70_000, 0, 274)).toBe(0);
  expect(widthIn(70_000, 'entries', 0)).toBe(256);
});
