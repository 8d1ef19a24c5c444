import { useSignal } from '@preact/signals';
import type { SetupItemView } from '../../oversight/setup/answers.ts';
import {
  STATEABLE_ITEMS,
  STATEMENT_REASONS,
  type StateableItem,
  type StatementReason,
} from '../../oversight/setup/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Choice } from '../design/choice.tsx';
import { Dialog } from '../design/dialog.tsx';
import { propose } from '../decisions/send.ts';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { refreshSetup } from '../shell/setup.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import {
  BACKUP_COMMAND,
  factWords,
  ITEM_REASONS,
  ITEM_STEPS,
  ITEM_TITLES,
  linksOf,
  PART_STATE_WORDS,
  REASON_TEXTS,
} from './words.ts';

type State = SetupItemView['state'];

const STATE_LOOKS: { readonly [One in State]: Omit<BadgeProps, 'word'> } = {
  open: { tone: 'caution', icon: 'wait' },
  done: { tone: 'good', icon: 'tick' },
  stated: { tone: 'note', icon: 'question' },
};

/** The parts in the order in which they are done. A part that is done is folded; it opens again when it comes undone. */
export function Checklist({ items }: { readonly items: readonly SetupItemView[] }) {
  return (
    <ol class="setup-list">
      {items.map((item) => (
        <Part key={item.item} part={item} />
      ))}
    </ol>
  );
}

function Part({ part }: { readonly part: SetupItemView }) {
  const { item, state, facts, statement } = part;
  const title = `setup-${item}`;
  return (
    <li class="setup-part" data-state={state} aria-labelledby={title}>
      <details open={state === 'open'} key={state}>
        <summary>
          <h3 id={title}>{ITEM_TITLES[item]}</h3>
          <Badge {...STATE_LOOKS[state]} word={PART_STATE_WORDS[state]} />
        </summary>
        <div class="setup-content">
          <ul class="setup-facts">
            {facts.map((fact) => (
              <li key={JSON.stringify(fact)}>{factWords(fact)}</li>
            ))}
          </ul>
          <p class="quiet">{ITEM_REASONS[item]}</p>
          <p>{ITEM_STEPS[item]}</p>
          {item === 'backup' && <p class="typed digest">{BACKUP_COMMAND}</p>}
          <p class="setup-links">
            {linksOf(item).map(({ hash, label }) => (
              <a key={hash} href={hash}>
                {label}
              </a>
            ))}
          </p>
          {statement !== null && (
            <p>
              {rich('{reason}. Stated by {person} {time}; counts until {until}.', {
                reason: REASON_TEXTS[statement.reason],
                person: <span class="digest">{statement.by}</span>,
                time: dateAndTime(statement.at),
                until: dateAndTime(statement.until),
              })}
            </p>
          )}
          {item === 'record' && mayAct('record-return.propose') && <RecordProposals facts={facts} />}
          {isStateable(item) && mayAct('setup.state') && <Statement item={item} isStated={statement !== null} />}
        </div>
      </details>
    </li>
  );
}

/** An administrator proposes the return to service, or confirms rows of an earlier version; another approves it under Decisions. */
function RecordProposals({ facts }: Pick<SetupItemView, 'facts'>) {
  const words = useSignal('');
  const isBusy = useSignal(false);
  const suggest = async (kind: string, payload: unknown) => {
    isBusy.value = true;
    words.value = (await propose(kind, payload)).words;
    isBusy.value = false;
  };
  const differs = facts.find((one) => one.code === 'record-differs');
  const adopted = facts.find((one) => one.code === 'rows-adopted');
  return (
    <>
      <div class="choices">
        {differs?.mayReturn === true && (
          <Button
            label={t('Propose the return to service')}
            busy={isBusy.value}
            onPress={() => void suggest('return-to-service', { differences: differs.differences })}
          />
        )}
        {adopted !== undefined && (
          <Button
            label={t('Propose to confirm the rows')}
            busy={isBusy.value}
            onPress={() => void suggest('adoption-confirmation', { adoptions: adopted.adoptions })}
          />
        )}
      </div>
      <p role="status">{words.value}</p>
    </>
  );
}

function isStateable(item: string): item is StateableItem {
  return STATEABLE_ITEMS.some((one) => one === item);
}

/** Where the server cannot see that a part is done, an administrator states it, with a reason and under their name. */
function Statement({ item, isStated }: { readonly item: StateableItem; readonly isStated: boolean }) {
  const isOpen = useSignal(false);
  const words = useSignal('');
  const path = `/v1/setup/${item}/statement`;
  const takeBack = async () => {
    const asked = await askProved('DELETE', path);
    words.value = asked.kind === 'answered' ? t('Taken back.') : refusalWords(asked);
    announce(words.value);
    await refreshSetup();
  };
  return (
    <>
      <div class="choices">
        {isStated ? (
          <Button label={t('Take the statement back')} onPress={() => void takeBack()} />
        ) : (
          <Button label={t('It is done where the server cannot see it…')} onPress={() => (isOpen.value = true)} />
        )}
      </div>
      <p role="status">{words.value}</p>
      {isOpen.value && <StatementDialog item={item} path={path} onClose={() => (isOpen.value = false)} />}
    </>
  );
}

interface StatementDialogProps {
  readonly item: StateableItem;
  readonly path: string;
  readonly onClose: () => void;
}

function StatementDialog({ item, path, onClose }: StatementDialogProps) {
  const reasons: readonly StatementReason[] = STATEMENT_REASONS[item];
  const reason = useSignal<StatementReason | null>(null);
  const trouble = useSignal('');
  const state = async () => {
    if (reason.value === null) {
      trouble.value = t('Choose the reason.');
      return;
    }
    const asked = await askProved('PUT', path, { reason: reason.value });
    if (asked.kind === 'refused') {
      trouble.value = refusalWords(asked);
      return;
    }
    announce(t('Stated.'));
    await refreshSetup();
    onClose();
  };
  return (
    <Dialog title={ITEM_TITLES[item]} onClose={onClose}>
      <p>
        {t(
          'Your name and the reason are recorded in the ledger, and every administrator sees them. After 90 days the part is open again.',
        )}
      </p>
      <Choice
        title={t('How it is done')}
        options={reasons}
        words={REASON_TEXTS}
        chosen={reason.value}
        onChoose={(chosen) => {
          reason.value = chosen;
          trouble.value = '';
        }}
      />
      <p role="alert" class={trouble.value === '' ? '' : 'form-trouble tone-bad'}>
        {trouble.value}
      </p>
      <div class="account-actions">
        <Button label={t('State it')} weight="main" onPress={() => void state()} />
        <Button label={t('Cancel')} onPress={onClose} />
      </div>
    </Dialog>
  );
}
