import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { damaged } from '../models/finger/formats/damage.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import * as alteredChip from './targets/altered-chip.ts';
import * as blindQueries from './targets/blind-queries.ts';
import * as chipAnswers from './targets/chip-answers.ts';
import * as dg1 from './targets/dg1.ts';
import * as dg2 from './targets/dg2.ts';
import * as dg3 from './targets/dg3.ts';
import * as jp2Header from './targets/jp2-header.ts';
import * as ledgerTexts from './targets/ledger-texts.ts';
import * as modbusAnswers from './targets/modbus-answers.ts';
import * as mrz from './targets/mrz.ts';
import * as portrait from './targets/portrait.ts';
import * as releaseMetadata from './targets/release-metadata.ts';
import * as sod from './targets/sod.ts';
import * as trustLists from './targets/trust-lists.ts';
import * as watchlistFiles from './targets/watchlist-files.ts';
import * as zonePicture from './targets/zone-picture.ts';

/** Runs of each target: usually, and where `SLOW=1` asks for more. */
const TARGETS: readonly (readonly [string, FuzzTarget, number, number])[] = [
  ['altered-chip', alteredChip, 40, 5_000],
  ['blind-queries', blindQueries, 300, 20_000],
  ['chip-answers', chipAnswers, 500, 50_000],
  ['dg1', dg1, 2_000, 500_000],
  ['dg2', dg2, 2_000, 500_000],
  ['dg3', dg3, 500, 50_000],
  ['jp2-header', jp2Header, 2_000, 500_000],
  ['ledger-texts', ledgerTexts, 2_000, 500_000],
  ['modbus-answers', modbusAnswers, 2_000, 500_000],
  ['mrz', mrz, 2_000, 500_000],
  ['portrait', portrait, 100, 10_000],
  ['release-metadata', releaseMetadata, 200, 20_000],
  ['sod', sod, 500, 50_000],
  ['trust-lists', trustLists, 300, 20_000],
  ['watchlist-files', watchlistFiles, 500, 50_000],
  ['zone-picture', zonePicture, 30, 5_000],
];
const SLOW = process.env['SLOW'] === '1';

describe.each(TARGETS)('%s', (_name, target, runs, slowRuns) => {
  test('stands its seeds, damage to them, and noise', async () => {
    const seeds = await target.seeds();
    expect(seeds.length).toBeGreaterThan(0);
    for (const seed of seeds) await target.fuzz(seed);
    const bytes = fc.oneof(
      { arbitrary: fc.constantFrom(...seeds).chain(damaged), weight: 4 },
      { arbitrary: fc.uint8Array({ maxLength: 600 }), weight: 1 },
    );
    const property = fc.asyncProperty(bytes, async (data) => target.fuzz(data));
    await fc.assert(property, { numRuns: SLOW ? slowRuns : runs });
  }, 1_800_000);
});
