import { Banner } from '../design/banner.tsx';
import { Badge } from '../design/badge.tsx';
import { PROOF_REFUSALS, type ProofVerdict, type RefusalCode } from '../../records/ledger/verify/proof-verdict.ts';
import { dateAndTime } from '../design/times.ts';
import { rich, t, translated } from '../languages/text.ts';
import { wordsOfEntry } from './entry-words.ts';
import './verdict.css';

export interface VerdictProps {
  readonly verdict: ProofVerdict;
  /** Whether the policy came from the server of the log. */
  readonly policyOfServer: boolean;
}

const REFUSAL_WORDS: { readonly [Code in RefusalCode]?: string } = translated(
  { 'no-entry': 'The file does not contain the entry. Enter the bytes of the entry.' },
  translated(PROOF_REFUSALS),
);

/** A verdict in words: the facts that it proves, and those that it does not prove. */
export function Verdict({ verdict, policyOfServer }: VerdictProps) {
  if (verdict.kind === 'refused') {
    return (
      <div class="verdict">
        <Banner tone="bad" icon="cross">
          <strong>{t('Not verified.')}</strong> {REFUSAL_WORDS[verdict.code] ?? t('This file proves nothing.')}
        </Banner>
        <p class="quiet">
          {rich(
            'Code: {code}. The code does not show the cause: a copying mistake and a forgery look alike. Ask for the file again; if it fails again, tell the agency that runs the log and the witnesses.',
            { code: <span class="digest">{verdict.code}</span> },
          )}
        </p>
      </div>
    );
  }
  return <Proven verdict={verdict} policyOfServer={policyOfServer} />;
}

function Proven({ verdict, policyOfServer }: VerdictProps & { verdict: { kind: 'verified' } }) {
  const { origin, index, size, witnesses, entry } = verdict;
  const words = entry === undefined ? undefined : wordsOfEntry(entry);
  return (
    <div class="verdict">
      <Banner tone="good" icon="tick">
        {rich('<b>Verified.</b> Entry {number} is in the log {origin}, unaltered.', {
          b: (inside) => <strong>{inside}</strong>,
          number: String(index),
          origin,
        })}
      </Banner>
      {words === undefined ? (
        <p>
          {t(
            'The content of the entry was erased, or is not in the file. The proof still shows that the entry exists, with its time and its place.',
          )}
        </p>
      ) : (
        <section>
          <h3>{t('Content of the entry')}</h3>
          <p>{words.said}</p>
          <dl class="facts">
            {words.facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd class="digest">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section>
        <h3>{t('Witnesses')}</h3>
        {witnesses.size === 0 ? (
          <p class="verdict-line">
            <Badge tone="caution" icon="warning" word={t('No witness')} />
            <span>
              {t('Only the agency that runs the log has signed, and the policy requires no other signature.')}
            </span>
          </p>
        ) : (
          <ul class="seen">
            {[...witnesses].map(([name, timeS]) => (
              <li key={name} class="verdict-line">
                <Badge tone="good" icon="tick" word={name} />
                <span class="figures">{t('cosigned {time}', { time: dateAndTime(timeS * 1_000) })}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>{t('The proof shows')}</h3>
        <ul class="bullets">
          <li>
            {t('The entry is one of the {size} that the log held when its checkpoint was signed, at place {number}.', {
              size,
              number: String(index),
            })}
          </li>
          {witnesses.size > 0 && (
            <li>
              {t(
                'The named witnesses saw the log in this state, and checked that it only continued its earlier state.',
              )}
            </li>
          )}
          <li>{t('No one can remove or change the entry without detection by everyone who verifies.')}</li>
        </ul>
        <h3>{t('The proof does not show')}</h3>
        <ul class="bullets">
          <li>{t('That the content of the entry is true: only that it was entered.')}</li>
          <li>{t('That nothing was left out of the log.')}</li>
          {policyOfServer && (
            <li>
              {t(
                'That the policy is right: it came from the server of this log. To verify without trust in the server, use a policy from a source that you trust.',
              )}
            </li>
          )}
        </ul>
      </section>
    </div>
  );
}
