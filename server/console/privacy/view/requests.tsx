import { type Signal, useSignal } from '@preact/signals';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { dayIn, momentIn } from '../../design/date-entry.ts';
import { DateField } from '../../design/date-field.tsx';
import { dateAndTime, dayOf } from '../../design/times.ts';
import { decodeBase64Url } from '../../../contract/base64url.ts';
import type { AccessRequestList, AccessRequestView, Letter } from '../../../privacy/answers/access-request.ts';
import { CLOSING_STATES, REFUSAL_GROUNDS, REQUEST_KINDS } from '../../../privacy/answers/request-vocabulary.ts';
import { plural, rich, t } from '../../languages/text.ts';
import { mayAct } from '../../shell/session.ts';
import { Loaded } from '../../records/loaded.tsx';
import { Outcome } from '../parts/outcome.tsx';
import { ask, tell } from '../../records/ask.ts';
import { saveFile } from '../../records/save-file.ts';
import { formText } from '../state/form-text.ts';
import { useAct } from '../state/use-act.ts';
import { deadlineOf, GROUND_WORDS, KIND_WORDS, PROOF_WORDS, REQUEST_STATE_WORDS } from '../words-of-office.ts';
import { awayWords } from '../words.ts';

/** Requests of travellers for access to their data, or for its erasure. */
export function Requests() {
  const latest = useSignal<{ readonly id: string; readonly letter: Letter } | null>(null);
  return (
    <Loaded<AccessRequestList> path="/v1/privacy/requests" away={awayWords()}>
      {({ requests, serverTime }, asked) => (
        <>
          {latest.value !== null && <LetterPanel id={latest.value.id} letter={latest.value.letter} isSent />}
          <section class="panel" aria-labelledby="requests-title">
            <h2 id="requests-title">{t('Requests')}</h2>
            <p class="quiet">
              {t(
                'When a request is closed, its data is erased. The record that a traveller asked is erased three years later.',
              )}
            </p>
            {requests.length === 0 ? (
              <p class="empty">{t('No traveller has asked yet.')}</p>
            ) : (
              <ul class="late-list">
                {requests.map((request) => (
                  <Request
                    key={request.id}
                    request={request}
                    nowMs={serverTime}
                    onChange={asked.again}
                    onLetter={(letter) => {
                      latest.value = { id: request.id, letter };
                    }}
                  />
                ))}
              </ul>
            )}
          </section>
          {mayAct('access-request.answer') && <Open onOpened={asked.again} nowMs={serverTime} />}
        </>
      )}
    </Loaded>
  );
}

interface RequestProps {
  readonly request: AccessRequestView;
  readonly nowMs: number;
  readonly onChange: () => void;
  readonly onLetter: (letter: Letter) => void;
}

interface Changed {
  readonly letter: Letter | null;
}

function Request({ request, nowMs, onChange, onLetter }: RequestProps) {
  const actor = useAct();
  const draft = useSignal<Letter | null>(null);
  const state = useSignal<(typeof CLOSING_STATES)[number] | null>(null);
  const { id, version, closedAt, extendedAt } = request;
  const isOpen = closedAt === null;
  return (
    <li class="proposal">
      <Summary request={request} nowMs={nowMs} />
      {isOpen && mayAct('access-request.answer') && (
        <>
          <div class="choices">
            <Button
              label={t('Read the letter')}
              onPress={() =>
                actor.act(
                  () => ask<Letter>(`/v1/privacy/requests/${id}/letter`),
                  t('This is a draft of the letter.'),
                  (letter) => {
                    draft.value = letter;
                  },
                )
              }
            />
            {extendedAt === null && (
              <Button
                label={t('Extend by two months')}
                onPress={() =>
                  actor.act(
                    () => tell(`/v1/privacy/requests/${id}`, { step: 'extend', version }),
                    t('Extended. Within the first month, tell the traveller that it takes longer, and why.'),
                    onChange,
                  )
                }
              />
            )}
          </div>
          {draft.value !== null && <LetterPanel id={id} letter={draft.value} />}
          <form
            class="filters"
            onSubmit={(event) => {
              event.preventDefault();
              if (state.value === null) return;
              const ground = new FormData(event.currentTarget).get('ground');
              const body = { step: 'close', version, state: state.value, ...(state.value === 'refused' && { ground }) };
              actor.act(
                () => tell<Changed>(`/v1/privacy/requests/${id}`, body),
                t('Closed. Save the letter now: the server keeps no copy.'),
                ({ letter }) => {
                  if (letter !== null) onLetter(letter);
                  onChange();
                },
              );
            }}
          >
            <div class="field">
              <label for={`state-${id}`}>{t('Close as')}</label>
              <select
                id={`state-${id}`}
                value={state.value ?? ''}
                required
                onChange={(event) => {
                  state.value = CLOSING_STATES.find((one) => one === event.currentTarget.value) ?? null;
                }}
              >
                <option value="" disabled>
                  {t('Choose…')}
                </option>
                {CLOSING_STATES.map((one) => (
                  <option key={one} value={one}>
                    {REQUEST_STATE_WORDS[one]}
                  </option>
                ))}
              </select>
            </div>
            {state.value === 'refused' && (
              <div class="field">
                <label for={`ground-${id}`}>{t('Ground')}</label>
                <select id={`ground-${id}`} name="ground" required>
                  <option value="">{t('Choose…')}</option>
                  {REFUSAL_GROUNDS.map((one) => (
                    <option key={one} value={one}>
                      {GROUND_WORDS[one]}
                    </option>
                  ))}
                </select>
              </div>
            )}
            <button type="submit" class="button">
              {t('Close and make the letter')}
            </button>
          </form>
        </>
      )}
      <Outcome actor={actor} />
    </li>
  );
}

