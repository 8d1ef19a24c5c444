/** The verdicts on the report of a year as lines of text. Pure. */
import type { JudgedPart } from '../breaches/judge-breach-file.ts';
import type { FigureVerdict, JudgedFigure, JudgedYear } from './judge-year-file.ts';
import type { DeliveryFault, JudgedDelivery } from './judge-delivery.ts';
import type { YearLimit } from './vocabulary.ts';

const LIMITS: { readonly [Limit in YearLimit]: string } = {
  'entries-erased': 'the content of entries was erased, or is not in the file',
  'rows-erased': 'rows were erased when their time was over',
  'older-entries': 'entries of an earlier version of the program do not say it',
  'count-withheld': 'withheld: below five people, or all but fewer than five, or beside such a number',
};

export function isRight(judged: Extract<JudgedYear, { kind: 'year' }>): boolean {
  return judged.faults.length === 0 && judged.figures.every(({ verdict }) => verdict.kind !== 'wrong');
}

/** @param entry index of the file's own entry in the log */
export function explainYear(judged: Extract<JudgedYear, { kind: 'year' }>, entry: number): string[] {
  const { header, figures, size, faults } = judged;
  const count = (kind: FigureVerdict['kind']) => figures.filter(({ verdict }) => verdict.kind === kind).length;
  return [
    `Report of ${header.year}, made at ${new Date(header.madeAt).toISOString()}.`,
    `${count('confirmed')} figures are confirmed, ${count('at-least')} as the least number; ${count('not-confirmable')} cannot be confirmed; ${count('wrong')} are wrong.`,
    `The file has the log up to entry ${size - 1}. The ${Math.max(0, entry - size)} entries between that and its own are not in it.`,
    ...faults.map((fault) => `FAULT            ${fault}`),
    ...figures.map(lineOf),
  ];
}

function lineOf({ figure, subject, value, verdict }: JudgedFigure): string {
  const name = `${figure}${subject === '' ? '' : ` of ${subject}`}: ${value ?? 'no number'}`;
  switch (verdict.kind) {
    case 'confirmed':
      return `CONFIRMED        ${name}`;
    case 'at-least':
      return `AT MIN         ${name} (${LIMITS[verdict.limit]})`;
    case 'not-confirmable':
      return `NOT CONFIRMABLE  ${name} (${LIMITS[verdict.limit]})`;
    case 'wrong':
      return `WRONG            ${name}, but the entries and rows give ${verdict.computed ?? 'no number'}`;
  }
}

const FAULTS: { readonly [Fault in DeliveryFault]: string } = {
  malformed: 'it is not the stored form of a delivery of counts',
  unknown: 'the report has no such delivery',
  'other-content': 'it belongs to another agreement, dataset or period than the report says',
  'not-committed': 'the ledger has no commitment from before its period',
  'other-seed': 'the seed is not the one to which the ledger is committed',
  impossible: 'a count would be negative',
  'too-small': 'it shows a count below the smallest cell',
  computable: 'a withheld count follows from the total',
  'outside-agreement': 'its period, fields, values or protection are not those of the agreement',
};

/** That the table is the sealed content of the delivery is the partner's word: no one else can open the file. */
export function explainDelivery(name: string, judged: JudgedDelivery): string[] {
  switch (judged.kind) {
    case 'refused':
      return [`WRONG            ${name}: ${FAULTS[judged.code]}`];
    case 'seed-missing':
      return [
        `NOT CONFIRMABLE  ${name}: the ledger was committed to its noise before its period, and the seed is not revealed (--seed)`,
      ];
    case 'suppression':
      return [
        `CONFIRMED        ${name}: the ${judged.shown} shown counts are at least ${judged.smallestCell}, and no withheld one follows from the total`,
        ...(judged.withheld === 0
          ? []
          : [`NOT CONFIRMABLE  ${name}: ${judged.withheld} withheld counts; only the travellers' records have them`]),
      ];
    case 'noise-confirmed':
      return [
        `CONFIRMED        ${name}: the noise is that of the seed to which the ledger was committed. Without it the counts are:`,
        ...judged.exact.map(({ values, count }) => `                 ${values.join(', ')}: ${count}`),
      ];
  }
}

export function explainBreach(parts: readonly JudgedPart[]): string[] {
  const count = (verdict: JudgedPart['verdict']) => parts.filter((one) => one.verdict === verdict).length;
  return [
    `File of a breach: ${count('confirmed')} parts are confirmed, ${count('not-confirmable')} cannot be confirmed, ${count('wrong')} are wrong.`,
    ...parts.map(({ verdict, words }) => `${PART_WORDS[verdict]}  ${words}`),
    'NOT CONFIRMABLE  the assessment, the decisions and the times of the case: their rows are in the report of a year',
  ];
}

const PART_WORDS: { readonly [Verdict in JudgedPart['verdict']]: string } = {
  confirmed: 'CONFIRMED      ',
  'not-confirmable': 'NOT CONFIRMABLE',
  wrong: 'WRONG          ',
};
