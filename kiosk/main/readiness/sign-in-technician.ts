/** Waits until a technician has typed the code of a check at the console. */
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import type { ApprovalRequest, GivenApproval } from './ask-approval.ts';
import type { CheckView } from './check-view.ts';

export type SignInResult =
  | { readonly kind: 'approved'; readonly approval: GivenApproval }
  /** The technician begins without a name, because the server does not answer. */
  | { readonly kind: 'without-server' }
  /** The technician begins again, with another code. */
  | { readonly kind: 'declined' | 'expired' };

export interface SignInParts {
  readonly clock: Clock;
  readonly request: ApprovalRequest;
  /** Fires when the technician wants to begin without the server. It has an effect only while the server does not answer. */
  readonly without: AbortSignal;
  readonly onState: (state: NonNullable<CheckView['signIn']>) => void;
}

/** Interval of asking the server while the technician types the code. */
const ASK_EVERY_MS = 2_000;

/** Rejects with the reason of the signal. */
export async function signInTechnician(
  { clock, request, without, onState }: SignInParts,
  signal: AbortSignal,
): Promise<SignInResult> {
  onState('waiting');
  for (;;) {
    const asked = await request.ask(signal);
    signal.throwIfAborted();
    const approval = asked?.answer.state === 'approved' ? request.approvalIn(asked.answer) : undefined;
    if (approval !== undefined) return { kind: 'approved', approval };
    const state =
      asked === undefined ? 'unreachable' : asked.answer.state === 'approved' ? 'declined' : asked.answer.state;
    onState(state);
    if (state === 'declined' || state === 'expired') return { kind: state };
    await pause(clock, ASK_EVERY_MS, signal, without);
    signal.throwIfAborted();
    if (without.aborted && state === 'unreachable') return { kind: 'without-server' };
  }
}
