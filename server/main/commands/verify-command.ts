/** The command `postern-server verify`, apart from the process that runs it. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { judgeBreachFile, type JudgedBreach } from '../../oversight/compliance/breaches/judge-breach-file.ts';
import { explainBreach, explainDelivery, explainYear, isRight } from '../../oversight/compliance/years/explain-year.ts';
import { judgeDelivery } from '../../oversight/compliance/years/judge-delivery.ts';
import { type JudgedYear, judgeYearFile, type OnProgress } from '../../oversight/compliance/years/judge-year-file.ts';
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { decodeUtf8 } from '../../platform/transparency/text.ts';
import { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';
import type { ProofVerdict } from '../../records/ledger/verify/proof-verdict.ts';
import { type JudgedReport, judgeReportFile } from '../../oversight/observatory/publication/judge-report-file.ts';
import type { CommandEnd } from './command-end.ts';

const USAGE =
  'usage: postern-server verify FILE --policy POLICY [--entry HEX] [--of EXPORTED [--delivery STORED [--seed HEX]]]';

interface Asked {
  readonly file: string;
  readonly policy: string;
  readonly entry: Uint8Array | undefined;
  readonly of: string | undefined;
  readonly delivery: string | undefined;
  readonly seed: string | undefined;
}

function readArguments(words: readonly string[]): Asked | undefined {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { policy: text, entry: text, of: text, delivery: text, seed: text },
    });
    const [file, ...rest] = positionals;
    const { policy, entry, of, delivery, seed } = values;
    const isHex = entry === undefined || /^([0-9a-f]{2})*$/.test(entry);
    const isSeed = seed === undefined || (/^[0-9a-f]{64}$/.test(seed) && delivery !== undefined);
    if (file === undefined || rest.length > 0 || policy === undefined || !isHex || !isSeed) return undefined;
    if (delivery !== undefined && of === undefined) return undefined;
    return { file, policy, entry: entry === undefined ? undefined : Buffer.from(entry, 'hex'), of, delivery, seed };
  } catch {
    return undefined;
  }
}

/** The content of the files. */
interface Given {
  readonly proof: string;
  readonly policy: string;
  readonly exported: Exported | undefined;
  readonly delivery: { readonly name: string; readonly bytes: Uint8Array } | undefined;
}

/** The exported file. */
type Exported =
  | {
      readonly kind: 'year';
      readonly year: Year /** `undefined`: its end cannot be read. */;
      readonly digest: string | undefined;
    }
  | { readonly kind: 'other'; readonly bytes: Uint8Array; readonly digest: string };

type Year = Extract<JudgedYear, { kind: 'year' }>;

interface Judgement {
  readonly lines: readonly string[];
  readonly isValid: boolean;
}

type Verified = ProofVerdict & { readonly kind: 'verified' };

const NO_FIGURES =
  'Figures in this file were not computed again: it has no evidence for them, as a report of a year has.';

const PROGRESS_EVERY_MS = 5_000;

/** The most differences that are listed. */
const LISTED = 20;

function judge({ entry, seed }: Asked, { proof, policy, exported, delivery }: Given): Judgement {
  const verdict = judgeProofFile({ proof, policy, entry });
  if (verdict.kind === 'refused') return { isValid: false, lines: [`NOT VERIFIED (${verdict.code})`, verdict.words] };
  if (exported === undefined) return { isValid: true, lines: ['VERIFIED', ...linesOf(verdict, [])] };
  if (verdict.entry?.type !== 'export' || verdict.entry.digest !== exported.digest) {
    const isAct = verdict.entry?.type === 'act' && exported.digest !== undefined;
    const lines = isAct
      ? [
          'NOT VERIFIED (other-subject)',
          'The proof is valid, and is of the act of a person.',
          `The proof of this file, if it is unchanged, has the subject export/${exported.digest}.`,
        ]
      : ['NOT VERIFIED (other-file)', 'The proof is valid but belongs to another file.'];
    const told = exported.kind === 'year' ? explainYear(exported.year, verdict.index) : [];
    return { isValid: false, lines: [...lines, ...told] };
  }
  const unchanged = 'The entry is of the given file, which is unchanged since its export.';
  if (exported.kind === 'year')
    return judgeYear(verdict, exported.year, { unchanged, madeAt: verdict.entry.at, delivery, seed });
  if (delivery !== undefined)
    return {
      isValid: false,
      lines: ['NOT VERIFIED (other-file)', 'A delivery is judged with the report of its year.'],
    };
  const breach = judgeBreachFile(exported.bytes, policy);
  if (breach.kind === 'breach') return judgeBreach(verdict, breach, unchanged);
  return judgeRates(verdict, judgeReportFile(exported.bytes), unchanged);
}

