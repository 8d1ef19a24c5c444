/** Bounds of false matches: from a signed document to the published report, and computed again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { impostorTestsSchema, type ImpostorTest } from '../../../../../server/contract/impostor-tests.ts';
import {
  falseMatchBound,
  falseMatchesOf,
} from '../../../../../server/oversight/observatory/publication/compose-false-matches.ts';
import { errorRateFileSchema } from '../../../../../server/oversight/observatory/publication/error-rate-report.ts';
import { kioskIdSchema } from '../../../../../server/contract/field.ts';
import { addObserved } from '../../../../../server/oversight/observatory/records/observed-table.ts';
import type { Observed } from '../../../../../server/oversight/observatory/records/observe.ts';
import { publishDue } from '../../../../../server/oversight/observatory/publication/publish-reports.ts';
import { readImpostorTests } from '../../../../../server/oversight/observatory/publication/read-impostor-tests.ts';
import { recomputeReport } from '../../../../../server/oversight/observatory/publication/recompute-report.ts';
import { SEEDED_TEST } from '../../../../support/seeded-test.ts';
import { documentSignedBy, signer } from '../../../../support/signers.ts';
import { binomial, chanceOf } from '../fixtures/binomial.ts';
import { runServer } from '../../../fixtures/running-server.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';

const [anna, ben, eve] = [signer(), signer(), signer()];
const keys = [anna, ben].map(({ hex }) => hex);
const OCTOBER = { from: Date.UTC(2026, 9), to: Date.UTC(2026, 10) };
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 20);

const test = (over: Partial<ImpostorTest>): ImpostorTest => ({
  ...{ ...SEEDED_TEST, from: '2026-10-05', until: '2026-10-09' },
  ...over,
});
const documentOf = (tests: readonly ImpostorTest[]) => ({
  ...{ version: 1 as const, number: 3, validFrom: Date.UTC(2026, 10, 10), tests: [...tests] },
});
const inForce = (tests: readonly ImpostorTest[]) => ({ content: documentOf(tests), digest: 'd'.repeat(64) });

describe('bounds of false matches', () => {
  it('sum the tests of the fleet and of each site, by modality', () => {
    const tests = [
      test({ site: 'north', pairs: 300, matched: 0 }),
      test({ site: 'north', from: '2026-10-20', until: '2026-10-21', pairs: 200, matched: 1 }),
      test({ site: 'south', pairs: 100 }),
      test({ site: 'south', modality: 'finger', pairs: 50 }),
    ];
    const found = falseMatchesOf(inForce(tests), OCTOBER);
    expect(found?.cells).toMatchObject([
      { dimension: 'fleet', value: '', modality: 'face', tests: 3, pairs: 600, matched: 1 },
      { dimension: 'site', value: 'north', modality: 'face', tests: 2, pairs: 500, matched: 1 },
      { dimension: 'site', value: 'south', modality: 'face', tests: 1, pairs: 100, matched: 0 },
      { dimension: 'fleet', value: '', modality: 'finger', tests: 1, pairs: 50, matched: 0 },
      { dimension: 'site', value: 'south', modality: 'finger', tests: 1, pairs: 50, matched: 0 },
    ]);
    expect(found?.document).toEqual({ number: 3, digest: 'd'.repeat(64) });
  });

  it('leave out tests that are not wholly within the period', () => {
    const edges = [
      test({ from: '2026-09-30', until: '2026-10-01' }),
      test({ site: 'south', from: '2026-10-31', until: '2026-11-01' }),
    ];
    expect(falseMatchesOf(inForce(edges), OCTOBER)).toBeUndefined();
    const whole = falseMatchesOf(inForce([test({ from: '2026-10-01', until: '2026-10-31' })]), OCTOBER);
    expect(whole?.cells).toHaveLength(2);
  });

  it('are about 3 / n without a false match, and hold an injected rate in 95 of 100 tests', () => {
    expect(falseMatchBound(0, 3_000) * 3_000).toBeCloseTo(3, 1);
    const chance = chanceOf(7);
    const rounds = 400;
    const rate = 0.004;
    let held = 0;
    for (let round = 0; round < rounds; round += 1)
      held += falseMatchBound(binomial(chance, 1_000, rate), 1_000) >= rate ? 1 : 0;
    expect(held / rounds).toBeGreaterThan(0.93);
  });
});

describe('the document of the tests', () => {
  const write = (folder: string, content: object, by = [anna, ben]) => {
    const file = join(folder, 'signed.json');
    writeFileSync(file, JSON.stringify(documentSignedBy('impostor-tests', content, by)));
    return { file, signerKeys: keys };
  };

  it('is read when two people whose keys are known have signed it', () => {
    const folder = temporaryFolder();
    expect(readImpostorTests(write(folder, documentOf([test({})])), NOW).content.number).toBe(3);
    for (const by of [[anna], [anna, anna], [anna, eve]])
      expect(() => readImpostorTests(write(folder, documentOf([test({})]), by), NOW)).toThrow('signed');
    expect(() => readImpostorTests(write(folder, documentOf([test({})])), Date.UTC(2026, 10, 1))).toThrow(
      'in force from',
    );
    for (const text of ['', '{}', '[1]', 'x'.repeat(5_000_000)]) {
      writeFileSync(join(folder, 'bad.json'), text);
      expect(() => readImpostorTests({ file: join(folder, 'bad.json'), signerKeys: keys }, NOW)).toThrow();
    }
    expect(() => readImpostorTests({ file: join(folder, 'none.json'), signerKeys: keys }, NOW)).toThrow('ENOENT');
  });

  it.each<readonly [string, Partial<ImpostorTest>]>([
    ['more pairs than people and documents make', { people: 2, documents: 2, pairs: 5 }],
    ['more matches than pairs', { pairs: 3, matched: 4 }],
    ['a last day before the first', { from: '2026-10-09', until: '2026-10-05' }],
    ['a test that is not over', { until: '2026-11-10' }],
    ['a day that does not exist', { from: '2026-02-30' }],
  ])('is refused with %s', (_what, over) => {
    expect(impostorTestsSchema.safeParse(documentOf([test(over)])).success).toBe(false);
  });

  it('is refused with one test twice, and judged whatever its fields are', () => {
    expect(impostorTestsSchema.safeParse(documentOf([test({}), test({})])).success).toBe(false);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SEEDED_TEST)), fc.anything(), (field, value) => {
        const judged = impostorTestsSchema.safeParse(documentOf([{ ...test({}), [field]: value }]));
        expect(typeof judged.success).toBe('boolean');
      }),
    );
  });
});

describe('the published report', () => {
  it('has the bounds, which are computed again, and is published without them when the file cannot be used', {
    timeout: 300_000,
  }, async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'signed.json');
    const server = await runServer();
    await server.enrol(testKiosk());
    const kiosk: { id: unknown } | undefined = await server.database.knex('kiosks').first('id');
    const kioskId = kioskIdSchema.parse(kiosk?.id);
    const { context } = server;
    const year = new Date(context.clock.wallMs() - 60 * DAY_MS).getUTCFullYear() - 1;
    const observe = (month: number) =>
      server.database.knex.transaction((transaction) =>
        addObserved(
          transaction,
          Array.from({ length: 1_100 }, () => ({
            ...{ kioskId, at: Date.UTC(year, month, 15), modality: 'face', models: '', device: 'a/b/1' },
            observation: 'acquired',
          })) as Observed[],
        ),
      );
    await observe(10);
    const tests = [test({ from: `${year}-11-03`, until: `${year}-11-04`, pairs: 380, matched: 1 })];
    const content = { version: 1, number: 1, validFrom: Date.UTC(year, 10, 10), tests };
    writeFileSync(file, JSON.stringify(documentSignedBy('impostor-tests', content, [anna, ben])));
    await publishDue(context, { file, signerKeys: keys });
    const reportOf = async (period: string) =>
      errorRateFileSchema.parse(JSON.parse((await server.ask(`/v1/error-rates/${period}`)).text)).report;
    const report = await reportOf(`${year}-11`);
    expect(report.falseMatches?.cells).toMatchObject([
      { dimension: 'fleet', pairs: 380, matched: 1, bound: falseMatchBound(1, 380) },
      { dimension: 'site', value: 'north' },
    ]);
    expect(recomputeReport(report).differences).toEqual([]);
    const { falseMatches } = report;
    for (const changed of [{ bound: 0.001 }, { matched: 0 }, { pairs: 400 }, { tests: 2 }]) {
      const [fleet, ...sites] = falseMatches?.cells ?? [];
      const cells = [{ ...fleet!, ...changed }, ...sites];
      const altered = recomputeReport({ ...report, falseMatches: { ...falseMatches!, cells } });
      expect(altered.differences.length, JSON.stringify(changed)).toBeGreaterThan(0);
    }
    // The year has the test too; a month without one says nothing
    expect((await reportOf(String(year))).falseMatches?.cells).toHaveLength(2);

    const faults: unknown[] = [];
    const listening = { ...context, events: { emit: (event: unknown) => void faults.push(event) } };
    await observe(5);
    writeFileSync(file, '{}');
    await publishDue(listening, { file, signerKeys: keys });
    expect((await reportOf(`${year}-06`)).falseMatches).toBeUndefined();
    expect(faults).toMatchObject([{ event: 'fault', where: 'observatory' }]);
  });
});
