/**
 * Seeded impostor tests of lanes, signed by two people. In a test, staff stand at a lane of a site with the document of another person who
 * has agreed to it; the lane should not match them. Without such tests no one knows how often a lane matches an impostor (ISO/IEC 19795-1, 19795-6).
 * It names no person and no document. Pure.
 */
import { z } from 'zod';
import { siteSlugSchema } from './field.ts';
import { DOCUMENT_DATES, type DocumentForm } from './signed-document.ts';

const DAY_MS = 86_400_000;
const TESTS_LIMIT = 1_000;
const COUNT_LIMIT = 1_000_000;

const count = z.int().min(1).max(COUNT_LIMIT);
const day = z.iso.date('must be a day such as 2026-12-31');

const testSchema = z
  .strictObject({
    site: siteSlugSchema,
    modality: z.enum(['face', 'finger']),
    /** First and last day, UTC. A report counts a test that is wholly within its period. */
    from: day,
    until: day,
    /** Different people who stood at the lane, and different documents that they held. */
    people: count,
    documents: count,
    /** Pairs of a person and another person's document, each counted once: attempts of one pair depend on each other. */
    pairs: count,
    /** Pairs that the lane matched at least once. */
    matched: z.int().min(0).max(COUNT_LIMIT),
  })
  .superRefine(({ from, until, people, documents, pairs, matched }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (until < from) fault('until', 'must not be before the first day');
    if (pairs > people * documents) fault('pairs', 'must be at most the number of people times that of documents');
    if (matched > pairs) fault('matched', 'must be at most the number of pairs');
  });
export type ImpostorTest = z.infer<typeof testSchema>;

export const impostorTestsSchema = z
  .strictObject({
    ...DOCUMENT_DATES,
    /** All tests that are to be counted: those of earlier documents too. */
    tests: z.array(testSchema).min(1).max(TESTS_LIMIT),
  })
  .superRefine(({ validFrom, tests }, context) => {
    const seen = new Set<string>();
    tests.forEach(({ site, modality, from, until }, index) => {
      const fault = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['tests', index, path], message });
      if (Date.parse(until) + DAY_MS > validFrom) fault('until', 'must be over before the document is in force');
      const name = `${site} ${modality} ${from} ${until}`;
      if (seen.has(name)) fault('site', 'has this test already');
      seen.add(name);
    });
  });
export type ImpostorTests = z.infer<typeof impostorTestsSchema>;

export const IMPOSTOR_TESTS_FORM: DocumentForm<ImpostorTests> = {
  kind: 'impostor-tests',
  schema: impostorTestsSchema,
  limitBytes: 524_288,
};
