import { describe, expect, it } from 'vitest';
import { createEvents, type ServerEvent } from '../../../../server/platform/base/events.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { StoreError } from '../../../../server/platform/database/store-error.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { referredReport } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

function capture() {
  const lines: string[] = [];
  const clock = handTurnedClock();
  return { lines, clock, events: createEvents(clock, { write: (line) => void lines.push(line) }) };
}

describe('the log', () => {
  it('has one JSON line for each event, with time and level', () => {
    const { lines, events } = capture();
    events.emit({ event: 'stopping', reason: 'SIGTERM' });
    expect(lines).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: Date.UTC(2026, 2, 1, 9),
      event: 'stopping',
      reason: 'SIGTERM',
    });
  });

  it('contains only listed fields', () => {
    const { lines, events } = capture();
    events.emit({ event: 'stopped', clean: true, name: 'CANARY', headers: { cookie: 'CANARY' } } as ServerEvent);
    expect(lines.join('')).not.toContain('CANARY');
  });

  it('has few lines for one fault that repeats, with the number of those left out, and a line for another fault', () => {
    const { lines, events, clock } = capture();
    const full = () => events.emit({ event: 'fault', where: 'api', error: new StoreError('closed', 'CANARY') });
    for (let second = 0; second < 59; second += 1) {
      for (let times = 0; times < 12; times += 1) full();
      clock.turn(1_000);
    }
    expect(lines).toHaveLength(5);
    events.emit({ event: 'fault', where: 'api', error: new StoreError('unavailable', 'CANARY') });
    expect(lines).toHaveLength(6);
    clock.turn(1_000);
    full();
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ code: 'closed', suppressedBefore: 59 * 12 - 5 });
  });

  it('contains the place of an error and not its message', () => {
    const { lines, events } = capture();
    const cause = Object.assign(new Error('CANARY\n    at CANARY/CANARY.js:1:1)'), { code: 'SQLITE_FULL' });
    events.emit({ event: 'fault', where: 'api', error: new StoreError('unavailable', 'CANARY', { cause }) });
    events.emit({ event: 'fault', where: 'api', error: 'CANARY' });
    events.emit({ event: 'fault', where: 'api', error: Object.assign(new Error('x'), { code: 'CANARY CANARY' }) });
    expect(lines.join('')).not.toContain('CANARY CANARY');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      error: 'StoreError',
      code: 'unavailable',
      cause: { code: 'SQLITE_FULL' },
    });
    expect(lines[0]).toContain('events.test.');
  });

  it('contains nothing of the traveller for an accepted, refused or contradictory report', async () => {
    const bench = await ingestBench();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const document = { type: 'P', issuingState: 'XQZ', handle: 'deadbeef'.repeat(8), handleEpoch: '2026-03-01' };
    const report = kiosk.next({ ...referredReport(), kioskId: kiosk.id, sequence: 1, document });
    await receiveReport(bench.context, report.wire);
    await receiveReport(bench.context, testKiosk().next({ document }).wire);
    await receiveReport(bench.context, kiosk.sealBytes(new TextEncoder().encode(JSON.stringify(document))));
    await bench.alarms();
    expect(bench.log.length).toBeGreaterThan(0);
    expect(bench.log.join('')).not.toMatch(/XQZ|deadbeef|below-threshold|referred/);
  });
});
