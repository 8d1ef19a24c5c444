import { describe, expect, it } from 'vitest';
import { filesForSecondGo, readRun, summaryOf, type Run } from './results.ts';

const file = (name: string, tests: Readonly<Record<string, string>>, status?: 'passed' | 'failed') => ({
  name: `/somewhere/.build/test/${name}.test.js`,
  status: status ?? (Object.values(tests).includes('failed') ? ('failed' as const) : ('passed' as const)),
  assertionResults: Object.entries(tests).map(([fullName, one]) => ({ fullName, status: one })),
});
const run = (...testResults: Run['testResults']): Run => ({ testResults });

const UNITS = file('server/database/migrate', { 'makes tables': 'passed', 'is skipped': 'skipped' });
const FLOW = file('flows/finger', { 'clears one': 'passed', 'refers another': 'failed' });

describe('a second go', () => {
  it('is for each file of which something failed', () => {
    const other = file('flows/disk', {}, 'failed');
    const page = file('kiosk/ui/weight', { 'is light': 'failed' });
    expect(filesForSecondGo(run(UNITS, FLOW, other, page, file('flows/orders', { 'is obeyed': 'passed' })))).toEqual([
      'test/flows/finger.test.js',
      'test/flows/disk.test.js',
      'test/kiosk/ui/weight.test.js',
    ]);
  });

  it('is for nothing once more than a few failed', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => file(`server/${name}`, { 'is right': 'failed' }));
    expect(filesForSecondGo(run(UNITS, ...many.slice(1)))).toHaveLength(4);
    expect(filesForSecondGo(run(UNITS, ...many))).toEqual([]);
    expect(filesForSecondGo(run({ ...FLOW, name: '/somewhere/else.js' }))).toEqual([]);
  });

  it('is for nothing where nothing failed', () => {
    expect(filesForSecondGo(run(UNITS))).toEqual([]);
  });
});

describe('the end of a run', () => {
  it('counts what passed and failed, a file that never began as one', () => {
    expect(summaryOf({ first: run(UNITS, FLOW, file('flows/disk', {}, 'failed')) })).toEqual(['2 passed, 2 failed']);
  });

  it('counts a file whose tests were skipped because its beginning failed', () => {
    expect(summaryOf({ first: run(file('flows/disk', { 'is full': 'skipped' }, 'failed')) })).toEqual([
      '0 passed, 1 failed',
    ]);
  });

  it('names what needed its second go, and counts how that ended', () => {
    const again = run(file('flows/finger', { 'clears one': 'passed', 'refers another': 'passed' }));
    expect(summaryOf({ first: run(UNITS, FLOW), second: again })).toEqual([
      'second go: test/flows/finger.test.js: refers another',
      '3 passed, 0 failed',
    ]);
  });

  it('hides nothing that failed twice', () => {
    const again = run(file('flows/finger', { 'clears one': 'failed', 'refers another': 'failed' }));
    expect(summaryOf({ first: run(UNITS, FLOW), second: again }).at(-1)).toBe('1 passed, 2 failed');
  });

  it('counts both runs of a file that runs with two databases', () => {
    const store = (status: string) => file('server/people/tables', { 'are kept': status });
    const first = run(store('passed'), store('failed'));
    expect(filesForSecondGo(first)).toEqual(['test/server/people/tables.test.js']);
    expect(summaryOf({ first, second: run(store('failed'), store('passed')) }).at(-1)).toBe('1 passed, 1 failed');
    expect(summaryOf({ first, second: run(store('passed'), store('passed')) }).at(-1)).toBe('2 passed, 0 failed');
  });

  it('counts the runs on two releases of Node together', () => {
    const newest = run(file('flows/finger', { 'clears one': 'passed', 'refers another': 'failed' }));
    const again = run(file('flows/finger', { 'clears one': 'passed', 'refers another': 'passed' }));
    expect(summaryOf({ first: run(UNITS) }, { first: newest, second: again })).toEqual([
      'second go: test/flows/finger.test.js: refers another',
      '3 passed, 0 failed',
    ]);
    expect(summaryOf({ first: run(UNITS) }, { first: newest })).toEqual(['2 passed, 1 failed']);
  });

  it('is not read from anything that is no report', () => {
    for (const text of ['', '[]', '{}', '{"testResults":[{"name":1}]}']) expect(() => readRun(text)).toThrow();
  });
});
