import { useSignal } from '@preact/signals';
import type { IssuedCode, RecoveryView } from '../../people/people/answers/people.ts';
import { Button } from '../design/button.tsx';
import { WarningList } from '../design/warning-list.tsx';
import { timeOfDay } from '../design/times.ts';
import { say } from '../account/say.ts';
import { rich, t } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { mayAct, session } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { accountLines, accountWarnings } from '../words-of-accounts.ts';
import '../decisions/proposal-facts.css';
import { ShownCode } from './shown-code.tsx';

export interface RecoveriesProps {
  readonly recoveries: readonly RecoveryView[];
  readonly onChange: () => Promise<void>;
}

/** New keys that one administrator has asked for. Another administrator sees the person and agrees. */
export function Recoveries({ recoveries, onChange }: RecoveriesProps) {
  const words = useSignal('');
  const issued = useSignal<IssuedCode | null>(null);
  const approve = async (id: string) => {
    const asked = await askProved<IssuedCode>('POST', `/v1/people/recoveries/${id}/approval`, {});
    words.value = say(asked, t('Agreed. The second half of the code is shown.'));
    if (asked.kind === 'answered') issued.value = asked.value;
    else await onChange();
  };
  const withdraw = async (id: string) => {
    words.value = say(await askProved('DELETE', `/v1/people/recoveries/${id}`), t('Turned down.'));
    await onChange();
  };
  const me = session.value.kind === 'signed-in' ? session.value.view.principal?.personId : undefined;
  return (
    <section class="panel account-part" aria-labelledby="recoveries-title">
      <h2 id="recoveries-title">{t('New keys awaiting approval')}</h2>
      <ul class="account-list">
        {recoveries.map(({ id, personId, askedBy, askedAt, expiresAt, before }) => (
          <li key={id}>
            <div class="account-entry">
              <p class="account-name digest">{personId}</p>
              <p class="quiet">
                {rich(
                  'Asked for by {person} {since}; open until {until}. Agree only when you have seen the person: their old keys and sessions end at once.',
                  {
                    person: <span class="digest">{askedBy}</span>,
                    since: timeOfDay(askedAt, now.value),
                    until: timeOfDay(expiresAt, now.value),
                  },
                )}
              </p>
              {before !== null && (
                <>
                  <WarningList warnings={accountWarnings(before)} />
                  <dl class="proposal-facts">
                    {accountLines(before).map(([name, text]) => (
                      <div key={name}>
                        <dt>{name}</dt>
                        <dd>{text}</dd>
                      </div>
                    ))}
                  </dl>
                </>
              )}
              {(me === askedBy || me === personId) && <p>{t('Another administrator must agree.')}</p>}
            </div>
            <div class="account-actions" role="group" aria-label={t('New keys for {personId}', { personId })}>
              {mayAct('recovery.approve') && me !== askedBy && me !== personId && (
                <Button label={t('Agree')} onPress={() => void approve(id)} />
              )}
              {mayAct('recovery.propose') && <Button label={t('Turn down')} onPress={() => void withdraw(id)} />}
            </div>
          </li>
        ))}
      </ul>
      <p role="status">{words.value}</p>
      {issued.value !== null && <ShownCode issued={issued.value} />}
    </section>
  );
}
