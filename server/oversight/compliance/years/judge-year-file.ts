/** Judges the report of a year by itself: each figure is computed again from the entries and rows that the file has. */
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { parsePolicy } from '../../../platform/transparency/proof/policy.ts';
import { trustCheckpoint } from '../../../platform/transparency/proof/trust-checkpoint.ts';
import { FIGURE_SOURCES, type FigureSource, figuresOf, type YearEvidence } from './figures.ts';
import { LineError, linesIn } from './lines.ts';
import { type CheckedParts, YearReader } from './read-evidence.ts';
import type { YearLimit } from './vocabulary.ts';
import {
  LONGEST_LINE_BYTES,
  type YearFigure,
  type YearHeader,
  yearHeaderSchema,
  type YearLine,
  yearLineSchema,
} from './year-file.ts';

export type FigureVerdict =
  | { readonly kind: 'confirmed' }
  /** The file proves that the number is not smaller. */
  | { readonly kind: 'at-least'; readonly limit: YearLimit }
  | { readonly kind: 'not-confirmable'; readonly limit: YearLimit }
  /** @property computed `undefined`: the file has no ground for such a figure */
  | { readonly kind: 'wrong'; readonly computed: number | null | undefined };

export type JudgedFigure = YearFigure & { readonly verdict: FigureVerdict };

export type JudgedYear =
  /** The file is no report of a year. */
  | { readonly kind: 'other' }
  | {
      readonly kind: 'year';
      readonly header: YearHeader;
      /** `undefined`: the file cannot be read. */
      readonly evidence: YearEvidence | undefined;
      /** Size of the log whose entries the file has. */
      readonly size: number;
      readonly figures: readonly JudgedFigure[];
      /** Sentences about parts of the file that the log contradicts. */
      readonly faults: readonly string[];
    };

/** Called after each line with the numbers of entries that were read and that there are. */
export type OnProgress = (progress: { readonly read: number; readonly of: number }) => void;

/**
 * Reads the file once, and holds its rows and sums. Rejects only as `pieces` does.
 * @param pieces the file's bytes
 * @param policy a tlog-policy: the keys that the reader trusts
 */
export async function judgeYearFile(
  pieces: AsyncIterable<Uint8Array>,
  policy: string,
  onProgress: OnProgress = () => undefined,
): Promise<JudgedYear> {
  const lines = linesIn(pieces, LONGEST_LINE_BYTES);
  const header = await headerIn(lines);
  if (header === undefined) return { kind: 'other' };
  try {
    const head = trustCheckpoint(parsePolicy(policy), header.log.checkpoint);
    const reader = new YearReader(header, head);
    const given = await figuresIn(lines, reader, onProgress);
    const { evidence, checked } = reader.finish();
    const faults = [...(given === undefined ? ['The file does not end with its figures.'] : []), ...checked.faults];
    return { kind: 'year', header, evidence, size: head.size, figures: judged(given ?? [], evidence, checked), faults };
  } catch (error) {
    return { kind: 'year', header, evidence: undefined, size: 0, figures: [], faults: [whyNot(error)] };
  }
}

async function headerIn(lines: AsyncGenerator<string>): Promise<YearHeader | undefined> {
  try {
    const first = await lines.next();
    return first.done === true ? undefined : yearHeaderSchema.safeParse(JSON.parse(first.value)).data;
  } catch (error) {
    if (error instanceof LineError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `undefined`: the last line has none, or an earlier one has them. */
async function figuresIn(
  lines: AsyncGenerator<string>,
  reader: YearReader,
  onProgress: OnProgress,
): Promise<readonly YearFigure[] | undefined> {
  let figures: readonly YearFigure[] | undefined;
  for await (const line of lines) {
    if (figures !== undefined) throw new LineError('lines follow the figures');
    const read: YearLine = yearLineSchema.parse(JSON.parse(line));
    if ('figures' in read) figures = read.figures;
    else reader.take(read);
    onProgress(reader.progress);
  }
  return figures;
}

function whyNot(error: unknown): string {
  if (error instanceof LedgerError) return `Its checkpoint or a part of it is refused: ${error.code}.`;
  // A row of another form throws the error of its table
  return error instanceof LineError
    ? `The file is not whole: ${error.message}.`
    : 'A line or a row is not of its form.';
}

function judged(given: readonly YearFigure[], evidence: YearEvidence, checked: CheckedParts): JudgedFigure[] {
  const computed = new Map(figuresOf(evidence).map((one) => [nameOf(one), one]));
  const verdicts = given.map((one): JudgedFigure => {
    const again = computed.get(nameOf(one));
    computed.delete(nameOf(one));
    return { ...one, verdict: verdictOn(one, again, checked) };
  });
  const missing = [...computed.values()].map((one): JudgedFigure => {
    return { ...one, value: null, verdict: { kind: 'wrong', computed: one.value } };
  });
  return [...verdicts, ...missing];
}

function nameOf({ figure, subject }: YearFigure): string {
  return `${figure} ${subject}`;
}

function verdictOn({ figure, value }: YearFigure, again: YearFigure | undefined, checked: CheckedParts): FigureVerdict {
  if (again === undefined || again.value !== value) return { kind: 'wrong', computed: again?.value };
  if (value === null) return { kind: 'not-confirmable', limit: 'count-withheld' };
  const limit = limitOf(FIGURE_SOURCES[figure], checked);
  return limit === undefined ? { kind: 'confirmed' } : { kind: 'at-least', limit };
}

/** Why something could be missing in the file without being noticed; `undefined`: nothing could. */
function limitOf(source: FigureSource, { closed, erased }: CheckedParts): YearLimit | undefined {
  switch (source.by) {
    case 'types':
      return undefined;
    case 'new-rows':
      return closed.counted > 0 ? 'entries-erased' : undefined;
    case 'acts':
      if (closed.olderActs > 0) return 'older-entries';
      return closed.decisions > 0 ? 'entries-erased' : undefined;
    case 'erasures':
      if (closed.olderErasures > 0) return 'older-entries';
      return closed.erasures > 0 ? 'entries-erased' : undefined;
    case 'rows':
      if (closed.rows > 0) return 'entries-erased';
      return source.tables.some((table) => erased.has(table)) ? 'rows-erased' : undefined;
  }
}
