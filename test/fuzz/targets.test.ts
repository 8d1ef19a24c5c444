import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { damaged } from '../models/finger/formats/damage.ts';
import { repetitions } from '../support/extent.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import * as alteredChip from './targets/altered-chip.ts';
import * as blindQueries from './targets/blind-queries.ts';
import * as chipAnswers from './targets/chip-answers.ts';
import * as declarationMessages from './targets/declaration-messages.ts';
import * as dg1 from './targets/dg1.ts';
import * as dg2 from './targets/dg2.ts';
import * as dg3 from './targets/dg3.ts';
import * as jp2Header from './targets/jp2-header.ts';
import * as ledgerTexts from './targets/ledger-texts.ts';
import * as modbusAnswers from './targets/modbus-answers.ts';
import * as mrz from './targets/mrz.ts';
import * as plainSvg from './targets/plain-svg.ts';
import * as portrait from './targets/portrait.ts';
import * as releaseMetadata from './targets/release-metadata.ts';
import * as sod from './targets/sod.ts';
import * as trustLists from './targets/trust-lists.ts';
import * as watchlistFiles from './targets/watchlist-files.ts';
import * as zonePicture from './targets/zone-picture.ts';

/** Runs of each target in `npm test`, and in `npm run test:all`. */
const TARGETS: readonly (readonly [string, FuzzTarget, number, number])[] = [
  ['altered-chip', alteredChip, 40, 400],
  ['blind-queries', blindQueries, 300, 3_000],
  ['chip-answers', chipAnswers, 500, 5_000],
  ['declaration-messages', declarationMessages, 500, 5_000],
  ['dg1', dg1, 2_000, 20_000],
  ['dg2', dg2, 2_000, 20_000],
  ['dg3', dg3, 500, 5_000],
  ['jp2-header', jp2Header, 2_000, 20_000],
  ['ledger-texts', ledgerTexts, 2_000, 20_000],
  ['modbus-answers', modbusAnswers, 2_000, 20_000],
  ['mrz', mrz, 2_000, 20_000],
  ['plain-svg', plainSvg, 2_000, 20_000],
  ['portrait', portrait, 100, 1_000],
  ['release-metadata', releaseMetadata, 200, 2_000],
  ['sod', sod, 500, 5_000],
  ['trust-lists', trustLists, 300, 3_000],
  ['watchlist-files', watchlistFiles, 500, 5_000],
  ['zone-picture', zonePicture, 30, 300],
];

describe.each(TARGETS)('%s', (_name, target, runs, moreRuns) => {
  test('stands its seeds, damage to them, and noise', async () => {
    const seeds = await target.seeds();
    expect(seeds.length).toBeGreaterThan(0);
    for (const seed of seeds) await target.fuzz(seed);
    const bytes = fc.oneof(
      { arbitrary: fc.constantFrom(...seeds).chain(damaged), weight: 4 },
      { arbitrary: fc.uint8Array({ maxLength: 600 }), weight: 1 },
    );
    const property = fc.asyncProperty(bytes, async (data) => target.fuzz(data));
    await fc.assert(property, { numRuns: repetitions(runs, moreRuns) });
  });
});
