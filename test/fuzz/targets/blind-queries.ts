import {
  blindDocument,
  evaluateBlinded,
  isGroupElement,
  makeBlindPair,
  unblind,
} from '../../../kiosk/lists/watchlist/blind-tag.ts';
import { evaluate } from '../../../kiosk/lists/watchlist/build/evaluate.ts';
import {
  blindAnswerSchema,
  blindQuerySigningInput,
  evaluateRequestSchema,
  readBlindQuery,
} from '../../../server/contract/blind-query.ts';
import { isEnvelopeSigned, readEnvelope } from '../../../server/contract/envelope.ts';
import { kioskIdSchema } from '../../../server/contract/field.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import { STOLEN } from '../../kiosk/lists/watchlist/list-of.ts';
import { testKiosk } from '../../server/fixtures/test-kiosk.ts';
import { never } from '../fuzz-target.ts';

const key = { list: STOLEN, pair: makeBlindPair() };
const { publicKey } = key.pair;
const blinded = blindDocument(STOLEN, Uint8Array.of(1));
const kiosk = testKiosk(kioskIdSchema.parse('north-1'), 1);
const bytesOf = (message: object) => Uint8Array.from(Buffer.from(JSON.stringify(message)));

/** A lane's signed query and what it signs, the server's request to the owner, and an answer. */
export const seeds = async () => {
  const elements = [blinded.element];
  const answer = evaluateBlinded(key.pair, elements) ?? never('the owner answers');
  const query = kiosk.blindQuery({ list: STOLEN, publicKey, elements });
  const sent = readEnvelope(query);
  if (sent.kind !== 'read' || !isEnvelopeSigned('blind-query', sent, kiosk.publicKey)) never('the seed is signed');
  return [
    Uint8Array.from(query),
    Uint8Array.from(sent.payload),
    bytesOf({ version: 1, requestId: 'ab'.repeat(16), list: STOLEN, publicKey, elements }),
    bytesOf({ version: 1, queryId: 'ab'.repeat(16), ...answer }),
  ];
};

/** The owner answers with what it was asked for or refuses, and a lane accepts only an answer that the owner gave to its question. */
export async function fuzz(data: Uint8Array): Promise<void> {
  const envelope = readEnvelope(data);
  if (envelope.kind === 'read') {
    const read = readBlindQuery(envelope);
    if (read.kind === 'valid' && read.query.kioskId !== envelope.kioskId) never("another kiosk's query");
  }
  // The fuzzer cannot sign: here a lane signs the bytes
  const own = readBlindQuery({ kioskId: kiosk.id, payload: data, signature: kiosk.sign(blindQuerySigningInput(data)) });
  if (own.kind === 'valid' && own.query.kioskId !== kiosk.id) never("another kiosk's query");
  const evaluated = evaluate([key], data);
  if (evaluated.kind === 'answered') {
    const asked = evaluateRequestSchema.parse(parseJson(data)?.json);
    if (asked.publicKey !== publicKey || asked.list !== STOLEN) never('an answer with a key that was not asked for');
    if (!asked.elements.every(isGroupElement)) never('an answer for bytes that are no element');
    if (evaluated.answer.elements.length !== asked.elements.length) never('another number of elements');
  }
  const answer = blindAnswerSchema.safeParse(parseJson(data)?.json);
  if (!answer.success) return;
  const outputs = unblind([blinded], publicKey, answer.data);
  if (outputs === undefined) return;
  const [given] = evaluateBlinded(key.pair, [blinded.element])?.elements ?? [];
  if (answer.data.elements.length !== 1 || answer.data.elements[0] !== given)
    never('an answer that the owner did not give');
}
