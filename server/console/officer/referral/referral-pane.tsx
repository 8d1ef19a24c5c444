import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Decision, TestResult } from '../../../border/referrals/vocabulary.ts';
import type { ReferralAnswer, ReferralView } from '../../../border/referrals/answers.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { age, timeOfDay } from '../../design/times.ts';
import { rich, t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { ticketNumberOf } from '../../../contract/ticket-number.ts';
import { whyWords } from './why-words.ts';
import { PassageHold } from '../../holds/passage-hold.tsx';
import { Evidence } from '../evidence/evidence.tsx';
import { pageHash } from '../pages.ts';
import { actOn } from '../state/referrals.ts';
import { refusalWords, TEST_WORDS } from '../words.ts';
import { Checks } from './checks.tsx';
import { AfterDecision } from './after-decision.tsx';
import { DecisionPart } from './decision-part.tsx';
import { ReferralFacts } from './referral-facts.tsx';
import type { ReferralProps } from './referral-props.ts';
import { Safeguarding } from './safeguarding.tsx';
import { StateBadge } from './state-badge.tsx';
import { TakePart } from './take-part.tsx';
import { WatchlistPart } from './watchlist-part.tsx';
import { mayAct } from '../../shell/session.ts';
import './referral.css';

/** A lease is renewed this often while its officer has it before them. */
const RENEW_MS = 60_000;

/** The selected referral and its decision. It stays in view when it leaves the list. */
export function ReferralPane({
  referral,
  isGone,
}: {
  readonly referral: ReferralView | undefined;
  readonly isGone: boolean;
}) {
  if (referral !== undefined) return <Shown key={referral.id} referral={referral} />;
  return (
    <section class="panel case" aria-label={t('Referral')}>
      {isGone && (
        <StatePanel
          kind="empty"
          title={t('This referral is no longer here.')}
          action={<a href={pageHash('watch')}>{t('Back')}</a>}
        >
          {t('It was decided some time ago, or its lane is not in your duty.')}
        </StatePanel>
      )}
      {!isGone && <StatePanel kind="empty" title={t('Choose a referral to see the checks of the lane.')} />}
    </section>
  );
}

function Shown({ referral }: { readonly referral: ReferralView }) {
  const refusal = useSignal<string | null>(null);
  const test = useSignal<TestResult | null>(null);
  const isViewWanted = useSignal(false);
  const isOpeningWanted = useSignal(false);
  const title = useRef<HTMLHeadingElement>(null);
  const { id, kioskId, lane, site, transactionId, arisenAt, report, state, relation } = referral;
  useEffect(() => title.current?.focus({ preventScroll: true }), [id]);
  useRenewal(referral);
  const onAct = async (step: string, body: object = {}) => {
    const asked = await actOn(referral, step, body);
    refusal.value = asked.kind === 'refused' ? refusalWords(asked.code) : null;
    if (asked.kind === 'answered') test.value = (asked.value satisfies ReferralAnswer).test;
    // The pressed button may be gone: the focus then goes to the top of the same referral.
    if (document.activeElement === document.body) title.current?.focus();
    return asked;
  };
  const props: ReferralProps = { referral, onAct: (step, body) => void onAct(step, body) };
  const takeAndView = async () => {
    const asked = await onAct('take');
    isViewWanted.value = asked.kind === 'answered';
  };
  const admitAndOpen = async (decision: Decision) => {
    const asked = await onAct('decide', { decision });
    isOpeningWanted.value = asked.kind === 'answered' && asked.value.test === null;
  };
  return (
    <section class="case" aria-label={t('Referral')}>
      <div class="panel referral">
        <div class="referral-head">
          <a class="referral-back" href={pageHash('watch')}>
            {t('All referrals')}
          </a>
          <h2 ref={title} tabIndex={-1}>
            {rich('{ticket} Lane {lane} {site}', {
              ticket: <span class="ticket">{ticketNumberOf(transactionId)}</span>,
              lane,
              site: <span class="quiet">{site}</span>,
            })}
          </h2>
          <StateBadge referral={referral} />
          <span class="quiet figures">
            {t('{time}, {age} ago', { time: timeOfDay(arisenAt, now.value), age: age(now.value - arisenAt) })}
          </span>
        </div>
        <p class="referral-why">{whyWords(report)}</p>
        <p class="referral-word" role="status">
          {refusal.value}
        </p>
        {state === 'decided' && (
          <AfterDecision
            referral={referral}
            isTest={test.value !== null}
            opensNow={isOpeningWanted.value}
            onOpening={() => (isOpeningWanted.value = false)}
          />
        )}
        <Evidence referral={referral} isWanted={isViewWanted.value && relation === 'holder'} />
        <section class="referral-part" aria-label={t('Checks')}>
          <h3>{t('Checks of the lane')}</h3>
          <Checks checks={report.checks} />
        </section>
        {report.reasons.includes('document-listed') && mayAct('watchlist.look-up') && test.value === null && (
          <WatchlistPart referral={referral} />
        )}
        <details class="fold">
          <summary>{t('Document, times and devices')}</summary>
          <ReferralFacts referral={referral} />
        </details>
        {test.value === null && (
          <details class="fold">
            <summary>{t('Reference of the passage, and hold')}</summary>
            <PassageHold passage={{ kioskId, transactionId }} />
          </details>
        )}
      </div>
      <section class="panel decision" aria-label={t('Decision')}>
        {state === 'waiting' && <TakePart {...props} onTakeAndView={() => void takeAndView()} />}
        <DecisionPart {...props} onAdmitAndOpen={(decision) => void admitAndOpen(decision)} />
        {state !== 'waiting' && <TakePart {...props} onTakeAndView={() => void takeAndView()} />}
        {referral.safeguarding !== null && relation !== 'none' && (
          <details class="fold" open={referral.safeguarding.length > 0}>
            <summary>{t('Safeguarding')}</summary>
            <Safeguarding referral={referral} />
          </details>
        )}
      </section>
      {test.value !== null && (
        <Dialog title={t('That was a test of attention')} onClose={() => (test.value = null)}>
          <p>{TEST_WORDS[test.value]}</p>
          <p class="quiet">
            {t(
              'There was no traveller. Such tests appear now and then while you watch, because rare faults are easily overlooked. They do not count as travellers. Only your supervisor sees the results.',
            )}
          </p>
          <Button label={t('Continue')} weight="main" onPress={() => (test.value = null)} />
        </Dialog>
      )}
    </section>
  );
}

/** Renews the lease while the officer has the referral in view. */
function useRenewal(referral: ReferralView): void {
  const latest = useRef(referral);
  latest.current = referral;
  const isHeld = referral.relation === 'holder' && referral.state !== 'decided';
  useEffect(() => {
    if (!isHeld) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) void actOn(latest.current, 'renew');
    }, RENEW_MS);
    return () => clearInterval(timer);
  }, [isHeld]);
}
