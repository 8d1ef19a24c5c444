import { describe, expect, it } from 'vitest';
import { READINESS_FAULTS, READINESS_ITEMS } from '../../../server/contract/readiness-vocabulary.ts';
import { adviceFor } from '../../../kiosk/readiness/advice.ts';
import { faultOf } from '../../../kiosk/readiness/device-answer.ts';
import { judgeWalk } from '../../../kiosk/readiness/gate-items.ts';

const CODES = [
  ...(['not-connected', 'disconnected', 'busy', 'not-permitted', 'timed-out', 'aborted', 'jammed', 'corrupt'] as const),
  ...(['unsupported', 'unknown-key', 'tampered', 'refused', 'unknown-driver', 'simulator-refused'] as const),
];

describe('advice for a fault', () => {
  it('names a cause and a next step for each fault of each item', () => {
    for (const item of READINESS_ITEMS) {
      for (const fault of READINESS_FAULTS) {
        const { cause, nextStep } = adviceFor(item, fault, {});
        expect([item, fault, cause, nextStep]).toEqual([
          item,
          fault,
          expect.stringMatching(/^[A-Z][^{}]{10,}\.$|^[A-Z][^{}]{10,}$/),
          expect.stringMatching(/^[A-Z][^{}]{10,}$/),
        ]);
      }
    }
  });

  it('names the address of a device that does not answer', () => {
    const { cause, nextStep } = adviceFor('gate', 'no-answer', { gate: '192.168.7.2:502, unit 1' });
    expect(cause).toBe('No answer from the gate at 192.168.7.2:502, unit 1.');
    expect(nextStep).toContain('cable');
  });

  it('exists for each error that a driver can report', () => {
    for (const code of CODES) expect(READINESS_FAULTS).toContain(faultOf(code));
  });
});

describe('walk-through', () => {
  const at = (kind: Parameters<typeof judgeWalk>[0][number]['kind'], atMs: number) => ({ kind, atMs });
  it.each([
    [
      'passes with one person, and measures the time',
      [at('person-entered', 100), at('person-passed', 3_100)],
      undefined,
      3_000,
    ],
    ['fails when no one enters', [], 'no-one-entered', 0],
    ['fails when a person enters and does not leave', [at('person-entered', 1)], 'not-passed', 0],
    ['fails when the person turns back', [at('person-entered', 1), at('person-turned-back', 9)], 'turned-back', 0],
    [
      'fails when a second person follows',
      [at('person-entered', 1), at('person-passed', 9), at('second-person', 10)],
      'second-person',
      8,
    ],
  ] as const)('%s', (_name, seen, fault, tookMs) => {
    expect(judgeWalk(seen)).toEqual({ fault, tookMs });
  });
});
