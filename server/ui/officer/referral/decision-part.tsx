import { useSignal } from '@preact/signals';
import {
  DECISION_REASONS,
  DECISIONS,
  type Decision,
  type DecisionOutcome,
  type DecisionReason,
} from '../../../referrals/vocabulary.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Choice } from '../../design/choice.tsx';
import { mayAct } from '../../shell/session.ts';
import { me } from '../state/referrals.ts';
import { DECISION_REASON_WORDS, DECISION_WORDS, decidedWords } from '../../words-of-referrals.ts';
import type { ReferralProps } from './referral-props.ts';

/** What can be decided now, and by whom. */
export function DecisionPart(props: ReferralProps) {
  const { state, relation, opinion, proposal, holder } = props.referral;
  if (state === 'taken' && relation === 'holder') return <Decide {...props} />;
  if (state === 'second-opinion' && relation === 'holder' && proposal !== null) {
    return (
      <Banner tone="note" icon="wait">
        <strong>Somebody else is asked what they would decide.</strong> They do not see that you would:{' '}
        {decidedWords(proposal)}. If they say the same, you decide; if not, a supervisor does.
      </Banner>
    );
  }
  if (state === 'second-opinion' && relation === 'second') return <GiveOpinion {...props} />;
  if (state !== 'with-supervisor') return null;
  const isInvolved = holder?.person === me.value || opinion?.by === me.value;
  if (mayAct('referral.review') && !isInvolved) return <Settle {...props} />;
  return (
    <Banner tone="note" icon="wait">
      <strong>Two opinions differ.</strong> A supervisor who had no part in it settles it.
    </Banner>
  );
}

function Decide({ referral, onAct }: ReferralProps) {
  const { opinion } = referral;
  return (
    <Form title="Decide" only={opinion?.decision.outcome}>
      {(decision) => (
        <>
          {opinion !== null && (
            <p>
              {opinion.by} was asked, and says the same: <strong>{decidedWords(opinion.decision)}</strong>.
            </p>
          )}
          <div class="referral-buttons">
            {decision.outcome === 'refused-entry' && opinion === null ? (
              <p>Nobody refuses entry alone: a second opinion comes first.</p>
            ) : (
              <Button
                label={DECISION_WORDS[decision.outcome]}
                weight={decision.outcome === 'refused-entry' ? 'grave' : 'main'}
                onPress={() => onAct('decide', { decision })}
              />
            )}
            {opinion === null && (
              <Button
                label="Ask for a second opinion"
                {...(decision.outcome === 'refused-entry' && { weight: 'main' as const })}
                onPress={() => onAct('ask-second-opinion', { proposal: decision })}
              />
            )}
          </div>
        </>
      )}
    </Form>
  );
}

function GiveOpinion({ onAct }: ReferralProps) {
  return (
    <Form
      title="Your opinion"
      intro="A colleague asks what you would decide. You do not see what they would, so that yours is your own."
    >
      {(decision) => (
        <div class="referral-buttons">
          <Button
            label={`I would: ${DECISION_WORDS[decision.outcome].toLowerCase()}`}
            weight="main"
            onPress={() => onAct('give-second-opinion', { decision })}
          />
        </div>
      )}
    </Form>
  );
}

function Settle({ referral: { holder, proposal, opinion }, onAct }: ReferralProps) {
  return (
    <>
      <dl class="opinions">
        {proposal !== null && (
          <div>
            <dt>{holder?.person} would</dt>
            <dd>{decidedWords(proposal)}</dd>
          </div>
        )}
        {opinion !== null && (
          <div>
            <dt>{opinion.by} would</dt>
            <dd>{decidedWords(opinion.decision)}</dd>
          </div>
        )}
      </dl>
      <Form title="Settle it">
        {(decision) => (
          <div class="referral-buttons">
            <Button
              label={DECISION_WORDS[decision.outcome]}
              weight={decision.outcome === 'refused-entry' ? 'grave' : 'main'}
              onPress={() => onAct('settle', { decision })}
            />
          </div>
        )}
      </Form>
    </>
  );
}

function Form({
  title,
  intro,
  only,
  children,
}: {
  readonly title: string;
  readonly intro?: string;
  /** The one outcome that was agreed. */
  readonly only?: DecisionOutcome | undefined;
  readonly children: (decision: Decision) => preact.ComponentChildren;
}) {
  const outcome = useSignal<DecisionOutcome | null>(only ?? null);
  const reason = useSignal<DecisionReason | null>(null);
  const chosen = only ?? outcome.value;
  const reasons: readonly DecisionReason[] = chosen === null ? [] : DECISION_REASONS[chosen];
  const why = reason.value !== null && reasons.includes(reason.value) ? reason.value : null;
  return (
    <section class="referral-part" aria-label={title}>
      <h3 tabIndex={-1} data-goto="decision">
        {title}
      </h3>
      {intro !== undefined && <p class="quiet">{intro}</p>}
      <div class="decision-form">
        {only === undefined && (
          <Choice
            title="What"
            options={DECISIONS}
            words={DECISION_WORDS}
            chosen={chosen}
            onChoose={(key) => (outcome.value = key)}
          />
        )}
        {chosen !== null && (
          <Choice
            title="Why"
            options={reasons}
            words={DECISION_REASON_WORDS}
            chosen={why}
            onChoose={(key) => (reason.value = key)}
          />
        )}
      </div>
      {chosen !== null && why !== null && children({ outcome: chosen, reason: why })}
    </section>
  );
}
