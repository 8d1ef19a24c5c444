import { useSignal } from '@preact/signals';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/choice.tsx';
import { mayAct } from '../../shell/session.ts';
import { timeOfDay } from '../../design/times.ts';
import { t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { watches } from '../state/referrals.ts';
import type { ReferralProps } from './referral-props.ts';

/** Take a referral, give it back, or, as a supervisor, assign it to another officer. */
export function TakePart({ referral, onAct, onTakeAndView }: ReferralProps & { readonly onTakeAndView: () => void }) {
  const { state, relation, holder, hasEvidence } = referral;
  const isViewing = hasEvidence && mayAct('evidence.see');
  if (state === 'waiting') {
    return (
      <div class="referral-buttons" data-goto="take">
        {isViewing && <Button label={t('Take and view')} weight="main" shortcut="t" onPress={onTakeAndView} />}
        <Button
          label={t('Take')}
          {...(!isViewing && { weight: 'main' as const, shortcut: 't' })}
          onPress={() => onAct('take')}
        />
      </div>
    );
  }
  if (state === 'decided' || holder === null) return null;
  if (relation === 'holder') {
    return (
      <div class="referral-buttons">
        <Button label={t('Give back')} onPress={() => onAct('hand-back')} />
        {state === 'second-opinion' && (
          <Button label={t('Withdraw the question')} onPress={() => onAct('withdraw-question')} />
        )}
        <span class="quiet figures">
          {t('Yours until {time}. This is renewed while it is open here.', {
            time: timeOfDay(holder.leaseUntil, now.value),
          })}
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
          title={t('Assign to')}
          options={others}
          words={Object.fromEntries(others.map((one) => [one, one]))}
          chosen={to.value}
          onChoose={(person) => (to.value = person)}
        />
      )}
      {to.value !== null && (
        <Button
          label={t('Assign to {person}', { person: to.value })}
          onPress={() => onAct('reassign', { to: { person: to.value, role: 'officer' } })}
        />
      )}
      <Button label={t('Return to the queue')} onPress={() => onAct('reassign', { to: null })} />
    </div>
  );
}
