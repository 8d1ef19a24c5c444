import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Badge } from '../../design/badge.tsx';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { dateAndTime } from '../../design/times.ts';
import { t } from '../../languages/text.ts';
import { go } from '../route.ts';
import {
  drafts,
  type DraftTrouble,
  hasKey,
  type ListedDraft,
  loadDrafts,
  openInForm,
  owner,
  removeDraft,
  startKey,
  useCode,
} from './draft-state.ts';
import { draftTroubleWords } from './draft-words.ts';
import { forgetKeys } from './kept-keys.ts';
import { newDraftCode } from './seal-draft.ts';

type Act = (work: () => Promise<DraftTrouble | undefined>) => Promise<void>;

/** The person's drafts, and the key by which this browser seals and opens them. */
export function DraftsPage() {
  const trouble = useSignal<DraftTrouble | undefined>(undefined);
  const act: Act = async (work) => {
    const found = await work();
    trouble.value = found ?? (await loadDrafts());
  };
  useEffect(() => void act(() => Promise.resolve(undefined)), []);
  const all = drafts.value;
  return (
    <div class="portal-stack">
      <h2>{t('Drafts')}</h2>
      <p>
        {t(
          'This browser seals your drafts before they leave it. The server keeps each for 30 days after the last change and cannot read it.',
        )}
      </p>
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && draftTroubleWords(trouble.value)}
      </p>
      {all === undefined && trouble.value === undefined && <StatePanel kind="loading" title={t('Loading…')} />}
      {all?.length === 0 && <StatePanel kind="empty" title={t('There is no draft yet')} />}
      <ul class="portal-list">
        {all?.map((one) => (
          <li key={one.id} class="portal-row">
            <Line draft={one} act={act} />
          </li>
        ))}
      </ul>
      {all !== undefined && <KeyPanel lacksKey={all.some(({ label }) => label === undefined)} act={act} />}
    </div>
  );
}

function Line({ draft: { id, label, savedAt, endsAt }, act }: { readonly draft: ListedDraft; readonly act: Act }) {
  const name = label ?? id.slice(0, 8);
  const open = () =>
    act(async () => {
      const found = await openInForm(id);
      if (found === undefined) go('new');
      return found;
    });
  return (
    <>
      <span>
        <strong {...(label === undefined && { class: 'digest' })}>{name}</strong>{' '}
        <span class="quiet">
          {t('Saved {time}, kept until {end}.', { time: dateAndTime(savedAt), end: dateAndTime(endsAt) })}
        </span>{' '}
        {label === undefined && (
          <Badge tone="bad" icon="lock" word={t('Cannot be opened: this browser does not have its key')} />
        )}
      </span>
      {label !== undefined && (
        <button
          type="button"
          class="button button-main"
          aria-label={t('Open the draft {name}', { name })}
          onClick={() => void open()}
        >
          {t('Open ## a draft')}
        </button>
      )}
      <button
        type="button"
        class="button"
        aria-label={t('Delete the draft {name}', { name })}
        onClick={() => void act(() => removeDraft(id))}
      >
        {t('Delete')}
      </button>
    </>
  );
}

/** The key: made, used from its code, or forgotten. */
function KeyPanel({ lacksKey, act }: { readonly lacksKey: boolean; readonly act: Act }) {
  const made = useSignal<string | undefined>(undefined);
  const typed = useSignal('');
  const make = () =>
    act(async () => {
      const code = newDraftCode();
      const found = await startKey(code);
      if (found === undefined) made.value = code;
      return found;
    });
  const forget = () =>
    act(async () => {
      await forgetKeys(owner());
      made.value = undefined;
      return undefined;
    });
  return (
    <section class="panel portal-stack" aria-labelledby="draft-key-title">
      <h3 id="draft-key-title">{t('Key for drafts')}</h3>
      <p>
        {t(
          'The key stays in this browser. Its code opens your drafts in another browser. Without key and code no one can open them, not even the administrators.',
        )}
      </p>
      <div role="status">
        {made.value !== undefined && (
          <Banner tone="good" icon="tick">
            <strong>{t('Your code. It is shown only once: write it down now.')}</strong>{' '}
            <span class="digest portal-key">{made.value}</span>
          </Banner>
        )}
      </div>
      {hasKey.value ? (
        <Button label={t('Remove the key from this browser')} onPress={() => void forget()} />
      ) : (
        <Button label={t('Make a key for drafts')} onPress={() => void make()} />
      )}
      {(lacksKey || !hasKey.value) && (
        <form
          class="portal-stack"
          onSubmit={(event) => {
            event.preventDefault();
            void act(() => useCode(typed.value)).then(() => (typed.value = ''));
          }}
        >
          <Field label={t('Code of your key')} value={typed} maxLength={64} isExact />
          <button type="submit" class="button">
            {t('Use the code')}
          </button>
        </form>
      )}
    </section>
  );
}
