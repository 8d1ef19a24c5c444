import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { TestResult } from '../../../referrals/vocabulary.ts';
import type { ReferralAnswer, ReferralView } from '../../../referrals/answers.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { age } from '../../design/times.ts';
import { now } from '../../shell/live.ts';
import { REASON_WORDS } from '../../../reports/words.ts';
import { Evidence } from '../evidence/evidence.tsx';
import { CheckTable } from '../outcomes/check-table.tsx';
import { pageHash } from '../pages.ts';
import { actOn } from '../state/referrals.ts';
import { refusalWords, TEST_WORDS } from '../words.ts';
import { AfterDecision } from './after-decision.tsx';
import { DecisionPart } from './decision-part.tsx';
import { ReferralFacts } from './referral-facts.tsx';
import type { ReferralProps } from './referral-props.ts';
import { Safeguarding } from './safeguarding.tsx';
import { StateBadge } from './state-badge.tsx';
import { TakePart } from './take-part.tsx';
import './referral.css';

/** A lease is renewed this often while its officer has it before them. */
const RENEW_MS = 60_000;

/** The referral that somebody looks at, or a word where there is none. It stays in view when it leaves the list. */
export function ReferralPane({
  referral,
  isGone,
}: {
  readonly referral: ReferralView | undefined;
  readonly isGone: boolean;
}) {
  return (
    <section class="panel referral" aria-label="Referral">
      {referral !== undefined && <Shown key={referral.id} referral={referral} />}
      {referral === undefined && isGone && (
        <StatePanel kind="empty" title="This referral is no longer here." action={<a href={pageHash('watch')}>Back</a>}>
          It was decided some time ago, or is not at a lane of yours.
        </StatePanel>
      )}
      {referral === undefined && !isGone && (
        <StatePanel kind="empty" title="Choose a referral to see what the lane found." />
      )}
    </section>
  );
}

function Shown({ referral }: { readonly referral: ReferralView }) {
  const refusal = useSignal<string | null>(null);
  const test = useSignal<TestResult | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { id, lane, site, arisenAt, report, state, relation } = referral;
  useEffect(() => title.current?.focus({ preventScroll: true }), [id]);
  useRenewal(referral);
  const onAct = async (step: string, body: object = {}) => {
    const asked = await actOn(referral, step, body);
    refusal.value = asked.kind === 'refused' ? refusalWords(asked.code) : null;
    if (asked.kind === 'answered') test.value = (asked.value satisfies ReferralAnswer).test;
    // What was pressed may be gone: the reader goes on from the top of the same referral.
    if (document.activeElement === document.body) title.current?.focus();
  };
  const props: ReferralProps = { referral, onAct: (step, body) => void onAct(step, body) };
  const why = report.reasons.map((reason) => REASON_WORDS[reason]).join('; ');
  return (
    <>
      <div class="referral-head">
        <a class="referral-back" href={pageHash('watch')}>
          All referrals
        </a>
        <h2 ref={title} tabIndex={-1}>
          Lane {lane} <span class="quiet">{site}</span>
        </h2>
        <StateBadge referral={referral} />
        <span class="quiet figures">{age(now.value - arisenAt)} ago</span>
      </div>
      <p class="referral-why">{why}</p>
      <p class="referral-word" role="status">
        {refusal.value}
      </p>
      <TakePart {...props} />
      {state === 'decided' && <AfterDecision referral={referral} isTest={test.value !== null} />}
      <Evidence referral={referral} />
      <section class="referral-part" aria-label="Checks">
        <h3>What the lane found</h3>
        <CheckTable checks={report.checks} />
        <ReferralFacts referral={referral} />
      </section>
      <DecisionPart {...props} />
      {referral.safeguarding !== null && relation !== 'none' && <Safeguarding referral={referral} />}
      {test.value !== null && (
        <Dialog title="That was a test of attention" onClose={() => (test.value = null)}>
          <p>{TEST_WORDS[test.value]}</p>
          <p class="quiet">
            There was no traveller. Such tests come now and then while you watch, because rare things are easily
            overlooked. They are in no statistics of travellers; only your supervisor sees how they went.
          </p>
          <Button label="Go on" weight="main" onPress={() => (test.value = null)} />
        </Dialog>
      )}
    </>
  );
}

/** While it is before its officer, it stays theirs. */
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