function judgeYear(
  verdict: Verified,
  year: Year,
  of: {
    readonly unchanged: string;
    readonly madeAt: number;
    readonly delivery: Given['delivery'];
    readonly seed: string | undefined;
  },
): Judgement {
  const table =
    of.delivery === undefined || year.evidence === undefined
      ? undefined
      : judgeDelivery(year.evidence, of.delivery.bytes, of.seed);
  const isDated = year.header.madeAt === of.madeAt;
  const isValid = isRight(year) && isDated && table?.kind !== 'refused';
  return {
    isValid,
    lines: [
      isValid ? 'VERIFIED' : `NOT VERIFIED (${year.faults.length > 0 ? 'other-evidence' : 'other-figures'})`,
      ...(isDated ? [] : ['The time in the file is not that of its entry.']),
      ...explainYear(year, verdict.index),
      ...(table === undefined || of.delivery === undefined ? [] : explainDelivery(of.delivery.name, table)),
      ...linesOf(verdict, [of.unchanged]),
    ],
  };
}

function judgeBreach(
  verdict: Verified,
  { parts }: Extract<JudgedBreach, { kind: 'breach' }>,
  unchanged: string,
): Judgement {
  const isValid = parts.every((one) => one.verdict !== 'wrong');
  const first = isValid ? 'VERIFIED' : 'NOT VERIFIED (other-evidence)';
  return { isValid, lines: [first, ...explainBreach(parts), ...linesOf(verdict, [unchanged])] };
}

function judgeRates(verdict: Verified, rates: JudgedReport, unchanged: string): Judgement {
  if (rates.kind === 'other')
    return { isValid: true, lines: ['VERIFIED', ...linesOf(verdict, [unchanged, NO_FIGURES])] };
  const { differences, isSigned, period, signedBy, figures, withheld } = rates;
  if (isSigned && differences.length === 0) {
    const again = `${figures} figures were computed again from the counts of the file, and all are right. The counts of ${withheld} rates are withheld.`;
    const told = [unchanged, `Error rates of ${period}, signed by the key ${signedBy}.`, again];
    return { isValid: true, lines: ['VERIFIED', ...linesOf(verdict, told)] };
  }
  const more = differences.length - LISTED;
  return {
    isValid: false,
    lines: [
      `NOT VERIFIED (${isSigned ? 'other-figures' : 'not-signed'})`,
      'The proof is of the file, but the file is not right.',
      ...(isSigned ? [] : ['The signature does not fit the report.']),
      ...differences.slice(0, LISTED),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
  };
}

function linesOf({ origin, index, size, witnesses, entry }: Verified, told: readonly string[]): string[] {
  const seen = [...witnesses].map(([name, timeS]) => `  ${name}: ${new Date(timeS * 1_000).toISOString()}`);
  return [
    `Entry ${index} of ${origin}, under its checkpoint of ${size} entries.`,
    ...(seen.length === 0 ? ['No witness has cosigned it, and the policy needs none.'] : ['Cosigned by', ...seen]),
    ...told,
    ...(entry === undefined ? ["The entry's content was erased, or is not in the file."] : [JSON.stringify(entry)]),
  ];
}

async function read({ file, policy, of, delivery }: Asked): Promise<Given | CommandEnd> {
  try {
    const policyText = decodeUtf8(readFileSync(policy), 'malformed-policy');
    return {
      delivery: delivery === undefined ? undefined : { name: basename(delivery), bytes: readFileSync(delivery) },
      proof: decodeUtf8(readFileSync(file), 'malformed-proof'),
      policy: policyText,
      exported: of === undefined ? undefined : await exportedIn(of, policyText),
    };
  } catch (error) {
    const unread = error instanceof LedgerError ? 'A file is not text in UTF-8.' : 'A file cannot be read.';
    return end(['NOT VERIFIED', unread], 66);
  }
}

async function exportedIn(file: string, policy: string): Promise<Exported> {
  const hash = createHash('sha256');
  let digest: string | undefined;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(piece);
      yield piece;
    }
    digest = hash.digest('hex');
  }
  const year = await judgeYearFile(pieces(), policy, progressOn(process.stderr));
  if (year.kind === 'year') return { kind: 'year', year, digest };
  const bytes = readFileSync(file);
  return { kind: 'other', bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

/** A short file is judged before the first line is due. */
function progressOn(out: NodeJS.WritableStream): OnProgress {
  let toldAt = performance.now();
  return ({ read: done, of }) => {
    if (performance.now() - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = performance.now();
    out.write(`${done.toLocaleString('en')} of ${of.toLocaleString('en')} entries\n`);
  };
}

function end(lines: readonly string[], code: number): CommandEnd {
  return { code, out: `${lines.join('\n')}\n` };
}

/** @param words the words after the name of the program */
export async function verifyCommand(words: readonly string[]): Promise<CommandEnd> {
  const asked = readArguments(words);
  if (asked === undefined) return end([USAGE], 64);
  const given = await read(asked);
  if ('code' in given) return given;
  const { lines, isValid } = judge(asked, given);
  return end(lines, isValid ? 0 : 1);
}
