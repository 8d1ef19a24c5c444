/** Judges the report of a year by itself: each figure is computed again from the entries and rows that the file has. Pure. */
import { LedgerError } from '../../transparency/ledger-error.ts';
import { parsePolicy } from '../../transparency/proof/policy.ts';
import { trustCheckpoint } from '../../transparency/proof/trust-checkpoint.ts';
import { FIGURE_SOURCES, figuresOf, type YearEvidence } from './figures.ts';
import { type CheckedParts, checkParts, readParts, type YearParts } from './read-evidence.ts';
import type { YearLimit } from './vocabulary.ts';
import { type YearFigure, type YearFile, yearFileSchema } from './year-file.ts';

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
      readonly file: YearFile;
      /** `undefined`: the file cannot be read. */
      readonly evidence: YearEvidence | undefined;
      /** Size of the log of which the file has the entries. */
      readonly size: number;
      readonly figures: readonly JudgedFigure[];
      /** Sentences about parts of the file that the log contradicts. */
      readonly faults: readonly string[];
    };

/** @param policy a tlog-policy: the keys that the reader trusts. Input never throws. */
export function judgeYearFile(bytes: Uint8Array, policy: string): JudgedYear {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { kind: 'other' };
  }
  const file = yearFileSchema.safeParse(read).data;
  if (file === undefined) return { kind: 'other' };
  try {
    const head = trustCheckpoint(parsePolicy(policy), file.log.checkpoint);
    const parts = readParts(file);
    const checked = checkParts(parts, head);
    const { faults } = checked;
    return {
      kind: 'year',
      file,
      evidence: parts.evidence,
      size: head.size,
      figures: judgedFigures(parts, checked),
      faults,
    };
  } catch (error) {
    // A row of another form throws the error of its table
    const why =
      error instanceof LedgerError
        ? `Its checkpoint or a part of it is refused: ${error.code}.`
        : 'A row is not of its form.';
    return { kind: 'year', file, evidence: undefined, size: 0, figures: [], faults: [why] };
  }
}

function judgedFigures({ file, evidence }: YearParts, checked: CheckedParts): JudgedFigure[] {
  const computed = new Map(figuresOf(evidence).map((one) => [nameOf(one), one]));
  const given = file.figures.map((one): JudgedFigure => {
    const again = computed.get(nameOf(one));
    computed.delete(nameOf(one));
    return { ...one, verdict: verdictOn(one, again, { checked, isWhole: evidence.entries !== undefined }) };
  });
  const missing = [...computed.values()].map((one): JudgedFigure => {
    return { ...one, value: null, verdict: { kind: 'wrong', computed: one.value } };
  });
  return [...given, ...missing];
}

function nameOf({ figure, subject }: YearFigure): string {
  return `${figure} ${subject}`;
}

function verdictOn(
  { figure, value }: YearFigure,
  again: YearFigure | undefined,
  { checked, isWhole }: { readonly checked: CheckedParts; readonly isWhole: boolean },
): FigureVerdict {
  const source = FIGURE_SOURCES[figure];
  if (source.by === 'nothing') return { kind: 'not-confirmable', limit: source.limit };
  if (again === undefined || again.value !== value) return { kind: 'wrong', computed: again?.value };
  if (value === null)
    return { kind: 'not-confirmable', limit: source.by === 'rows' ? 'count-withheld' : 'log-too-long' };
  if (source.by === 'types') return { kind: 'confirmed' };
  if (source.by === 'acts') return { kind: 'at-least', limit: 'other-acts-closed' };
  if (!isWhole) return { kind: 'at-least', limit: 'log-too-long' };
  if (checked.closedRows > 0) return { kind: 'at-least', limit: 'entries-erased' };
  const isErased = source.by === 'rows' && source.tables.some((table) => checked.erased.has(table));
  return isErased ? { kind: 'at-least', limit: 'rows-erased' } : { kind: 'confirmed' };
}
