import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import { tell } from '../records/ask.ts';
import { now } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { HoldTerms, holdProposal } from './hold-terms.tsx';
import { type Passage, passageReference } from './passage-reference.ts';
import './passage-hold.css';

type Sent =
  | { readonly kind: 'no' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'proposed' }
  | { readonly kind: 'failed'; readonly code: string };

/** The reference of a passage, to copy it. For a person who may propose a hold, also the form that proposes it. */
export function PassageHold({ passage }: { readonly passage: Passage }) {
  const reference = passageReference(passage);
  const isCopied = useSignal<boolean | null>(null);
  const copy = async () => {
    isCopied.value = await navigator.clipboard.writeText(reference).then(
      () => true,
      () => false,
    );
  };
  return (
    <div class="passage-hold">
      <p>
        <span class="digest">{reference}</span>
      </p>
      <div class="choices">
        {'clipboard' in navigator && <Button label={t('Copy the reference')} onPress={() => void copy()} />}
      </div>
      <p class="quiet" role="status">
        {isCopied.value === true && t('Copied.')}
        {isCopied.value === false && t('The browser did not copy it. Select the reference and copy it.')}
      </p>
      {mayAct('hold.propose') ? (
        <ProposeHold passage={passage} />
      ) : (
        <p class="quiet">
          {t(
            'To keep the captures of this passage longer, send the reference to a privacy officer before they are erased.',
          )}
        </p>
      )}
    </div>
  );
}

function ProposeHold({ passage }: { readonly passage: Passage }) {
  const id = useId();
  const sent = useSignal<Sent>({ kind: 'no' });
  const propose = async (fields: FormData) => {
    sent.value = { kind: 'sending' };
    const answer = await tell('/v1/proposals', holdProposal(passage, fields, now.value));
    if (answer.kind === 'ok') sent.value = { kind: 'proposed' };
    else sent.value = { kind: 'failed', code: answer.kind === 'refused' ? answer.code : 'offline' };
  };
  const { value } = sent;
  if (value.kind === 'proposed') {
    return (
      <Banner tone="good" icon="tick">
        {t('The hold is proposed. A privacy officer must approve it before the captures are erased.')}
      </Banner>
    );
  }
  return (
    <details class="fold">
      <summary>{t('Place a hold')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (value.kind !== 'sending') void propose(new FormData(event.currentTarget));
        }}
      >
        <p class="quiet">
          {t('A hold keeps the captures of this passage at the lane. A privacy officer must approve it.')}
        </p>
        <HoldTerms id={id} />
        <button type="submit" class="button" aria-disabled={value.kind === 'sending'}>
          {t('Propose the hold')}
        </button>
        <div role="alert">
          {value.kind === 'failed' && (
            <Banner tone="bad" icon="cross">
              {failureWords(value.code)}
            </Banner>
          )}
        </div>
      </form>
    </details>
  );
}

function failureWords(code: string): string {
  if (code === 'offline') return t('The server does not answer. Nothing was proposed; try again.');
  if (code === 'proposal-inapplicable') return t('No hold is possible: this traveller was not referred to an officer.');
  return t('The server did not accept the proposal. Code: {code}.', { code });
}
