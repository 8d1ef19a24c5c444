import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { metadataFile, targetFile } from '../../../../server/contract/release-repository.ts';
import { canonicalSelection, type SelectionSet } from '../../../../server/contract/rules/selection-set.ts';
import { addTarget, changeTerms, type Draft } from '../../../../server/lanes/releases/draft.ts';
import {
  carrySelection,
  draftSelection,
  selectionDifferences,
} from '../../../../server/lanes/releases/draft-selection.ts';
import { offeredSelection } from '../../../../server/lanes/releases/offered-selection.ts';
import { recordPublications } from '../../../../server/lanes/releases/record-publications.ts';
import { signDraft } from '../../../../server/lanes/releases/sign-draft.ts';
import { draftOf, fileOf, newReleases, publish, type Released, termsOf } from '../../../support/release-fixture.ts';
import { selectionRule, selectionSet } from '../../../support/selection-set.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';

const trial = selectionRule();
const force = selectionRule({ state: 'in-force', urgency: 'A seizure' });

describe('selection rules in the signed channel', () => {
  let releases: Released;
  let bench: Awaited<ReturnType<typeof ingestBench>>;
  beforeEach(async () => {
    bench = await ingestBench();
    releases = await newReleases(temporaryFolder(), bench.clock.wallMs());
  });
  const draft = (set: SelectionSet): Promise<Draft> =>
    draftSelection(releases.repository, draftOf(releases), fileOf(releases, JSON.stringify(set, null, 1)), {
      nowMs: releases.nowMs,
    });
  const bring = async (set: SelectionSet) => publish(releases, await draft(set));
  const record = () => recordPublications(releases.repository, bench.context);
  const offered = async (nowMs = releases.nowMs) => {
    const offer = await offeredSelection(releases.repository, bench.context.knex, nowMs);
    return offer.kind === 'refused' ? offer.code : offer.kind === 'set' ? `set ${offer.version}` : offer.kind;
  };

  test('are compared with the set before, in sentences, and each person names the rules that change', async () => {
    const first = await draft(selectionSet([trial, selectionRule({ id: 'cars' })]));
    expect(selectionDifferences(first)?.named).toEqual(['cars', 'horses']);
    for (const selection of [undefined, [], ['cars'], ['cars', 'horses', 'more']])
      await expect(signDraft(first, releases.anna.key, { selection })).rejects.toMatchObject({ code: 'not-compared' });
    await publish(releases, first);
    const next = await draft(selectionSet([force], { trialDays: 3 }));
    expect(selectionDifferences(next)).toEqual({
      sentences: [
        'The set is for EU, in EUR, from 2026-01-01 until 2099-12-31, with 3 days of trial. The set before it asks for 14 days.',
        'cars: is gone. It was in trial.',
        'horses: is in force instead of in trial. It states a reason to skip the trial: A seizure',
        '0 rules are the same.',
      ],
      named: ['cars', 'horses'],
    });
    await publish(releases, next);
    const silent = await draft(selectionSet([force], { trialDays: 3, until: '2027-12-31' }));
    expect(selectionDifferences(silent)?.named).toEqual(['set']);
    const text = await draft(selectionSet([{ ...force, text: 'Other' }], { trialDays: 3 }));
    expect(selectionDifferences(text)?.sentences[1]).toContain('has another version, text, source or tests');
  });

  test('a draft refuses a set whose tests fail, and says which', async () => {
    const wrong = selectionSet([selectionRule({ when: { code: 'heading', in: ['8703'] } })]);
    await expect(draft(wrong)).rejects.toMatchObject({
      code: 'malformed',
      message: expect.stringContaining('horses: test 1: false instead of true'),
    });
  });

  test('are offered when two people have published them and the ledger has the publication', async () => {
    expect(await offered()).toBe('unknown');
    await bring(selectionSet([trial]));
    expect(await offered()).toBe('unknown');
    await record();
    expect(await offered()).toBe('set 1');
    await bring(selectionSet([trial, selectionRule({ id: 'cars' })]));
    await record();
    expect(await offered()).toBe('set 2');
    expect(await offered(releases.nowMs + 31 * 86_400_000)).toBe('expired');
  });

  test('go back to the set before when two people withdraw one, and to none', async () => {
    await bring(selectionSet([trial]));
    await bring(selectionSet([trial, selectionRule({ id: 'cars' })]));
    for (const [version, expected, named] of [
      [2, 'set 1', ['cars']],
      [1, 'none', ['horses']],
    ] as const) {
      const withdrawn = changeTerms(
        draftOf(releases),
        'targets',
        (terms) => (terms.version === version ? { ...terms, state: 'withdrawn' } : terms),
        { nowMs: releases.nowMs },
      );
      await carrySelection(releases.repository, withdrawn);
      expect(selectionDifferences(withdrawn)?.named).toEqual(named);
      await publish(releases, withdrawn);
      await record();
      expect(await offered()).toBe(expected);
    }
  });

  test('one signature publishes nothing', async () => {
    await expect(publish(releases, await draft(selectionSet([trial])), [releases.anna])).rejects.toMatchObject({
      code: 'unsigned',
    });
  });

  test('files that one insider puts into the folder are refused', async () => {
    await bring(selectionSet([force]));
    await record();
    const { repository } = releases;
    const put = async (set: SelectionSet, signers: readonly (typeof releases.anna)[]) => {
      const one = await draft(set);
      const selection = selectionDifferences(one)?.named;
      for (const { key } of signers) await signDraft(one, key, { selection });
      cpSync(join(one.folder, 'targets'), join(repository.folder, 'targets'), { recursive: true });
      const file = metadataFile('targets', 3);
      cpSync(one.path(file), repository.path(file));
    };
    // Silences the rule with no signature, and with that of one person
    for (const signers of [[], [releases.anna]]) {
      await put(selectionSet([]), signers);
      expect(await offered()).toBe('unsigned');
      await record();
      expect(await offered()).toBe('unsigned');
      rmSync(repository.path(metadataFile('targets', 3)));
      expect(await offered()).toBe('altered');
      bench = await ingestBench();
      await record();
      expect(await offered()).toBe('set 1');
    }
    // Changes the bytes of the set
    const entry = repository.readNewest('targets').signed.targets['selection-rules/goods/1'];
    const bytes = canonicalSelection(selectionSet([]));
    const at = repository.path(
      targetFile(termsOf('selection-rules', 1, { name: 'goods' }), entry?.hashes['sha256'] ?? ''),
    );
    const genuine = readFileSync(at);
    writeFileSync(at, bytes ?? '');
    expect(await offered()).toBe('altered');
    rmSync(at);
    expect(await offered()).toBe('altered');
    writeFileSync(at, genuine);
    expect(await offered()).toBe('set 1');
    // Puts a repository of own people in its place
    const own = await newReleases(temporaryFolder(), releases.nowMs);
    await publish(
      own,
      await draftSelection(own.repository, draftOf(own), fileOf(own, JSON.stringify(selectionSet([]))), own),
    );
    rmSync(repository.folder, { recursive: true });
    cpSync(own.repository.folder, repository.folder, { recursive: true });
    expect(await offered()).toBe('altered');
  });

  test('a set that is too large, or no set, is refused with its reason', async () => {
    const large = await addTarget(
      draftOf(releases),
      termsOf('selection-rules', 1, { name: 'goods' }),
      fileOf(releases, '{}'),
      releases,
    );
    await expect(publish(releases, large)).rejects.toMatchObject({ code: 'malformed' });
  });
});
