/** Degradations for tests, with the signatures of two people. */
import { degradationDigest, type DegradationTerms, degradationTermsSchema } from '../../server/contract/degradation.ts';
import type { OrderAssertion } from '../../server/contract/site-order.ts';
import type { SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';
import { assertOver } from './officer-passkeys.ts';

/** A degradation of `lane-1` for two hours, unless said. */
export function degradationTerms(
  over: { readonly [Field in keyof DegradationTerms]?: unknown } = {},
): DegradationTerms {
  const from = typeof over.from === 'number' ? over.from : 1_000_000_000;
  return degradationTermsSchema.parse({
    ...{ site: 'north', kiosks: ['lane-1'], measure: 'without-watchlist', cause: 'feed-down' },
    ...{ from, until: from + 7_200_000 },
    ...over,
  });
}

/** The assertions of both people over these terms, beside the order. */
export function assertedByBoth(
  terms: DegradationTerms,
  proposer: SoftAuthenticator | undefined,
  approver: SoftAuthenticator | undefined,
): OrderAssertion {
  if (proposer === undefined || approver === undefined) throw new TypeError('a degradation has two people');
  const digest = degradationDigest(terms);
  return { ...assertOver('degradation', digest, proposer), second: assertOver('degradation', digest, approver) };
}
