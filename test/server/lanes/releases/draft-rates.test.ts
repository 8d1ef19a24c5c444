import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeTerms, type Draft, entriesIn } from '../../../../server/lanes/releases/draft.ts';
import {
  carryRates,
  draftRates,
  rateDifferences,
  readTable,
  tablesIn,
} from '../../../../server/lanes/releases/draft-rates.ts';
import { readRateFile } from '../../../../server/lanes/releases/read-rates.ts';
import { ReleaseError } from '../../../../server/lanes/releases/release-error.ts';
import { signDraft } from '../../../../server/lanes/releases/sign-draft.ts';
import { draftOf, fileOf, newReleases, publish, type Released } from '../../../support/release-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 27, 17);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const csv = (day: string, rates: Readonly<Record<string, string>>, base = 'EUR'): string =>
  ['day,base,currency,rate', ...Object.entries(rates).map(([name, rate]) => [day, base, name, rate].join())].join('\n');

const xml = (cubes: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>${cubes}</Cube>
</gesmes:Envelope>`;
const day = (rates: string): string => `<Cube time='2026-11-27'>${rates}</Cube>`;

describe('file of exchange rates', () => {
  test('of the European Central Bank: the day, and each rate as it is written', () => {
    const rates = `<Cube currency='USD' rate='1.0840'/><Cube currency='JPY' rate='164.21'/>`;
    expect(readRateFile(bytesOf(xml(day(rates))))).toEqual({
      version: 1,
      day: '2026-11-27',
      base: 'EUR',
      rates: { USD: '1.0840', JPY: '164.21' },
    });
  });

  test('CSV: the columns day, base, currency and rate', () => {
    expect(readRateFile(bytesOf(`${csv('2026-11-27', { USD: '1.0840' }, 'CHF')}\r\n`))).toMatchObject({
      base: 'CHF',
      rates: { USD: '1.0840' },
    });
  });

  test.each([
    ['a rate of zero', xml(day(`<Cube currency='USD' rate='0.00'/>`))],
    ['a negative rate', xml(day(`<Cube currency='USD' rate='-1.1'/>`))],
    ['a missing rate', xml(day(`<Cube currency='USD'/>`))],
    ['an empty rate', xml(day(`<Cube currency='USD' rate=''/>`))],
    ['no day', xml(`<Cube><Cube currency='USD' rate='1.1'/></Cube>`)],
    ['several days', xml(day(`<Cube currency='USD' rate='1.1'/>`) + day(''))],
    ['a currency twice', xml(day(`<Cube currency='USD' rate='1.1'/><Cube currency='USD' rate='1.1'/>`))],
    ['no rates', xml(day(''))],
    ['another namespace', xml(day(`<Cube currency='USD' rate='1.1'/>`)).replaceAll('eurofxref', 'other')],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "1.1">]>${xml(day(''))}`],
    ['XML that is cut', xml(day(`<Cube currency='USD' rate='1.1'/>`)).slice(0, -12)],
    ['an exponent', csv('2026-11-27', { USD: '1e3' })],
    ['a comma in a rate', csv('2026-11-27', { USD: '1,1' })],
    ['the base itself', csv('2026-11-27', { EUR: '1' })],
    ['a day that does not exist', csv('2026-02-30', { USD: '1.1' })],
    ['two bases', `${csv('2026-11-27', { USD: '1.1' })}\n2026-11-27,CHF,JPY,1.1`],
    ['another first line', 'day,base,currency\n'],
    ['nothing', ''],
    ['bytes that are no text', '\u0000'],
  ])('is refused with %s', (_what, text) => {
    expect(() => readRateFile(bytesOf(text))).toThrow(ReleaseError);
  });

  test('is read or refused with a reason, whatever it holds', () => {
    const piece = fc.constantFrom(
      '<Cube',
      ' time="2026-11-27"',
      ' currency="USD"',
      ' rate="1"',
      '>',
      '/>',
      '</Cube>',
      ',',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.array(piece).map((pieces) => xml(pieces.join(''))),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          expect(Object.keys(readRateFile(bytesOf(given)).rates).length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof ReleaseError)) throw error;
        }
      }),
    );
  });
});

