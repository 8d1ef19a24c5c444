/** The differences of two versions of an agreement in the language of the reader. */
import { afterEach, expect, test } from 'vitest';
import { differencesOf } from '../../../server/sharing/agreement/differences.ts';
import { de } from '../../../server/console/languages/de/catalogue.ts';
import { shown } from '../../../server/console/languages/text.ts';
import { de as ofPortal } from '../../../server/console/partner-portal/languages/de/catalogue.ts';
import { differenceWords } from '../../../server/console/words-of-differences.ts';
import { SAMPLE_COUNTS, sampleAgreement } from '../sharing/fixtures/agreements.ts';

afterEach(() => {
  shown.value = { language: 'en', catalogue: {} };
});

const [site, outcome] = SAMPLE_COUNTS.fields;
const CHANGES = differencesOf(
  sampleAgreement({ recipients: ['One', 'Two'] }),
  sampleAgreement({
    version: 2,
    recipients: ['Two', 'One'],
    retention: { days: 30 },
    privacyBudget: { epsilonThousandths: 1_500, period: 'year' },
    datasets: [
      {
        ...SAMPLE_COUNTS,
        granularity: 'week',
        fields: [{ ...site!, values: ['north', 'south'] }],
        protection: { kind: 'noise', epsilonThousandths: 500 },
      },
    ],
  }),
);

test('are English lines with words for the names of the agreement', () => {
  expect(outcome?.field).toBe('outcome');
  expect(CHANGES.map(differenceWords)).toEqual([
    'Field (Crossings): Outcome is removed',
    'Value (Crossings, Site): south is added',
    'Period of a delivery (Crossings): Month → Week',
    'Noise, ε of a delivery (Crossings): 0.5 is added',
    'Days for which the partner may keep a delivery: 400 → 30',
    'Privacy budget, ε: 1.5 is added',
    'Period of the privacy budget: each year is added',
    'Unit of the partner that may read deliveries: in another order',
  ]);
});

test.each([
  ['console', de, 'Ergebnis'],
  ['portal of partners', ofPortal, 'Ergebnis der Prüfung'],
])('are German lines in the %s', (_page, catalogue, result) => {
  shown.value = { language: 'de', catalogue };
  expect(CHANGES.map(differenceWords)).toEqual([
    `Feld (Übertritte): ${result} entfällt`,
    'Wert (Übertritte, Standort): south kommt hinzu',
    'Zeitraum einer Lieferung (Übertritte): Monat → Woche',
    'Rauschen, ε einer Lieferung (Übertritte): 0,5 kommt hinzu',
    'Tage, die der Partner eine Lieferung aufbewahren darf: 400 → 30',
    'Privatheitsbudget, ε: 1,5 kommt hinzu',
    'Zeitraum des Privatheitsbudgets: je Jahr kommt hinzu',
    'Stelle des Partners, die Lieferungen lesen darf: in anderer Reihenfolge',
  ]);
});
