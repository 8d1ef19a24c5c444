import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  DECISION_REASONS,
  DECISIONS,
  type Decision,
  type DecisionOutcome,
  type DecisionReason,
} from '../../../border/referrals/vocabulary.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Choice } from '../../design/choice.tsx';
import { Icon } from '../../design/icon.tsx';
import { rich, t } from '../../languages/text.ts';
import { mayAct } from '../../shell/session.ts';
import { seenHere } from '../evidence/evidence.tsx';
import { me } from '../state/referrals.ts';
import { DECISION_REASON_WORDS, DECISION_WORDS, decidedWords } from '../../words-of-referrals.ts';
import type { ReferralProps } from './referral-props.ts';

export interface DecisionProps extends ReferralProps {
  /** Decides, and orders the gate to open for the admitted traveller. */
  readonly onAdmitAndOpen: (decision: Decision) => void;
}

/** The decision that this person can make now. */
export function DecisionPart(props: DecisionProps) {
  const { state, relation, opinion, proposal, holder } = props.referral;
  if (state === 'waiting') {
    return (
      <section class="referral-part" aria-label={t('Decide')}>
        <h3 tabIndex={-1} data-goto="decision">
          {t('Decide')}
        </h3>
        <p class="quiet">{t('Take the referral. Then choose your decision and its reason here.')}</p>
      </section>
    );
  }
  if (state === 'taken' && relation === 'holder') return <Decide {...props} />;
  if (state === 'second-opinion' && relation === 'holder' && proposal !== null) {
    return (
      <Banner tone="note" icon="wait">
        {rich(
          '<b>A colleague was asked for a second opinion.</b> They do not see yours: {decision}. If they agree, you decide. If not, a supervisor decides.',
          { b: (inside) => <strong>{inside}</strong>, decision: decidedWords(proposal) },
        )}
      </Banner>
    );
  }
  if (state === 'second-opinion' && relation === 'second') return <GiveOpinion {...props} />;
  if (state !== 'with-supervisor') return null;
  const isInvolved = holder?.person === me.value || opinion?.by === me.value;
  if (mayAct('referral.review') && !isInvolved) return <Settle {...props} />;
  return (
    <Banner tone="note" icon="wait">
      {rich('<b>The two opinions differ.</b> A supervisor who was not involved decides.', {
        b: (inside) => <strong>{inside}</strong>,
      })}
    </Banner>
  );
}

function Decide({ referral, onAct, onAdmitAndOpen }: DecisionProps) {
  const { opinion } = referral;
  return (
    <Form title={t('Decide')} only={opinion?.decision.outcome}>
      {(decision) => (
        <UnlessUnseen referral={referral} outcome={decision.outcome}>
          {opinion !== null && (
            <p>
              {rich('{person} agrees: {decision}.', {
                person: opinion.by,
                decision: <strong>{decidedWords(opinion.decision)}</strong>,
              })}
            </p>
          )}
          <div class="referral-buttons">
            {decision.outcome === 'refused-entry' && opinion === null ? (
              <p>{t('One person alone cannot refuse entry. Ask for a second opinion first.')}</p>
            ) : (
              <>
                {decision.outcome === 'admitted-after-manual-check' && mayAct('lane.open') && (
                  <Button
                    label={t('Admit and open the gate')}
                    weight="main"
                    shortcut="a"
                    onPress={() => onAdmitAndOpen(decision)}
                  />
                )}
                <Button
                  label={DECISION_WORDS[decision.outcome]}
                  {...weightOf(decision.outcome)}
                  onPress={() => onAct('decide', { decision })}
                />
              </>
            )}
            {opinion === null && (
              <Button
                label={t('Ask for a second opinion')}
                {...(decision.outcome === 'refused-entry' && { weight: 'main' as const })}
                onPress={() => onAct('ask-second-opinion', { proposal: decision })}
              />
            )}
          </div>
        </UnlessUnseen>
      )}
    </Form>
  );
}

/** Decisions about the person, which need a look at the pictures or at the person. */
const OF_PERSON: ReadonlySet<DecisionOutcome> = new Set(['admitted-after-manual-check', 'refused-entry']);

/** The buttons. If there are pictures that the officer has not seen, they first confirm that they checked the traveller in person. */
function UnlessUnseen({
  referral,
  outcome,
  children,
}: Pick<DecisionProps, 'referral'> & {
  readonly outcome: DecisionOutcome;
  readonly children: preact.ComponentChildren;
}) {
  const isChecked = useSignal(false);
  const { transactionId, hasEvidence, hasSeenEvidence } = referral;
  const isUnseen = hasEvidence && !hasSeenEvidence && !seenHere.value.has(transactionId);
  if (!isUnseen || !OF_PERSON.has(outcome)) return <>{children}</>;
  const check = (
    <label class="unseen-check">
      <input
        type="checkbox"
        checked={isChecked.value}
        onChange={({ currentTarget }) => {
          isChecked.value = currentTarget.checked;
        }}
      />
      <span>{t('I have checked the traveller and the document in person')}</span>
    </label>
  );
  // In the place of the buttons, which stays in view
  return isChecked.value ? (
    <>
      {check}
      {children}
    </>
  ) : (
    <div class="referral-buttons">
      <p class="unseen-words">
        <Icon name="warning" /> <strong>{t('You have not seen the pictures of this traveller.')}</strong>{' '}
        {t('View them, or check the traveller and the document in person.')}
      </p>
      {check}
    </div>
  );
}

function weightOf(outcome: DecisionOutcome) {
  if (outcome === 'refused-entry') return { weight: 'grave' } as const;
  return outcome === 'admitted-after-manual-check' && mayAct('lane.open') ? {} : ({ weight: 'main' } as const);
}

function GiveOpinion({ onAct }: ReferralProps) {
  return (
    <Form
      title={t('Your opinion')}
      intro={t('A colleague asks for your opinion. You do not see theirs, so that yours is independent.')}
    >
      {(decision) => (
        <div class="referral-buttons">
          <Button
            label={t('My opinion: {decision}', { decision: DECISION_WORDS[decision.outcome] })}
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
            <dt>{t('Opinion of {person}', { person: holder?.person ?? '' })}</dt>
            <dd>{decidedWords(proposal)}</dd>
          </div>
        )}
        {opinion !== null && (
          <div>
            <dt>{t('Opinion of {person}', { person: opinion.by })}</dt>
            <dd>{decidedWords(opinion.decision)}</dd>
          </div>
        )}
      </dl>
      <Form title={t('Settle')}>
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
  // The buttons that come with a reason cover the end of a long list
  useEffect(() => {
    if (why !== null) document.querySelector('.choice-reason :checked')?.scrollIntoView({ block: 'nearest' });
  }, [why]);
  return (
    <section class="referral-part" aria-label={title}>
      <h3 tabIndex={-1} data-goto="decision">
        {title}
      </h3>
      {intro !== undefined && <p class="quiet">{intro}</p>}
      <div class="decision-form">
        {only === undefined && (
          <Choice
            title={t('Decision')}
            className="choice-outcome"
            options={DECISIONS}
            words={DECISION_WORDS}
            chosen={chosen}
            onChoose={(key) => (outcome.value = key)}
          />
        )}
        {chosen !== null && (
          <Choice
            title={t('Reason')}
            className="choice-reason"
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
