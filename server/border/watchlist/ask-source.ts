/** Looks one document up at the authority's connector. The document's number is in no log and no error. */
import {
  LOOK_UP_LIMIT_BYTES,
  LOOK_UP_PATH,
  type LookUpAnswer,
  lookUpAnswerSchema,
  type LookUpRequest,
  type SourceFault,
  type SourceSettings,
} from '../../contract/watchlist-source.ts';
import { exchangeWithSource } from './source-exchange.ts';

export type SourceAnswer =
  | { readonly kind: 'answered'; readonly found: LookUpAnswer['found'] }
  | { readonly kind: 'away'; readonly why: SourceFault };

/** Resolves within the time-out of the settings. @param settings `undefined`: this server has no connector of that list */
export async function askSource(settings: SourceSettings | undefined, request: LookUpRequest): Promise<SourceAnswer> {
  const limitBytes = LOOK_UP_LIMIT_BYTES;
  const reply = await exchangeWithSource(settings, { path: LOOK_UP_PATH, message: request, limitBytes });
  if (reply.kind === 'away') return reply;
  const answer = lookUpAnswerSchema.safeParse(reply.json);
  const fits = answer.success && answer.data.requestId === request.requestId;
  return fits ? { kind: 'answered', found: answer.data.found } : { kind: 'away', why: 'invalid-answer' };
}
