import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportGraph } from '../support/import-graph.ts';
import { choose, distances, turnOf, TURNS } from './choose.ts';
import { type FilePart, type Part, type ProgramPart, PROGRAMS } from './parts.ts';

const file = (name: string, seconds = 3): FilePart => ({
  ...{ kind: 'file', engine: 'SQLite', name, seconds },
  path: `test/${name}.long.test.js`,
});
const SHIFT = file('flows/shift');
const PAGES = file('server/console/every-page');
const TABLE = file('server/people/people/table');
const LAB: ProgramPart = {
  kind: 'program',
  name: 'laboratory',
  entry: 'test/lab/main.js',
  reads: ['hardware/'],
  seconds: 60,
};
const PARTS: readonly Part[] = [SHIFT, PAGES, TABLE, LAB];

/** shift → gate, table → people → rows, every-page → chromium */
const GRAPH: ImportGraph = {
  importers: new Map<string, readonly string[]>([
    ['kiosk/gate.js', [SHIFT.path]],
    ['server/people.js', [TABLE.path]],
    ['server/rows.js', ['server/people.js']],
    ['test/server/fixtures/chromium.js', [PAGES.path]],
    ...[SHIFT, PAGES, TABLE].map(({ path }) => [path, []] as const),
  ]),
  outside: new Map(),
};
const reached = (...changed: readonly string[]) => new Set(distances(GRAPH, PARTS, changed).keys());
const limits = { workers: 3, limitSeconds: 100 };

describe('parts that a change reaches', () => {
  it('are found through imports, also a changed test itself', () => {
    expect(reached('server/rows.ts')).toEqual(new Set([TABLE]));
    expect(reached('kiosk/gate.ts', 'server/people.ts')).toEqual(new Set([SHIFT, TABLE]));
    expect(reached('test/flows/shift.long.test.ts')).toEqual(new Set([SHIFT]));
  });
  it('are all, when a changed file is not in the graph', () => {
    expect(reached('package-lock.json')).toEqual(new Set(PARTS));
    expect(reached('server/removed.ts', 'kiosk/gate.ts')).toEqual(new Set(PARTS));
  });
  it('are those with a browser, when the source of a page has changed', () => {
    expect(reached('server/console/officer/desk.tsx')).toEqual(new Set([PAGES]));
  });
  it('are programs that read the changed file', () => {
    expect(reached('hardware/tpm/new-command.ts')).toEqual(new Set([LAB]));
  });
  it('are none, when texts and pictures have changed', () => {
    expect(reached('README.md', 'server/console/screens/referral.webp', 'LICENSE')).toEqual(new Set());
  });
});

describe('the choice of parts', () => {
  it('takes the nearest first, and names what there is no time for', () => {
    const change = { files: ['server/rows.ts', 'test/flows/shift.long.test.ts'], turn: turnOf(PAGES) + 1 };
    const { reached: some, leftOut } = choose(GRAPH, [TABLE, SHIFT], change, { workers: 3, limitSeconds: 1 });
    expect(some).toEqual([SHIFT]);
    expect(leftOut).toEqual([TABLE]);
  });
  it('leaves time for the parts in turn, however much the change reaches', () => {
    const many = Array.from({ length: 60 }, (_, place) => file(`a/${place}`, 30));
    const graph: ImportGraph = { importers: new Map(many.map(({ path }) => [path, []])), outside: new Map() };
    const others = Array.from({ length: 60 }, (_, place) => file(`b/${place}`, 30));
    const change = { files: many.map(({ path }) => path.replace('.js', '.ts')), turn: 0 };
    const { inTurn, reached: some } = choose(graph, [...many, ...others], change, limits);
    expect(some.length).toBeGreaterThan(0);
    expect(inTurn.length).toBeGreaterThan(0);
    expect([...some, ...inTurn].reduce((sum, { seconds }) => sum + seconds / 3, 0)).toBeLessThanOrEqual(100);
  });
  it('takes a program in its turn, also one that is longer than the limit, and one at a time', () => {
    expect(new Set(PROGRAMS.map(turnOf)).size).toBe(PROGRAMS.length);
    for (const program of PROGRAMS) {
      const { inTurn } = choose(GRAPH, PROGRAMS, { files: [], turn: turnOf(program) }, { workers: 3, limitSeconds: 1 });
      expect(inTurn).toEqual([program]);
    }
  });
  it('has each part in one of its lists, and in turn once in ten commits', () => {
    const parts = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(parts, fc.nat(1_000), (names, turn) => {
        const all = names.map((name) => file(name, 0));
        const turns = Array.from({ length: TURNS }, (_, place) => {
          const choice = choose(GRAPH, all, { files: ['kiosk/gate.ts'], turn: turn + place }, limits);
          const lists = [choice.reached, choice.inTurn, choice.leftOut, choice.others].flat();
          expect(lists.length).toBe(all.length);
          expect(new Set(lists)).toEqual(new Set(all));
          return choice.inTurn;
        });
        expect(turns.flat().length).toBe(all.length);
        expect(new Set(turns.flat())).toEqual(new Set(all));
      }),
    );
  });
});
