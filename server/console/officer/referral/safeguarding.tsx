import { useSignal } from '@preact/signals';
import { SAFEGUARDING_CODES, type SafeguardingCode } from '../../../border/referrals/vocabulary.ts';
import type { ReferralView } from '../../../border/referrals/answers.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/choice.tsx';
import { t } from '../../languages/text.ts';
import { mayAct } from '../../shell/session.ts';
import { me, safeguard } from '../state/referrals.ts';
import { SAFEGUARDING_WORDS } from '../../words-of-referrals.ts';
import { refusalWords } from '../words.ts';

/** A person needs care: the kind is chosen, recorded in a second step, and taken on by a supervisor. Few people see it. */
export function Safeguarding({ referral }: { readonly referral: ReferralView }) {
  const chosen = useSignal<SafeguardingCode | null>(null);
  const refusal = useSignal<string | null>(null);
  const records = referral.safeguarding ?? [];
  const send = async (step: string, code: SafeguardingCode) => {
    const asked = await safeguard(referral.id, step, code);
    refusal.value = asked.kind === 'refused' ? refusalWords(asked.code) : null;
    if (asked.kind === 'answered') chosen.value = null;
  };
  const left = SAFEGUARDING_CODES.filter((code) => !records.some((record) => record.code === code));
  const isSupervisor = mayAct('referral.review');
  return (
    <section class="referral-part" aria-label={t('Safeguarding')}>
      <p class="quiet">{t('Only you and supervisors see this. The code names the kind of care and nothing else.')}</p>
      <ul class="records">
        {records.map(({ code, raisedBy, acknowledgedBy }) => (
          <li key={code}>
            <strong>{SAFEGUARDING_WORDS[code]}</strong>
            {acknowledgedBy === null ? (
              <Badge
                tone="caution"
                icon="wait"
                word={t('Raised by {person}: not taken on yet', { person: raisedBy })}
              />
            ) : (
              <Badge tone="good" icon="tick" word={t('Taken on by {person}', { person: acknowledgedBy })} />
            )}
            {isSupervisor && acknowledgedBy === null && raisedBy !== me.value && (
              <Button label={t('Take it on')} onPress={() => void send('safeguarding/acknowledge', code)} />
            )}
          </li>
        ))}
      </ul>
      <div class="referral-buttons">
        <Select
          title={t('Kind of care')}
          options={left}
          words={SAFEGUARDING_WORDS}
          chosen={chosen.value}
          onChoose={(code) => (chosen.value = code)}
        />
        {chosen.value !== null && (
          <>
            <Button
              label={t('Record: {what}', { what: SAFEGUARDING_WORDS[chosen.value] })}
              weight="main"
              onPress={() => chosen.value !== null && void send('safeguarding', chosen.value)}
            />
            <Button label={t('Cancel')} onPress={() => (chosen.value = null)} />
          </>
        )}
      </div>
      <p class="referral-word" role="status">
        {refusal.value}
      </p>
    </section>
  );
}
