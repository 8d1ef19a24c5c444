/** Reads inspected declarations from a file with the columns of the published data set. */
import type { DecidedLine, GoodsLine } from './goods-line.ts';

/** One row: the goods line with its disposition, and what results are broken down by. */
export interface InspectedDeclaration extends DecidedLine {
  readonly line: GoodsLine;
  readonly office: string;
  readonly importer: string;
}

/** Columns that are read; others are allowed and ignored. */
export const COLUMNS = {
  date: 'Date',
  office: 'Office ID',
  importer: 'Importer ID',
  hs: 'HS6 Code',
  departure: 'Country of Departure',
  origin: 'Country of Origin',
  taxRate: 'Tax Rate',
  taxType: 'Tax Type',
  netMass: 'Net Mass',
  fraud: 'Fraud',
} as const;

/** The file cannot be read as declarations. The message names the line, never a value. */
export class DeclarationsFileError extends Error {
  override readonly name = 'DeclarationsFileError';
}

const MS_PER_DAY = 86_400_000;

/**
 * @param text comma-separated, one header line, without quotation marks, as the data set is
 * @returns in order of the day; rows of one day keep their order
 * @throws DeclarationsFileError
 */
export function readDeclarations(text: string): InspectedDeclaration[] {
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  const names = header.split(',');
  const places = Object.values(COLUMNS).map((name) => [name, names.indexOf(name)] as const);
  const missing = places.filter(([, place]) => place < 0).map(([name]) => name);
  if (missing.length > 0) throw new DeclarationsFileError(`columns are missing: ${missing.join(', ')}`);
  const place = Object.fromEntries(places);
  const rows = lines.map((line, at) => {
    const values = line.split(',');
    if (values.length !== names.length) throw new DeclarationsFileError(`line ${at + 2} has another number of columns`);
    return rowOf((column) => values[place[COLUMNS[column]]!]!, at + 2);
  });
  return rows.sort((one, other) => one.day - other.day);
}

function rowOf(value: (column: keyof typeof COLUMNS) => string, line: number): InspectedDeclaration {
  const number = (column: 'taxRate' | 'netMass'): number | undefined => {
    if (value(column) === '') return undefined;
    const found = Number(value(column));
    if (!Number.isFinite(found)) throw new DeclarationsFileError(`line ${line}: ${COLUMNS[column]} is not a number`);
    return found;
  };
  const day = Date.parse(`${value('date')}T00:00:00Z`) / MS_PER_DAY;
  if (!Number.isInteger(day)) throw new DeclarationsFileError(`line ${line}: ${COLUMNS.date} is not a date`);
  if (!/^[01]$/.test(value('fraud'))) throw new DeclarationsFileError(`line ${line}: ${COLUMNS.fraud} is not 0 or 1`);
  if (!/^\d{1,6}$/.test(value('hs'))) throw new DeclarationsFileError(`line ${line}: ${COLUMNS.hs} is not a code`);
  return {
    day,
    fraud: value('fraud') === '1',
    office: value('office'),
    importer: value('importer'),
    line: {
      // A spreadsheet may have removed the first zero
      hs: value('hs').padStart(6, '0'),
      departure: value('departure'),
      origin: value('origin'),
      taxRate: number('taxRate'),
      taxType: value('taxType'),
      netMass: number('netMass'),
    },
  };
}
