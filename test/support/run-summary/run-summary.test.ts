import { describe, expect, it } from 'vitest';
import { failureLines, readRun, summaryOf, type Run } from './run-summary.ts';

const file = (tests: Readonly<Record<string, string>>, status?: 'passed' | 'failed') => ({
  name: '/a.test.js',
  message: status === undefined ? '' : 'the hooks failed',
  status: status ?? (Object.values(tests).includes('failed') ? ('failed' as const) : ('passed' as const)),
  assertionResults: Object.entries(tests).map(([fullName, one]) => ({
    fullName,
    status: one,
    failureMessages: one === 'failed' ? ['expected 1\nto be 2'] : [],
  })),
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

  it('names each failure with its file and message', () => {
    expect(failureLines(run(UNITS, FLOW, file({}, 'failed')))).toEqual([
      'failed: /a.test.js: refers another',
      '    expected 1',
      '    to be 2',
      'failed: /a.test.js: the file itself',
      '    the hooks failed',
    ]);
    expect(failureLines(run(UNITS))).toEqual([]);
  });

  it('reads the report that vitest writes, and refuses anything else', () => {
    const report = { numTotalTests: 2, testResults: [{ startTime: 1, ...UNITS }] };
    expect(summaryOf(readRun(JSON.stringify(report)))).toBe('1 passed, 0 failed');
    expect(() => readRun('{}')).toThrow();
  });
});
