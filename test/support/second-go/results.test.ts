import { describe, expect, it } from 'vitest';
import { filesForSecondGo, readRun, summaryOf, type Run } from './results.ts';

const file = (name: string, tests: Readonly<Record<string, string>>, status?: 'passed' | 'failed') => ({
  name: `/somewhere/.build/test/${name}.test.js`,
  status: status ?? (Object.values(tests).includes('failed') ? ('failed' as const) : ('passed' as const)),
  assertionResults: Object.entries(tests).map(([fullName, one]) => ({ fullName, status: one })),
});
const run = (...testResults: Run['testResults']): Run => ({ testResults });

const UNITS = file('server/store/migrate', { 'makes tables': 'passed', 'is skipped': 'skipped' });
const FLOW = file('flows/finger', { 'clears one': 'passed', 'refers another': 'failed' });

describe('a second go', () => {
  it('is for flows: each file of which something failed', () => {
    const other = file('flows/disk', {}, 'failed');
    expect(filesForSecondGo(run(UNITS, FLOW, other, file('flows/orders', { 'is obeyed': 'passed' })))).toEqual([
      'test/flows/finger.test.js',
      'test/flows/disk.test.js',
    ]);
  });

  it('is for nothing once anything else failed', () => {
    expect(filesForSecondGo(run(file('server/store/migrate', { 'makes tables': 'failed' }), FLOW))).toEqual([]);
    expect(filesForSecondGo(run(file('server/flows/one', {}, 'failed')))).toEqual([]);
  });

  it('is for nothing where nothing failed', () => {
    expect(filesForSecondGo(run(UNITS))).toEqual([]);
  });
});

describe('the end of a run', () => {
  it('counts what passed and failed, a file that never began as one', () => {
    expect(summaryOf(run(UNITS, FLOW, file('flows/disk', {}, 'failed')))).toEqual(['2 passed, 2 failed']);
  });

  it('counts a file whose tests were skipped because its beginning failed', () => {
    expect(summaryOf(run(file('flows/disk', { 'is full': 'skipped' }, 'failed')))).toEqual(['0 passed, 1 failed']);
  });

  it('names what needed its second go, and counts how that ended', () => {
    const again = run(file('flows/finger', { 'clears one': 'passed', 'refers another': 'passed' }));
    expect(summaryOf(run(UNITS, FLOW), again)).toEqual([
      'second go: test/flows/finger.test.js: refers another',
      '3 passed, 0 failed',
    ]);
  });

  it('hides nothing that failed twice', () => {
    const again = run(file('flows/finger', { 'clears one': 'failed', 'refers another': 'failed' }));
    expect(summaryOf(run(UNITS, FLOW), again).at(-1)).toBe('1 passed, 2 failed');
  });

  it('is not read from anything that is no report', () => {
    for (const text of ['', '[]', '{}', '{"testResults":[{"name":1}]}']) expect(() => readRun(text)).toThrow();
  });
});