/** Its kind, its state and its time limit. */
function Summary({ request, nowMs }: Pick<RequestProps, 'request' | 'nowMs'>) {
  const { id, kind, foundBy, passages, receivedAt, dueAt, closedAt } = request;
  const deadline = deadlineOf(request, nowMs);
  const isOpen = closedAt === null;
  return (
    <>
      <p class="badges">
        <Badge
          tone={deadline.tone}
          icon={deadline.tone === 'bad' ? 'warning' : isOpen ? 'wait' : 'dash'}
          word={deadline.words}
        />
        <strong>
          {KIND_WORDS[kind]} · {REQUEST_STATE_WORDS[request.state]}
        </strong>
      </p>
      <p>
        {rich('{number}, by {proof}, received {received}, due {due}.', {
          number: <span class="digest">{id.slice(0, 8)}</span>,
          proof: PROOF_WORDS[foundBy],
          received: dayOf(receivedAt),
          due: dayOf(dueAt),
        })}{' '}
        {closedAt !== null && `${t('Closed {time}.', { time: dateAndTime(closedAt) })} `}
        {passages === null
          ? t('Its data was erased.')
          : plural(passages, '{count} passage found.', '{count} passages found.')}
      </p>
    </>
  );
}

function LetterPanel({
  id,
  letter,
  isSent = false,
}: {
  readonly id: string;
  readonly letter: Letter;
  readonly isSent?: boolean;
}) {
  const name = `letter-${id.slice(0, 8)}`;
  return (
    <section
      class="walk"
      aria-label={isSent ? t('The letter of request {number}', { number: id.slice(0, 8) }) : t('Draft of the letter')}
    >
      <pre class="letter">{letter.text}</pre>
      <div class="choices">
        <Button label={t('Save as text')} onPress={() => saveFile(`${name}.txt`, 'text/plain', letter.text)} />
        <Button
          label={t('Save as PDF')}
          onPress={() =>
            saveFile(
              `${name}.pdf`,
              'application/pdf',
              (decodeBase64Url(letter.pdf) ?? new Uint8Array()) as Uint8Array<ArrayBuffer>,
            )
          }
        />
      </div>
    </section>
  );
}

type Proof = 'receipt' | 'document-handle';

function Open({ onOpened, nowMs }: { readonly onOpened: () => void; readonly nowMs: number }) {
  const actor = useAct();
  const by = useSignal<Proof>('receipt');
  const epoch = useSignal('');
  const received = useSignal(dayOf(nowMs));
  return (
    <section class="panel" aria-labelledby="open-title">
      <h2 id="open-title">{t('Enter a request')}</h2>
      <p class="quiet">
        {t(
          'The traveller shows the receipt of a lane, or shows the document to an authority that makes its handle. No name is entered here, and no data of another traveller is found.',
        )}
      </p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const fields = new FormData(form);
          const text = (name: string): string => formText(fields, name);
          const proof =
            by.value === 'receipt'
              ? { by: 'receipt', receipt: text('receipt') }
              : { by: 'document-handle', handle: text('handle'), epoch: dayIn(epoch.value) };
          const day = dayIn(received.value);
          const receivedAt = day === undefined || day === dayOf(nowMs) ? {} : { receivedAt: momentIn(day) };
          actor.act(
            () => tell('/v1/privacy/requests', { kind: text('kind'), proof, ...receivedAt }),
            t('Entered. The time limit is one month.'),
            () => {
              form.reset();
              epoch.value = '';
              received.value = dayOf(nowMs);
              onOpened();
            },
          );
        }}
      >
        <div class="field">
          <label for="request-kind">{t('Kind of request')}</label>
          <select id="request-kind" name="kind">
            {REQUEST_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {KIND_WORDS[kind]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="request-by">{t('Proof that was shown')}</label>
          <select
            id="request-by"
            value={by.value}
            onChange={(event) => {
              by.value = event.currentTarget.value === 'receipt' ? 'receipt' : 'document-handle';
            }}
          >
            <option value="receipt">{PROOF_WORDS.receipt}</option>
            <option value="document-handle">{PROOF_WORDS['document-handle']}</option>
          </select>
        </div>
        <ProofField by={by.value} epoch={epoch} />
        <DateField label={t('Received on')} value={received} most={dayOf(nowMs)} isRequired={false} />
        <button type="submit" class="button">
          {t('Enter')}
        </button>
        <Outcome actor={actor} />
      </form>
    </section>
  );
}

function ProofField({ by, epoch }: { readonly by: Proof; readonly epoch: Signal<string> }) {
  if (by === 'receipt') {
    return (
      <div class="field">
        <label for="request-receipt">{t('Receipt')}</label>
        <textarea
          id="request-receipt"
          name="receipt"
          class="digest"
          rows={3}
          maxLength={400}
          required
          autocomplete="off"
          spellcheck={false}
        />
      </div>
    );
  }
  return (
    <>
      <div class="field">
        <label for="request-handle">{t('Handle, 64 digits')}</label>
        <input
          id="request-handle"
          name="handle"
          type="text"
          class="wide digest"
          required
          pattern="[0-9a-f]{64}"
          autocomplete="off"
        />
      </div>
      <DateField label={t('Day of the handle')} value={epoch} />
    </>
  );
}
