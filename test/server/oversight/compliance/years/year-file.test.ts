/** A regulator confirms each figure of the report of a year from its file alone, and finds each one that was altered. */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../../models/files/project-root.ts';
import { FIGURE_SOURCES } from '../../../../../server/oversight/compliance/years/figures.ts';
import { judgeDelivery } from '../../../../../server/oversight/compliance/years/judge-delivery.ts';
import { type JudgedFigure, judgeYearFile } from '../../../../../server/oversight/compliance/years/judge-year-file.ts';
import { YearReader } from '../../../../../server/oversight/compliance/years/read-evidence.ts';
import { YEAR_FIGURES, type YearFigureName } from '../../../../../server/oversight/compliance/years/vocabulary.ts';
import { EVIDENCE_TABLES, type YearLine } from '../../../../../server/oversight/compliance/years/year-file.ts';
import { deleteBreach } from '../../../../../server/oversight/compliance/breaches/breach-table.ts';
import { enter, eraseEntries } from '../../../../../server/records/ledger/entry/enter.ts';
import { commitTo, entryPayload, joinOpening } from '../../../../../server/records/ledger/entry/commitment.ts';
import { ACT_CODES, ROW_CODES } from '../../../../../server/records/ledger/entry/entry.ts';
import { RECORDED_TABLES } from '../../../../../server/records/ledger/recorded/recorded-tables.ts';
import { eventsAboutRequests } from '../../../../../server/privacy/tables/request-retention.ts';
import type { SharingAudits } from '../../../../../server/sharing/audits/answers.ts';
import { enterExport } from '../../../../../server/privacy/exports/enter-export.ts';
import { everythingEntered } from '../../../fixtures/entries-of.ts';
import { SAMPLE_ENTRIES } from '../../../records/ledger/fixtures/sample-entries.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { filedYear, inventedYear, piecesOf, textOf, type YearDocument } from '../fixtures/invented-year.ts';

const COMMAND = join(projectRoot(), '.build/server/main/commands/verify.js');
const LIMIT = { timeout: 600_000 };
const ENTRY_BYTES = 35;

async function verify(...words: string[]): Promise<{ code: number; stdout: string }> {
  try {
    return { code: 0, stdout: (await promisify(execFile)(process.execPath, [COMMAND, ...words])).stdout };
  } catch (error) {
    return error as { code: number; stdout: string };
  }
}

async function judged(file: YearDocument | string, policy: string) {
  const text = typeof file === 'string' ? file : textOf(file);
  const year = await judgeYearFile(piecesOf(text), policy);
  if (year.kind !== 'year') throw new Error('no report of a year');
  return year;
}

const wrong = (figures: readonly JudgedFigure[]) =>
  figures.filter(({ verdict }) => verdict.kind === 'wrong').map(({ figure, subject }) => `${figure} ${subject}`.trim());

/** The file with a value more by one. */
function altered(file: YearDocument, at: number): YearDocument {
  const one = file.figures[at];
  if (one === undefined) throw new Error('no such figure');
  return { ...file, figures: file.figures.with(at, { ...one, value: (one.value ?? 0) + 1 }) };
}

function alteredFigure(file: YearDocument, name: YearFigureName): YearDocument {
  return altered(
    file,
    file.figures.findIndex(({ figure, value }) => figure === name && value !== null),
  );
}

type LineOf<Key extends string> = Extract<YearLine, Readonly<Record<Key, unknown>>>;

function linesWith<Key extends 'entries' | 'table' | 'opening' | 'hashes'>(file: YearDocument, key: Key) {
  return file.lines.flatMap((line, at) => (key in line ? [{ at, line: line as LineOf<Key> }] : []));
}

const payloadOf = ({ opening }: LineOf<'opening'>) => Buffer.from(opening, 'base64').subarray(32).toString();

