import { dateAndTime } from '../../design/times.ts';
import type { PolicyVersion, RetentionView } from '../../../privacy/answers/retention.ts';
import { plural, rich, t } from '../../languages/text.ts';
import { Loaded } from '../../records/loaded.tsx';
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
  readonly onSigned: () => void;
}

function Version({ version, isLatest, onSigned }: VersionProps) {
  const { number, digest, proposedBy, approvedBy, approvedAt, changes, policy } = version;
  return (
    <article class="policy" aria-labelledby={`policy-${number}`}>
      <h3 id={`policy-${number}`}>
        {t('Policy {number}, in force from {time}', { number, time: dateAndTime(policy.validFrom) })}
      </h3>
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
