/**
 * Fingers of one pattern of invented people are distinguished. Deterministic; it does not measure the accuracy of the
 * comparison.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IMPRESSION_PPI, impression } from '../../../hardware/simulation/ridges/impression.ts';
import { fingerMaster } from '../../../hardware/simulation/ridges/master.ts';
import { type FingerAnalyser, openFingerAnalyser } from '../../../models/finger/finger-analyser.ts';
import type { FingerTemplate, TemplateRole } from '../../../models/finger/finger-template.ts';

const PEOPLE = 7;
/** The strictest rate that the calibration proves for one finger. */
const RATE = 1.4e-3;

let analyser: FingerAnalyser;
beforeAll(async () => {
  analyser = await openFingerAnalyser();
});
afterAll(() => analyser.close());

test('synthetic fingers: right loops of seven people match themselves, and hardly ever each other', async () => {
  const references: FingerTemplate[] = [];
  const probes: FingerTemplate[] = [];
  for (let person = 0; person < PEOPLE; person++) {
    const master = fingerMaster(100 + 17 * person, 2, 'right-loop');
    const templateOf = async (role: TemplateRole, seed: number): Promise<FingerTemplate> => {
      const found = await analyser.extract(impression(master, 'good', seed), IMPRESSION_PPI, role);
      if (found.kind !== 'template') throw new Error(found.kind);
      return found.template;
    };
    references.push(await templateOf('reference', 2 * person));
    probes.push(await templateOf('probe', 2 * person + 1));
  }
  let matches = 0;
  for (const [one, reference] of references.entries()) {
    for (const [other, probe] of probes.entries()) {
      const matched = analyser.compare(reference, probe, RATE).kind === 'match';
      if (one === other) expect(matched).toBe(true);
      else if (matched) matches++;
    }
  }
  // Fingers of one pattern are more similar than the average of the stated rate.
  expect(matches).toBeLessThanOrEqual(2);
});
