/** Evidence of a referral: asked for with a purpose, shown for a minute with the viewer's name across it, and gone. */
import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isCustomsOnly } from '../../../contract/customs-only.ts';
import { VIEWING_PURPOSES, type ViewingPurpose } from '../../../contract/evidence-vocabulary.ts';
import type { ReferralView } from '../../../referrals/answers.ts';
import { Button } from '../../design/button.tsx';
import type { Picture } from '../../evidence/picture.ts';
import type { Traveller, Viewing, ViewingStep } from '../../evidence/view-evidence.ts';
import { now } from '../../shell/live.ts';
import { isInvented, mayAct } from '../../shell/session.ts';
import { PURPOSE_WORDS, STEP_WORDS, viewingWords, WHY_CLOSED_WORDS, type WhyClosed } from '../../words-of-evidence.ts';
import { EvidencePicture } from './evidence-picture.tsx';
import './evidence.css';

/** Shown so long at most. */
const SHOWN_MS = 60_000;
const FOCUS_RETURNS_MS = 1_000;

type State =
  | { readonly kind: 'closed'; readonly why?: WhyClosed }
  | { readonly kind: 'asking'; readonly stop: AbortController; readonly step: ViewingStep }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'shown'; readonly pictures: readonly Picture[]; readonly officer: string; readonly at: number };

/** For whoever works on the referral; where the lane took no picture, or kept none, there is none to look at. */
export function Evidence({ referral }: { readonly referral: ReferralView }) {
  const { relation, hasEvidence, report } = referral;
  if (relation === 'none' || !mayAct('evidence.see')) return null;
  if (hasEvidence) return <EvidenceViewer traveller={referral} />;
  return (
    <section class="evidence" aria-label="Evidence">
      <h3 tabIndex={-1} data-goto="evidence">
        Evidence
      </h3>
      <p class="quiet">
        {isCustomsOnly(report.reasons)
          ? 'Nobody doubts who this traveller is: they go to customs, and the lane has kept no picture of them.'
          : 'The lane referred before it took a picture: there is none to look at.'}
      </p>
    </section>
  );
}

/** Asks the lane for what it keeps of one traveller, and shows it. */
export function EvidenceViewer({ traveller }: { readonly traveller: Traveller }) {
  const state = useSignal<State>({ kind: 'closed' });
  const purpose = useSignal<ViewingPurpose | null>(null);
  const place = useRef<HTMLElement>(null);
  const shown = state.value.kind === 'shown' ? state.value : null;
  useEffect(() => () => close(state), [state]);

  const view = async () => {
    if (purpose.value === null) {
      state.value = { kind: 'failed', words: 'Choose first what you need to look for.' };
      return;
    }
    const stop = new AbortController();
    const onStep = (step: ViewingStep) => {
      if (!stop.signal.aborted) state.value = { kind: 'asking', stop, step };
    };
    onStep('server');
    const viewing = await look(traveller, purpose.value, stop.signal, onStep);
    if (viewing.kind !== 'opened') {
      if (!stop.signal.aborted) state.value = { kind: 'failed', words: viewingWords(viewing) };
      return;
    }
    const { pictures } = viewing;
    await focusReturns(stop.signal);
    state.value = { kind: 'shown', pictures, officer: viewing.officer, at: now.value };
    // Somebody who went away while it was fetched sees nothing of it
    if (stop.signal.aborted) close(state);
    else if (document.hidden || !document.hasFocus()) close(state, 'left');
  };

  return (
    <section class="evidence" aria-label="Evidence" ref={place} tabIndex={-1}>
      <h3 tabIndex={-1} data-goto="evidence">
        Evidence
      </h3>
      <p class="quiet">
        The lane keeps its pictures sealed. Your passkey signs each viewing, which is recorded with your purpose.
        {isInvented() && ' Development: a key in software signs in the place of a passkey.'}
      </p>
      {shown === null ? (
        <Ask purpose={purpose} isAsking={state.value.kind === 'asking'} onView={() => void view()} />
      ) : (
        <Shown
          {...shown}
          onClose={(why) => {
            close(state, why);
            place.current?.focus();
          }}
        />
      )}
      <p class="evidence-word" role="status">
        {state.value.kind === 'failed' && state.value.words}
        {state.value.kind === 'asking' && STEP_WORDS[state.value.step]}
        {state.value.kind === 'closed' && state.value.why !== undefined && WHY_CLOSED_WORDS[state.value.why]}
      </p>
    </section>
  );
}

