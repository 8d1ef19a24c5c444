/** The tables that give rights, and the columns and tables that the ledger does not prove, from the code that compares them. */
import { TABLE_PROOFS } from '../../../server/records/ledger/recorded/recorded-tables.ts';

export function proofsInMarkdown(): string {
  const all = Object.entries(TABLE_PROOFS);
  const named = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const rights = all.flatMap(([name, proof]) => (proof.proof === 'row' && proof.givesRights === true ? [name] : []));
  const columns = all.flatMap(([name, proof]) =>
    proof.proof === 'row' ? (proof.leftOut ?? []).map((column) => `${name}.${column}`) : [],
  );
  const missing = all.flatMap(([name, proof]) => (proof.proof === 'row' && proof.mayBeMissing === true ? [name] : []));
  const unproved = all.flatMap(([name, proof]) =>
    proof.proof === 'none' ? [`| \`${name}\` | ${proof.because} |`] : [],
  );
  return [
    `Tables that give rights: ${named(rights)}.`,
    '',
    `Columns that are not compared: ${named(columns)}.`,
    '',
    `Rows that may be missing, but not added or changed: ${named(missing)}.`,
    '',
    '| table that is not proved | because |',
    '| --- | --- |',
    ...unproved,
  ].join('\n');
}