describe('draft of exchange rates', () => {
  let releases: Released;
  beforeEach(async () => {
    releases = await newReleases(temporaryFolder(), NOW);
  });
  const draft = (text: string): Promise<Draft> =>
    draftRates(releases.repository, draftOf(releases), fileOf(releases, text), { nowMs: releases.nowMs });
  const RATES = { USD: '1.0000', JPY: '160', TRY: '50' };

  test('is compared with the table before it, in sentences', async () => {
    await publish(releases, await draft(csv('2026-11-26', RATES)));
    const next = await draft(csv('2026-11-27', { USD: '1.0101', TRY: '57.6', CHF: '0.93' }));
    expect(rateDifferences(next)).toEqual({
      sentences: [
        'The table of 2026-11-27 replaces that of 2026-11-26.',
        'CHF is new: 1 EUR buys 0.93 CHF.',
        'JPY is gone: amounts in it are not converted.',
        '1 EUR buys 57.6 TRY instead of 50: 15.20 % more. This is more than 15 %.',
        '1 EUR buys 1.0101 USD instead of 1.0000: 1.01 % more.',
        '0 rates are the same.',
      ],
      named: ['CHF', 'JPY', 'TRY'],
    });
  });

  test('needs each person to name what is not plausible', async () => {
    const first = await draft(csv('2026-11-26', RATES));
    await expect(signDraft(first, releases.anna.key)).rejects.toMatchObject({ code: 'not-compared' });
    await publish(releases, first);
    const next = await draft(csv('2026-11-27', { ...RATES, TRY: '42.4999', USD: '0.85' }));
    for (const rates of [undefined, [], ['USD'], ['TRY', 'USD']]) {
      await expect(signDraft(next, releases.ben.key, { rates })).rejects.toMatchObject({ code: 'not-compared' });
    }
    expect(await signDraft(next, releases.ben.key, { rates: ['TRY'] })).toHaveLength(1);
  });

  test('needs no names when all changes are small, or it changes no rates', async () => {
    await publish(releases, await draft(csv('2026-11-26', RATES)));
    const next = await draft(csv('2026-11-27', { ...RATES, USD: '1.0' }));
    expect(rateDifferences(next)).toMatchObject({
      named: [],
      sentences: [expect.any(String), '3 rates are the same.'],
    });
    expect(await signDraft(next, releases.anna.key)).toHaveLength(1);
    await expect(signDraft(next, releases.anna.key, { rates: ['USD'] })).rejects.toMatchObject({
      code: 'not-compared',
    });
  });

  test.each([
    ['in the future', '2026-11-28', 'future'],
    ['more than seven days ago', '2026-11-19', '8 days old'],
  ])('refuses a day %s', async (_what, of, why) => {
    await expect(draft(csv(of, RATES))).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining(why),
    });
  });

  test('refuses a day before the table in force, and takes a correction of the same day', async () => {
    await publish(releases, await draft(csv('2026-11-26', RATES)));
    await expect(draft(csv('2026-11-25', RATES))).rejects.toMatchObject({ code: 'not-allowed' });
    await publish(releases, await draft(csv('2026-11-26', { ...RATES, JPY: '161' })));
    const tables = tablesIn(entriesIn(releases.repository, 'targets'));
    expect(tables.map((entry) => readTable(releases.repository, entry).rates['JPY'])).toEqual(['160', '161']);
  });

  test('keeps the tables of 40 publications listed', async () => {
    for (let version = 1; version <= 42; version += 1) {
      await publish(releases, await draft(csv('2026-11-26', { ...RATES, JPY: String(160 + version) })));
    }
    const versions = tablesIn(entriesIn(releases.repository, 'targets')).map(({ terms }) => terms.version);
    expect([versions.length, versions[0], versions.at(-1)]).toEqual([40, 3, 42]);
  });

  test('tells of a table that is withdrawn, and compares one that is offered again', async () => {
    await publish(releases, await draft(csv('2026-11-26', RATES)));
    await publish(releases, await draft(csv('2026-11-27', { ...RATES, USD: '1.2' })));
    const as = (state: 'withdrawn' | 'offered') =>
      changeTerms(draftOf(releases), 'targets', (terms) => (terms.version === 2 ? { ...terms, state } : terms), {
        nowMs: NOW,
      });
    const withdrawn = as('withdrawn');
    expect(rateDifferences(withdrawn)?.sentences).toEqual([expect.stringContaining('daily/2 is withdrawn')]);
    await publish(releases, withdrawn);
    const again = as('offered');
    await carryRates(releases.repository, again);
    expect(rateDifferences(again)?.named).toEqual(['USD']);
    const third = await draft(csv('2026-11-27', RATES));
    expect(tablesIn(entriesIn(third, 'targets')).map(({ terms }) => terms.version)).toEqual([1, 3]);
  });

  test('is not read from other bytes than those that were signed', async () => {
    await publish(releases, await draft(csv('2026-11-26', RATES)));
    const [entry] = tablesIn(entriesIn(releases.repository, 'targets'));
    expect(() => readTable(releases.repository, { ...entry!, digest: '0'.repeat(64) })).toThrow(ReleaseError);
  });
});
