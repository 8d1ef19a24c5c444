/** Evidence of a referral: asked for with a purpose, shown for a minute with the viewer's name across it, and gone. */
import { signal, useSignal, type Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isCustomsOnly } from '../../../contract/customs-only.ts';
import { VIEWING_PURPOSES, type ViewingPurpose } from '../../../contract/evidence-vocabulary.ts';
import type { ReasonCode } from '../../../contract/vocabulary.ts';
import type { ReferralView } from '../../../border/referrals/answers.ts';
import { Button } from '../../design/button.tsx';
import type { Picture } from '../../evidence/picture.ts';
import type { Traveller, Viewing, ViewingStep } from '../../evidence/view-evidence.ts';
import { t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { isInvented, mayAct } from '../../shell/session.ts';
import { PURPOSE_WORDS, STEP_WORDS, viewingWords, WHY_CLOSED_WORDS, type WhyClosed } from '../../words-of-evidence.ts';
import { CompareFaces } from './compare-faces.tsx';
import './evidence.css';

/** Shown so long at most. */
const SHOWN_MS = 60_000;
const FOCUS_RETURNS_MS = 1_000;

type State =
  | { readonly kind: 'closed'; readonly why?: WhyClosed }
  | { readonly kind: 'asking'; readonly stop: AbortController; readonly step: ViewingStep }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'shown'; readonly pictures: readonly Picture[]; readonly officer: string; readonly at: number };

export interface EvidenceProps {
  readonly referral: ReferralView;
  /** Asks for the pictures as soon as the referral belongs to this officer: one press takes the referral and views it. */
  readonly isWanted: boolean;
}

/** For the people who work on the referral. A lane that took no picture, or kept none, has none to show. */
export function Evidence({ referral, isWanted }: EvidenceProps) {
  const { relation, hasEvidence, report } = referral;
  if (relation === 'none' || !mayAct('evidence.see')) return null;
  if (hasEvidence) return <EvidenceViewer traveller={referral} suggested={purposeOf(report)} isWanted={isWanted} />;
  return (
    <section class="evidence" aria-label={t('Evidence')}>
      <h3 tabIndex={-1} data-goto="evidence">
        {t('Evidence')}
      </h3>
      <p class="quiet">
        {isCustomsOnly(report.reasons)
          ? t('The identity of this traveller is not in doubt. They go to customs, and the lane has kept no picture.')
          : t('The lane referred this traveller before it took a picture. There is none to look at.')}
      </p>
    </section>
  );
}

/** Transaction ids of travellers whose pictures this page has shown. The lane's report about it may come later. */
export const seenHere = signal<ReadonlySet<string>>(new Set());

/** Asks the lane for what it keeps of one traveller, and shows it. */
export function EvidenceViewer({
  traveller,
  suggested,
  isWanted = false,
}: {
  readonly traveller: Traveller;
  /** The purpose that is chosen at first. */
  readonly suggested?: ViewingPurpose;
  readonly isWanted?: boolean;
}) {
  const state = useSignal<State>({ kind: 'closed' });
  const purpose = useSignal<ViewingPurpose | null>(suggested ?? null);
  const place = useRef<HTMLElement>(null);
  const shown = state.value.kind === 'shown' ? state.value : null;
  useEffect(() => () => close(state), [state]);

  const view = async () => {
    if (purpose.value === null) {
      state.value = { kind: 'failed', words: t('Choose first what you need to look for.') };
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
    seenHere.value = new Set([...seenHere.value, traveller.transactionId]);
    // If the officer has left the window in the meantime, nothing is shown
    if (stop.signal.aborted) close(state);
    else if (document.hidden || !document.hasFocus()) close(state, 'left');
  };

  useEffect(() => {
    if (isWanted && state.peek().kind === 'closed') void view();
  }, [isWanted]);

  return (
    <section class="evidence" aria-label={t('Evidence')} ref={place} tabIndex={-1}>
      <h3 tabIndex={-1} data-goto="evidence" class={shown === null ? undefined : 'unseen'}>
        {t('Evidence')}
      </h3>
      {shown === null && (
        <p class="quiet">
          {t('Your passkey signs each viewing. It is recorded with its purpose.')}
          {isInvented() && ` ${t('Development: a key in software signs instead.')}`}
        </p>
      )}
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
        {t('Purpose')}{' '}
        <select
          value={purpose.value ?? ''}
          onChange={({ currentTarget }) => {
            purpose.value = VIEWING_PURPOSES.find((one) => one === currentTarget.value) ?? null;
          }}
        >
          <option value="">{t('Choose…')}</option>
          {VIEWING_PURPOSES.map((one) => (
            <option key={one} value={one}>
              {PURPOSE_WORDS[one]}
            </option>
          ))}
        </select>
      </label>
      <Button label={t('View evidence')} onPress={() => !isAsking && onView()} />
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
  // Before the pictures are painted: no moment is left in which nothing would close them
  useLayoutEffect(() => {
    // The reasons above stay in view.
    place.current?.focus({ preventScroll: true });
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
    <div class="evidence-shown" ref={place} tabIndex={-1} role="group" aria-label={t('Pictures, for one minute')}>
      <CompareFaces pictures={pictures} viewer={viewer} at={at} />
      <div class="evidence-end">
        <Countdown until={at + SHOWN_MS} />
        <Button label={t('Close')} onPress={() => onClose('closed')} />
      </div>
    </div>
  );
}

/** The seconds that are left, as a number and as a bar. */
function Countdown({ until }: { readonly until: number }) {
  const leftS = Math.max(0, Math.ceil((until - now.value) / 1_000));
  return (
    <p class="countdown figures">
      <progress max={SHOWN_MS / 1_000} value={leftS} aria-label={t('Time that is left')} />
      <span role="timer">{t('The pictures close in {count} s', { count: leftS })}</span>
      <span class="quiet">{t('or when you leave.')}</span>
    </p>
  );
}

const ATTACK_REASONS: ReadonlySet<ReasonCode> = new Set(['plane-not-head', 'light-of-a-plane', 'light-not-returned']);
const DOCUMENT_REASONS: ReadonlySet<ReasonCode> = new Set([
  ...(['check-digit-mismatch', 'mrz-mismatch', 'security-object-missing', 'security-object-invalid'] as const),
  ...(['signer-untrusted', 'signer-revoked', 'signer-defective', 'data-group-altered', 'chip-copied'] as const),
  ...([
    'issuing-state-differs',
    'security-infos-differ',
    'chip-key-revoked',
    'portrait-unusable',
    'document-listed',
  ] as const),
]);

/** The purpose that fits the reasons of the lane. The officer can choose another one. */
function purposeOf({ reasons }: ReferralView['report']): ViewingPurpose {
  if (reasons.some((reason) => ATTACK_REASONS.has(reason))) return 'attack-check';
  return reasons.includes('below-threshold') || !reasons.some((reason) => DOCUMENT_REASONS.has(reason))
    ? 'identity-check'
    : 'document-check';
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
