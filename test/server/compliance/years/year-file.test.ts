/** A regulator confirms each figure of the report of a year from its file alone, and finds each one that was altered. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { FIGURE_SOURCES } from '../../../../server/compliance/years/figures.ts';
import { explainDelivery } from '../../../../server/compliance/years/explain-year.ts';
import { judgeDelivery } from '../../../../server/compliance/years/judge-delivery.ts';
import { type JudgedFigure, judgeYearFile } from '../../../../server/compliance/years/judge-year-file.ts';
import { makeYearFile } from '../../../../server/compliance/years/make-year-file.ts';
import type { YearFigureName } from '../../../../server/compliance/years/vocabulary.ts';
import type { YearFile } from '../../../../server/compliance/years/year-file.ts';
import type { SharingAudits } from '../../../../server/sharing/audits/answers.ts';
import { enterExport } from '../../../../server/privacy/exports/enter-export.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { filedYear, inventedYear } from '../fixtures/invented-year.ts';

const COMMAND = join(projectRoot(), '.build/server/commands/verify.js');
const LIMIT = { timeout: 300_000 };

async function verify(...words: string[]): Promise<{ code: number; stdout: string }> {
  try {
    return { code: 0, stdout: (await promisify(execFile)(process.execPath, [COMMAND, ...words])).stdout };
  } catch (error) {
    return error as { code: number; stdout: string };
  }
}

function judged(file: YearFile, policy: string) {
  const year = judgeYearFile(Buffer.from(JSON.stringify(file)), policy);
  if (year.kind !== 'year') throw new Error('no report of a year');
  return year;
}

const wrong = (figures: readonly JudgedFigure[]) =>
  figures.filter(({ verdict }) => verdict.kind === 'wrong').map(({ figure, subject }) => `${figure} ${subject}`.trim());

/** The file with another value of the first such figure that has one. */
function altered(file: YearFile, name: YearFigureName): YearFile {
  const at = file.figures.findIndex(({ figure, value }) => figure === name && value !== null);
  const one = file.figures[at];
  if (one === undefined) throw new Error(`no figure ${name}`);
  return { ...file, figures: file.figures.with(at, { ...one, value: (one.value ?? 0) + 1 }) };
}

