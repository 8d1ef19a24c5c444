/** Files of a rehearsal say so in their content, because a file outlives its name and its page. */
import type { Mode } from '../../../hardware/host/mode.ts';
import { markOf } from '../../contract/rehearsal.ts';
import type { PdfContent } from './pdf.ts';
import type { Table } from './table.ts';

const NAME = 'Rehearsal';
const SENTENCE = 'Made in a rehearsal. Travellers are invented, and nothing here has legal effect.';

const isRehearsal = (mode: Mode): boolean => markOf(mode).rehearsal === true;

/** The title stands on each page. */
export function markedDocument(mode: Mode, { title, blocks }: PdfContent): PdfContent {
  if (!isRehearsal(mode)) return { title, blocks };
  return { title: `${NAME}: ${title}`, blocks: [{ kind: 'text', text: SENTENCE }, ...blocks] };
}

/** A last column in each row, because CSV has no place for remarks. */
export function markedTable(mode: Mode, table: Table): Table {
  if (!isRehearsal(mode)) return table;
  const { title, columns, rows } = table;
  return { title: `${NAME}: ${title}`, columns: [...columns, 'rehearsal'], rows: rows.map((row) => [...row, 'yes']) };
}

/** @param lines of a letter; the first is its title */
export function markedLines(mode: Mode, lines: readonly string[]): readonly string[] {
  if (!isRehearsal(mode)) return lines;
  const [title = '', ...rest] = lines;
  return [`${NAME}: ${title}`, SENTENCE, ...rest];
}
