import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OwnDeliveries, PartnerPolicy } from '../../sharing/portal/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t, translated } from '../languages/text.ts';
import { ask } from '../portal/ask.ts';
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { CallVerdictBadge } from './call-verdict.tsx';
import { readLogCsv } from './log-csv.ts';
import { session } from './session.ts';
import { Trouble } from './sign-in.tsx';
import type { CallVerdict, verifyCall } from './verify-call.ts';
import type { DeliveryVerdict, verifyDelivery } from './verify-delivery.ts';
import { CALL_WORDS, isCall, resultWords } from './words.ts';

interface Ready {
  readonly verifyDelivery: typeof verifyDelivery;
  readonly verifyCall: typeof verifyCall;
  readonly policy: string;
  readonly serverKey: string;
}

/** Verifies a delivery, or a call of the log, with its proof in this browser. Once this page is open it needs no network. */
export function VerifyPage() {
  const ready = useSignal<Ready | undefined>(undefined);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const file = useSignal<File | undefined>(undefined);
  const proof = useSignal<File | undefined>(undefined);
  const verdict = useSignal<DeliveryVerdict | undefined>(undefined);
  const callVerdict = useSignal<CallVerdict | undefined>(undefined);
  const prepare = async () => {
    trouble.value = undefined;
    const [policy, deliveries, judge, calls] = await Promise.all([
      ask<PartnerPolicy>('GET', '/v1/session/ledger-policy'),
      ask<OwnDeliveries>('GET', '/v1/deliveries'),
      import('./verify-delivery.ts'),
      import('./verify-call.ts'),
    ]);
    if (policy.kind === 'refused') trouble.value = policy.code;
    else if (deliveries.kind === 'refused') trouble.value = deliveries.code;
    else {
      const { serverKey } = deliveries.value;
      const { verifyDelivery } = judge;
      ready.value = { verifyDelivery, verifyCall: calls.verifyCall, policy: policy.value.policy, serverKey };
    }
  };
  useEffect(() => void prepare(), []);
  const take = (files: FileList | null | undefined) => {
    verdict.value = undefined;
    callVerdict.value = undefined;
    for (const one of files ?? [])
      if (one.name.endsWith('.tlog-proof')) proof.value = one;
      else file.value = one;
  };
  const judge = async () => {
    // The server refused the request that opening the page made
    if (ready.value === undefined) await prepare();
    if (ready.value === undefined || file.value === undefined || proof.value === undefined) return;
    const { policy, serverKey } = ready.value;
    const claim = { proof: await proof.value.text(), policy, party: session.value?.person?.party ?? '' };
    if (file.value.name.endsWith('.csv')) {
      const calls = readLogCsv(await file.value.text());
      callVerdict.value =
        calls === undefined ? { kind: 'refused', code: 'malformed' } : ready.value.verifyCall({ ...claim, calls });
      return;
    }
    const bytes = new Uint8Array(await file.value.arrayBuffer());
    verdict.value = ready.value.verifyDelivery({ ...claim, file: bytes, serverKey });
  };
  return (
    <section class="portal-stack" aria-labelledby="verify-title">
      <h2 id="verify-title">{t('Verify a delivery or the log')}</h2>
      <p>
        {t(
          'Choose the file of a delivery and its proof, or the CSV file of the log and the proof of a call, or drop both here. This browser checks the signature of the border agency, the entry in the ledger and the digest. Nothing is sent. Once this page is open, it needs no connection.',
        )}
      </p>
      <Trouble trouble={trouble.value} />
      <div
        class="panel portal-stack partner-drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer?.files);
        }}
      >
        <label>
          {t('Files: the delivery (.json) or the log (.csv), and the proof (.tlog-proof)')}{' '}
          <input type="file" multiple onChange={({ currentTarget }) => take(currentTarget.files)} />
        </label>
        <dl class="portal-facts">
          <dt>{t('Delivery or log')}</dt>
          <dd>{file.value?.name ?? t('Not chosen yet')}</dd>
          <dt>{t('Proof')}</dt>
          <dd>{proof.value?.name ?? t('Not chosen yet')}</dd>
        </dl>
        <Button
          weight="main"
          label={t('Verify')}
          busy={ready.value === undefined && trouble.value === undefined}
          onPress={() => void judge()}
        />
      </div>
      <div role="status">{verdict.value !== undefined && <Verdict verdict={verdict.value} />}</div>
      {callVerdict.value !== undefined && (
        <div class="panel portal-stack">
          <CallVerdictBadge verdict={callVerdict.value} />
          {callVerdict.value.kind === 'verified' && <ProvedCall {...callVerdict.value} />}
        </div>
      )}
      <p class="quiet">
        {t(
          'The keys of the ledger come from this server. An auditor verifies with keys from elsewhere: postern-server verify.',
        )}
      </p>
    </section>
  );
}

function ProvedCall({ call: { call, at, result } }: Extract<CallVerdict, { kind: 'verified' }>) {
  return (
    <p>
      {isCall(call) ? CALL_WORDS[call] : call} · {dateAndTime(at)} · {resultWords(result)}
    </p>
  );
}

const SIGNATURE_WORDS: { readonly [Code in Exclude<DeliveryVerdict['signature'], 'signed'>]: string } = translated({
  malformed: 'The file is not a delivery.',
  'other-key': 'Another server signed it.',
  'bad-signature': 'The signature does not fit the file: it was changed.',
  'other-party': 'It was made for another agency.',
});

function Verdict({ verdict: { digest, signature, entry } }: { readonly verdict: DeliveryVerdict }) {
  return (
    <div class="panel portal-stack">
      <p class="portal-filter">
        {signature === 'signed' ? (
          <Badge tone="good" icon="tick" word={t('Signed by the border agency for your agency')} />
        ) : (
          <Badge tone="bad" icon="cross" word={SIGNATURE_WORDS[signature]} />
        )}
      </p>
      <p class="portal-filter">
        {entry.kind === 'verified' ? (
          <>
            <Badge
              tone="good"
              icon="tick"
              word={plural(
                entry.witnesses,
                'The ledger has it, with {count} witness',
                'The ledger has it, with {count} witnesses',
              )}
            />
            <span>{t('Entered {time}.', { time: dateAndTime(entry.at) })}</span>
          </>
        ) : (
          <Badge tone="bad" icon="cross" word={t('The proof does not prove this file: {code}', { code: entry.code })} />
        )}
      </p>
      <p>
        {t('SHA-256 of the file')}: <span class="digest">{digest}</span>
      </p>
    </div>
  );
}
