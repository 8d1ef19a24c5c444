import { describe, expect, it } from 'vitest';
import { type FileTimes, processorSeconds, readTimes, waitingSeconds } from './file-times.ts';
import { parseStat, startedBy } from './process-times.ts';
import { recordedSeconds, RECORDED_FROM } from './recorded-times.ts';
import { filesTable, projectsTable } from './times-table.ts';

const FLOW: FileTimes = {
  ...{ name: 'flows/travellers', project: 'flows', wall: 10 },
  ...{ start: 0.1, loading: 0.4, computing: 4, chromium: 2, postgres: 0.5, programs: 0 },
};
const UNIT: FileTimes = {
  ...{ name: 'kiosk/quick', project: 'units', wall: 1 },
  ...{ start: 0.1, loading: 0.4, computing: 0.5, chromium: 0, postgres: 0, programs: 0.2 },
};

describe('times of test files', () => {
  it('processor time is the sum of its causes, and the rest of the time is waiting', () => {
    expect(processorSeconds(FLOW)).toBeCloseTo(7);
    expect(waitingSeconds(FLOW)).toBeCloseTo(3);
    expect(waitingSeconds(UNIT)).toBe(0);
  });

  it('are read from the lines of a run; a line of another form is refused', () => {
    expect(readTimes(`${JSON.stringify(FLOW)}\n${JSON.stringify(UNIT)}\n`)).toEqual([FLOW, UNIT]);
    expect(() => readTimes('{"name":"flows/travellers"}\n')).toThrow();
  });

  it('list the most expensive files first, and add projects up', () => {
    const files = filesTable([UNIT, FLOW], 1).split('\n');
    expect(files.slice(2)).toEqual([
      '| 7.0 | 10.0 | flows/travellers | flows | 0.1 | 0.4 | 4.0 | 2.0 | 0.5 | 0.0 | 3.0 |',
    ]);
    expect(projectsTable([UNIT, FLOW]).split('\n').at(-1)).toBe(
      '| 8.2 | 11.0 | all | 2 | 0.2 | 0.8 | 4.5 | 2.0 | 0.5 | 0.2 | 3.0 |',
    );
  });

  it('of a file that the record leaves out are less than the record holds', () => {
    const seconds = recordedSeconds({ date: '2026-12-02', machine: 'test', files: [FLOW] });
    expect(seconds('flows', 'flows/travellers')).toEqual({ wall: 10, processor: 7 });
    expect(seconds('units', 'flows/travellers')).toEqual({ wall: RECORDED_FROM, processor: RECORDED_FROM });
    expect(recordedSeconds(undefined)('units', 'x').wall).toBe(RECORDED_FROM);
  });
});

describe('processor time of processes', () => {
  const stat = (pid: number, parent: number, program: string) =>
    parseStat(pid, `${pid} (${program}) S ${parent} ${pid} 1 0 -1 4194304 9 0 0 0 150 50 30 20 20 0 1 0`);

  it('is read from the line of Linux, whatever the program is called', () => {
    expect(stat(7, 3, 'a) b (c')).toEqual({ pid: 7, parent: 3, program: 'a) b (c', own: 2, ended: 0.5 });
  });

  it('belongs to the process that started them, directly or not', () => {
    const all = [stat(1, 0, 'init'), stat(2, 1, 'node'), stat(3, 2, 'chromium'), stat(4, 1, 'other')];
    expect(startedBy(2, all).map(({ pid }) => pid)).toEqual([3]);
    expect(startedBy(1, all).map(({ pid }) => pid)).toEqual([2, 3, 4]);
  });
});
