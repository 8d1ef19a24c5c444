import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OwnDeliveries, PartnerPolicy } from '../../sharing/portal/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t, translated } from '../languages/text.ts';
import { ask } from '../portal/ask.ts';
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { session } from './session.ts';
import { Trouble } from './sign-in.tsx';
import type { DeliveryVerdict, verifyDelivery } from './verify-delivery.ts';

interface Ready {
  readonly verify: typeof verifyDelivery;
  readonly policy: string;
  readonly serverKey: string;
}

/** Verifies a delivery with its proof in this browser. Once this page is open it needs no network. */
export function VerifyPage() {
  const ready = useSignal<Ready | undefined>(undefined);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const file = useSignal<File | undefined>(undefined);
  const proof = useSignal<File | undefined>(undefined);
  const verdict = useSignal<DeliveryVerdict | undefined>(undefined);
  const prepare = async () => {
    const [policy, deliveries, judge] = await Promise.all([
      ask<PartnerPolicy>('GET', '/v1/session/ledger-policy'),
      ask<OwnDeliveries>('GET', '/v1/deliveries'),
      import('./verify-delivery.ts'),
    ]);
    if (policy.kind === 'refused') trouble.value = policy.code;
    else if (deliveries.kind === 'refused') trouble.value = deliveries.code;
    else {
      const { serverKey } = deliveries.value;
      ready.value = { verify: judge.verifyDelivery, policy: policy.value.policy, serverKey };
    }
  };
  useEffect(() => void prepare(), []);
  const take = (files: FileList | null | undefined) => {
    verdict.value = undefined;
    for (const one of files ?? [])
      if (one.name.endsWith('.tlog-proof')) proof.value = one;
      else file.value = one;
  };
  const judge = async () => {
    if (ready.value === undefined || file.value === undefined || proof.value === undefined) return;
    const { verify, policy, serverKey } = ready.value;
    verdict.value = verify({
      file: new Uint8Array(await file.value.arrayBuffer()),
      proof: await proof.value.text(),
      ...{ policy, serverKey },
      party: session.value?.person?.party ?? '',
    });
  };
  return (
    <section class="portal-stack" aria-labelledby="verify-title">
      <h2 id="verify-title">{t('Verify a delivery')}</h2>
      <p>
        {t(
          'Choose the file of a delivery and its proof, or drop both here. This browser checks the signature of the border agency, the entry in the ledger and the digest. Nothing is sent. Once this page is open, it needs no connection.',
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
          {t('Files: the delivery (.json) and its proof (.tlog-proof)')}{' '}
          <input type="file" multiple onChange={({ currentTarget }) => take(currentTarget.files)} />
        </label>
        <dl class="portal-facts">
          <dt>{t('Delivery')}</dt>
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
      <p class="quiet">
        {t(
          'The keys of the ledger come from this server. An auditor verifies with keys from elsewhere: npm run verify.',
        )}
      </p>
    </section>
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
