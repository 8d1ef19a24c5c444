import { NEEDED_SIGNATURES } from '../../../contract/signed-document.ts';
import { Badge } from '../../design/badge.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { PolicyVersion, RetentionView } from '../../../privacy/answers/retention.ts';
import { plural, rich, t } from '../../languages/text.ts';
import { Loaded } from '../../records/loaded.tsx';
import { now } from '../../shell/live.ts';
import { mayAct } from '../../shell/session.ts';
import { PolicyChanges } from '../parts/policy-changes.tsx';
import { Proposals } from '../parts/proposals.tsx';
import { awayWords } from '../words.ts';
import { RetentionDraft } from './retention-draft.tsx';
import { RetentionLanes } from './retention-lanes.tsx';
import { Signatures } from './retention-signatures.tsx';

/** The versions of the retention policy, the changes of each, and the change of the policy by two people. */
export function Retention() {
  return (
    <Loaded<RetentionView> path="/v1/privacy/retention" away={awayWords()}>
      {(view, asked) => (
        <>
          <section class="panel" aria-labelledby="versions-title">
            <h2 id="versions-title">{t('Versions')}</h2>
            <p class="quiet">
              {t(
                'A lane accepts only a policy that two people signed. Two people agree on the text, and two people sign it with their own keys, which the lanes have. Then the server orders the lanes to adopt it.',
              )}
            </p>
            {view.versions.length === 0 && (
              <p class="empty">
                {t('No policy has been agreed on here yet. Lanes erase by the policy that they were set up with.')}
              </p>
            )}
            {view.versions.map((version) => (
              <Version
                key={version.number}
                version={version}
                isLatest={version === view.versions[0]}
                inForce={inForceOf(view.versions)}
                onSigned={() => asked.again()}
              />
            ))}
          </section>
          <RetentionLanes view={view} />
          {mayAct('retention.propose') && <RetentionDraft view={view} />}
          <Proposals kinds={['retention-policy']} onSettled={() => asked.again()} />
        </>
      )}
    </Loaded>
  );
}

interface VersionProps {
  readonly version: PolicyVersion;
  readonly isLatest: boolean;
  /** Number of the policy that is in force; `undefined` without one. */
  readonly inForce: number | undefined;
  readonly onSigned: () => void;
}

/** The newest signed policy whose time has come. Versions are in order, the latest first. */
function inForceOf(versions: readonly PolicyVersion[]): number | undefined {
  return versions.find(({ signatures, policy }) => isSigned(signatures) && policy.validFrom <= now.value)?.number;
}

function isSigned(signatures: PolicyVersion['signatures']): boolean {
  return signatures.length >= NEEDED_SIGNATURES;
}

function StandingBadge({ version, inForce }: Pick<VersionProps, 'version' | 'inForce'>) {
  const { number, signatures } = version;
  if (number === inForce) return <Badge tone="good" icon="tick" word={t('In force')} />;
  if (inForce !== undefined && number < inForce)
    return <Badge tone="plain" icon="dash" word={t('Replaced by policy {number}', { number: inForce })} />;
  if (isSigned(signatures)) return <Badge tone="note" icon="wait" word={t('Not in force yet')} />;
  return <Badge tone="note" icon="wait" word={t('Not in force: it lacks signatures')} />;
}

function Version({ version, isLatest, inForce, onSigned }: VersionProps) {
  const { number, digest, proposedBy, approvedBy, approvedAt, changes, policy } = version;
  return (
    <article class="policy" aria-labelledby={`policy-${number}`}>
      <h3 id={`policy-${number}`}>
        {t('Policy {number}, valid from {time}', { number, time: dateAndTime(policy.validFrom) })}
      </h3>
      <p class="badges">
        <StandingBadge version={version} inForce={inForce} />
      </p>
      <p>
        {rich('By {proposer} and {approver}, {time}. Digest {digest}', {
          proposer: <bdi>{proposedBy}</bdi>,
          approver: <bdi>{approvedBy}</bdi>,
          time: dateAndTime(approvedAt),
          digest: <span class="digest">{digest}</span>,
        })}
      </p>
      <details open={changes.length <= 6}>
        <summary>{plural(changes.length, 'One change', '{count} changes')}</summary>
        <PolicyChanges changes={changes} />
      </details>
      <Signatures version={version} isOpen={isLatest} onSigned={onSigned} />
    </article>
  );
}
