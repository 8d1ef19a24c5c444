import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGroupCounter } from '../../../../kiosk/lists/group-counts/group-counter.ts';
import { openKeptGroupCounts } from '../../../../kiosk/lists/group-counts/kept-group-counts.ts';
import {
  answersIn,
  MIN_GROUP_BATCH,
  groupCountOf,
  groupOutcomeOf,
  type GroupResponse,
} from '../../../../server/contract/group-counts.ts';
import type { Check } from '../../../../server/contract/report.ts';
import type { DocumentEvidence } from '../../../../kiosk/rules/document/inspect.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOVEMBER = Date.UTC(2026, 10, 29);
const DECEMBER = Date.UTC(2026, 11, 1);
const FEMALE: GroupResponse = { attribute: 'sex', group: 'female' };
const fileIn = () => join(temporaryFolder(), 'group-counts.json');

function open(file: string, wallMs = NOVEMBER) {
  let drawn = 0;
  return openKeptGroupCounts({
    file,
    wallMs,
    random: (bytes) => new Uint8Array(bytes).fill((drawn += 1)),
  });
}

async function add(counts: Awaited<ReturnType<typeof open>>, times: number, wallMs = NOVEMBER) {
  let complete = 0;
  for (let at = 0; at < times; at += 1) if (await counts.add(FEMALE, 'matched', wallMs)) complete += 1;
  return complete;
}

describe('counts of groups on the disk', () => {
  it('are reported in batches only, also after a restart in the middle of one', async () => {
    const file = fileIn();
    const before = await open(file);
    expect(await add(before, MIN_GROUP_BATCH - 1)).toBe(0);
    expect(before.reported()).toEqual([]);
    const after = await open(file);
    expect(after.secret(NOVEMBER)).toEqual(before.secret(NOVEMBER));
    expect(await add(after, 1)).toBe(1);
    const [month] = after.reported();
    expect(month).toMatchObject({ month: '2026-11' });
    expect(month && groupCountOf(month.counts, 'sex', 'female', 'matched')).toBe(MIN_GROUP_BATCH);
    expect(month && answersIn(month.counts)).toBe(MIN_GROUP_BATCH);
  });

  it('begin a month with a new secret and run, keep the month before, and drop its incomplete batch', async () => {
    const file = fileIn();
    const counts = await open(file);
    const secret = counts.secret(NOVEMBER);
    await add(counts, MIN_GROUP_BATCH + 5);
    expect(counts.secret(DECEMBER)).not.toEqual(secret);
    expect(await add(counts, MIN_GROUP_BATCH - 1, DECEMBER)).toBe(0);
    expect(counts.reported().map(({ month }) => month)).toEqual(['2026-11']);
    await add(counts, 1, DECEMBER);
    const [november, december] = counts.reported();
    expect([november?.month, december?.month]).toEqual(['2026-11', '2026-12']);
    expect(november?.run).not.toBe(december?.run);
    expect(december && answersIn(december.counts)).toBe(MIN_GROUP_BATCH);
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('continue the later month when the clock is set back', async () => {
    const counts = await open(fileIn(), DECEMBER);
    await add(counts, MIN_GROUP_BATCH, NOVEMBER);
    expect(counts.reported().map(({ month }) => month)).toEqual(['2026-12']);
  });

  it.each([
    ['is empty', ''],
    ['is no JSON', '{'],
    ['has a negative count', '{"version":1,"current":{"month":"2026-11","run":"00","counts":{}}}'],
  ])('begin anew where the file %s', async (_what, content) => {
    const file = fileIn();
    writeFileSync(file, content);
    const counts = await open(file);
    expect(counts.reported()).toEqual([]);
    expect(await add(counts, MIN_GROUP_BATCH)).toBe(1);
  });

  it('begin anew where the file is from a later month', async () => {
    const file = fileIn();
    await add(await open(file, DECEMBER), MIN_GROUP_BATCH, DECEMBER);
    expect((await open(file, NOVEMBER)).reported()).toEqual([]);
  });
});

describe('the end of a traveller', () => {
  const document = (groupResponse?: GroupResponse) =>
    ({ kind: 'read', groupResponse }) as Partial<DocumentEvidence> as DocumentEvidence;
  const rejected: readonly Check[] = [
    { name: 'face-capture', result: 'passed' },
    { name: 'face-quality', result: 'passed' },
    { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
  ];

  it('is counted with the answer; none without an answer, or before a picture was asked for', async () => {
    const counts = await open(fileIn());
    const errors: unknown[] = [];
    const counter = createGroupCounter(counts, { wallMs: () => NOVEMBER }, (error) => errors.push(error));
    let batches = 0;
    counter.onBatch(() => (batches += 1));
    counter.decided({ document: document() }, { checks: rejected });
    counter.decided({ document: undefined }, { checks: rejected });
    counter.decided(
      { document: document(FEMALE) },
      { checks: [{ name: 'face-capture', result: 'not-run', reason: 'earlier-check-decided' }] },
    );
    for (let at = 0; at < MIN_GROUP_BATCH; at += 1) {
      counter.decided({ document: document(FEMALE) }, { checks: rejected });
    }
    await counter.settled();
    const [month] = counter.reported();
    expect(month && groupCountOf(month.counts, 'sex', 'female', 'not-matched')).toBe(MIN_GROUP_BATCH);
    expect([batches, errors]).toEqual([1, []]);
  });

  it('is the end of the comparison where a suspicion of an attack did not decide', () => {
    expect(groupOutcomeOf(['acquired', 'attack-undecided', 'matched'])).toBe('matched');
    expect(groupOutcomeOf(['acquired', 'attack-undecided'])).toBe('attack-undecided');
    expect(groupOutcomeOf(['not-acquired', 'refused-as-attack'])).toBe('not-acquired');
    expect(groupOutcomeOf([])).toBeUndefined();
  });

  it('is lost without harm where the disk refuses', async () => {
    const counts = await openKeptGroupCounts({
      file: join(temporaryFolder(), 'missing', 'group-counts.json'),
      wallMs: NOVEMBER,
      random: (bytes) => new Uint8Array(bytes),
    });
    const errors: unknown[] = [];
    const counter = createGroupCounter(counts, { wallMs: () => NOVEMBER }, (error) => errors.push(error));
    counter.decided({ document: document(FEMALE) }, { checks: rejected });
    await counter.settled();
    expect(errors).toHaveLength(1);
  });
});