describe('the report of a year', () => {
  it('shows of the tables what their entries say', () => {
    const shown = (part: string) =>
      Object.entries(RECORDED_TABLES).flatMap(([table, { reported }]) => (reported === part ? [table] : []));
    expect(shown('rows').sort()).toEqual([...EVIDENCE_TABLES].sort());
    const counted = Object.values(FIGURE_SOURCES).flatMap((source) => (source.by === 'new-rows' ? source.table : []));
    expect(shown('number').sort()).toEqual(counted.sort());
  });

  it('refuses a bound with many closed entries beside it, which could be of the year before', () => {
    const [from, to] = [Date.UTC(2026, 0), Date.UTC(2027, 0)];
    const faultsWith = (closed: number) => {
      const size = closed + 2;
      const log = { checkpoint: '', first: 1, last: size + 1, before: [Buffer.alloc(32).toString('base64')] };
      const header = { version: 2, kind: 'year-figures', year: '2026', from, to, madeAt: to, log } as const;
      const reader = new YearReader(header, { size: size + 1, root: new Uint8Array(32) }, true);
      const made = [from - 1_000, ...Array.from({ length: closed }, () => from - 900), from + 1_000].map((at) => {
        const entry = { ...SAMPLE_ENTRIES.viewing, at };
        const opening = { salt: randomBytes(32), payload: entryPayload(entry) };
        return { bytes: commitTo(entry, opening), opening: Buffer.from(joinOpening(opening)).toString('base64') };
      });
      reader.take({ entries: Buffer.concat(made.map(({ bytes }) => bytes)).toString('base64') });
      for (const at of [0, size - 1]) reader.take({ index: 1 + at, opening: made[at]?.opening ?? '' });
      return reader.finish().checked.faults;
    };
    expect(faultsWith(64)).toEqual([]);
    expect(faultsWith(65)).toEqual(['Entry 67 is too far from the one before it to bound the year.']);
  });

  it(
    'is confirmed figure by figure from the file alone, and each altered figure, row and entry is found',
    LIMIT,
    async () => {
      const year = await inventedYear();
      const { server, agreement } = year;
      const { policy } = server.ledger;
      const { queue } = server.context;
      const filed = await filedYear(year);
      const { bytes, file, proof } = filed;

      // The figures are those that the console shows
      const valueOf = (name: YearFigureName, subject = '') =>
        file.figures.find((one) => one.figure === name && one.subject === subject)?.value;
      const { text } = await server.ask('/v1/sharing/audits', { headers: { cookie: year.petra.cookie } });
      const [report] = (JSON.parse(text) as SharingAudits).reports;
      const counts = `${agreement.id}/crossings`;
      expect([valueOf('deliveries-made', counts), valueOf('deliveries-refused', counts)]).toEqual([2, 2]);
      expect(report?.datasets[0]).toMatchObject({
        deliveries: 2,
        refused: 2,
        bytes: valueOf('bytes-delivered', counts),
      });
      expect(report?.budget).toEqual({ mostSpent: valueOf('budget-spent', `${agreement.id}/2026-Q1`), agreed: 1_000 });
      expect(report?.receipts.inTime).toBe(valueOf('receipts-in-time', agreement.id));
      const expected: Readonly<Partial<Record<YearFigureName, number>>> = {
        ...{ 'reports-logged': 8, 'viewings-logged': 1, 'erasures-logged': 2, 'captures-erased': 12 },
        ...{ 'retention-policies': 1, 'requests-received': 1, 'referrals-arisen': 1, 'refreshers-decided': 1 },
        ...{ 'decisions-of-people': 2, 'admitted-by-people': 1, 'decisions-by-two': 1 },
        ...{ 'breaches-opened': 3, 'breaches-closed': 1, 'breach-notices-sent': 1, 'breach-notices-late': 2 },
        ...{ 'breaches-not-notified': 1, 'penalties-entered': 1, 'corrections-entered': 2 },
        ...{ 'measures-done': 1, 'measures-withdrawn': 1, 'measures-overdue': 1, 'audits-concluded': 1 },
        ...{ 'questions-not-met': 1, 'findings-open': 1, 'exams-begun': 2, 'exams-passed': 1, 'drills-ended': 1 },
      };
      for (const [name, value] of Object.entries(expected))
        expect([name, valueOf(name as YearFigureName)]).toEqual([name, value]);
      expect(valueOf('penalty-amounts', 'EUR')).toBe(900_000);
      const answers = ['receipts-in-time', 'receipts-late', 'receipts-missing', 'deletions-in-time'] as const;
      for (const name of [...answers, 'deletions-late', 'deletions-missing'] as const)
        expect([name, valueOf(name, 'other')]).toEqual([name, 1]);
      // Each kind of figure is there, and is not zero
      const some = new Set(file.figures.flatMap(({ figure, value }) => (value === 0 ? [] : [figure])));
      expect(YEAR_FIGURES.filter((name) => !some.has(name))).toEqual([]);

      const folder = temporaryFolder();
      const write = (name: string, content: Uint8Array | string) => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
      };
      const [ofFile, ofProof, ofPolicy] = [write('year.ndjson', bytes), write('proof', proof), write('policy', policy)];
      const right = await verify(ofProof, '--policy', ofPolicy, '--of', ofFile);
      expect([right.code, right.stdout]).toEqual([0, expect.stringMatching(/^VERIFIED\nReport of 2026/)]);
      const figureLines = right.stdout.split('\n').filter((line) => /^[A-Z ]{4,15} {2,}[a-z-]+( of \S+)?: /.test(line));
      expect(figureLines).toHaveLength(file.figures.length);
      expect(figureLines.filter((line) => !line.startsWith('CONFIRMED  '))).toEqual([]);
      expect(right.stdout).toContain('CONFIRMED        penalty-amounts of EUR: 900000');
      expect(right.stdout).toContain('CONFIRMED        exams-passed: 1');
      const verdicts = await judged(file, policy);
      expect([verdicts.faults, wrong(verdicts.figures)]).toEqual([[], []]);

      // Each altered figure
      for (const [at, { figure, subject }] of file.figures.entries())
        expect(wrong((await judged(altered(file, at), policy)).figures)).toEqual([`${figure} ${subject}`.trim()]);
      const less = { ...file, figures: file.figures.slice(1) };
      expect(wrong((await judged(less, policy)).figures)).toEqual(['reports-logged']);

      // Each altered part of the evidence
      const faults = async (other: YearDocument) => (await judged(other, policy)).faults;
      const without = (at: number): YearDocument => ({ ...file, lines: file.lines.toSpliced(at, 1) });
      const replaced = (at: number, line: YearLine): YearDocument => ({ ...file, lines: file.lines.with(at, line) });
      for (const { at, line } of linesWith(file, 'table')) {
        const { table, row } = line;
        const column = Object.keys(row).find((name) => name !== 'id' && typeof row[name] === 'number') ?? 'agreement';
        expect(await faults(replaced(at, { table, row: { ...row, [column]: 77 } })), table).not.toEqual([]);
        expect(await faults(without(at)), table).toEqual([expect.stringContaining('is not in the file')]);
      }
      const [firstRow] = linesWith(file, 'table');
      if (firstRow === undefined) throw new Error('no row');
      expect(await faults({ ...file, lines: [firstRow.line, ...file.lines] })).toHaveLength(1);
      const openings = linesWith(file, 'opening');
      const [opening] = openings;
      if (opening === undefined) throw new Error('no opening');
      expect(await faults({ ...file, lines: file.lines.toSpliced(opening.at, 0, opening.line) })).toEqual([
        'An entry is opened twice, or not in the order of the log.',
      ]);
      expect(await faults(replaced(opening.at, { ...opening.line, index: opening.line.index + 1 }))).not.toEqual([]);
      const [piece] = linesWith(file, 'entries');
      if (piece === undefined) throw new Error('no entries');
      const entries = Buffer.from(piece.line.entries, 'base64');
      const withEntries = (other: Uint8Array) => replaced(piece.at, { entries: Buffer.from(other).toString('base64') });
      const flipped = Buffer.from(entries);
      flipped[2] = (flipped[2] ?? 0) ^ 1;
      expect(await faults(withEntries(flipped))).not.toEqual([]);
      expect(await faults(withEntries(entries.subarray(0, -ENTRY_BYTES)))).not.toEqual([]);
      const dropped = Buffer.concat([entries.subarray(0, 10 * ENTRY_BYTES), entries.subarray(11 * ENTRY_BYTES)]);
      expect(await faults(withEntries(dropped))).not.toEqual([]);
      // The log in two pieces is the same log
      const at = 9 * ENTRY_BYTES;
      const two = [entries.subarray(0, at), entries.subarray(at)].map((part) => ({ entries: part.toString('base64') }));
      const [before, after] = [
        openings.filter(({ line }) => line.index < 9),
        openings.filter(({ line }) => line.index >= 9),
      ];
      const [one, other] = two;
      if (one === undefined || other === undefined) throw new Error('no two pieces');
      const rows = linesWith(file, 'table').map(({ line }) => line);
      const lines = [...rows, one, ...before.map(({ line }) => line), other, ...after.map(({ line }) => line)];
      const inPieces = await judged({ ...file, lines }, policy);
      expect([inPieces.faults, wrong(inPieces.figures)]).toEqual([[], []]);
      const withLog = (log: Partial<YearDocument['header']['log']>) => ({
        ...file,
        header: { ...file.header, log: { ...file.header.log, ...log } },
      });
      expect(await faults(withLog({ last: 40 }))).not.toEqual([]);
      expect(await faults(withLog({ before: [Buffer.alloc(32).toString('base64')] }))).not.toEqual([]);
      const { checkpoint } = file.header.log;
      expect(await faults(withLog({ checkpoint: checkpoint.replace('log.example', 'log.other') }))).not.toEqual([]);
      const [from, to] = [Date.UTC(2027, 0), Date.UTC(2028, 0)];
      expect(await faults({ ...file, header: { ...file.header, year: '2027', from, to } })).not.toEqual([]);
      expect(await faults({ ...file, header: { ...file.header, to } })).not.toEqual([]);
      // A file that is cut, goes on or is not of such lines
      const whole = textOf(file);
      expect((await judged(whole.slice(0, -1), policy)).faults).toHaveLength(1);
      expect((await judged(`${whole}{}\n`, policy)).faults).toHaveLength(1);
      expect((await judged(whole.slice(0, whole.lastIndexOf('{"figures"')), policy)).faults).toEqual([
        'The file does not end with its figures.',
      ]);
      expect((await judged(whole.replace('{"entries":"', '{"entries":"?'), policy)).faults).toHaveLength(1);
      expect(await judgeYearFile(piecesOf('{"version":1,"kind":"year-figures"}\n'), policy)).toEqual({ kind: 'other' });

      // Without the opening of an entry about a row the file cannot show that there is no further row
      const closing = async (word: string) => {
        const found = openings.find(({ line }) => payloadOf(line).includes(word));
        if (found === undefined) throw new Error(word);
        const { faults: none, figures } = await judged(without(found.at), policy);
        const limits = figures.flatMap(({ figure, verdict }) => (verdict.kind === 'at-least' ? [figure] : []));
        return { none, wrong: wrong(figures), limits };
      };
      const exam = await closing('"training_exams"');
      expect(exam).toMatchObject({ none: [], wrong: ['exams-begun'] });
      expect(exam.limits).toEqual([
        'retention-policies',
        'requests-received',
        'referrals-arisen',
        'refreshers-decided',
      ]);
      const decision = await closing('"outcome":"admitted-after-manual-check"');
      expect(decision).toEqual({
        none: [],
        wrong: ['decisions-of-people', 'admitted-by-people'],
        limits: ['decisions-by-two'],
      });
      expect(await closing('"erased":5')).toEqual({ none: [], wrong: [], limits: ['captures-erased'] });
      // Only decisions are open among acts, and only those that a figure needs among entries about rows
      const acts = openings.map(({ line }) => payloadOf(line)).filter((payload) => payload.includes('"type":"act"'));
      expect(acts).toHaveLength(5 - 1);
      expect(acts.filter((payload) => !payload.includes('"decides":true'))).toEqual([]);
      const codes = Array.from({ length: entries.length / ENTRY_BYTES }, (_, n) =>
        entries.readUInt16BE(n * ENTRY_BYTES + 1),
      );
      expect(codes).toEqual(expect.arrayContaining([ACT_CODES.other, ROW_CODES.nothing]));
      expect(openings.filter(({ line }) => codes[line.index] === ROW_CODES.nothing)).toEqual([]);

      // The file was altered after its export
      const later = write('other.ndjson', textOf(alteredFigure(file, 'breaches-opened')));
      const changed = await verify(ofProof, '--policy', ofPolicy, '--of', later);
      expect([changed.code, changed.stdout]).toEqual([
        1,
        expect.stringContaining('WRONG            breaches-opened: 4, but the entries and rows give 3'),
      ]);
      // The server itself exports false figures, or leaves a decision out, with a proof
      const lieOf = async (name: string, false_: Buffer) => {
        const falseDigest = createHash('sha256').update(false_).digest('hex');
        const about = {
          record: 'year-figures',
          format: 'ndjson',
          digest: falseDigest,
          bytes: false_.length,
          records: 1,
        };
        await queue.run((transaction) =>
          enterExport(transaction, about, { actId: 'e1'.repeat(16), at: file.header.madeAt }),
        );
        await everythingEntered(server.context);
        const ask = async () => {
          year.clock.turn(11_000);
          return server.ask(`/v1/ledger/proof?subject=export/${falseDigest}`, {
            headers: { cookie: year.petra.cookie },
          });
        };
        await expect.poll(async () => (await ask()).status, LIMIT).toBe(200);
        const lie = write(`${name}.proof`, (await ask()).text);
        return verify(lie, '--policy', ofPolicy, '--of', write(name, false_));
      };
      const lie = await lieOf('lie', Buffer.from(textOf(alteredFigure(file, 'penalty-amounts'))));
      expect([lie.code, lie.stdout]).toEqual([1, expect.stringMatching(/^NOT VERIFIED \(other-figures\)/)]);
      expect(lie.stdout).toContain(
        'WRONG            penalty-amounts of EUR: 900001, but the entries and rows give 900000',
      );
      const hidden = openings.find(({ line }) => payloadOf(line).includes('"outcome":"admitted-after-manual-check"'));
      const fewer = file.figures.map((figure) =>
        ['decisions-of-people', 'admitted-by-people'].includes(figure.figure)
          ? { ...figure, value: (figure.value ?? 0) - 1 }
          : figure,
      );
      const hiding = await lieOf('hiding', Buffer.from(textOf({ ...without(hidden?.at ?? 0), figures: fewer })));
      expect(hiding.stdout).toContain('AT MIN         decisions-of-people: 1 (the content of entries was erased');

      // The noise of a delivery, as the partner's program stored it
      const kept = join(year.settings.deliveries, agreement.id);
      const name = readdirSync(kept).find((entry) => entry.endsWith('.json')) ?? '';
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

      // Only the person who had the file made reads it, and no longer than an hour
      await year.turn(0);
      const stranger = await server.ask(`/v1/compliance/years/${filed.id}/file`, {
        headers: { cookie: year.petra.cookie, 'sec-fetch-site': 'same-origin' },
      });
      expect(stranger.status).toBe(404);
      const own = () => server.ask(`/v1/compliance/years/${filed.id}/file`, { headers: filed.headers });
      expect((await own()).text).toBe(Buffer.from(bytes).toString());
      const waiting = () => readdirSync(join(server.dataDir, 'year-reports'));
      expect(waiting()).toEqual([`${filed.id}.ndjson`]);
      year.clock.turn(3_600_000);
      await expect.poll(waiting, LIMIT).toEqual([]);

      // In the year after, retention has erased nothing of the year
      await year.later(300);
      const atLeast = ({ figures }: { readonly figures: readonly JudgedFigure[] }) =>
        figures.flatMap(({ figure, verdict }) => (verdict.kind === 'at-least' ? [`${figure} ${verdict.limit}`] : []));
      const again = await judged((await filedYear(year, 2026)).file, policy);
      expect([again.faults, wrong(again.figures), atLeast(again)]).toEqual([[], [], []]);
      const { file: next } = await filedYear(year, 2027);
      const of2027 = await judged(next, policy);
      expect([of2027.faults, wrong(of2027.figures), atLeast(of2027)]).toEqual([[], [], []]);
      expect(next.header.log.first).toBeGreaterThan(0);
      expect(linesWith(next, 'hashes')).not.toEqual([]);
      const opened2027 = next.figures.find(({ figure }) => figure === 'breaches-opened');
      expect(opened2027?.value).toBe(0);

      // Erased requests close their entries; an erased row of a year before is none of this year; entries of an earlier version say less
      const requests = ['e1'.repeat(16)];
      const late = Math.round(year.clock.wallMs());
      await queue.run(async (transaction) => {
        const events = await eventsAboutRequests(transaction, requests);
        await eraseEntries(transaction, { events, cause: 'retention', at: late });
        const [row] = await transaction('breach_cases').where({ state: 'closed' }).select('id');
        await deleteBreach(transaction, row.id);
        await enter(transaction, `act/${'ee'.repeat(16)}`, { ...SAMPLE_ENTRIES.act, act: 'referral.take', at: late });
        await enter(transaction, `erasure/${'ef'.repeat(16)}`, { ...SAMPLE_ENTRIES.erasure, at: late });
      });
      await everythingEntered(server.context);
      const erased2026 = atLeast(await judged((await filedYear(year, 2026)).file, policy));
      const counted = [
        'retention-policies',
        'requests-received',
        'referrals-arisen',
        'exams-begun',
        'refreshers-decided',
      ];
      expect(erased2026).toEqual([
        ...counted.map((figure) => `${figure} entries-erased`),
        ...['opened', 'closed'].map((what) => `breaches-${what} rows-erased`),
        'breach-notices-late rows-erased',
      ]);
      const older2027 = atLeast(await judged((await filedYear(year, 2027)).file, policy));
      const people = ['decisions-of-people', 'admitted-by-people', 'decisions-by-two'];
      expect(older2027).toEqual(['captures-erased', ...people].map((figure) => `${figure} older-entries`));
    },
  );
});