/** The browser's own window, in which a passkey is used, may have the focus for a moment after it closed. */
function focusReturns(signal: AbortSignal): Promise<void> {
  if (document.hasFocus()) return Promise.resolve();
  return new Promise((resolve) => {
    const back = () => resolve();
    addEventListener('focus', back, { once: true, signal });
    signal.addEventListener('abort', back, { once: true });
    setTimeout(back, FOCUS_RETURNS_MS);
  });
}

/** A page of an older version may not find the rest of itself on the server any more. */
async function look(
  traveller: Traveller,
  purpose: ViewingPurpose,
  signal: AbortSignal,
  onStep: (step: ViewingStep) => void,
): Promise<Viewing> {
  try {
    const { viewEvidence } = await import('../../evidence/view-evidence.ts');
    return await viewEvidence(traveller, purpose, signal, onStep);
  } catch {
    return { kind: 'unreadable' };
  }
}

function Ask({
  purpose,
  isAsking,
  onView,
}: {
  readonly purpose: Signal<ViewingPurpose | null>;
  readonly isAsking: boolean;
  readonly onView: () => void;
}) {
  return (
    <div class="evidence-ask">
      <label>
        Purpose{' '}
        <select
          value={purpose.value ?? ''}
          onChange={({ currentTarget }) => {
            purpose.value = VIEWING_PURPOSES.find((one) => one === currentTarget.value) ?? null;
          }}
        >
          <option value="">Choose…</option>
          {VIEWING_PURPOSES.map((one) => (
            <option key={one} value={one}>
              {PURPOSE_WORDS[one]}
            </option>
          ))}
        </select>
      </label>
      <Button label="View evidence" onPress={() => !isAsking && onView()} />
    </div>
  );
}

function Shown({
  pictures,
  officer: viewer,
  at,
  onClose,
}: {
  readonly pictures: readonly Picture[];
  readonly officer: string;
  readonly at: number;
  readonly onClose: (why: WhyClosed) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener('blur', () => onClose('left'), { signal });
    addEventListener('pagehide', () => onClose('left'), { signal });
    document.addEventListener('visibilitychange', () => document.hidden && onClose('left'), { signal });
    addEventListener('keydown', (event) => event.key === 'Escape' && onClose('closed'), { signal });
    const timer = setTimeout(() => onClose('time'), SHOWN_MS);
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, []);
  return (
    <div class="evidence-shown" ref={place} tabIndex={-1} role="group" aria-label="Pictures, for one minute">
      <div class="evidence-pictures">
        {pictures.map((picture, index) => (
          <EvidencePicture key={index} picture={picture} number={index + 1} viewer={viewer} at={at} />
        ))}
      </div>
      <p class="quiet">Gone after a minute, or when you leave this window.</p>
      <Button label="Close" onPress={() => onClose('closed')} />
    </div>
  );
}

/** Overwrites the pictures, or stops asking for them. */
function close(state: Signal<State>, why?: WhyClosed): void {
  const before = state.peek();
  // The module is there when there are pictures: they came from it
  if (before.kind === 'shown') {
    void import('../../evidence/picture.ts').then(({ forget }) => before.pictures.forEach(forget));
  }
  if (before.kind === 'asking') before.stop.abort();
  state.value = why === undefined ? { kind: 'closed' } : { kind: 'closed', why };
}
