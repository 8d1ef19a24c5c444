import { useSignal } from '@preact/signals';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/choice.tsx';
import { mayAct } from '../../shell/session.ts';
import { timeOfDay } from '../../design/times.ts';
import { now } from '../../shell/live.ts';
import { watches } from '../state/referrals.ts';
import type { ReferralProps } from './referral-props.ts';

/** Taking a referral, giving it back, and a supervisor's giving it to another. */
export function TakePart({ referral, onAct }: ReferralProps) {
  const { state, relation, holder } = referral;
  if (state === 'waiting') {
    return (
      <div class="referral-buttons" data-goto="take">
        <Button label="Take" weight="main" shortcut="t" onPress={() => onAct('take')} />
      </div>
    );
  }
  if (state === 'decided' || holder === null) return null;
  if (relation === 'holder') {
    return (
      <div class="referral-buttons">
        <Button label="Give back" onPress={() => onAct('hand-back')} />
        {state === 'second-opinion' && (
          <Button label="Withdraw the question" onPress={() => onAct('withdraw-question')} />
        )}
        <span class="quiet figures">
          Yours until {timeOfDay(holder.leaseUntil, now.value)} unless you go on with it.
        </span>
      </div>
    );
  }
  return mayAct('referral.review') && state !== 'with-supervisor' ? (
    <Reassign referral={referral} onAct={onAct} />
  ) : null;
}

function Reassign({ referral, onAct }: ReferralProps) {
  const to = useSignal<string | null>(null);
  const others = watches.value
    .filter(({ site, person }) => site === referral.site && person !== referral.holder?.person)
    .map(({ person }) => person);
  return (
    <div class="referral-buttons">
      {others.length > 0 && (
        <Select
          title="Give it to"
          options={others}
          words={Object.fromEntries(others.map((one) => [one, one]))}
          chosen={to.value}
          onChoose={(person) => (to.value = person)}
        />
      )}
      {to.value !== null && (
        <Button
          label={`Give to ${to.value}`}
          onPress={() => onAct('reassign', { to: { person: to.value, role: 'officer' } })}
        />
      )}
      <Button label="Let it wait again" onPress={() => onAct('reassign', { to: null })} />
    </div>
  );
}
