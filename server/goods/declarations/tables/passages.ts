/** Which declarations have passed a lane. A row names the lane's random question, not the lane, and has no time of the passage. */
import { textColumn } from '../../../platform/database/column.ts';
import type { Transaction } from '../../../platform/database/connection.ts';

/**
 * Marks a declaration as passed and resolves to the question with which it passed: this one, or an earlier one.
 *
 * @param keepUntil wall ms; a number that depends on the declaration alone
 */
export async function takePassage(
  transaction: Transaction,
  { declaration, question }: { readonly declaration: string; readonly question: string },
  keepUntil: number,
): Promise<string> {
  await transaction('declaration_passages')
    .insert({ declaration, question, keep_until: keepUntil })
    .onConflict('declaration')
    .ignore();
  return (await passageOf(transaction, declaration)) ?? question;
}

/** The question with which the declaration passed; `undefined`: it has not. */
export async function passageOf(transaction: Transaction, declaration: string): Promise<string | undefined> {
  const row: { question: unknown } | undefined = await transaction('declaration_passages')
    .where({ declaration })
    .first('question');
  return row === undefined ? undefined : textColumn(row.question);
}

export async function forgetPassages(transaction: Transaction, now: number): Promise<void> {
  await transaction('declaration_passages').where('keep_until', '<=', now).delete();
}
