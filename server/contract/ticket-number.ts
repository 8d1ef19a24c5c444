/**
 * The number by which a referred traveller and the officer find each other: the lane's screen and the officer's queue both show it.
 * It is the start of a hash of the transaction's id, so that the lane can show it before it reaches the server, and it identifies
 * neither the traveller nor the transaction to other people.
 *
 * Four letters have 20 bits, or 1,048,576 numbers. When 50 referrals are open at one site, two have the same number with a
 * probability of 50 × 49 / 2 / 1,048,576 = 0.12 %. A number that occurs twice does no harm: nothing is looked up by it alone. The
 * officer's queue marks both rows, and the lane and the time on each row tell them apart.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeCrockfordBase32 } from './crockford-base32.ts';

export const TICKET_NUMBER_LETTERS = 4;

/** Four capital letters and digits of Crockford's base 32, for example `7KQ2`. The same transaction always has the same number. */
export function ticketNumberOf(transactionId: string): string {
  const digest = sha256(new TextEncoder().encode(`postern/ticket-number/v1\n${transactionId}`));
  return encodeCrockfordBase32(digest).slice(0, TICKET_NUMBER_LETTERS);
}
