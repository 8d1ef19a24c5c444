import { useSignal } from '@preact/signals';
import type { ReleaseView, RollOutView } from '../../border/roll-outs/answers.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { announce, now } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { releaseRefusalWords } from './words.ts';
import { KIND_WORDS } from './words-of-releases.ts';

export interface RollOutActsProps {
  readonly release: ReleaseView;
  readonly rollOut: RollOutView;
  readonly onChange: () => void;
}

/** Hold, return and resume, each in one act. */
export function RollOutActs({ release, rollOut, onChange }: RollOutActsProps) {
  const { kind, name, version } = release;
  const label = `${KIND_WORDS[kind]} ${name} ${version}`;
  const words = useSignal('');
  const isReturning = useSignal(false);
  const send = async (act: 'halt' | 'resume', to?: 'hold' | 'return') => {
    const body = { kind, name, version, ...(to !== undefined && { to }) };
    const asked = await askProved('POST', `/v1/fleet/roll-outs/${act}`, body);
    isReturning.value = false;
    words.value = asked.kind === 'refused' ? releaseRefusalWords(asked) : '';
    if (asked.kind !== 'refused')
      announce(t('{release} is changed. Lanes follow within a minute.', { release: label }));
    onChange();
  };
  const { state, returnUntil } = rollOut;
  const canReturn = state !== 'returned' && now.value < returnUntil;
  return (
    <>
      <div class="choices">
        {state === 'open' && mayAct('roll-out.halt') && (
          <Button label={t('Hold')} onPress={() => void send('halt', 'hold')} />
        )}
        {state === 'held' && mayAct('roll-out.resume') && (
          <Button label={t('Resume')} onPress={() => void send('resume')} />
        )}
        {canReturn && mayAct('roll-out.halt') && (
          <Button label={t('Return')} weight="grave" onPress={() => (isReturning.value = true)} />
        )}
      </div>
      <p role="status">{words.value}</p>
      {isReturning.value && (
        <Dialog title={t('Return {release}?', { release: label })} onClose={() => (isReturning.value = false)}>
          <p>
            {t(
              'Lanes that use it go back to the version before within a minute, and no lane takes it again. Two people have allowed this until {time}.',
              { time: dateAndTime(returnUntil) },
            )}
          </p>
          <div class="choices">
            <Button label={t('Return from all lanes')} weight="grave" onPress={() => void send('halt', 'return')} />
            <Button label={t('Cancel')} onPress={() => (isReturning.value = false)} />
          </div>
        </Dialog>
      )}
    </>
  );
}
