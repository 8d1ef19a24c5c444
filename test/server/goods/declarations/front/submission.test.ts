/** The message by which the front hands on a declaration: the server takes closed words, digests and ciphertexts, and nothing else. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRiskModel } from '../../../../../models/risk/risk-model.ts';
import { takeDeclaration } from '../../../../../server/goods/declarations/front/take-declaration.ts';
import { type Submission, submissionSchema } from '../../../../../server/goods/declarations/front/submission.ts';
import { SealingOffices } from '../../../../../server/goods/declarations/sealing/seal-declaration.ts';
import { officeKeyList, testOffice } from '../../../../support/office-key-list.ts';
import { selectionRule, selectionSet } from '../../../../support/selection-set.ts';
import { B1, changed, H1, H7 } from '../fixtures/declarations.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const CANARIES = {
  '/exporter/name': 'Canary Exporters of Laramie',
  '/goods/0/description': 'Canary coloured horses',
  '/lrn': 'CANARY-LRN-1',
  '/ucr': 'CANARY-UCR-1',
};

let offices: SealingOffices;
beforeAll(async () => {
  const office = await testOffice('DE000001', { validUntil: NOW + 86_400_000 });
  offices = new SealingOffices(officeKeyList([office], { number: 1, validFrom: NOW - 1_000 }));
});

async function submissionOf(message: object): Promise<Submission> {
  const taken = await takeDeclaration(
    { bytes: Buffer.from(JSON.stringify(message)), format: 'json', submissionKey: 'submission-1', filer: 'trader-1' },
    { traderId: 'trader-1', declarationId: 'ab'.repeat(16) },
    {
      ...{ offices, fingerprintKey: randomBytes(32), riskModel: loadRiskModel(), nowMs: NOW },
      context: { jurisdiction: 'EU', today: '2026-11-28' },
      rules: { digest: 'ab'.repeat(32), set: selectionSet([selectionRule({ id: 'horses', state: 'in-force' })]) },
      traderDays: 10,
    },
  );
  if (taken.kind === 'refused') throw new Error(taken.code);
  return structuredClone(taken.submission);
}

/** Each path to a value inside a message, leaves and branches. */
function pathsIn(value: unknown, before: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [before];
  return [before, ...Object.entries(value).flatMap(([name, one]) => pathsIn(one, [...before, name]))];
}

function placed(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = placed(copy[name], rest, put);
  return copy;
}

const isTaken = (asked: unknown) => submissionSchema.safeParse(asked).success;

describe('a submission of the front', () => {
  it('is taken as the front makes it, accepted and rejected, and names no goods, party or reference', async () => {
    for (const message of [H1, H7, B1, changed(H1, { '/lrn': undefined })]) {
      const made = await submissionOf(message);
      expect(submissionSchema.parse(made)).toEqual(made);
    }
    const made = await submissionOf(changed(H1, CANARIES));
    expect(made.facts.state).toBe('accepted');
    expect(made.risk).toMatchObject({ kind: 'scored' });
    const { content: _sealed, ...readable } = made;
    const text = JSON.stringify(readable);
    for (const canary of Object.values(CANARIES)) expect(text).not.toContain(canary);
    expect(text).not.toMatch(/010121|Prairie|Laramie|score"/);
  });

  it('is refused with a text, an object or a number at any place that has none', async () => {
    const made = await submissionOf(H1);
    const paths = pathsIn(made).filter((path) => path.length > 0);
    const foreign = fc.oneof(
      fc.string({ minLength: 1 }).map((text) => `${text} of Canary Importers`),
      fc.record({ goods: fc.string() }),
      fc.constant(-1),
      fc.constant(Number.NaN),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), foreign, (path, put) => !isTaken(placed(made, path, put))),
      { numRuns: 500 },
    );
  });

  it('is refused with a further name beside the known ones at any place', async () => {
    const made = await submissionOf(H1);
    const branches = pathsIn(made).filter((path) => {
      const at = path.reduce<unknown>((one, name) => (one as Record<string, unknown>)[name], made);
      return typeof at === 'object' && at !== null && !Array.isArray(at) && !(at instanceof Uint8Array);
    });
    for (const path of branches) expect(isTaken(placed(made, [...path, 'score'], 1.25))).toBe(false);
    expect(branches.length).toBeGreaterThan(5);
  });

  it('is refused when risk, channel or content contradict its state', async () => {
    const accepted = await submissionOf(H1);
    const rejected = await submissionOf(changed(H1, { '/lrn': undefined }));
    expect(isTaken({ ...accepted, risk: null })).toBe(false);
    expect(isTaken({ ...accepted, content: undefined })).toBe(false);
    expect(isTaken({ ...rejected, risk: accepted.risk })).toBe(false);
    expect(isTaken({ ...rejected, content: accepted.content })).toBe(false);
  });
});
