/** The server's side of the portal: judges each act of a person of a trader. */
import type { z } from 'zod';
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';
import { networkOf } from '../../../platform/http/network-of.ts';
import type { Invitation, LedgerPolicy, PortalSession } from '../api/portal-answers.ts';
import type { Refused } from '../front/messages.ts';
import type { PortalAction, PortalAnswered, PortalAsked } from '../front/portal-actions.ts';
import {
  changedDraftSchema,
  makeDraft,
  newDraftSchema,
  removeDraft,
  saveDraft,
  savePace,
  showDraft,
  showDrafts,
} from './drafts.ts';
import { codePace, makeGoodsCode } from './goods-codes.ts';
import { endKey, makeKey, newKeySchema, showKeys } from './own-keys.ts';
import { INVENTED_TRADERS, inventedSchema, signInInvented } from './invented-people.ts';
import { acceptOffer, giveMandate, newMandateSchema, showMandates, withdrawMandate } from './mandates.ts';
import { type PortalParts, refused } from './portal-parts.ts';
import { removePasskey, showAccount, signOut } from '../../../people/portals/own-access.ts';
import { IDLE_MS } from '../../../people/portals/portal-sessions.ts';
import {
  addPasskey,
  assertionSchema,
  beginEnrolment,
  beginPasskey,
  beginSignIn,
  enrol,
  invitationCodeSchema,
  invitedBy,
  newPasskeySchema,
  nothingSchema,
  signIn,
} from '../../../people/portals/sign-in.ts';

/** Ceremonies from one network: a whole office may begin its day at the same time. */
const CEREMONY_RATE = { perSecond: 2, burst: 60 };
const CEREMONIES: ReadonlySet<PortalAction> = new Set(['sign-in-options', 'sign-in', 'enrol', 'passkey-options']);

interface DeskParts extends PortalParts {
  readonly pace: ReturnType<typeof savePace>;
  readonly codes: ReturnType<typeof codePace>;
}

/** @param digest of the token in the request's cookie; of no session without one */
type Act = (parts: DeskParts, asked: PortalAsked, digest: string) => Promise<PortalAnswered | Refused>;
export type PortalDesk = (digest: string, asked: PortalAsked) => Promise<PortalAnswered | Refused>;

export function portalDesk(parts: PortalParts): PortalDesk {
  const pace = savePace(parts.context);
  const codes = codePace(parts.context);
  const ceremonies = new TokenBuckets(CEREMONY_RATE, parts.context.clock);
  return async (digest, asked) => {
    if (CEREMONIES.has(asked.action)) {
      const retryAfterS = ceremonies.take(networkOf(asked.remoteAddress));
      if (retryAfterS > 0) return { kind: 'refused', code: 'rate-limited', retryAfterS };
    }
    return ACTS[asked.action]({ ...parts, pace, codes }, asked, digest);
  };
}

/** Parses the body first. */
function withBody<S extends z.ZodType>(
  schema: S,
  act: (parts: DeskParts, body: z.output<S>, asked: PortalAsked, digest: string) => Promise<PortalAnswered | Refused>,
): Act {
  return async (parts, asked, digest) => {
    const parsed = schema.safeParse(asked.body);
    return parsed.success ? act(parts, parsed.data, asked, digest) : refused('malformed-request');
  };
}

const ACTS: { readonly [Action in PortalAction]: Act } = {
  session: async (parts, _asked, digest) => ({ kind: 'done', value: await sessionIn(parts, digest) }),
  'sign-in-options': withBody(nothingSchema, (parts) => beginSignIn(parts)),
  'sign-in': withBody(assertionSchema, signIn),
  'development-sign-in': withBody(inventedSchema, signInInvented),
  'sign-out': (parts, _asked, digest) => signOut(parts, digest, 'here'),
  'sign-out-everywhere': (parts, _asked, digest) => signOut(parts, digest, 'everywhere'),
  invitation: withBody(invitationCodeSchema, showInvitation),
  'enrol-options': withBody(invitationCodeSchema, beginEnrolment),
  enrol: withBody(newPasskeySchema, enrol),
  account: (parts, _asked, digest) => showAccount(parts, digest),
  'passkey-options': withBody(nothingSchema, (parts, _body, _asked, digest) => beginPasskey(parts, digest)),
  passkey: withBody(newPasskeySchema, addPasskey),
  'remove-passkey': (parts, { parameter }, digest) => removePasskey(parts, parameter, digest),
  keys: (parts, _asked, digest) => showKeys(parts, digest),
  'make-key': withBody(newKeySchema, (parts, body, _asked, digest) => makeKey(parts, body, digest)),
  'end-key': (parts, { parameter }, digest) => endKey(parts, parameter, digest),
  mandates: (parts, _asked, digest) => showMandates(parts, digest),
  'give-mandate': withBody(newMandateSchema, (parts, body, _asked, digest) => giveMandate(parts, body, digest)),
  'accept-mandate': withBody(nothingSchema, (parts, _body, { parameter }, digest) =>
    acceptOffer(parts, parameter, digest),
  ),
  'end-mandate': (parts, { parameter }, digest) => withdrawMandate(parts, parameter, digest),
  drafts: (parts, _asked, digest) => showDrafts(parts, digest),
  draft: (parts, { parameter }, digest) => showDraft(parts, parameter, digest),
  'make-draft': withBody(newDraftSchema, (parts, body, _asked, digest) => makeDraft(parts, body, digest)),
  'save-draft': withBody(changedDraftSchema, (parts, body, { parameter }, digest) =>
    saveDraft(parts, parameter, body, digest),
  ),
  'remove-draft': (parts, { parameter }, digest) => removeDraft(parts, parameter, digest),
  'goods-code': withBody(nothingSchema, (parts, _body, { parameter }, digest) =>
    makeGoodsCode(parts, parameter, digest),
  ),
  'ledger-policy': ({ ledgerPolicy: policy }) =>
    Promise.resolve({ kind: 'done', value: { policy } satisfies LedgerPolicy }),
};

async function sessionIn(
  { context, people, sessions, jurisdiction, ratesToday }: PortalParts,
  digest: string,
): Promise<PortalSession> {
  const open = await sessions.find(digest);
  const person = open && {
    name: open.person.name,
    trader: open.person.trader,
    device: open.session.device,
    signedInAt: open.session.signedInAt,
    endsAt: open.session.endsAt,
  };
  return {
    person: person ?? null,
    jurisdiction,
    rates: ratesToday() ?? null,
    now: Math.round(context.clock.wallMs()),
    idleMs: IDLE_MS,
    isRehearsal: people.config.mode === 'rehearsal',
    invented: people.config.mode === 'development' ? [...INVENTED_TRADERS] : [],
  };
}

async function showInvitation(
  parts: PortalParts,
  body: z.infer<typeof invitationCodeSchema>,
  asked: PortalAsked,
): Promise<PortalAnswered | Refused> {
  const invited = await invitedBy(parts, body, asked);
  if (invited.kind === 'refused') return invited;
  const { name, trader, codeUntil: until } = invited.person;
  return { kind: 'done', value: { name, trader, until } satisfies Invitation };
}
