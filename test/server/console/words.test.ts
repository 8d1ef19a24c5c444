import { describe, expect, it } from 'vitest';
import * as vocabulary from '../../../server/contract/vocabulary.ts';
import * as reportWords from '../../../server/records/reports/words.ts';
import * as words from '../../../server/console/words.ts';
import { ALARM_KINDS } from '../../../server/platform/base/alarm-kinds.ts';
import { LANE_STATES } from '../../../server/records/kiosks/answers.ts';

describe('the console’s words', () => {
  it.each([
    ['outcomes', vocabulary.OUTCOMES, reportWords.OUTCOME_WORDS],
    ['checks', vocabulary.CHECK_NAMES, reportWords.CHECK_WORDS],
    ['results', vocabulary.CHECK_RESULTS, reportWords.RESULT_WORDS],
    ['reasons', vocabulary.REASON_CODES, reportWords.REASON_WORDS],
    ['rates', vocabulary.FALSE_MATCH_RATE_BANDS, words.RATE_WORDS],
    ['passages', vocabulary.PASSAGES, reportWords.PASSAGE_WORDS],
    ['devices', vocabulary.DEVICE_KINDS, words.DEVICE_WORDS],
    ['health', vocabulary.DEVICE_HEALTH, words.HEALTH_WORDS],
    ['states of lanes', LANE_STATES, words.LANE_STATE_WORDS],
    ['steps', vocabulary.STEPS, words.STEP_WORDS],
    ['models', vocabulary.MODEL_ROLES, words.MODEL_WORDS],
    ['alarms', ALARM_KINDS, words.ALARM_WORDS],
    ['advice', ALARM_KINDS, words.ALARM_ADVICE],
  ] as const)('name every one of the %s, each differently', (_name, keys, named) => {
    expect(Object.keys(named).sort()).toEqual([...keys].sort());
    expect(new Set(Object.values(named)).size).toBe(keys.length);
  });

  it('never call a traveller a suspect, an impostor or a failure', () => {
    const spoken = Object.values({ ...words, ...reportWords }).flatMap((one) =>
      typeof one === 'object' ? Object.values(one) : [],
    );
    for (const sentence of spoken) expect(sentence).not.toMatch(/suspect|impostor|fake|fraud|failed|criminal|liar/i);
  });

  it('know a document by its code', () => {
    expect(['P', 'PP', 'ID', 'AC', 'V', 'X'].map(words.documentWord)).toEqual([
      'Passport',
      'Passport',
      'Identity card',
      'Identity card',
      'Visa',
      'Document X',
    ]);
  });
});
