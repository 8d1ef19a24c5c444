import { describe, expect, it } from 'vitest';
import { readRun, summaryOf, type Run } from './run-summary.ts';

const file = (tests: Readonly<Record<string, string>>, status?: 'passed' | 'failed') => ({
  status: status ?? (Object.values(tests).includes('failed') ? ('failed' as const) : ('passed' as const)),
  assertionResults: Object.values(tests).map((one) => ({ status: one })),
});
const run = (...testResults: Run['testResults']): Run => ({ testResults });

const UNITS = file({ 'makes tables': 'passed', 'is skipped': 'skipped' });
const FLOW = file({ 'clears one': 'passed', 'refers another': 'failed' });

describe('the summary of test runs', () => {
  it('counts what passed and failed, and a file that did not begin as one failure', () => {
    expect(summaryOf(run(UNITS, FLOW, file({}, 'failed')))).toBe('2 passed, 2 failed');
  });

  it('counts a file as failed when its hooks failed and its tests were skipped', () => {
    expect(summaryOf(run(file({ 'is full': 'skipped' }, 'failed')))).toBe('0 passed, 1 failed');
  });

  it('counts the runs on two releases of Node together', () => {
    expect(summaryOf(run(UNITS), run(FLOW))).toBe('2 passed, 1 failed');
    expect(summaryOf(run(UNITS), run(UNITS))).toBe('2 passed, 0 failed');
  });

  it('reads the report that vitest writes, and refuses anything else', () => {
    const report = { numTotalTests: 2, testResults: [{ name: '/a.test.js', startTime: 1, ...UNITS }] };
    expect(summaryOf(readRun(JSON.stringify(report)))).toBe('1 passed, 0 failed');
    expect(() => readRun('{}')).toThrow();
  });
});
