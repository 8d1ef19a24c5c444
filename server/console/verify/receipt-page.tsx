import { Banner } from '../design/banner.tsx';
import '../design/panel.css';
import { HelpPlace } from '../help/help-place.tsx';
import { linesOf, RECEIPT_REFUSALS } from '../../lanes/receipt/receipt-words.ts';
import { t, translated } from '../languages/text.ts';
import { GivenField } from './given-field.tsx';
import { HexField } from './hex-field.tsx';
import { Kept } from './kept.tsx';
import { PageTools } from './page-tools.tsx';
import { isOwnKey, lane, ownKey, receipt, receiptVerdict, report, serverKey } from './receipt-state.ts';
import './page.css';
import './verdict.css';

const REFUSAL_WORDS = translated(RECEIPT_REFUSALS);

/** Verifies a traveller's receipt in the traveller's browser. */
export function ReceiptPage() {
  return (
    <>
      <header class="verify-head">
        <PageTools />
        <h1>{t('Verify a receipt')}</h1>
        <p>
          {t(
            'A receipt is a lane’s signed promise of when your pictures are destroyed. Your browser verifies it on this page: neither the receipt nor its code is sent anywhere.',
          )}
        </p>
        <Kept />
        <p>
          <a href="#proof">{t('Verify a proof file')}</a>
        </p>
      </header>
      <main class="verify-main">
        <section class="panel" aria-labelledby="receipt-title">
          <h2 id="receipt-title">{t('1. The receipt')}</h2>
          <GivenField
            given={receipt}
            label={t('Receipt')}
            hint={t('Paste the text that your telephone reads from the code. It begins with “PR1:”.')}
          />
        </section>
        <section class="panel verify-result" aria-labelledby="receipt-result" aria-live="polite">
          <h2 id="receipt-result">{t('2. Result')}</h2>
          <Judgement />
        </section>
        <section class="panel" aria-labelledby="key-title">
          <h2 id="key-title">{t('3. The lane’s key')}</h2>
          <KeyField />
        </section>
        <section class="panel" aria-labelledby="report-title">
          <h2 id="report-title">{t('4. The report of the erasure')}</h2>
          <GivenField
            given={report}
            label={t('Report')}
            hint={t(
              'If the border service gave you a report, paste it here. Only the report proves that your pictures are destroyed.',
            )}
          />
        </section>
      </main>
      <HelpPlace />
    </>
  );
}

function KeyField() {
  return (
    <HexField
      id="own-key"
      label={t('A key from another source')}
      hint={t('64 digits of hexadecimal. It is used instead of the server’s.')}
      value={ownKey}
      isValid={isOwnKey.value}
      fault={t('64 of the digits 0 to 9 and a to f, and nothing else.')}
    >
      <p>{whatIsKnown()}</p>
    </HexField>
  );
}

function whatIsKnown(): string {
  if (lane.value === undefined)
    return t('The receipt names its lane. This page then asks the server for the key of that lane.');
  if (serverKey.value === undefined) return t('Asking this server for the key of {lane}…', { lane: lane.value });
  if (serverKey.value === null) return t('This server has no key of {lane}, or does not answer.', { lane: lane.value });
  return t('This server states the key of {lane}: {key}', { lane: lane.value, key: serverKey.value });
}

function Judgement() {
  const verdict = receiptVerdict.value;
  if (verdict === undefined) return <p class="empty">{whatIsMissing()}</p>;
  const [, first = '', ...rest] = linesOf(verdict, Date.now(), t, REFUSAL_WORDS);
  const holds = verdict.kind === 'verified';
  return (
    <div class="verdict">
      <Banner tone={holds ? 'good' : 'bad'} icon={holds ? 'tick' : 'cross'}>
        <strong>{holds ? t('Verified.') : t('Not verified.')}</strong> {first}
      </Banner>
      {rest.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {holds && ownKey.value.trim() === '' && (
        <p class="quiet">
          {t('The key came from the server of the same lane. A key from another source proves more.')}
        </p>
      )}
    </div>
  );
}

function whatIsMissing(): string {
  if (lane.value === undefined) return t('Nothing to verify yet: give a receipt.');
  return isOwnKey.value && serverKey.value === undefined
    ? t('Asking for the lane’s key…')
    : t('A key of the lane is missing.');
}
