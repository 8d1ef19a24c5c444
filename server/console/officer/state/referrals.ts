/** Referrals, watches and handovers as the server last sent them, and how they are requested again. */
import { computed, signal } from '@preact/signals';
import type { Asked } from '../../sign-in/ask.ts';
import { refreshOffers } from '../../shell/handover-offers.ts';
import { announce, link } from '../../shell/live.ts';
import { mayAct, session } from '../../shell/session.ts';
import type {
  OperationsAnswer,
  ReferralAnswer,
  ReferralsAnswer,
  ReferralView,
} from '../../../border/referrals/answers.ts';
import { t } from '../../languages/text.ts';
import { REASON_WORDS } from '../../words.ts';
import { act, read } from '../ask.ts';
import { playReferral } from '../sound.ts';
import { isArrived, withLaterStates, withReferral } from './referral-list.ts';
import type { Transaction } from './transactions.ts';

export const referrals = signal<ReferralsAnswer | null>(null);
export const operations = signal<OperationsAnswer | null>(null);

/** The oldest first. Referrals of this person and free ones come before those of others. */
export const open = computed(() => referrals.value?.open ?? []);

export const watches = computed(() => operations.value?.watches ?? []);
export const myWatch = computed(() => watches.value.find(({ isMine }) => isMine));

export function referralOf(id: string): ReferralView | undefined {
  const answer = referrals.value;
  return answer?.open.find((one) => one.id === id) ?? answer?.decided.find((one) => one.id === id);
}

/** An officer's decision about the traveller of a transaction, while the server lists it. */
export function decisionOf({ match }: Transaction): ReferralView['decision'] {
  const found = referrals.value?.decided.find(
    ({ kioskId, transactionId }) => kioskId === match?.kioskId && transactionId === match.transactionId,
  );
  return found?.decision ?? null;
}

const TOGETHER_MS = 120;

let isAsking = false;
let isWanted = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks soon; refreshes that are wanted until then become one request. */
export function refreshSoon(): void {
  isWanted = true;
  timer ??= setTimeout(() => {
    timer = undefined;
    void refresh();
  }, TOGETHER_MS);
}

/** One question at a time: an answer never replaces a later one. */
async function refresh(): Promise<void> {
  if (isAsking || !isWanted || !mayAct('referrals.see')) return;
  isAsking = true;
  isWanted = false;
  const [list, work] = await Promise.all([
    read<ReferralsAnswer>('/v1/referrals'),
    read<OperationsAnswer>('/v1/operations'),
  ]);
  isAsking = false;
  if (list.kind === 'answered') takeReferrals(list.value);
  if (work.kind === 'answered') operations.value = work.value;
  if (isWanted) refreshSoon();
}

/** Acts on a referral as it was seen; the state that the server answers is shown at once. */
export async function actOn(
  { id, version }: Pick<ReferralView, 'id' | 'version'>,
  step: string,
  body: object = {},
): Promise<Asked<ReferralAnswer>> {
  const asked = await act<ReferralAnswer>(`/v1/referrals/${id}/${step}`, { version, ...body });
  if (asked.kind === 'answered') takeReferral(asked.value.referral);
  refreshSoon();
  return asked;
}

/** As `actOn`, for what does not depend on what was seen. */
export async function safeguard(id: string, step: string, code: string): Promise<Asked<ReferralAnswer>> {
  const asked = await act<ReferralAnswer>(`/v1/referrals/${id}/${step}`, { code });
  if (asked.kind === 'answered') takeReferral(asked.value.referral);
  return asked;
}

/** Changes watches or handovers. The answer has their new state. */
export async function change(path: string, body?: object): Promise<Asked<OperationsAnswer>> {
  const asked = await act<OperationsAnswer>(path, body);
  if (asked.kind === 'answered') operations.value = asked.value;
  void refreshOffers();
  refreshSoon();
  return asked;
}

function takeReferral(view: ReferralView): void {
  const { value } = referrals;
  if (value !== null) referrals.value = withReferral(value, view);
}

function takeReferrals(read: ReferralsAnswer): void {
  const before = referrals.value;
  const next = withLaterStates(read, before);
  referrals.value = next;
  if (before === null || link.value.state === 'connecting') return;
  const arrived = next.open.filter((one) => isArrived(before, one));
  if (arrived.length === 0) return;
  playReferral();
  const [first] = arrived;
  if (first === undefined) return;
  const reasons = first.report.reasons.map((reason) => REASON_WORDS[reason]).join(', ');
  const lane = first.lane;
  announce(
    arrived.length === 1
      ? t('Lane {lane}: to an officer: {reasons}', { lane, reasons })
      : t('Lane {lane}: to an officer: {reasons}, and {count} more', { lane, reasons, count: arrived.length - 1 }),
  );
}

/** Who is signed in. */
export const me = computed(() =>
  session.value.kind === 'signed-in' ? (session.value.view.principal?.personId ?? null) : null,
);
