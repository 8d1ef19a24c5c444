/** A verdict on a lane's statement in words, for the person who scanned it: what it proves, and what it does not prove. */
import type { Say } from '../../lanes/receipt/receipt-words.ts';
import type { LaneStatementVerdict, ReleaseFinding } from './judge-lane-statement.ts';

type Refusals = { readonly [Code in Extract<LaneStatementVerdict, { kind: 'refused' }>['code']]: string };

export const STATEMENT_REFUSALS = {
  malformed: 'This is not the code of a lane, or a part of it is missing. Scan it again.',
  'other-server':
    'The server of this page did not issue the code. The lane may belong to another authority, or the code is forged.',
  'bad-signature': 'The lane that the code names did not sign it. Tell an officer.',
} satisfies Refusals;

export interface StatementWords {
  readonly tone: 'good' | 'caution' | 'bad';
  readonly headline: string;
  /** Proved facts. */
  readonly facts: readonly string[];
  /** Limits of the proof, and what the person should compare. */
  readonly limits: readonly string[];
}

type Genuine = Extract<LaneStatementVerdict, { kind: 'genuine' }>;

export function wordsOf(
  verdict: LaneStatementVerdict,
  t: Say,
  refusals: Refusals = STATEMENT_REFUSALS,
): StatementWords {
  if (verdict.kind === 'refused') {
    return { tone: 'bad', headline: refusals[verdict.code], facts: [], limits: [] };
  }
  const { beacon } = verdict.statement;
  const place = { site: beacon.site, lane: beacon.lane };
  const isOld = verdict.freshness === 'stale';
  const isForged = verdict.release.kind === 'refused';
  return {
    tone: isForged ? 'bad' : isOld || !isWhole(verdict) ? 'caution' : 'good',
    headline: isForged
      ? t('The lane answered, but the proof of its software is not valid.')
      : isOld
        ? t('This code is too old. Scan the code on the screen again.')
        : t('Lane {lane} of {site} answered.', place),
    facts: [
      t('The lane {kioskId}, enrolled as lane {lane} of {site}, signed this code with its key.', {
        ...place,
        kioskId: beacon.kioskId,
      }),
      ageLine(verdict, t),
      startLine(verdict, t),
      releaseLine(verdict.release, verdict.statement.release, t),
    ],
    limits: [
      t(
        'That the machine before you is this lane: a false lane can show the code of another one. Compare the place: the sign of your lane must say lane {lane} of {site}.',
        place,
      ),
      t(
        'That this page is genuine: a false code can lead to a false page. Compare the address with that of the border service.',
      ),
      t('Anything about the devices of the lane, or about what people do with it.'),
    ],
  };
}

function isWhole({ statement, release }: Genuine): boolean {
  return release.kind === 'approved' && statement.beacon.start === 'approved';
}

function ageLine({ statement, freshness, ageMs }: Genuine, t: Say): string {
  const time = `${new Date(statement.beacon.at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  if (freshness === 'not-judged' || ageMs === undefined) {
    return t('It answers a question that the server asked at {time}.', { time });
  }
  return t('It answers a question that the server asked at {time}, {seconds} s before the scan.', {
    time,
    seconds: String(Math.round(ageMs / 1_000)),
  });
}

function startLine({ statement }: Genuine, t: Say): string {
  switch (statement.beacon.start) {
    case 'approved':
      return t(
        'By the server, the security chip of the lane proved that the machine was started with approved software.',
      );
    case 'proved':
      return t('By the server, the security chip of the lane proved its start, and no one has approved such a start.');
    case 'not-proved':
      return t('The lane has not proved how its machine was started, so its statement about its software is its own.');
  }
}

function releaseLine(finding: ReleaseFinding, stated: string | undefined, t: Say): string {
  const digest = stated ?? '';
  switch (finding.kind) {
    case 'approved':
      return t(
        'It states the software “{name}” with the digest {digest}. Two people approved it at {time}: entry {index} of the ledger, cosigned by {count} witnesses.',
        {
          name: finding.name,
          digest,
          index: String(finding.index),
          count: String(finding.witnesses),
          time: `${new Date(finding.approvedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
        },
      );
    case 'not-approved':
      return t('It states software with the digest {digest}. No approval of it is in force.', { digest });
    case 'not-proved':
      return t('It states software with the digest {digest}. No proof of its approval was available.', { digest });
    case 'none-stated':
      return t('It states no software: it is a lane for development.');
    case 'refused':
      return t('It states software with the digest {digest}. The proof of its approval is not valid ({code}).', {
        digest,
        code: finding.code,
      });
  }
}
