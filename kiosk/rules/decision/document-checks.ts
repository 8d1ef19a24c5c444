import type { DocumentEvidence } from '../document/inspect.ts';
import { type Evidence, listAnswered } from './evidence.ts';
import { type Finding, inconclusive, NOT_AVAILABLE, NOT_REACHED, PASSED, passIf } from './finding.ts';
import type { Policy } from './policy.ts';

type Read = DocumentEvidence & { kind: 'read' };

export function documentRead({ document }: Evidence): Finding {
  if (document === undefined) return NOT_REACHED;
  switch (document.kind) {
    case 'read':
      return PASSED;
    case 'no-document':
      return inconclusive('no-document');
    case 'removed':
      return inconclusive('document-removed');
    case 'unreadable':
      return inconclusive('document-unreadable');
    case 'chip-unreadable':
      return inconclusive('chip-unreadable');
    case 'device-fault':
      return inconclusive('device-fault');
  }
}

export function mrzCheckDigits(evidence: Evidence): Finding {
  return ofRead(evidence, (document) => passIf(document.checkDigitsFit, 'check-digit-mismatch'));
}

export function documentValidity(evidence: Evidence): Finding {
  return ofRead(evidence, (document) => passIf(document.unexpired, 'document-expired'));
}

export function dg1MatchesMrz(evidence: Evidence): Finding {
  return ofRead(evidence, ({ dg1MatchesZone }) =>
    dg1MatchesZone === undefined ? inconclusive('chip-unreadable') : passIf(dg1MatchesZone, 'mrz-mismatch'),
  );
}

export function comparisonAttempts({ document, triesToday }: Evidence, policy: Policy): Finding {
  if (document?.kind === 'read' && document.handle === undefined) return inconclusive('handle-unavailable');
  if (triesToday === undefined) return NOT_REACHED;
  const { comparisons, presentations } = triesToday;
  const left =
    comparisons < policy.comparisonsPerDocumentPerDay && presentations < policy.presentationsPerDocumentPerDay;
  return passIf(left, 'attempts-exhausted');
}

/**
 * Passes when no list of the policy contains the document and none is too old. A hit precedes the age of the list, because
 * it remains a hit.
 */
export function documentWatchlist(evidence: Evidence, policy: Policy): Finding {
  if (policy.watchlists === undefined) return NOT_AVAILABLE;
  const { watchlists: answers } = evidence;
  return ofRead(evidence, () => {
    if (answers === undefined) return inconclusive('watchlist-unavailable');
    const asked = answers.filter((one) => one.kind === 'asked');
    if (asked.some(({ query }) => query.found === 'listed')) return { result: 'failed', reason: 'document-listed' };
    const isAnswered = policy.watchlists?.every(({ list }) => asked.some((one) => listAnswered(one) === list));
    if (isAnswered !== true) return inconclusive('watchlist-unavailable');
    return asked.some(({ isStale }) => isStale) ? inconclusive('watchlist-stale') : PASSED;
  });
}

export function ofRead({ document }: Evidence, finding: (document: Read) => Finding): Finding {
  return document?.kind === 'read' ? finding(document) : NOT_REACHED;
}
