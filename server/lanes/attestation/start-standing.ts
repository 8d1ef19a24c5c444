/** How far the latest quote of a lane proves its start, for one connection. Pure. */
import { QUOTE_LIFETIME_MS } from '../../contract/attestation.ts';
import type { StatedStart } from '../../contract/lane-statement.ts';
import type { ApprovedStart } from './approved-software.ts';
import { judgeStart } from './judge-start.ts';
import type { LaneQuote } from './lane-quotes.ts';

/** @param certificate serial of the connection's certificate; a quote counts only over the connection that it names */
export function startStanding(
  quote: LaneQuote | undefined,
  certificate: string | undefined,
  nowMs: number,
  starts: readonly ApprovedStart[],
): StatedStart {
  if (certificate === undefined || quote?.certificate !== certificate) return 'not-proved';
  if (nowMs - quote.quotedAt > QUOTE_LIFETIME_MS) return 'not-proved';
  return judgeStart(quote.registers, starts).kind === 'approved' ? 'approved' : 'proved';
}
