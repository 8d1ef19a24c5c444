import { Banner } from '../design/banner.tsx';
import '../design/panel.css';
import { linesOf } from '../../receipt/receipt-words.ts';
import { HelpPlace } from '../help/help-place.tsx';
import { GivenField } from './given-field.tsx';
import { HexField } from './hex-field.tsx';
import { Kept } from './kept.tsx';
import { PageTools } from './page-tools.tsx';
import { isOwnKey, lane, ownKey, receipt, receiptVerdict, report, serverKey } from './receipt-state.ts';
import './page.css';
import './verdict.css';

/** Verifies a traveller's receipt in the traveller's browser. */
export function ReceiptPage() {
  return (
    <>
      <header class="verify-head">
        <PageTools />
        <h1>Verify a receipt</h1>
        <p>
          A receipt is a lane’s signed promise of when your pictures are destroyed. Your browser verifies it on this
          page: neither the receipt nor its code is sent anywhere.
        </p>
        <Kept />
        <p>
          <a href="#proof">Verify a proof file</a>
        </p>
      </header>
      <main class="verify-main">
        <section class="panel" aria-labelledby="receipt-title">
          <h2 id="receipt-title">1. The receipt</h2>
          <GivenField
            given={receipt}
            label="Receipt"
            hint="Paste the text that your telephone reads from the code. It begins with “PR1:”."
          />
        </section>
        <section class="panel verify-result" aria-labelledby="receipt-result" aria-live="polite">
          <h2 id="receipt-result">2. Result</h2>
          <Judgement />
        </section>
        <section class="panel" aria-labelledby="key-title">
          <h2 id="key-title">3. The lane’s key</h2>
          <KeyField />
        </section>
        <section class="panel" aria-labelledby="report-title">
          <h2 id="report-title">4. The report of the erasure</h2>
          <GivenField
            given={report}
            label="Report"
            hint="If the border service gave you a report, paste it here. Only the report proves that your pictures are destroyed."
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
      label="A key from another source"
      hint="64 digits of hexadecimal. It is used instead of the server’s."
      value={ownKey}
      isValid={isOwnKey.value}
      fault="64 of the digits 0 to 9 and a to f, and nothing else."
    >
      <p>{whatIsKnown()}</p>
    </HexField>
  );
}

function whatIsKnown(): string {
  if (lane.value === undefined)
    return 'The receipt names its lane. This page then asks the server for the key of that lane.';
  if (serverKey.value === undefined) return `Asking this server for the key of ${lane.value}…`;
  if (serverKey.value === null) return `This server has no key of ${lane.value}, or does not answer.`;
  return `This server says that ${lane.value} has the key ${serverKey.value}.`;
}

function Judgement() {
  const verdict = receiptVerdict.value;
  if (verdict === undefined) return <p class="empty">{whatIsMissing()}</p>;
  const [, first = '', ...rest] = linesOf(verdict, Date.now());
  const holds = verdict.kind === 'verified';
  return (
    <div class="verdict">
      <Banner tone={holds ? 'good' : 'bad'} icon={holds ? 'tick' : 'cross'}>
        <strong>{holds ? 'Verified.' : 'Not verified.'}</strong> {first}
      </Banner>
      {rest.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {holds && ownKey.value.trim() === '' && (
        <p class="quiet">The key came from the server of the same lane. A key from another source proves more.</p>
      )}
    </div>
  );
}

function whatIsMissing(): string {
  if (lane.value === undefined) return 'Nothing to verify yet: give a receipt.';
  return isOwnKey.value && serverKey.value === undefined
    ? 'Asking for the lane’s key…'
    : 'A key of the lane is missing.';
}