describe('the report of a year', () => {
  it(
    'is confirmed figure by figure from the file alone, and each altered figure, row and entry is found',
    LIMIT,
    async () => {
      const year = await inventedYear();
      const { server, agreement } = year;
      const { policy } = server.ledger;
      const { bytes, file, digest, proof } = await filedYear(year);

      // The figures are those that the console shows
      const valueOf = (name: YearFigureName, subject = '') =>
        file.figures.find((one) => one.figure === name && one.subject === subject)?.value;
      const { text } = await server.ask('/v1/sharing/audits', { headers: { cookie: year.petra.cookie } });
      const [report] = (JSON.parse(text) as SharingAudits).reports;
      const counts = `${agreement.id}/crossings`;
      expect([valueOf('deliveries-made', counts), valueOf('deliveries-refused', counts)]).toEqual([2, 1]);
      expect(report?.datasets[0]).toMatchObject({
        deliveries: 2,
        refused: 1,
        bytes: valueOf('bytes-delivered', counts),
      });
      expect(report?.budget).toEqual({ mostSpent: valueOf('budget-spent', `${agreement.id}/2026-Q1`), agreed: 1_000 });
      expect(report?.receipts.inTime).toBe(valueOf('receipts-in-time', agreement.id));
      const expected: Readonly<Partial<Record<YearFigureName, number>>> = {
        ...{ 'reports-logged': 4, 'breaches-opened': 2, 'breaches-closed': 0, 'breach-notices-sent': 1 },
        ...{ 'breach-notices-late': 1, 'breaches-not-notified': 1, 'penalties-entered': 1, 'corrections-entered': 1 },
        ...{ 'measures-done': 1, 'measures-overdue': 1, 'audits-concluded': 1, 'questions-not-met': 1 },
        ...{ 'findings-open': 1, 'exams-begun': 1, 'drills-ended': 1 },
      };
      for (const [name, value] of Object.entries(expected))
        expect([name, valueOf(name as YearFigureName)]).toEqual([name, value]);
      expect(valueOf('penalty-amounts', 'EUR')).toBe(900_000);

      const folder = temporaryFolder();
      const write = (name: string, content: Uint8Array | string) => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
      };
      const [ofFile, ofProof, ofPolicy] = [write('year.json', bytes), write('proof', proof), write('policy', policy)];
      const right = await verify(ofProof, '--policy', ofPolicy, '--of', ofFile);
      expect([right.code, right.stdout]).toEqual([0, expect.stringMatching(/^VERIFIED\nReport of 2026/)]);
      const verdicts = judged(file, policy);
      expect([verdicts.faults, wrong(verdicts.figures)]).toEqual([[], []]);
      for (const { figure, value, verdict } of verdicts.figures) {
        const by = FIGURE_SOURCES[figure].by;
        const due = by === 'nothing' || value === null ? 'not-confirmable' : by === 'acts' ? 'at-least' : 'confirmed';
        expect([figure, verdict.kind]).toEqual([figure, due]);
      }
      expect(right.stdout).toContain('CONFIRMED        penalty-amounts of EUR: 900000');
      expect(right.stdout).toContain('NOT CONFIRMABLE  exams-passed: 0 (the rows would tell who failed)');

      // Each altered figure
      const names = new Set(file.figures.flatMap(({ figure, value }) => (value === null ? [] : [figure])));
      for (const name of names) {
        const found = wrong(judged(altered(file, name), policy).figures);
        if (FIGURE_SOURCES[name].by === 'nothing') expect(found).toEqual([]);
        else expect(found).toEqual([expect.stringContaining(name)]);
      }
      expect(wrong(judged({ ...file, figures: file.figures.slice(1) }, policy).figures)).toEqual(['reports-logged']);

      // Each altered part of the evidence
      const faults = (other: YearFile) => judged(other, policy).faults;
      for (const [at, { table, row }] of file.rows.entries()) {
        const column = Object.keys(row).find((name) => name !== 'id' && typeof row[name] === 'number') ?? 'agreement';
        const changed = { table, row: { ...row, [column]: 77 } };
        expect(faults({ ...file, rows: file.rows.with(at, changed) }), table).not.toEqual([]);
        expect(faults({ ...file, rows: file.rows.toSpliced(at, 1) }), table).toEqual([
          expect.stringContaining('is not in the file'),
        ]);
      }
      const [firstRow] = file.rows;
      if (firstRow === undefined) throw new Error('no row');
      expect(faults({ ...file, rows: [...file.rows, firstRow] })).toHaveLength(1);
      const [opening] = file.openings;
      if (opening === undefined) throw new Error('no opening');
      expect(faults({ ...file, openings: [...file.openings, opening] })).toEqual(['An entry is opened twice.']);
      expect(
        faults({ ...file, openings: [{ ...opening, index: opening.index + 1 }, ...file.openings.slice(1)] }),
      ).not.toEqual([]);
      const entries = Buffer.from(file.log.entries ?? '', 'base64');
      entries[2] = (entries[2] ?? 0) ^ 1;
      expect(faults({ ...file, log: { ...file.log, entries: entries.toString('base64') } })).not.toEqual([]);
      const cut = entries.subarray(0, -35).toString('base64');
      expect(faults({ ...file, log: { ...file.log, entries: cut } })).not.toEqual([]);
      expect(faults({ ...file, log: { ...file.log, last: 40 } })).not.toEqual([]);
      expect(
        faults({ ...file, log: { ...file.log, checkpoint: file.log.checkpoint.replace('log.example', 'log.other') } }),
      ).not.toEqual([]);
      // Without the opening of an entry about a row the file cannot show that there is no further row
      const exam = file.openings.findIndex(({ opening: text }) =>
        Buffer.from(text, 'base64').includes('"training_exams"'),
      );
      const closed = judged({ ...file, openings: file.openings.toSpliced(exam, 1) }, policy);
      expect(wrong(closed.figures)).toEqual(['exams-begun']);
      const opened = closed.figures.find(({ figure }) => figure === 'breaches-opened');
      expect(opened?.verdict).toEqual({ kind: 'at-least', limit: 'entries-erased' });

      // The file was altered after its export
      const other = await verify(
        ofProof,
        '--policy',
        ofPolicy,
        '--of',
        write('other.json', JSON.stringify(altered(file, 'breaches-opened'))),
      );
      expect([other.code, other.stdout]).toEqual([
        1,
        expect.stringContaining('WRONG            breaches-opened: 3, but the entries and rows give 2'),
      ]);
      // The server itself exports false figures, with a proof
      const false_ = Buffer.from(JSON.stringify(altered(file, 'penalty-amounts')));
      const falseDigest = createHash('sha256').update(false_).digest('hex');
      const about = { record: 'year-figures', format: 'json', digest: falseDigest, bytes: false_.length, records: 1 };
      await server.context.queue.run((transaction) =>
        enterExport(transaction, about, { actId: 'e1'.repeat(16), at: file.madeAt }),
      );
      await everythingEntered(server.context);
      const ask = async () => {
        year.clock.turn(11_000);
        return server.ask(`/v1/ledger/proof?subject=export/${falseDigest}`, { headers: { cookie: year.petra.cookie } });
      };
      await expect.poll(async () => (await ask()).status, LIMIT).toBe(200);
      const lie = await verify(
        write('lie.proof', (await ask()).text),
        '--policy',
        ofPolicy,
        '--of',
        write('lie.json', false_),
      );
      expect([lie.code, lie.stdout]).toEqual([1, expect.stringMatching(/^NOT VERIFIED \(other-figures\)/)]);
      expect(lie.stdout).toContain(
        'WRONG            penalty-amounts of EUR: 900001, but the entries and rows give 900000',
      );
      expect(digest).not.toBe(falseDigest);

      // The noise of a delivery, as the partner's program stored it
      const kept = join(year.settings.deliveries, agreement.id);
      const name = readdirSync(kept).find((one) => one.endsWith('.json')) ?? '';
      const delivered = ['--of', ofFile, '--delivery', join(kept, name)];
      const noise = await verify(ofProof, '--policy', ofPolicy, ...delivered, '--seed', year.seed);
      expect([noise.code, noise.stdout]).toEqual([0, expect.stringContaining('the noise is that of the seed')]);
      expect(noise.stdout).toMatch(/north, cleared: 4\n/);
      const unrevealed = await verify(ofProof, '--policy', ofPolicy, ...delivered);
      expect([unrevealed.code, unrevealed.stdout]).toEqual([0, expect.stringContaining('the seed is not revealed')]);
      const otherSeed = await verify(ofProof, '--policy', ofPolicy, ...delivered, '--seed', '00'.repeat(32));
      expect([otherSeed.code, otherSeed.stdout]).toEqual([1, expect.stringContaining('WRONG')]);
      expect((await verify(ofProof, '--policy', ofPolicy, '--delivery', join(kept, name))).code).toBe(64);
      const { evidence } = verdicts;
      if (evidence === undefined) throw new Error('no evidence');
      const content = JSON.parse(readFileSync(join(kept, name), 'utf8')) as { content: { period: object } };
      const moved = {
        ...content,
        content: { ...content.content, period: { ...content.content.period, name: '2026-W30' } },
      };
      const judgeText = (stored: unknown) => judgeDelivery(evidence, Buffer.from(JSON.stringify(stored)), year.seed);
      expect(judgeText(moved)).toEqual({ kind: 'refused', code: 'other-content' });
      expect(judgeText({ ...content, digest: '0'.repeat(64) })).toEqual({ kind: 'refused', code: 'unknown' });
      expect(judgeText({})).toEqual({ kind: 'refused', code: 'malformed' });
      const early = { ...content, content: { ...content.content, period: { ...content.content.period, from: 0 } } };
      expect(judgeText(early)).toEqual({ kind: 'refused', code: 'not-committed' });

      // A log that is too long for a file
      const { knex, queue } = server.context;
      const log = server.ledger.database.reader;
      const long = await makeYearFile({ knex, queue, log }, 2026, file.madeAt, 10);
      if (long === undefined) throw new Error('not published');
      const least = judged(long, policy);
      expect([least.faults, wrong(least.figures)]).toEqual([[], []]);
      const kindOf = (figure: YearFigureName) => least.figures.find((one) => one.figure === figure)?.verdict;
      expect(kindOf('breaches-opened')).toEqual({ kind: 'at-least', limit: 'log-too-long' });
      expect(kindOf('acts-logged')).toEqual({ kind: 'not-confirmable', limit: 'log-too-long' });
      expect(wrong(judged(altered(long, 'deliveries-made'), policy).figures)).toHaveLength(1);

      // The next year has the entries since its first moment
      await year.later(300);
      const { file: next } = await filedYear(year, 2027);
      const of2027 = judged(next, policy);
      expect([of2027.faults, wrong(of2027.figures)]).toEqual([[], []]);
      expect(next.log.first).toBeGreaterThan(0);
      const opened2027 = next.figures.find(({ figure }) => figure === 'breaches-opened');
      expect(opened2027?.value).toBe(0);
      expect(faults({ ...file, year: '2027', from: next.from, to: next.to })).not.toEqual([]);
    },
  );

  it('tells of withheld counts what the table can show', () => {
    const agreement = { id: 'sample', version: 1, digest: 'a'.repeat(64) };
    const period = { name: '2026-03', from: 0, to: 1 };
    const row = {
      ...{ id: 'x', agreement: 'sample', kind: 'counts', dataset: 'crossings', period: '2026-03', version: 1 },
      ...{
        agreement_digest: agreement.digest,
        party: 'p',
        digest: 'd'.repeat(64),
        about: null,
        bytes: 1,
        refusal: null,
      },
      ...{
        made_at: 2,
        answer_until: null,
        keep_until: null,
        answer: null,
        signature: null,
        answered_at: null,
        overdue_at: null,
      },
    };
    const evidence = { rowsOf: (table: string) => (table === 'sharing_deliveries' ? [row] : []) };
    const judge = (counts: readonly (number | null)[], total: number | null) => {
      const cells = counts.map((count, at) => ({ values: [`v${at}`], count }));
      const protection = { kind: 'suppression', smallestCell: 10 };
      const content = { form: 1, agreement, dataset: 'crossings', period, fields: ['site'], protection, cells, total };
      return judgeDelivery(evidence, Buffer.from(JSON.stringify({ digest: row.digest, content })), undefined);
    };
    const kept = judge([20, null, null], 31);
    expect(kept).toEqual({ kind: 'suppression', shown: 1, withheld: 2, smallestCell: 10 });
    expect(explainDelivery('d.json', kept).map((line) => line.split(/\s{2,}/)[0])).toEqual([
      'CONFIRMED',
      'NOT CONFIRMABLE',
    ]);
    expect(judge([20, 9, null], 31)).toEqual({ kind: 'refused', code: 'too-small' });
    expect(judge([20, 12, null], 40)).toEqual({ kind: 'refused', code: 'computable' });
    expect(judge([20, 12, 11], 44)).toEqual({ kind: 'refused', code: 'impossible' });
  });
});
