import { describe, expect, it } from 'vitest';
import { READINESS_FAULTS, READINESS_ITEMS } from '../../../../server/contract/readiness-vocabulary.ts';
import { adviceFor } from '../../../../kiosk/main/readiness/advice.ts';
import { CHECK_WORDS } from '../../../../kiosk/main/readiness/check-languages.ts';
import { CHECK_LANGUAGES } from '../../../../kiosk/main/readiness/check-view.ts';
import { faultOf } from '../../../../kiosk/main/readiness/device-answer.ts';
import { judgeWalk } from '../../../../kiosk/main/readiness/gate-items.ts';

const CODES = [
  ...(['not-connected', 'disconnected', 'busy', 'not-permitted', 'timed-out', 'aborted', 'jammed', 'corrupt'] as const),
  ...(['unsupported', 'unknown-key', 'tampered', 'refused', 'unknown-driver', 'simulator-refused'] as const),
];

describe('advice for a fault', () => {
  it.each(CHECK_LANGUAGES)('names a cause and a next step for each fault of each item: %s', (language) => {
    for (const item of READINESS_ITEMS) {
      for (const fault of READINESS_FAULTS) {
        const { cause, nextStep } = adviceFor(CHECK_WORDS[language], item, fault, {});
        const sentences = expect.stringMatching(/^\p{Lu}[^{}]{10,}\.$/u);
        expect([item, fault, cause, nextStep]).toEqual([item, fault, sentences, sentences]);
      }
    }
  });

  it.each(CHECK_LANGUAGES)('names the place of a device wherever English does, and keeps commands: %s', (language) => {
    const { advice } = CHECK_WORDS[language];
    const kept = (text: string) =>
      text.match(/\{place\}|POSTERN_\w+|\/var\/lib\/[\w-]+|journalctl|systemctl|v4l2-ctl/g) ?? [];
    for (const fault of READINESS_FAULTS) {
      const { cause, nextStep } = CHECK_WORDS.en.advice[fault];
      expect([fault, kept(advice[fault].cause), kept(advice[fault].nextStep)]).toEqual([
        fault,
        kept(cause),
        kept(nextStep),
      ]);
    }
  });

  it.each(CHECK_LANGUAGES)('leaves no text of the check without words: %s', (language) => {
    const { items, devices, drifts, prompts, signals, lamps } = CHECK_WORDS[language];
    const all = [items, devices, drifts, prompts, signals].flatMap((words) => Object.values<string>(words));
    for (const text of all) expect(text).toMatch(/^[^{}]{2,}$/);
    expect(lamps).toContain('{signal}');
  });

  it('names the address of a device that does not answer', () => {
    const { cause, nextStep } = adviceFor(CHECK_WORDS.en, 'gate', 'no-answer', { gate: '192.168.7.2:502, unit 1' });
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
